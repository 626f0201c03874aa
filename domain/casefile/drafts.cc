#include "domain/casefile/drafts.h"

#include "domain/casefile/records.h"

namespace casefile {

std::string SealFile(const vault::Key& key, const std::string& context, const FileRecord& record) {
  return SealJson(key, context,
                  json::Value::MakeObject({{"name", record.name},
                                           {"type", record.type},
                                           {"from", record.from},
                                           {"size", record.size},
                                           {"key", vault::Base64Url(record.key.Bytes())}}));
}

std::optional<FileRecord> OpenFile(const vault::Key& key, const std::string& context,
                                   std::string_view sealed) {
  const auto plain = vault::Decrypt(key, context, sealed);
  const auto value = plain ? json::Parse(*plain) : core::Refuse("", "evidence.altered");
  if (!value) return std::nullopt;
  const auto bytes = vault::FromBase64Url(value->Text("key"));
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return FileRecord{value->Text("name"), value->Text("type"), value->Text("from"), (*value)["size"].Int(),
                    vault::Key::FromBytes(*bytes)};
}

std::string DraftHash(std::string_view token) { return vault::Hash("draft-id", token); }
vault::Key DraftKey(std::string_view token) { return vault::Derive("draft-key", token); }
std::string DraftContext(std::string_view public_id) { return "draft:" + std::string(public_id); }
std::string CaseFileContext(std::string_view number, std::string_view public_id) {
  return Context(number, "evidence:" + std::string(public_id));
}

void AdoptDraft(store::Db& db, std::string_view token, std::int64_t case_id, std::string_view number,
                const vault::Key& case_key) {
  const auto hash = DraftHash(token);
  const auto key = DraftKey(token);
  auto files =
      db.Prepare("SELECT id, public_id, sealed FROM evidence WHERE draft_hash = ?1 AND sealed IS NOT NULL");
  files.Bind(store::Blob{hash});
  struct Adopted {
    std::int64_t id;
    std::string sealed;
  };
  std::vector<Adopted> adopted;
  while (files.Step()) {
    const auto record = OpenFile(key, DraftContext(files.Text(1)), files.Bytes(2));
    if (!record) throw std::runtime_error("a draft's file was altered");
    adopted.push_back({files.Int(0), SealFile(case_key, CaseFileContext(number, files.Text(1)), *record)});
  }
  for (const auto& file : adopted)
    db.Prepare("UPDATE evidence SET draft_hash = NULL, case_id = ?2, sealed = ?3 WHERE id = ?1")
        .Bind(file.id, case_id, store::Blob{file.sealed})
        .Run();
}

std::vector<DraftFile> DraftFiles(store::Db& db, std::string_view token) {
  const auto hash = DraftHash(token);
  const auto key = DraftKey(token);
  auto query = db.Prepare(
      "SELECT public_id, sealed FROM evidence WHERE draft_hash = ?1 AND sealed IS NOT NULL ORDER BY id");
  query.Bind(store::Blob{hash});
  std::vector<DraftFile> files;
  while (query.Step())
    if (const auto record = OpenFile(key, DraftContext(query.Text(0)), query.Bytes(1)))
      files.push_back({query.Text(0), record->name, record->type, record->size});
  return files;
}

void RemoveDraftFile(store::Db& db, std::string_view token, std::string_view id) {
  const auto hash = DraftHash(token);
  db.Prepare("DELETE FROM evidence WHERE draft_hash = ?1 AND public_id = ?2")
      .Bind(store::Blob{hash}, id)
      .Run();
}

void ForgetDrafts(store::Db& db, core::Day today, int days) {
  auto query = db.Prepare(
      "SELECT id FROM evidence WHERE draft_hash IS NOT NULL AND added_on < ?1 UNION SELECT id FROM evidence "
      "WHERE sealed IS NULL AND added_on < ?2 - 1");
  const auto now = core::DayNumber(today);
  query.Bind(now - days, now);
  std::vector<std::int64_t> old;
  while (query.Step()) old.push_back(query.Int(0));
  // One at a time: wiping a large file takes a moment, during which nobody else writes.
  auto forget = db.Prepare("DELETE FROM evidence WHERE id = ?1");
  for (const auto id : old) forget.Bind(id).Run();
}

}  // namespace casefile
