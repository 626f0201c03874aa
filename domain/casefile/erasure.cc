#include "domain/casefile/erasure.h"

#include <algorithm>
#include <functional>

#include "domain/calendar/calendar.h"
#include "domain/casefile/evidence.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/kept_cases.h"
#include "domain/casefile/records.h"

namespace casefile {
namespace {

// Those that go, in an order in which a case goes before those joined to it.
std::vector<KeptCase> Going(const std::vector<KeptCase>& all, const scheme::Scheme& scheme, core::Day today) {
  std::vector<KeptCase> going, joined;
  std::set<std::string> stay;
  for (const auto& each : all) {
    const bool with = each.kept && each.kept->rule == retention::kWithMain;
    const auto term = each.kept ? retention::TermOf(scheme, *each.kept) : std::nullopt;
    if (term && term->IsOver(today)) {
      going.push_back(each);
    } else {
      stay.insert(each.number);
      if (with && each.kept->acted_on + retention::kGrace < today) joined.push_back(each);
    }
  }
  for (auto& each : joined)
    if (!stay.contains(each.kept->main)) going.push_back(std::move(each));
  return going;
}

void Count(std::vector<Lot>& lots, const std::string& reason, std::int64_t collectivite, core::Day received) {
  auto lot = std::find_if(lots.begin(), lots.end(), [&](const Lot& one) {
    return one.reason == reason && one.collectivite_id == collectivite;
  });
  if (lot == lots.end()) lot = lots.insert(lots.end(), Lot{reason, collectivite, 0, received, received});
  ++lot->cases;
  lot->received_from = std::min(lot->received_from, received);
  lot->received_to = std::max(lot->received_to, received);
}

// The rows of one case and their certificate, inside a transaction. Its files become drafts that nobody left,
// which go one at a time: wiping them takes a moment, during which nobody else writes.
void EraseRows(store::Db& db, const KeptCase& one, const std::string& reason, std::int64_t collectivite,
               core::Day today) {
  db.Prepare(
        "DELETE FROM session WHERE (kind = 'case' AND subject_id = ?1) OR (kind = 'letter' AND subject_id IN "
        "(SELECT id FROM letter WHERE case_id = ?1))")
      .Bind(one.id)
      .Run();
  db.Prepare("UPDATE evidence SET draft_hash = ?2, case_id = NULL, added_on = 0 WHERE case_id = ?1")
      .Bind(one.id, store::Blob{vault::RandomBytes(32)})
      .Run();
  db.Prepare("DELETE FROM case_file WHERE id = ?1").Bind(one.id).Run();  // the rest goes with it
  const auto received = core::DayNumber(one.received_on);
  db.Prepare(
        "INSERT INTO erasure (erased_on, reason, collectivite_id, cases, received_from, received_to) VALUES "
        "(?1, ?2, ?3, 1, ?4, ?4) ON CONFLICT (erased_on, reason, ifnull(collectivite_id, 0)) DO UPDATE SET "
        "cases = cases + 1, received_from = min(received_from, ?4), received_to = max(received_to, ?4), "
        "journal_hash = NULL")
      .Bind(core::DayNumber(today), reason, collectivite ? std::optional(collectivite) : std::nullopt,
            received)
      .Run();
}

// The journal says what was erased, and the certificates bear its head.
void Certify(store::Db& db, std::string_view who, core::Instant now) {
  store::Transaction transaction(db);
  auto query = db.Prepare("SELECT ifnull(sum(cases), 0) FROM erasure WHERE journal_hash IS NULL");
  query.Step();
  const auto cases = query.Int(0);
  query.Reset();
  if (cases == 0) return;
  Append(db,
         {now, 0, 0,
          json::Value::MakeObject(
              {{"what", "purged"}, {"who", std::string(who)}, {"detail", std::to_string(cases)}})},
         nullptr);
  db.Exec(
      "UPDATE erasure SET journal_hash = (SELECT hash FROM journal ORDER BY n DESC LIMIT 1) WHERE "
      "journal_hash IS NULL");
  transaction.Commit();
}

// The files of the erased.
void ForgetFiles(store::Db& db, core::Day today) {
  ForgetDrafts(db, today, static_cast<int>(core::DayNumber(today)) - 1);
}

// Erases each of these that still must go when its turn comes: someone may have written meanwhile.
using StillGoes = std::function<bool(const KeptCase&)>;
std::vector<Lot> EraseEach(store::Db& db, const std::vector<KeptCase>& cases, const StillGoes& goes,
                           std::int64_t leaving, const ErasedList& list, core::Day today) {
  std::vector<Lot> lots;
  for (const auto& one : cases) {
    store::Transaction transaction(db);
    if (!goes(one)) continue;
    const std::string reason = leaving ? "leaving" : one.kept->rule;
    EraseRows(db, one, reason, leaving, today);
    list.Add({MarkOf(one.number)});
    transaction.Commit();
    Count(lots, reason, leaving, one.received_on);
  }
  ForgetFiles(db, today);
  return lots;
}

}  // namespace

std::int64_t Round::Cases() const {
  std::int64_t cases = 0;
  for (const auto& lot : lots) cases += lot.cases;
  return cases;
}

Round DueFor(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme, core::Day today) {
  const auto all = KeptCases(db, worker);
  Round round;
  for (const auto& one : Going(all, scheme, today)) Count(round.lots, one.kept->rule, 0, one.received_on);
  round.unknown = std::count_if(all.begin(), all.end(), [](const KeptCase& one) { return !one.known; });
  return round;
}

Round EraseDue(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
               const ErasedList& list, std::string_view who, core::Instant now) {
  const auto today = core::LocalDay(now);
  Replay(db, list.Read(), who, now);
  const auto all = KeptCases(db, worker);
  Round round;
  round.unknown = std::count_if(all.begin(), all.end(), [](const KeptCase& one) { return !one.known; });
  const auto goes = [&](const KeptCase& one) {
    const auto fresh = KeptCaseOf(db, worker, one.id);
    if (!fresh || !fresh->kept) return false;
    if (const auto term = retention::TermOf(scheme, *fresh->kept)) return term->IsOver(today);
    return !HasCase(db, fresh->kept->main);
  };
  round.lots = EraseEach(db, Going(all, scheme, today), goes, 0, list, today);
  Certify(db, who, now);
  const auto log = scheme.KeepingOf("access_log");
  CutJournal(db,
             log.unit == scheme::Unit::kMonths ? calendar::AddMonths(today, -log.count)
                                               : today - std::chrono::days{log.count},
             today);
  Note(db, "purge", now);
  return round;
}

Round EraseAllOf(store::Db& db, std::int64_t collectivite_id, const ErasedList& list, std::string_view who,
                 core::Instant now) {
  std::vector<KeptCase> all;
  {
    auto query = db.Prepare("SELECT id, number, received_on FROM case_file WHERE collectivite_id = ?1");
    query.Bind(collectivite_id);
    while (query.Step())
      all.push_back(
          {query.Int(0), collectivite_id, query.Text(1), core::FromDayNumber(query.Int(2)), false, {}});
  }
  Round round;
  round.lots = EraseEach(
      db, all, [](const KeptCase&) { return true; }, collectivite_id, list, core::LocalDay(now));
  Certify(db, who, now);
  return round;
}

std::int64_t Replay(store::Db& db, const std::set<std::string>& marks, std::string_view who,
                    core::Instant now) {
  std::vector<KeptCase> back;
  if (!marks.empty()) {
    auto query = db.Prepare("SELECT id, collectivite_id, number, received_on FROM case_file");
    while (query.Step())
      if (marks.contains(MarkOf(query.Text(2))))
        back.push_back(
            {query.Int(0), query.Int(1), query.Text(2), core::FromDayNumber(query.Int(3)), false, {}});
  }
  const auto today = core::LocalDay(now);
  for (const auto& one : back) {
    store::Transaction transaction(db);
    EraseRows(db, one, "replayed", 0, today);
    transaction.Commit();
  }
  if (back.empty()) return 0;
  ForgetFiles(db, today);
  Certify(db, who, now);
  return static_cast<std::int64_t>(back.size());
}

std::vector<Erasure> Erasures(store::Db& db) {
  auto query = db.Prepare(
      "SELECT id, erased_on, reason, ifnull(collectivite_id, 0), cases, received_from, received_to, "
      "journal_hash FROM erasure ORDER BY erased_on DESC, id");
  std::vector<Erasure> all;
  while (query.Step())
    all.push_back({query.Int(0), core::FromDayNumber(query.Int(1)),
                   Lot{query.Text(2), query.Int(3), query.Int(4), core::FromDayNumber(query.Int(5)),
                       core::FromDayNumber(query.Int(6))},
                   vault::Hex(query.Bytes(7))});
  return all;
}

}  // namespace casefile
