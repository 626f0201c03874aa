#include <algorithm>
#include <stdexcept>

#include "domain/figures/facets.h"
#include "domain/figures/keys.h"

namespace figures {
namespace {

bool Entitles(const people::Assignment& part, const Scope& scope, bool office_reports) {
  const auto is = [&](std::string_view role) { return part.role == role; };
  const bool everywhere = part.collectivite_id == 0;
  if (scope.collectivite_id == 0)
    return everywhere && (is("manager") || is("committee") || is("referent") || is("substitute"));
  const bool own = part.collectivite_id == scope.collectivite_id;
  if (scope.apart) return is("substitute") && (own || everywhere);
  return ((is("referent") || is("substitute")) && (own || everywhere)) || (is("committee") && own) ||
         (office_reports && is("manager") && everywhere);
}

bool IsEntitled(const people::Account& account, const Scope& scope, bool office_reports) {
  return std::any_of(account.assignments.begin(), account.assignments.end(),
                     [&](const auto& part) { return Entitles(part, scope, office_reports); });
}

Pair FindPair(store::Db& db, const Scope& scope) {
  auto query = db.Prepare(
      "SELECT id, public_key FROM figure_key WHERE ifnull(collectivite_id, 0) = ?1 AND apart = ?2");
  query.Bind(scope.collectivite_id, scope.apart ? 1 : 0);
  return query.Step() ? Pair{query.Int(0), query.Bytes(1)} : Pair{};
}

struct Person {
  std::int64_t id;
  std::string public_key;
};

// Active accounts that have joined, and are entitled to the scope.
std::vector<Person> Entitled(store::Db& db, const Scope& scope, bool office_reports) {
  auto query = db.Prepare(
      "SELECT a.id, a.public_key, s.role, ifnull(s.collectivite_id, 0) FROM assignment s JOIN account a ON "
      "a.id = s.account_id WHERE a.active AND a.public_key IS NOT NULL AND (s.collectivite_id IS NULL OR "
      "s.collectivite_id = ?1) ORDER BY a.id");
  query.Bind(scope.collectivite_id);
  std::vector<Person> people;
  while (query.Step())
    if (Entitles({query.Text(2), query.Int(3)}, scope, office_reports) &&
        (people.empty() || people.back().id != query.Int(0)))
      people.push_back({query.Int(0), query.Bytes(1)});
  return people;
}

bool HasHolder(store::Db& db, std::int64_t key_id) {
  auto query = db.Prepare("SELECT 1 FROM figure_grant WHERE key_id = ?1 LIMIT 1");
  query.Bind(key_id);
  return query.Step();
}

void Give(store::Db& db, std::int64_t key_id, const vault::Key& secret, const std::vector<Person>& people) {
  auto held = db.Prepare("SELECT 1 FROM figure_grant WHERE key_id = ?1 AND account_id = ?2");
  for (const auto& person : people) {
    held.Bind(key_id, person.id);
    const bool has = held.Step();
    held.Reset();
    if (has) continue;
    const auto sealed = vault::SealTo(person.public_key, secret.Bytes());
    db.Prepare("INSERT INTO figure_grant (account_id, key_id, sealed_key) VALUES (?1, ?2, ?3)")
        .Bind(person.id, key_id, store::Blob{sealed})
        .Run();
  }
}

// From whoever is no longer entitled. An account that is not active keeps it: it may be the last to hold it.
void TakeBack(store::Db& db, std::int64_t key_id, const std::vector<Person>& entitled) {
  std::vector<std::int64_t> holders;
  auto query = db.Prepare(
      "SELECT g.account_id FROM figure_grant g JOIN account a ON a.id = g.account_id WHERE g.key_id = ?1 AND "
      "a.active");
  query.Bind(key_id);
  while (query.Step()) holders.push_back(query.Int(0));
  for (const auto holder : holders)
    if (std::none_of(entitled.begin(), entitled.end(), [&](const auto& one) { return one.id == holder; }))
      db.Prepare("DELETE FROM figure_grant WHERE key_id = ?1 AND account_id = ?2").Bind(key_id, holder).Run();
}

void Make(store::Db& db, const Scope& scope, const std::vector<Person>& people) {
  db.Prepare("DELETE FROM figure_key WHERE ifnull(collectivite_id, 0) = ?1 AND apart = ?2")
      .Bind(scope.collectivite_id, scope.apart ? 1 : 0)
      .Run();
  const auto pair = vault::KeyPair::Generate();
  const auto place = scope.collectivite_id == 0 ? std::nullopt : std::optional(scope.collectivite_id);
  db.Prepare("INSERT INTO figure_key (collectivite_id, apart, public_key) VALUES (?1, ?2, ?3)")
      .Bind(place, scope.apart ? 1 : 0, store::Blob{pair.public_key})
      .Run();
  Give(db, db.LastId(), pair.secret_key, people);
}

}  // namespace

std::string Pairs::Mark() const {
  return std::to_string(cdg.id) + "." + std::to_string(ordinary.id) + "." + std::to_string(apart.id);
}

bool OfficeReports(const scheme::Scheme& scheme) {
  const auto& told = scheme.Data()["statistics"]["yearly_report_to"].Items();
  const bool owed =
      std::any_of(told.begin(), told.end(), [](const auto& who) { return who.String() == "body"; });
  return owed && scheme.Seat("referent") != "body";
}

std::vector<Scope> ScopesOf(store::Db& db, const people::Account& account, bool office_reports) {
  std::vector<Scope> scopes;
  const auto add = [&](const Scope& scope) {
    if (IsEntitled(account, scope, office_reports)) scopes.push_back(scope);
  };
  add({0, false});
  for (const auto& place : people::Collectivites(db))
    for (const bool apart : {false, true}) add({place.id, apart});
  return scopes;
}

Pairs PairsFor(store::Db& db, std::int64_t collectivite_id) {
  return {FindPair(db, {0, false}), FindPair(db, {collectivite_id, false}),
          FindPair(db, {collectivite_id, true})};
}

std::optional<Held> Open(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                         const Scope& scope, bool office_reports) {
  if (!IsEntitled(account, scope, office_reports)) return std::nullopt;
  auto query = db.Prepare(
      "SELECT k.id, g.sealed_key FROM figure_key k JOIN figure_grant g ON g.key_id = k.id AND g.account_id = "
      "?3 WHERE ifnull(k.collectivite_id, 0) = ?1 AND k.apart = ?2");
  query.Bind(scope.collectivite_id, scope.apart ? 1 : 0, account.id);
  if (!query.Step()) return std::nullopt;
  const auto secret = vault::OpenSealed(keys, query.Bytes(1));
  if (!secret) throw std::runtime_error("a key of figures was altered");
  return Held{query.Int(0), vault::KeyPair::FromSecret(vault::Key::FromBytes(*secret))};
}

void Attend(store::Db& db, const people::Account& account, const vault::KeyPair& keys, bool office_reports) {
  store::Transaction transaction(db);
  for (const auto& scope : ScopesOf(db, account, office_reports)) {
    const auto entitled = Entitled(db, scope, office_reports);
    const auto pair = FindPair(db, scope);
    if (pair.id == 0 || !HasHolder(db, pair.id)) {
      Make(db, scope, entitled);
    } else if (const auto held = Open(db, account, keys, scope, office_reports)) {
      Give(db, pair.id, held->keys.secret_key, entitled);
      TakeBack(db, pair.id, entitled);
      Quicken(db, *held);
    }
  }
  transaction.Commit();
}

}  // namespace figures
