#include <algorithm>
#include <array>

#include "domain/access/access.h"
#include "lib/core/text.h"

namespace people {
namespace {

constexpr std::array<std::string_view, 6> kRoles{"referent",  "substitute", "provider",
                                                 "authority", "manager",    "committee"};
constexpr const char* kAccountColumns =
    "SELECT id, login, name, email, public_key IS NOT NULL, active, digest FROM account ";

Account ReadAccount(store::Db& db, const store::Query& row) {
  Account account;
  account.id = row.Int(0);
  account.login = row.Text(1);
  account.name = row.Text(2);
  account.email = row.Text(3);
  account.joined = row.Int(4) != 0;
  account.active = row.Int(5) != 0;
  account.digest = row.Int(6) != 0;
  auto parts = db.Prepare(
      "SELECT role, ifnull(collectivite_id, 0) FROM assignment WHERE account_id = ?1 ORDER BY role, 2");
  parts.Bind(account.id);
  while (parts.Step()) account.assignments.push_back({parts.Text(0), parts.Int(1)});
  return account;
}

bool IsSlug(std::string_view slug) {
  return !slug.empty() && slug.size() <= 100 &&
         slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool IsLogin(std::string_view login) {
  return login.size() >= 2 && login.size() <= 64 && std::all_of(login.begin(), login.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view(".-_@").find(c) != std::string_view::npos;
         });
}

void SwitchTo(store::Db& db, std::int64_t account_id, bool active) {
  db.Prepare("UPDATE account SET active = ?2 WHERE id = ?1").Bind(account_id, active).Run();
  if (active) return;
  db.Prepare("DELETE FROM invitation WHERE account_id = ?1").Bind(account_id).Run();
  CloseSessions(db, SessionKind::kDesk, account_id);
}

}  // namespace

bool IsEmail(std::string_view email) {
  const auto at = email.find('@');
  if (at == 0 || at == std::string_view::npos || email.size() > 254) return false;
  const std::string_view domain = email.substr(at + 1);
  const auto dot = domain.find('.');
  return dot != 0 && dot != std::string_view::npos && domain.back() != '.' &&
         domain.find('@') == std::string_view::npos && std::all_of(email.begin(), email.end(), [](char c) {
           return c > ' ' && c != '<' && c != '>' && c != 127;
         });
}

bool Account::Is(std::string_view role) const {
  return std::any_of(assignments.begin(), assignments.end(),
                     [&](const Assignment& a) { return a.role == role; });
}

std::vector<Collectivite> Collectivites(store::Db& db) {
  std::vector<std::pair<std::string, Collectivite>> found;
  auto query = db.Prepare("SELECT id, slug, name FROM collectivite WHERE active = 1");
  while (query.Step()) {
    found.push_back({core::Fold(query.Text(2)), {query.Int(0), query.Text(1), query.Text(2)}});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.id < b.second.id;
  });
  std::vector<Collectivite> sorted;
  sorted.reserve(found.size());
  for (auto& [folded, collectivite] : found) sorted.push_back(std::move(collectivite));
  return sorted;
}

std::optional<Collectivite> FindCollectivite(store::Db& db, std::string_view slug) {
  auto query = db.Prepare("SELECT id, slug, name FROM collectivite WHERE slug = ?1 AND active = 1");
  query.Bind(slug);
  if (!query.Step()) return std::nullopt;
  return Collectivite{query.Int(0), query.Text(1), query.Text(2)};
}

std::string CollectiviteName(store::Db& db, std::int64_t id) {
  auto query = db.Prepare("SELECT name FROM collectivite WHERE id = ?1");
  query.Bind(id);
  return query.Step() ? query.Text(0) : "";
}

core::Result<Collectivite> AddCollectivite(store::Db& db, std::string slug, std::string name) {
  name = core::Trim(name);
  if (name.empty() || core::Length(name) > 200) return core::Refuse("name", "collectivite.name");
  if (!IsSlug(slug)) return core::Refuse("slug", "collectivite.slug");
  try {
    db.Prepare("INSERT INTO collectivite (slug, name) VALUES (?1, ?2)").Bind(slug, name).Run();
  } catch (const store::Failure& failure) {
    if (failure.IsDuplicate()) return core::Refuse(core::Kind::kConflict, "slug", "collectivite.slug_taken");
    throw;
  }
  return Collectivite{db.LastId(), std::move(slug), std::move(name)};
}

std::optional<Account> FindAccount(store::Db& db, std::int64_t id) {
  auto query = db.Prepare(std::string(kAccountColumns) + "WHERE id = ?1");
  query.Bind(id);
  if (!query.Step()) return std::nullopt;
  return ReadAccount(db, query);
}

std::optional<Account> FindAccountByLogin(store::Db& db, std::string_view login) {
  auto query = db.Prepare(std::string(kAccountColumns) + "WHERE login = ?1");
  query.Bind(login);
  if (!query.Step()) return std::nullopt;
  return ReadAccount(db, query);
}

std::vector<Account> Accounts(store::Db& db) {
  std::vector<Account> accounts;
  auto query = db.Prepare(std::string(kAccountColumns) + "ORDER BY login");
  while (query.Step()) accounts.push_back(ReadAccount(db, query));
  return accounts;
}

std::vector<Reader> Readers(store::Db& db, std::int64_t collectivite_id,
                            const std::vector<std::string>& roles) {
  std::vector<Reader> readers;
  auto query = db.Prepare(
      "SELECT DISTINCT account.id, account.public_key FROM assignment JOIN account ON account.id = account_id"
      " WHERE role = ?1 AND (collectivite_id = ?2 OR collectivite_id IS NULL) AND active = 1 AND public_key "
      "IS NOT NULL"
      " ORDER BY account.id");
  for (const std::string& role : roles) {
    query.Bind(role, collectivite_id);
    std::vector<Reader> of_role;
    while (query.Step()) of_role.push_back({query.Int(0), query.Bytes(1), role});
    for (Reader& reader : of_role) {
      const bool known = std::any_of(readers.begin(), readers.end(),
                                     [&](const Reader& r) { return r.account_id == reader.account_id; });
      if (!known) readers.push_back(std::move(reader));
    }
  }
  return readers;
}

core::Result<std::int64_t> AddAccount(store::Db& db, std::string login, std::string name, std::string email) {
  if (!IsLogin(login)) return core::Refuse("login", "account.login");
  name = core::Trim(name);
  if (name.empty() || core::Length(name) > 200) return core::Refuse("name", "account.name");
  if (!IsEmail(email)) return core::Refuse("email", "account.email");
  try {
    db.Prepare("INSERT INTO account (login, name, email) VALUES (?1, ?2, ?3)").Bind(login, name, email).Run();
  } catch (const store::Failure& failure) {
    if (failure.IsDuplicate()) return core::Refuse(core::Kind::kConflict, "login", "account.login_taken");
    throw;
  }
  return db.LastId();
}

core::Result<void> Assign(store::Db& db, std::int64_t account_id, std::string role,
                          std::int64_t collectivite_id) {
  if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end())
    return core::Refuse("role", "account.role");
  std::optional<std::int64_t> where;
  if (collectivite_id != 0) {
    auto query = db.Prepare("SELECT 1 FROM collectivite WHERE id = ?1 AND active = 1");
    query.Bind(collectivite_id);
    if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "collectivite", "collectivite.unknown");
    where = collectivite_id;
  }
  db.Prepare(
        "INSERT INTO assignment (account_id, role, collectivite_id) VALUES (?1, ?2, ?3) ON CONFLICT DO "
        "NOTHING")
      .Bind(account_id, role, where)
      .Run();
  return {};
}

void SetActive(store::Db& db, std::int64_t account_id, bool active) {
  store::Transaction transaction(db);
  SwitchTo(db, account_id, active);
  transaction.Commit();
}

void ClosePlace(store::Db& db, std::int64_t collectivite_id) {
  std::vector<std::int64_t> alone;
  auto query = db.Prepare(
      "SELECT account_id FROM assignment WHERE collectivite_id = ?1 EXCEPT SELECT account_id FROM assignment "
      "WHERE collectivite_id IS NOT ?1");
  query.Bind(collectivite_id);
  while (query.Step()) alone.push_back(query.Int(0));
  db.Prepare("DELETE FROM assignment WHERE collectivite_id = ?1").Bind(collectivite_id).Run();
  for (const auto account_id : alone) {
    SwitchTo(db, account_id, false);
    db.Prepare("DELETE FROM account_contact WHERE account_id = ?1").Bind(account_id).Run();
  }
}

void SetDigest(store::Db& db, std::int64_t account_id, bool digest) {
  db.Prepare("UPDATE account SET digest = ?2 WHERE id = ?1").Bind(account_id, digest).Run();
}

}  // namespace people
