#include "domain/membership/deliberation.h"

#include <algorithm>
#include <stdexcept>

#include "domain/access/access.h"

namespace membership {
namespace {

std::string HashOf(std::string_view token) { return vault::Hash("deliberation draft", token); }
vault::Key KeyOf(std::string_view token) { return vault::Derive("deliberation draft key", token); }
constexpr std::string_view kTokenContext = "deliberation draft key", kAboutContext = "deliberation about";

// A name may be any text: what it holds of bytes that are 0 goes, as they part the three.
std::string Written(const Paper& paper) {
  auto name = paper.name;
  std::erase(name, '\0');
  return name + '\0' + paper.type + '\0' + std::to_string(paper.size);
}

Paper ReadPaper(const vault::Key& key, std::string_view about) {
  const auto text = vault::Decrypt(key, kAboutContext, about);
  if (!text) throw std::runtime_error("deliberation: what is said of it was altered");
  const auto one = text->find('\0'), two = text->find('\0', one + 1);
  return {text->substr(0, one), text->substr(one + 1, two - one - 1), std::stoll(text->substr(two + 1))};
}

void Grant(store::Db& db, std::int64_t id, const people::Reader& manager, const vault::Key& key) {
  const auto sealed = vault::SealTo(manager.public_key, key.Bytes());
  db.Prepare(
        "REPLACE INTO deliberation_grant (deliberation_id, account_id, public_key, sealed_key) "
        "VALUES (?1, ?2, ?3, ?4)")
      .Bind(id, manager.account_id, store::Blob{manager.public_key}, store::Blob{sealed})
      .Run();
}

void StoreChunks(store::Db& db, std::int64_t id, const vault::Key& key, std::string_view bytes) {
  vault::StreamSealer sealer(key);
  auto insert = db.Prepare("INSERT INTO deliberation_chunk (deliberation_id, n, sealed) VALUES (?1, ?2, ?3)");
  for (std::int64_t n = 0;; ++n) {
    const auto piece = bytes.substr(0, vault::kChunk);
    bytes.remove_prefix(piece.size());
    const auto sealed = sealer.Seal(piece, bytes.empty());
    insert.Bind(id, n, store::Blob{sealed}).Run();
    if (bytes.empty()) return;
  }
}

std::string ReadChunks(store::Db& db, std::int64_t id, const vault::Key& key) {
  vault::StreamOpener opener(key);
  auto query = db.Prepare("SELECT sealed FROM deliberation_chunk WHERE deliberation_id = ?1 ORDER BY n");
  query.Bind(id);
  std::string bytes;
  bool whole = false;
  while (query.Step()) {
    const auto chunk = whole ? std::nullopt : opener.Open(query.Bytes(0));
    if (!chunk) throw std::runtime_error("deliberation: a piece of it was altered");
    bytes += chunk->plain;
    whole = chunk->last;
  }
  if (!whole) throw std::runtime_error("deliberation: its end is missing");
  return bytes;
}

}  // namespace

core::Result<std::string> KeepDraft(store::Db& db, const Paper& paper, std::string_view bytes,
                                    std::string_view worker_public_key, core::Day today) {
  store::Transaction transaction(db);
  auto waiting = db.Prepare("SELECT count(*) FROM deliberation WHERE collectivite_id IS NULL");
  waiting.Step();
  if (waiting.Int(0) >= kMostDrafts)
    return core::Refuse(core::Kind::kTooMany, "deliberation", "deliberation.too_many");
  waiting.Reset();
  const auto key = vault::Key::Random();
  auto token = vault::RandomToken();
  const auto hash = HashOf(token), own = vault::EncryptExact(KeyOf(token), kTokenContext, key.Bytes());
  const auto worker = vault::SealTo(worker_public_key, key.Bytes());
  const auto about = vault::Encrypt(key, kAboutContext, Written(paper));
  db.Prepare(
        "INSERT INTO deliberation (token_hash, token_key, received_on, worker_key, about) "
        "VALUES (?1, ?2, ?3, ?4, ?5)")
      .Bind(store::Blob{hash}, store::Blob{own}, core::DayNumber(today), store::Blob{worker},
            store::Blob{about})
      .Run();
  const auto id = db.LastId();
  StoreChunks(db, id, key, bytes);
  for (const auto& manager : people::Readers(db, 0, {"manager"})) Grant(db, id, manager, key);
  transaction.Commit();
  return token;
}

std::optional<Paper> FindDraft(store::Db& db, std::string_view token) {
  auto query = db.Prepare("SELECT token_key, about FROM deliberation WHERE token_hash = ?1");
  const auto hash = HashOf(token);
  if (!query.Bind(store::Blob{hash}).Step()) return std::nullopt;
  const auto key = vault::DecryptExact(KeyOf(token), kTokenContext, query.Bytes(0));
  if (!key) return std::nullopt;
  return ReadPaper(vault::Key::FromBytes(*key), query.Bytes(1));
}

void DropDraft(store::Db& db, std::string_view token) {
  const auto hash = HashOf(token);
  db.Prepare("DELETE FROM deliberation WHERE token_hash = ?1").Bind(store::Blob{hash}).Run();
}

void Attach(store::Db& db, std::string_view token, std::int64_t collectivite_id) {
  if (!FindDraft(db, token)) return;
  ForgetDeliberation(db, collectivite_id);
  const auto hash = HashOf(token);
  db.Prepare(
        "UPDATE deliberation SET collectivite_id = ?2, token_hash = NULL, token_key = NULL "
        "WHERE token_hash = ?1")
      .Bind(store::Blob{hash}, collectivite_id)
      .Run();
}

std::optional<core::Day> DeliberationOn(store::Db& db, std::int64_t collectivite_id) {
  auto query = db.Prepare("SELECT received_on FROM deliberation WHERE collectivite_id = ?1");
  query.Bind(collectivite_id);
  return query.Step() ? std::optional(core::FromDayNumber(query.Int(0))) : std::nullopt;
}

core::Result<Opened> OpenDeliberation(store::Db& db, std::int64_t collectivite_id, std::int64_t account_id,
                                      const vault::KeyPair& keys) {
  auto query = db.Prepare(
      "SELECT d.id, d.about, g.sealed_key FROM deliberation d LEFT JOIN deliberation_grant g "
      "ON g.deliberation_id = d.id AND g.account_id = ?2 WHERE d.collectivite_id = ?1");
  if (!query.Bind(collectivite_id, account_id).Step())
    return core::Refuse(core::Kind::kNotFound, "paper", "members.paper_unknown");
  const auto bytes = query.IsNull(2) ? std::nullopt : vault::OpenSealed(keys, query.Bytes(2));
  if (!bytes) return core::Refuse(core::Kind::kConflict, "paper", "deliberation.not_yet");
  const auto key = vault::Key::FromBytes(*bytes);
  return Opened{ReadPaper(key, query.Bytes(1)), ReadChunks(db, query.Int(0), key)};
}

void ForgetDeliberation(store::Db& db, std::int64_t collectivite_id) {
  db.Prepare("DELETE FROM deliberation WHERE collectivite_id = ?1").Bind(collectivite_id).Run();
}

void ShareDeliberations(store::Db& db, const vault::KeyPair& worker) {
  struct Missing {
    std::int64_t id;
    std::string sealed;
    people::Reader manager;
  };
  std::vector<Missing> missing;
  const auto managers = people::Readers(db, 0, {"manager"});
  for (const auto& manager : managers) {
    auto query = db.Prepare(
        "SELECT d.id, d.worker_key FROM deliberation d LEFT JOIN deliberation_grant g ON "
        "g.deliberation_id = d.id AND g.account_id = ?1 AND g.public_key = ?2 WHERE g.account_id IS NULL");
    query.Bind(manager.account_id, store::Blob{manager.public_key});
    while (query.Step()) missing.push_back({query.Int(0), query.Bytes(1), manager});
  }
  std::vector<std::int64_t> former;
  auto granted = db.Prepare("SELECT DISTINCT account_id FROM deliberation_grant");
  while (granted.Step()) {
    const auto id = granted.Int(0);
    if (std::none_of(managers.begin(), managers.end(), [&](const auto& one) { return one.account_id == id; }))
      former.push_back(id);
  }
  if (missing.empty() && former.empty()) return;  // without a write
  store::Transaction transaction(db);
  for (const auto& one : missing)
    if (const auto key = vault::OpenSealed(worker, one.sealed))
      Grant(db, one.id, one.manager, vault::Key::FromBytes(*key));
  for (const auto id : former)
    db.Prepare("DELETE FROM deliberation_grant WHERE account_id = ?1").Bind(id).Run();
  transaction.Commit();
}

void ForgetDrafts(store::Db& db, core::Day today) {
  db.Prepare("DELETE FROM deliberation WHERE collectivite_id IS NULL AND received_on < ?1 - 1")
      .Bind(core::DayNumber(today))
      .Run();
}

}  // namespace membership
