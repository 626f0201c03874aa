#include "domain/casefile/journal.h"

#include <string>

#include "domain/casefile/kept_cases.h"

namespace casefile {
namespace {

std::string ContextOf(std::int64_t case_id) { return "journal:" + std::to_string(case_id); }

// The link of the chain: every column, each with its length, after the hash before.
std::string Link(std::string_view before, std::int64_t n, std::int64_t at, std::int64_t account,
                 std::int64_t case_id, std::string_view entry) {
  std::string bytes(before);
  for (const auto number : {n, at, account, case_id}) bytes += std::to_string(number) + ";";
  return vault::Hash("journal", bytes += entry);
}

}  // namespace

void Append(store::Db& db, const JournalEntry& entry, const vault::Key* key) {
  std::int64_t n = 1;
  std::string before;
  {
    auto last = db.Prepare("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1");
    if (last.Step()) {
      n = last.Int(0) + 1;
      before = last.Bytes(1);
    }
  }
  const std::string text = json::Write(entry.entry);
  const std::string bytes = key ? vault::Encrypt(*key, ContextOf(entry.case_id), text) : text;
  const std::int64_t at = entry.at.time_since_epoch().count();
  const std::string hash = Link(before, n, at, entry.account_id, entry.case_id, bytes);
  const auto or_null = [](std::int64_t id) { return id ? std::optional(id) : std::nullopt; };
  db.Prepare("INSERT INTO journal (n, at, account_id, case_id, entry, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .Bind(n, at, or_null(entry.account_id), or_null(entry.case_id), store::Blob{bytes}, store::Blob{hash})
      .Run();
}

std::vector<JournalEntry> EntriesOf(store::Db& db, std::int64_t case_id, const vault::Key& key) {
  auto query = db.Prepare("SELECT at, account_id, entry FROM journal WHERE case_id = ?1 ORDER BY n");
  query.Bind(case_id);
  std::vector<JournalEntry> entries;
  while (query.Step()) {
    const auto plain = vault::Decrypt(key, ContextOf(case_id), query.Bytes(2));
    auto value = plain ? json::Parse(*plain) : core::Refuse("", "journal.altered");
    if (!value) throw std::runtime_error("a journal entry was altered");
    entries.push_back(
        {core::Instant{std::chrono::seconds{query.Int(0)}}, query.Int(1), case_id, std::move(*value)});
  }
  return entries;
}

void CutJournal(store::Db& db, core::Day before, core::Day today) {
  store::Transaction transaction(db);
  auto query = db.Prepare(
      "SELECT n, hash FROM journal WHERE n < (SELECT max(n) FROM journal) AND n < ifnull((SELECT j.n FROM "
      "journal j WHERE j.at >= ?1 OR EXISTS (SELECT 1 FROM case_file c WHERE c.id = j.case_id) ORDER BY j.n "
      "LIMIT 1), (SELECT max(n) FROM journal)) ORDER BY n DESC LIMIT 1");
  query.Bind(static_cast<std::int64_t>(core::Instant{before}.time_since_epoch().count()));
  if (!query.Step()) return;
  const auto n = query.Int(0);
  const auto hash = query.Bytes(1);
  query.Reset();
  db.Exec("DELETE FROM journal_cut");
  db.Prepare("INSERT INTO journal_cut (n, hash, cut_on) VALUES (?1, ?2, ?3)")
      .Bind(n, store::Blob{hash}, core::DayNumber(today))
      .Run();
  db.Prepare("DELETE FROM journal WHERE n <= ?1").Bind(n).Run();
  transaction.Commit();
}

Verified VerifyJournal(store::Db& db, std::string_view known_head) {
  Verified verified;
  std::string before;
  bool known = known_head.empty();
  {
    auto cut = db.Prepare("SELECT n, hash, cut_on FROM journal_cut ORDER BY n DESC LIMIT 1");
    if (cut.Step()) {
      verified.entries = cut.Int(0);
      before = cut.Bytes(1);
      verified.cut_on = core::FromDayNumber(cut.Int(2));
      known = known || vault::Hex(before) == known_head;
    }
  }
  auto query = db.Prepare("SELECT n, at, account_id, case_id, entry, hash FROM journal ORDER BY n");
  while (query.Step()) {
    const auto n = query.Int(0);
    const auto hash = query.Bytes(5);
    if (n != verified.entries + 1 ||
        hash != Link(before, n, query.Int(1), query.Int(2), query.Int(3), query.Bytes(4))) {
      verified.broken_at = verified.entries + 1;
      return verified;
    }
    before = hash;
    ++verified.entries;
    known = known || vault::Hex(hash) == known_head;
  }
  verified.head = vault::Hex(before);
  if (!known) verified.broken_at = verified.entries + 1;
  return verified;
}

}  // namespace casefile
