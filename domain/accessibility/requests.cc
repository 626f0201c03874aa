#include "domain/accessibility/requests.h"

#include "domain/casefile/journal.h"
#include "domain/outbox/outbox.h"

namespace accessibility {
namespace {

constexpr std::chrono::days kNear{2};  // left when those in charge are told that the week ends
constexpr const char* kMailNew = "accessibility_new";
constexpr const char* kMailNear = "accessibility_near";
constexpr const char* kMailLate = "accessibility_late";
constexpr const char* kMailReceived = "accessibility_received";

bool Waits(store::Db& db, const Difficulty& difficulty, core::Day today) {
  return db
      .Prepare(
          "SELECT 1 FROM accessibility_request WHERE answered_on IS NULL AND received_on = ?1 AND name = ?2 "
          "AND "
          "email = ?3 AND page = ?4 AND difficulty = ?5")
      .Bind(core::DayNumber(today), difficulty.name, difficulty.email, difficulty.page, difficulty.text)
      .Step();
}

bool ToldToday(store::Db& db, const std::string& email, core::Day today) {
  return db.Prepare("SELECT 1 FROM accessibility_request WHERE received_on = ?1 AND lower(email) = lower(?2)")
      .Bind(core::DayNumber(today), email)
      .Step();
}

bool AnyWaits(store::Db& db) {
  return db.Prepare("SELECT 1 FROM accessibility_request WHERE answered_on IS NULL").Step();
}

bool MailWaits(store::Db& db) {
  return db.Prepare("SELECT 1 FROM outbox WHERE sent_on IS NULL AND template IN (?1, ?2, ?3)")
      .Bind(kMailNew, kMailNear, kMailLate)
      .Step();
}

// Of those that came until `received_by` and wait, and of which those in charge were told less.
bool Untold(store::Db& db, int told, core::Day received_by) {
  return db
      .Prepare(
          "SELECT 1 FROM accessibility_request WHERE answered_on IS NULL AND told < ?1 AND received_on <= ?2")
      .Bind(told, core::DayNumber(received_by))
      .Step();
}

void Tell(store::Db& db, int told, core::Day received_by, const char* mail, core::Day today) {
  if (!Untold(db, told, received_by)) return;  // without a write
  store::Transaction transaction(db);
  db.Prepare(
        "UPDATE accessibility_request SET told = ?1 WHERE answered_on IS NULL AND told < ?1 AND received_on "
        "<= ?2")
      .Bind(told, core::DayNumber(received_by))
      .Run();
  outbox::TellManagers(db, mail, today);
  transaction.Commit();
}

}  // namespace

core::Day Ask(store::Db& db, const Difficulty& difficulty, core::Day today) {
  store::Transaction transaction(db);
  const core::Day due = today + kWeek;
  if (Waits(db, difficulty, today)) return due;
  const bool tell = !difficulty.email.empty() && !ToldToday(db, difficulty.email, today);
  db.Prepare(
        "INSERT INTO accessibility_request (received_on, name, email, page, difficulty) VALUES (?1, ?2, ?3, "
        "?4, "
        "?5)")
      .Bind(core::DayNumber(today), difficulty.name, difficulty.email, difficulty.page, difficulty.text)
      .Run();
  if (tell)
    db.Prepare(
          "INSERT INTO outbox (template, accessibility_request_id, queued_on) VALUES (?1, "
          "last_insert_rowid(), ?2)")
        .Bind(kMailReceived, core::DayNumber(today))
        .Run();
  outbox::TellManagers(db, kMailNew, today);
  transaction.Commit();
  return due;
}

std::vector<Request> Requests(store::Db& db) {
  auto query = db.Prepare(
      "SELECT r.id, r.received_on, r.name, r.email, r.page, r.difficulty, r.answered_on, a.name, r.answer "
      "FROM "
      "accessibility_request r LEFT JOIN account a ON a.id = r.answered_by ORDER BY r.answered_on IS NOT "
      "NULL, "
      "CASE WHEN r.answered_on IS NULL THEN r.id ELSE -r.id END LIMIT 200");
  std::vector<Request> requests;
  while (query.Step()) {
    Request one{query.Int(0),
                core::FromDayNumber(query.Int(1)),
                {query.Text(2), query.Text(3), query.Text(4), query.Text(5)},
                {},
                query.Text(7),
                query.Text(8)};
    if (!query.IsNull(6)) one.answered_on = core::FromDayNumber(query.Int(6));
    requests.push_back(std::move(one));
  }
  return requests;
}

core::Result<void> Answer(store::Db& db, std::int64_t id, const people::Account& by,
                          const std::string& answer, core::Instant now) {
  store::Transaction transaction(db);
  auto known = db.Prepare("SELECT answered_on FROM accessibility_request WHERE id = ?1");
  if (!known.Bind(id).Step()) return core::Refuse(core::Kind::kNotFound, "", "accessibility.unknown");
  if (!known.IsNull(0)) return core::Refuse(core::Kind::kConflict, "answer", "accessibility.answered");
  known.Reset();
  db.Prepare("UPDATE accessibility_request SET answered_on = ?2, answered_by = ?3, answer = ?4 WHERE id = ?1")
      .Bind(id, core::DayNumber(core::LocalDay(now)), by.id, answer)
      .Run();
  casefile::Append(
      db,
      {now, by.id, 0,
       json::Value::MakeObject(
           {{"what", "accessibility_answered"}, {"who", by.name}, {"detail", std::to_string(id)}})},
      nullptr);
  transaction.Commit();
  return {};
}

void Remind(store::Db& db, core::Day today) {
  if (!AnyWaits(db)) {
    if (MailWaits(db))
      db.Prepare("DELETE FROM outbox WHERE sent_on IS NULL AND template IN (?1, ?2, ?3)")
          .Bind(kMailNew, kMailNear, kMailLate)
          .Run();
    return;
  }
  Tell(db, 2, today - kWeek - std::chrono::days{1}, kMailLate, today);
  Tell(db, 1, today - kWeek + kNear, kMailNear, today);
}

void Forget(store::Db& db, core::Day today) {
  db.Prepare("DELETE FROM accessibility_request WHERE answered_on <= ?1")
      .Bind(core::DayNumber(today - kKept))
      .Run();
}

}  // namespace accessibility
