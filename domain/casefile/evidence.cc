#include "domain/casefile/evidence.h"

#include <algorithm>

#include "domain/casefile/drafts.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"
#include "lib/core/text.h"

namespace casefile {
namespace {

constexpr std::size_t kHead = 4096;  // enough of a file to tell what it is
constexpr std::size_t kBatch = 8;    // chunks of one durable write

// The last part of a path, without control characters, at most 240 bytes: what the file is called, never
// where it goes.
std::string PlainName(std::string_view filename) {
  filename = filename.substr(filename.find_last_of("/\\") + 1);
  std::string name;
  for (const char c : filename)
    if (static_cast<unsigned char>(c) >= 32 && c != 127) name += c;
  while (name.size() > 240 || (!name.empty() && !core::IsUtf8(name))) name.pop_back();
  return name.empty() ? "sans-nom" : name;
}

// Where the files go: the same steps for a draft and for a case.
struct Target {
  store::Pool& pool;
  core::Instant now;
  core::Day today;
  std::string token;  // of a draft
  std::int64_t case_id = 0;
  std::string number;
  std::optional<vault::Key> case_key;
  Actor actor;
};

}  // namespace

struct EvidenceSink::State {
  explicit State(Target to) : target(std::move(to)) {}
  Target target;
  // The file in hand.
  std::string name, type, refusal, public_id, plain;
  std::int64_t size = 0, row = 0, next = 0;
  std::vector<std::string> sealed;
  std::optional<vault::Key> key;
  std::unique_ptr<vault::StreamSealer> sealer;

  bool IsDraft() const { return target.case_id == 0; }

  // Of the draft; of the reporter in a case, or of all its readers together: neither fills the other's room.
  std::int64_t FilesNow(store::Db& db) const {
    auto query = db.Prepare(IsDraft() ? "SELECT public_id, sealed FROM evidence WHERE draft_hash = ?1"
                                      : "SELECT public_id, sealed FROM evidence WHERE case_id = ?1");
    const auto hash = DraftHash(target.token);
    if (IsDraft()) {
      query.Bind(store::Blob{hash});
    } else {
      query.Bind(target.case_id);
    }
    std::int64_t files = 0;
    while (query.Step()) {
      const auto record =
          IsDraft() || query.IsNull(1)
              ? std::nullopt
              : OpenFile(*target.case_key, CaseFileContext(target.number, query.Text(0)), query.Bytes(1));
      if (!record || (record->from == "reporter") == target.actor.IsReporter()) ++files;
    }
    return files;
  }

  // The row of a file that begins; false when there are enough files already.
  bool Open() {
    auto db = target.pool.Take();
    store::Transaction transaction(*db);
    if (FilesNow(*db) >= kMaxFiles) return false;
    public_id = vault::Base64Url(vault::RandomBytes(12));
    const auto hash = DraftHash(target.token);
    auto insert = db->Prepare(
        "INSERT INTO evidence (public_id, draft_hash, case_id, added_on) VALUES (?1, ?2, ?3, ?4)");
    if (IsDraft()) {
      insert.Bind(public_id, store::Blob{hash}, std::nullopt, core::DayNumber(target.today)).Run();
    } else {
      insert.Bind(public_id, std::nullopt, target.case_id, core::DayNumber(target.today)).Run();
    }
    row = db->LastId();
    transaction.Commit();
    key = vault::Key::Random();
    sealer = std::make_unique<vault::StreamSealer>(*key);
    return true;
  }

  void InsertChunks(store::Db& db) {
    auto insert = db.Prepare("INSERT INTO evidence_chunk (evidence_id, n, sealed) VALUES (?1, ?2, ?3)");
    for (const auto& chunk : sealed) insert.Bind(row, next++, store::Blob{chunk}).Run();
    sealed.clear();
  }

  void Flush() {
    auto db = target.pool.Take();
    store::Transaction transaction(*db);
    InsertChunks(*db);
    transaction.Commit();
    db->ReleaseCache();
  }

  // Seals what is complete; keeps less than a chunk of plain text, in memory.
  void SealFullChunks() {
    std::size_t at = 0;
    for (; plain.size() - at > vault::kChunk; at += vault::kChunk) {
      sealed.push_back(sealer->Seal(std::string_view(plain).substr(at, vault::kChunk), false));
      if (sealed.size() == kBatch) Flush();
    }
    plain.erase(0, at);
  }

  // Knows the type from the first bytes, then opens the row. False when the file is refused.
  bool Decide() {
    type = TypeOfContent(std::string_view(plain).substr(0, kHead), name);
    if (type.empty()) refusal = "evidence.type";
    if (refusal.empty() && !target.pool.HasRoom()) refusal = "evidence.no_room";
    if (refusal.empty() && !Open()) refusal = "evidence.too_many";
    return refusal.empty();
  }

  // The file is whole: its record makes it exist.
  void Close() {
    sealed.push_back(sealer->Seal(plain, true));
    auto db = target.pool.Take();
    store::Transaction transaction(*db);
    InsertChunks(*db);
    const FileRecord record{name, type, target.actor.role, size, *key};
    const auto bytes = IsDraft()
                           ? SealFile(DraftKey(target.token), DraftContext(public_id), record)
                           : SealFile(*target.case_key, CaseFileContext(target.number, public_id), record);
    db->Prepare("UPDATE evidence SET sealed = ?2 WHERE id = ?1").Bind(row, store::Blob{bytes}).Run();
    if (!IsDraft()) {
      db->Prepare("UPDATE case_file SET version = version + 1 WHERE id = ?1").Bind(target.case_id).Run();
      const auto who = target.actor.IsReporter() ? std::string("reporter") : target.actor.name;
      Append(*db,
             {target.actor.IsReporter() ? Midnight(target.today) : target.now, target.actor.account_id,
              target.case_id,
              json::Value::MakeObject({{"what", "evidence_added"}, {"who", who}, {"detail", name}})},
             &*target.case_key);
      QueueForHolders(*db, target.case_id, "case_news", target.today, target.actor.account_id);
    }
    transaction.Commit();
    row = 0;
  }

  void Forget() {
    if (row) target.pool.Take()->Prepare("DELETE FROM evidence WHERE id = ?1").Bind(row).Run();
    row = 0;
    plain.clear();
    sealed.clear();
    sealer.reset();
  }
};

EvidenceSink::EvidenceSink(std::unique_ptr<State> state) : state_(std::move(state)) {}

EvidenceSink::~EvidenceSink() {
  try {
    state_->Forget();                // a file that broke off
  } catch (const std::exception&) {  // the disk refuses: ForgetDrafts takes it later
  }
}

std::unique_ptr<EvidenceSink> EvidenceSink::ForDraft(store::Pool& pool, core::Day today) {
  return std::unique_ptr<EvidenceSink>(new EvidenceSink(
      std::make_unique<State>(Target{pool, Midnight(today), today, "", 0, "", std::nullopt, {}})));
}

std::unique_ptr<EvidenceSink> EvidenceSink::ForCase(store::Pool& pool, const Case& of, core::Instant now) {
  return std::unique_ptr<EvidenceSink>(new EvidenceSink(std::make_unique<State>(
      Target{pool, now, core::LocalDay(now), "", of.Id(), of.Number(), of.CaseKey(), of.Who()})));
}

void EvidenceSink::Begin(form::Fields& fields, const std::string&, const std::string& filename) {
  auto& state = *state_;
  state.name = PlainName(filename);
  state.type.clear();
  state.refusal.clear();
  state.plain.clear();
  state.size = state.row = state.next = 0;
  if (!state.IsDraft() || !state.target.token.empty()) return;
  state.target.token = fields.Get("idempotency_key");
  if (state.target.token.size() >= kMinToken) return;
  state.target.token = vault::RandomToken();
  fields.Set("evidence.draft", state.target.token);
}

bool EvidenceSink::Write(std::string_view bytes) {
  auto& state = *state_;
  if (!state.refusal.empty()) return false;
  state.size += static_cast<std::int64_t>(bytes.size());
  if (state.size > kMaxFileBytes) {
    state.Forget();
    state.refusal = "evidence.too_large";
    return false;
  }
  state.plain += bytes;
  if (!state.row && (state.plain.size() < kHead || !state.Decide())) return state.refusal.empty();
  state.SealFullChunks();
  return true;
}

void EvidenceSink::End(form::Fields& fields) {
  auto& state = *state_;
  if (state.refusal.empty() && state.size == 0) state.refusal = "evidence.empty";
  if (state.refusal.empty() && !state.row) state.Decide();
  if (state.refusal.empty()) {
    state.SealFullChunks();
    state.Close();
    fields.Add("evidence.kept", state.public_id);
  } else {
    fields.Add("evidence.refused", state.refusal + ":" + state.name);
  }
  state.plain.clear();
}

std::vector<RefusedFile> RefusedFiles(const form::Fields& fields) {
  std::vector<RefusedFile> files;
  for (const auto& refusal : fields.All("evidence.refused"))
    for (const std::string reason : {"too_large", "too_many", "type", "empty", "no_room"})
      if (const auto code = "evidence." + reason + ":"; refusal.starts_with(code))
        files.push_back({refusal.substr(code.size()), reason});
  return files;
}

void EvidenceSink::Abandon() { state_->Forget(); }

}  // namespace casefile
