// Collectivités and accounts.
#include "cli/commands.h"
#include "domain/access/access.h"
#include "domain/casefile/journal.h"
#include "lib/core/text.h"
#include "lib/json/value.h"

namespace cli {
namespace {

std::string InvitationLink(const Context& context, const std::string& token) {
  return context.config.base_url + "/f/join?invitation=" + token;
}

people::Account Known(store::Db& db, const std::string& login) {
  auto account = people::FindAccountByLogin(db, login);
  if (!account) throw Usage("aucun compte ne s'appelle « " + login + " »");
  return *account;
}

std::int64_t CollectiviteId(store::Db& db, const std::string& slug) {
  auto found = people::FindCollectivite(db, slug);
  if (!found) throw Usage("aucune collectivité n'a l'adresse « " + slug + " » ; voir vigie collectivite list");
  return found->id;
}

void Log(store::Db& db, const Context& context, std::int64_t account_id, std::string_view what) {
  store::Transaction transaction(db);
  casefile::Append(db, {context.now(), account_id, 0, json::Value::MakeObject({{"what", what}, {"who", "administrator"}})}, nullptr);
  transaction.Commit();
}

void AddOne(Context& context, store::Db& db, const Words& words) {
  const auto role = words.Needed("--role");
  const bool whole = role == "manager" || role == "committee";
  std::vector<std::int64_t> places;
  for (const auto& slug : words.All("--collectivite")) places.push_back(CollectiviteId(db, slug));
  if (places.empty() && !whole && role != "provider") throw Usage("il manque --collectivite : ce rôle s'exerce pour une collectivité");
  if (places.empty()) places.push_back(0);
  const auto id = Value(context, people::AddAccount(db, words.Plain(1, "le login"), words.Needed("--name"), words.Needed("--email")));
  for (const auto place : places) Value(context, people::Assign(db, id, role, place));
  Log(db, context, id, "account_added");
  context.out = "Compte créé. Remettez ce lien à la personne, par un canal sûr ; il vaut sept jours et une seule fois :\n" +
                InvitationLink(context, people::Invite(db, id, context.now())) + "\n";
}

void ListAll(Context& context, store::Db& db) {
  for (const auto& account : people::Accounts(db)) {
    context.out += account.login + "\t" + account.name + "\t" + (!account.active ? "fermé" : account.joined ? "actif" : "invité");
    for (const auto& part : account.assignments) {
      std::string place = "tout le CDG";
      for (const auto& collectivite : people::Collectivites(db))
        if (collectivite.id == part.collectivite_id) place = collectivite.slug;
      context.out += "\t" + part.role + ":" + place;
    }
    context.out += "\n";
  }
}

}  // namespace

int Collectivite(Context& context, const Words& words) {
  store::Db db(context.config.Database());
  const auto& action = words.Plain(0, "l'action : add ou list");
  if (action == "add") {
    const auto& name = words.Plain(1, "le nom de la collectivité");
    const auto added = Value(context, people::AddCollectivite(db, words.Option("--slug", core::Slug(name)), name));
    context.out = "Ajoutée : " + added.name + ", " + context.config.base_url + "/c/" + added.slug + "/\nRefaites le site pour que sa page existe.\n";
  } else if (action == "list") {
    json::Value list = json::Array();
    for (const auto& one : people::Collectivites(db)) {
      list.Push(json::Value::MakeObject({{"slug", one.slug}, {"name", one.name}}));
      if (!words.Has("--json")) context.out += one.slug + "\t" + one.name + "\n";
    }
    if (words.Has("--json")) context.out = json::Write(list) + "\n";
  } else {
    throw Usage("collectivite : l'action est add ou list, pas « " + action + " »");
  }
  return 0;
}

int Account(Context& context, const Words& words) {
  store::Db db(context.config.Database());
  const auto& action = words.Plain(0, "l'action : add, list, invite, disable ou enable");
  if (action == "add") {
    AddOne(context, db, words);
  } else if (action == "list") {
    ListAll(context, db);
  } else if (action == "invite") {
    const auto account = Known(db, words.Plain(1, "le login"));
    Log(db, context, account.id, "account_invited");
    context.out = InvitationLink(context, people::Invite(db, account.id, context.now())) + "\n";
    if (account.joined)
      context.out += "Attention : en acceptant, la personne reçoit de nouvelles clés et ne pourra plus lire ses dossiers actuels.\n";
  } else if (action == "disable" || action == "enable") {
    const auto account = Known(db, words.Plain(1, "le login"));
    people::SetActive(db, account.id, action == "enable");
    Log(db, context, account.id, "account_" + action + "d");
    context.out = account.login + (action == "enable" ? " : compte rouvert.\n" : " : compte fermé, ses sessions aussi.\n");
  } else {
    throw Usage("account : l'action est add, list, invite, disable ou enable, pas « " + action + " »");
  }
  return 0;
}

}  // namespace cli
