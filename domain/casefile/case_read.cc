// What an opened case holds.
#include <algorithm>
#include <stdexcept>

#include "domain/casefile/case_state.h"
#include "domain/casefile/joining.h"
#include "domain/casefile/reminders.h"

namespace casefile {
namespace {

struct Mark {
  bool by_reporter;
  std::int64_t up_to;
  core::Day on;
};

std::vector<Mark> Marks(store::Db& db, std::int64_t case_id) {
  auto query = db.Prepare("SELECT account_id, up_to, read_on FROM read_mark WHERE case_id = ?1");
  query.Bind(case_id);
  std::vector<Mark> marks;
  while (query.Step()) marks.push_back({query.Int(0) == 0, query.Int(1), core::FromDayNumber(query.Int(2))});
  return marks;
}

// The first day on which the other side had read up to the message.
std::optional<core::Day> ReadOn(const std::vector<Mark>& marks, const Message& message) {
  std::optional<core::Day> first;
  for (const auto& mark : marks)
    if (mark.up_to >= message.n && mark.by_reporter == (message.from != "reporter") &&
        (!first || mark.on < *first))
      first = mark.on;
  return first;
}

}  // namespace

json::Value Case::Report() const {
  auto query = state_->db.Prepare("SELECT report FROM case_file WHERE id = ?1");
  query.Bind(state_->id);
  query.Step();
  return OpenJson(state_->key, Context(state_->number, "report"), query.Bytes(0));
}

std::optional<json::Value> Case::State::Identity() const {
  auto query = db.Prepare(
      "SELECT c.identity, c.reporter_identity_key, g.sealed_key FROM case_file c LEFT JOIN identity_grant g "
      "ON g.case_id = c.id AND g.account_id = ?2 "
      "WHERE c.id = ?1");
  query.Bind(id, actor.account_id);
  query.Step();
  if (!actor.IsReporter() && query.IsNull(2)) return std::nullopt;
  const auto bytes = vault::OpenSealed(keys, actor.IsReporter() ? query.Bytes(1) : query.Bytes(2));
  if (!bytes) throw std::runtime_error("a sealed identity key was altered");
  return OpenJson(vault::Key::FromBytes(*bytes), Context(number, "identity"), query.Bytes(0));
}

std::optional<json::Value> Case::Identity() const { return state_->Identity(); }

std::vector<Message> Case::Messages(std::int64_t after) const {
  auto query =
      state_->db.Prepare("SELECT n, sent_on, sealed FROM message WHERE case_id = ?1 AND n > ?2 ORDER BY n");
  query.Bind(state_->id, after);
  const auto marks = Marks(state_->db, state_->id);
  std::vector<Message> messages;
  while (query.Step()) {
    const auto value =
        OpenJson(state_->key, Context(state_->number, "message", query.Int(0)), query.Bytes(2));
    Message message{query.Int(0),
                    value.Text("from"),
                    value.Text("name"),
                    value.Text("text"),
                    core::FromDayNumber(query.Int(1)),
                    std::nullopt};
    message.read_on = ReadOn(marks, message);
    messages.push_back(std::move(message));
  }
  return messages;
}

std::vector<EvidenceInfo> Case::Evidence() const {
  auto query = state_->db.Prepare(
      "SELECT public_id, added_on, sealed FROM evidence WHERE case_id = ?1 AND sealed IS NOT NULL ORDER BY "
      "id");
  query.Bind(state_->id);
  std::vector<EvidenceInfo> files;
  while (query.Step()) {
    const auto record = OpenFile(state_->key, CaseFileContext(state_->number, query.Text(0)), query.Bytes(2));
    if (!record) throw std::runtime_error("a file's record was altered");
    if (state_->actor.IsReporter() && record->from != "reporter") continue;
    files.push_back({query.Text(0), record->name, record->type, record->size,
                     core::FromDayNumber(query.Int(1)), record->from});
  }
  return files;
}

std::vector<Event> Case::History() const {
  std::vector<Event> events;
  for (const auto& entry : EntriesOf(state_->db, state_->id, state_->key))
    events.push_back(
        {entry.at, entry.entry.Text("what"), entry.entry.Text("who"), entry.entry.Text("detail")});
  return events;
}

std::vector<Message> Case::Notes() const {
  auto query = state_->db.Prepare(
      "SELECT id, written_on, sealed FROM note WHERE case_id = ?1 AND account_id = ?2 ORDER BY id");
  query.Bind(state_->id, state_->actor.account_id);
  std::vector<Message> notes;
  while (query.Step()) {
    auto text = vault::OpenSealed(state_->keys, query.Bytes(2));
    if (!text) throw std::runtime_error("a note was altered");
    notes.push_back({query.Int(0), state_->actor.role, state_->actor.name, std::move(*text),
                     core::FromDayNumber(query.Int(1)), std::nullopt});
  }
  return notes;
}

std::vector<people::Account> Case::ReadersNow() const {
  std::vector<people::Account> readers;
  for (const auto& holder : Holders(state_->db, state_->id))
    if (auto account = people::FindAccount(state_->db, holder.account_id))
      readers.push_back(std::move(*account));
  return readers;
}

void Case::MarkRead(core::Day today) {
  const auto& header = state_->header;
  auto query =
      state_->db.Prepare("SELECT 1 FROM read_mark WHERE case_id = ?1 AND account_id = ?2 AND up_to >= ?3");
  query.Bind(state_->id, state_->actor.account_id, header.messages);
  if (header.messages == 0 || query.Step()) return;
  const auto seen =
      state_->actor.IsReporter() ? header.messages - header.from_reporter : header.from_reporter;
  try {
    state_->db
        .Prepare(
            "INSERT OR IGNORE INTO read_mark (case_id, account_id, up_to, seen, read_on) VALUES (?1, ?2, ?3, "
            "?4, ?5)")
        .Bind(state_->id, state_->actor.account_id, header.messages, seen, core::DayNumber(today))
        .Run();
  } catch (const store::Failure& failure) {
    if (!failure.IsDisk()) throw;  // a full disk must not keep anyone from reading
  }
}

void Case::View(core::Instant now) {
  try {
    store::Transaction transaction(state_->db);
    state_->Log(now, "viewed");
    Together::Share(*this);
    CatchUpKeeping(state_->db, state_->id, state_->header);
    transaction.Commit();
  } catch (const store::Failure& failure) {
    if (!failure.IsDisk()) throw;  // as above: docs/threat-model.md says so
  }
}

core::Result<Case::Download> Case::OpenEvidence(store::Pool& pool, std::string_view id,
                                                core::Instant now) const {
  auto query = state_->db.Prepare(
      "SELECT id, added_on, sealed FROM evidence WHERE case_id = ?1 AND public_id = ?2 AND sealed IS NOT "
      "NULL");
  query.Bind(state_->id, id);
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "evidence.unknown");
  const auto record = OpenFile(state_->key, CaseFileContext(state_->number, id), query.Bytes(2));
  if (!record) throw std::runtime_error("a file's record was altered");
  if (state_->actor.IsReporter() && record->from != "reporter")
    return core::Refuse(core::Kind::kNotFound, "", "evidence.unknown");
  Download download;
  download.info = {
      std::string(id), record->name, record->type, record->size, core::FromDayNumber(query.Int(1)),
      record->from};
  download.pool = &pool;
  download.evidence_id = query.Int(0);
  download.opener = std::make_shared<vault::StreamOpener>(record->key);
  query.Reset();
  if (!state_->actor.IsReporter()) {
    try {
      store::Transaction transaction(state_->db);
      state_->Log(now, "downloaded", record->name);
      transaction.Commit();
    } catch (const store::Failure& failure) {
      if (!failure.IsDisk()) throw;
    }
  }
  return download;
}

std::string Case::Download::Next() {
  while (!over) {
    auto db = pool->Take();
    auto query = db->Prepare("SELECT sealed FROM evidence_chunk WHERE evidence_id = ?1 AND n = ?2");
    query.Bind(evidence_id, n++);
    const auto chunk = query.Step() ? opener->Open(query.Bytes(0)) : std::nullopt;
    if (!chunk) throw std::runtime_error("a file was altered");
    over = chunk->last;
    if (!chunk->plain.empty()) return chunk->plain;
  }
  return {};
}

}  // namespace casefile
