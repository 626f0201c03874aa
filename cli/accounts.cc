// Collectivités and accounts.
#include "cli/commands.h"
#include "domain/access/access.h"
#include "domain/casefile/journal.h"
#include "domain/membership/membership.h"
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
  if (!found)
    throw Usage("aucune collectivité n'a l'adresse « " + slug + " » ; voir vigie collectivite list");
  return found->id;
}

// Inside the caller's transaction, as every entry of the journal.
void Log(store::Db& db, const Context& context, std::int64_t account_id, std::string_view what) {
  const auto entry = json::Value::MakeObject({{"what", what}, {"who", "administrator"}});
  casefile::Append(db, {context.now(), account_id, 0, entry}, nullptr);
}

void LogAlone(store::Db& db, const Context& context, std::int64_t account_id, std::string_view what) {
  store::Transaction transaction(db);
  Log(db, context, account_id, what);
  transaction.Commit();
}

// The places of a part: those named, or the whole CDG for the roles that are held there.
std::vector<std::int64_t> PlacesOf(store::Db& db, const Words& words) {
  const auto role = words.Needed("--role");
  const bool whole = role == "manager" || role == "committee" || role == "provider";
  std::vector<std::int64_t> places;
  for (const auto& slug : words.All("--collectivite")) places.push_back(CollectiviteId(db, slug));
  if (places.empty() && whole) places.push_back(0);
  if (places.empty())
    throw Usage("il manque --collectivite : seuls provider, manager et committee s'en passent, pas « " +
                role + " »");
  return places;
}

// One more part for somebody who has an account: one person, one account.
void AddPart(Context& context, store::Db& db, const people::Account& account, const Words& words) {
  words.Only(2, {"--role", "--collectivite"});
  const auto places = PlacesOf(db, words);
  store::Transaction transaction(db);
  for (const auto place : places)
    Value(context, people::Assign(db, account.id, words.Needed("--role"), place));
  Log(db, context, account.id, "account_assigned");
  transaction.Commit();
  context.out = account.login + " : rôle ajouté. Il vaut pour les signalements à venir.\n";
}

// The account, its parts and the entry of the journal, or nothing at all.
void AddOne(Context& context, store::Db& db, const Words& words) {
  words.Only(2, {"--name", "--email", "--role", "--collectivite"});
  const auto places = PlacesOf(db, words);
  store::Transaction transaction(db);
  const auto id = Value(context, people::AddAccount(db, words.Plain(1, "le login"), words.Needed("--name"),
                                                    words.Needed("--email")));
  for (const auto place : places) Value(context, people::Assign(db, id, words.Needed("--role"), place));
  Log(db, context, id, "account_added");
  transaction.Commit();
  context.out =
      "Compte créé. Remettez ce lien à la personne, par un canal sûr ; il vaut sept jours et une seule fois "
      ":\n" +
      InvitationLink(context, people::Invite(db, id, context.now())) + "\n";
}

void InviteAgain(Context& context, store::Db& db, const people::Account& account) {
  if (!account.active)
    throw Usage("ce compte est fermé : rouvrez-le d'abord, avec « vigie account enable " + account.login +
                " »");
  LogAlone(db, context, account.id, "account_invited");
  context.out = InvitationLink(context, people::Invite(db, account.id, context.now())) + "\n";
  if (account.joined)
    context.out +=
        "Attention : en acceptant, la personne reçoit de nouvelles clés et ne pourra plus lire ses dossiers "
        "actuels.\n";
}

void Switch(Context& context, store::Db& db, const people::Account& account, bool active) {
  people::SetActive(db, account.id, active);
  LogAlone(db, context, account.id, active ? "account_enabled" : "account_disabled");
  context.out = account.login + (active ? " : compte rouvert.\n" : " : compte fermé, ses sessions aussi.\n");
}

void SetDigest(Context& context, store::Db& db, const people::Account& account, const std::string& wish) {
  if (wish != "on" && wish != "off") throw Usage("digest : on ou off, pas « " + wish + " »");
  people::SetDigest(db, account.id, wish == "on");
  LogAlone(db, context, account.id, wish == "on" ? "account_digest" : "account_no_digest");
  context.out =
      account.login + (wish == "on" ? " : un seul courriel par jour, le matin, s'il y a du nouveau.\n"
                                    : " : un courriel à chaque nouvelle.\n");
}

void ListAll(Context& context, store::Db& db) {
  for (const auto& account : people::Accounts(db)) {
    context.out += account.login + "\t" + account.name + "\t" +
                   (!account.active  ? "fermé"
                    : account.joined ? "actif"
                                     : "invité");
    for (const auto& part : account.assignments) {
      std::string place = "tout le CDG";
      for (const auto& collectivite : people::Collectivites(db))
        if (collectivite.id == part.collectivite_id) place = collectivite.slug;
      context.out += "\t" + part.role + ":" + place;
    }
    context.out += account.digest ? "\tun courriel par jour\n" : "\n";
  }
}

// Served from today on. What the paper says of it, its page in the office takes.
void AddMember(Context& context, const Words& words) {
  words.Only(2, {"--slug", "--kind", "--siret", "--affiliated", "--headcount"});
  const auto today = core::LocalDay(context.now());
  const auto affiliated = words.Option("--affiliated", "on"), agents = words.Option("--headcount");
  if (affiliated != "on" && affiliated != "off")
    throw Usage("--affiliated : on ou off, pas « " + affiliated + " »");
  if (core::Digits(agents) != agents || agents.size() > 6)
    throw Usage("--headcount : un nombre d'agents, en chiffres, pas « " + agents + " »");
  membership::Member one;
  one.name = words.Plain(1, "le nom de la collectivité");
  one.slug = words.Option("--slug");
  one.kind = words.Option("--kind", "other");
  one.siret = core::Digits(words.Option("--siret"));
  one.affiliated = affiliated == "on";
  one.state = membership::State::kEffective;
  one.effective_on = today;
  auto db = OpenDatabase(context);
  store::Transaction transaction(db);
  const auto added = Value(context, membership::Add(db, one));
  if (!agents.empty())
    Value(context, membership::SetHeadcount(db, added.collectivite_id,
                                            {today, std::stoll(agents), "déclaré à l’adhésion", today}));
  transaction.Commit();
  context.out = "Ajoutée : " + added.name + ", " + context.config.base_url + "/c/" + added.slug +
                "/\nRefaites le site pour que sa page existe.\n";
}

}  // namespace

int Collectivite(Context& context, const Words& words) {
  const auto& action = words.Plain(0, "l'action : add ou list");
  if (action == "add") {
    AddMember(context, words);
  } else if (action == "list") {
    words.Only(1, {"--json"});
    auto db = OpenDatabase(context);
    json::Value list = json::Array();
    for (const auto& one : people::Collectivites(db)) {
      list.Push(json::Value::MakeObject({{"slug", one.slug}, {"name", one.name}, {"number", one.id}}));
      if (!words.Has("--json")) context.out += one.slug + "\t" + one.name + "\n";
    }
    if (words.Has("--json")) context.out = json::Write(list) + "\n";
  } else {
    throw Usage("collectivite : l'action est add ou list, pas « " + action + " »");
  }
  return 0;
}

int Account(Context& context, const Words& words) {
  const auto& action = words.Plain(0, "l'action : add, list, assign, invite, disable, enable ou digest");
  auto db = OpenDatabase(context);
  if (action == "add") {
    AddOne(context, db, words);
  } else if (action == "list") {
    words.Only(1, {});
    ListAll(context, db);
  } else if (action == "assign") {
    AddPart(context, db, Known(db, words.Plain(1, "le login")), words);
  } else if (action == "invite" || action == "disable" || action == "enable") {
    words.Only(2, {});
    const auto account = Known(db, words.Plain(1, "le login"));
    if (action == "invite")
      InviteAgain(context, db, account);
    else
      Switch(context, db, account, action == "enable");
  } else if (action == "digest") {
    words.Only(3, {});
    const auto account = Known(db, words.Plain(1, "le login"));
    SetDigest(context, db, account, words.Plain(2, "on ou off"));
  } else {
    throw Usage("account : l'action est add, list, assign, invite, disable, enable ou digest, pas « " +
                action + " »");
  }
  return 0;
}

}  // namespace cli
