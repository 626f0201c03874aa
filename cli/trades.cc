// What the experts of a provider do, and in which lot of the contract.
#include "domain/access/trades.h"

#include <algorithm>

#include "cli/commands.h"
#include "domain/access/access.h"
#include "domain/casefile/journal.h"
#include "domain/scheme/scheme.h"
#include "lib/json/value.h"

namespace cli {
namespace {

bool Holds(const json::Value& list, const std::string& word) {
  return list.IsArray() &&
         std::find(list.Items().begin(), list.Items().end(), json::Value(word)) != list.Items().end();
}

// Refuses a trade that no holder of the lot has in the scheme's file.
void Check(const json::Value& providers, const people::Trade& wanted) {
  std::string known;
  for (const auto& provider : providers.Items()) {
    if (!Holds(provider["lots"], wanted.lot) || !provider["trades"].IsArray()) continue;
    if (Holds(provider["trades"], wanted.trade)) return;
    for (const auto& trade : provider["trades"].Items()) known += " " + trade.String();
  }
  throw Usage(known.empty() ? "personne n'a de métier dans le lot « " + wanted.lot + " » de ce dispositif"
                            : "« " + wanted.trade + " » n'est pas un métier du lot « " + wanted.lot +
                                  " » ; ce dispositif a :" + known);
}

void Set(Context& context, store::Db& db, const Words& words) {
  words.Only(2, {"--lot", "--trade"});
  const auto& login = words.Plain(1, "le login");
  const auto account = people::FindAccountByLogin(db, login);
  if (!account) throw Usage("aucun compte ne s'appelle « " + login + " »");
  if (!account->Is("provider")) throw Usage("« " + login + " » n'intervient pas pour un prestataire");
  const auto scheme = scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
  const auto lot = words.Option("--lot", "services");
  std::vector<people::Trade> trades;
  for (const auto& trade : words.All("--trade")) {
    trades.push_back({lot, trade});
    Check(scheme.Data()["providers"], trades.back());
  }
  store::Transaction transaction(db);
  people::SetTrades(db, account->id, trades);
  const auto entry = json::Value::MakeObject({{"what", "account_trades"}, {"who", "administrator"}});
  casefile::Append(db, {context.now(), account->id, 0, entry}, nullptr);
  transaction.Commit();
  context.out = login + (trades.empty() ? " : tous les métiers de son lot.\n" : " : métiers enregistrés.\n");
}

}  // namespace

int Trade(Context& context, const Words& words) {
  const auto& action = words.Plain(0, "l'action : set ou list");
  auto db = OpenDatabase(context);
  if (action == "set") {
    Set(context, db, words);
  } else if (action == "list") {
    words.Only(1, {});
    for (const auto& account : people::Accounts(db)) {
      if (!account.Is("provider")) continue;
      context.out += account.login + "\t" + account.name;
      for (const auto& one : people::TradesOf(db, account.id))
        context.out += "\t" + one.lot + ":" + one.trade;
      context.out += "\n";
    }
  } else {
    throw Usage("trade : l'action est set ou list, pas « " + action + " »");
  }
  return 0;
}

}  // namespace cli
