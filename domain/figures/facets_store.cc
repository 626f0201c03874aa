#include <stdexcept>

#include "domain/figures/facets.h"

namespace figures {
namespace {

// Lengths tell nothing: facets fill this many bytes, or twice as many; a person's words the smaller number.
constexpr std::size_t kBlock = 512, kPersonBlock = 256;

std::string Padded(const json::Value& value, std::size_t block) {
  auto text = json::Write(value);
  return text.append((block - text.size() % block) % block, ' ');
}

vault::Key QuickKey(const Held& held) { return vault::Derive("figures", held.keys.secret_key.Bytes()); }

json::Value Parsed(const std::optional<std::string>& plain) {
  auto value = plain ? json::Parse(*plain) : core::Refuse("", "figures.altered");
  if (!value) throw std::runtime_error("a row of figures was altered");
  return std::move(*value);
}

// Both parts of a row, opened with the pair.
json::Value Whole(const Held& held, std::string_view sealed, const std::optional<std::string>& person) {
  auto facets = Parsed(vault::OpenSealed(held.keys, sealed));
  if (!person || facets.Members().empty()) return facets;
  const auto said = Parsed(vault::OpenSealed(held.keys, *person));
  for (const auto& [word, value] : said.Members()) facets.Set(word, value);
  return facets;
}

std::optional<std::string> PersonOf(const store::Query& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(row.Bytes(column));
}

}  // namespace

std::string NewId() { return vault::RandomBytes(16); }

void Put(store::Db& db, const Pair& pair, const std::string& id, const json::Value& facets,
         const std::optional<json::Value>& person) {
  const auto sealed = vault::SealTo(pair.public_key, Padded(facets, kBlock));
  auto write = db.Prepare(
      "INSERT INTO figure (id, key_id, person, sealed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE "
      "SET "
      "key_id = excluded.key_id, sealed = excluded.sealed, person = coalesce(excluded.person, person), quick "
      "= "
      "NULL");
  if (person) {
    const auto said = vault::SealTo(pair.public_key, Padded(*person, kPersonBlock));
    write.Bind(store::Blob{id}, pair.id, store::Blob{said}, store::Blob{sealed}).Run();
  } else {
    write.Bind(store::Blob{id}, pair.id, std::nullopt, store::Blob{sealed}).Run();
  }
}

std::vector<json::Value> Read(store::Db& db, const Held& held) {
  const auto key = QuickKey(held);
  std::vector<json::Value> all;
  auto query = db.Prepare("SELECT id, quick, person, sealed FROM figure WHERE key_id = ?1");
  query.Bind(held.id);
  while (query.Step()) {
    auto facets = query.IsNull(1) ? Whole(held, query.Bytes(3), PersonOf(query, 2))
                                  : Parsed(vault::DecryptExact(key, query.Bytes(0), query.Bytes(1)));
    if (!facets.Members().empty()) all.push_back(std::move(facets));
  }
  return all;
}

void Quicken(store::Db& db, const Held& held) {
  const auto key = QuickKey(held);
  std::vector<std::pair<std::string, std::string>> quick;
  {
    auto query = db.Prepare("SELECT id, person, sealed FROM figure WHERE key_id = ?1 AND quick IS NULL");
    query.Bind(held.id);
    while (query.Step()) {
      const auto plain = Padded(Whole(held, query.Bytes(2), PersonOf(query, 1)), kBlock);
      quick.emplace_back(query.Bytes(0), vault::EncryptExact(key, query.Bytes(0), plain));
    }
  }
  auto update = db.Prepare("UPDATE figure SET quick = ?2 WHERE id = ?1");
  for (const auto& [id, sealed] : quick) update.Bind(store::Blob{id}, store::Blob{sealed}).Run();
}

std::string SizeBand(std::int64_t agents) {
  if (agents <= 0) return "unknown";
  if (agents < 10) return "under_10";
  if (agents < 50) return "10_49";
  if (agents < 350) return "50_349";
  return agents < 1000 ? "350_999" : "1000_over";
}

}  // namespace figures
