#include "domain/casefile/reminders.h"

#include <algorithm>

#include "domain/calendar/calendar.h"
#include "domain/casefile/records.h"
#include "domain/outbox/outbox.h"

namespace casefile {
namespace {

constexpr int kDaysNear = 3;        // working days left when it is told that a day comes near
constexpr int kDaysSubstitute = 2;  // working days between telling those in charge and their substitute
constexpr std::string_view kNear = "deadline_near", kLate = "deadline_late",
                           kSubstitute = "deadline_substitute";
constexpr int kCasesAtOnce = 200;  // in one transaction

// Always of one length, so that it does not tell whether the case is closed.
std::string Sealed(std::string_view worker_public_key, const Header& header) {
  const auto due = header.Deadline();
  return vault::SealTo(worker_public_key, due ? core::IsoDay(*due) : std::string(10, '-'));
}

std::string SealedKeeping(std::string_view worker_public_key, const Header& header) {
  return vault::SealTo(worker_public_key, retention::Write(header.Kept()));
}

// As the desk counts « dans 3 jours ouvrés ».
core::Day NearDay(core::Day due, bool alsace_moselle) {
  core::Day day = due;
  while (!calendar::IsWorkingDay(day, alsace_moselle) ||
         calendar::WorkingDaysBetween(day, due, alsace_moselle) < kDaysNear)
    day -= std::chrono::days{1};
  return day;
}

struct Looked {
  std::int64_t case_id, collectivite_id;
  core::Day before;  // told until then
  std::optional<core::Day> due;
};

std::vector<Looked> ToLookAt(store::Db& db, const vault::KeyPair& worker, core::Day today) {
  auto query = db.Prepare(
      "SELECT r.case_id, c.collectivite_id, r.looked_on, r.sealed FROM reminder r JOIN case_file c ON c.id = "
      "r.case_id WHERE r.looked_on < ?1 LIMIT ?2");
  query.Bind(core::DayNumber(today), kCasesAtOnce);
  std::vector<Looked> found;
  while (query.Step())
    found.push_back({query.Int(0), query.Int(1), core::FromDayNumber(query.Int(2)),
                     core::ParseDay(vault::OpenSealed(worker, query.Bytes(3)).value_or(""))});
  return found;
}

// Whether a mail tells the truth on that day.
bool Holds(std::string_view mail, core::Day due, bool alsace_moselle, core::Day today) {
  const auto late = calendar::AddWorkingDays(due, 1, alsace_moselle);
  if (mail == kNear) return NearDay(due, alsace_moselle) <= today && today < late;
  if (mail == kLate) return late <= today;
  return calendar::AddWorkingDays(late, kDaysSubstitute, alsace_moselle) <= today;
}

std::vector<std::int64_t> Recipients(store::Db& db, const Looked& of, std::string_view mail) {
  std::vector<std::int64_t> accounts;
  if (mail != kSubstitute) {
    for (const auto& holder : Holders(db, of.case_id, {"referent", "substitute", "provider"}))
      accounts.push_back(holder.account_id);
    return accounts;
  }
  const auto holders = Holders(db, of.case_id);
  for (const auto& reader : people::Readers(db, of.collectivite_id, {"substitute"}))
    if (std::none_of(holders.begin(), holders.end(),
                     [&](const Holder& holder) { return holder.account_id == reader.account_id; }))
      accounts.push_back(reader.account_id);
  return accounts;
}

// Whoever was not told that a day came near before it was past is told the latter alone.
void Tell(store::Db& db, const Looked& of, bool alsace_moselle, core::Day today) {
  for (const auto mail : {kNear, kLate, kSubstitute})
    if (Holds(mail, *of.due, alsace_moselle, today) && !Holds(mail, *of.due, alsace_moselle, of.before))
      for (const auto account : Recipients(db, of, mail)) outbox::TellAccount(db, mail, account, today);
}

struct Reminder {
  std::int64_t id, account_id;
  std::string mail;
};

std::vector<Reminder> Waiting(store::Db& db) {
  auto query = db.Prepare(
      "SELECT id, account_id, template FROM outbox WHERE sent_on IS NULL AND template IN (?1, ?2, ?3)");
  query.Bind(kNear, kLate, kSubstitute);
  std::vector<Reminder> waiting;
  while (query.Step()) waiting.push_back({query.Int(0), query.Int(1), query.Text(2)});
  return waiting;
}

// Whether a case makes this mail true for this account.
bool HoldsStill(store::Db& db, const vault::KeyPair& worker, const Reminder& reminder, bool alsace_moselle,
                core::Day today) {
  auto query = db.Prepare(
      "SELECT r.case_id, c.collectivite_id, r.sealed FROM reminder r JOIN case_file c ON c.id = r.case_id "
      "WHERE ?2 OR EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = r.case_id AND g.account_id = ?1)");
  query.Bind(reminder.account_id, reminder.mail == kSubstitute ? 1 : 0);
  while (query.Step()) {
    const auto due = core::ParseDay(vault::OpenSealed(worker, query.Bytes(2)).value_or(""));
    if (!due || !Holds(reminder.mail, *due, alsace_moselle, today)) continue;
    const auto accounts = Recipients(db, {query.Int(0), query.Int(1), {}, due}, reminder.mail);
    if (std::find(accounts.begin(), accounts.end(), reminder.account_id) != accounts.end()) return true;
  }
  return false;
}

}  // namespace

void StartReminders(store::Db& db, std::int64_t case_id, const Header& header,
                    std::string_view worker_public_key, core::Day today) {
  const auto sealed = Sealed(worker_public_key, header), kept = SealedKeeping(worker_public_key, header);
  db.Prepare(
        "INSERT INTO reminder (case_id, looked_on, worker_key, sealed, kept) VALUES (?1, ?2, ?3, ?4, ?5)")
      .Bind(case_id, core::DayNumber(today), store::Blob{worker_public_key}, store::Blob{sealed},
            store::Blob{kept})
      .Run();
}

void RenewReminders(store::Db& db, std::int64_t case_id, const Header& header) {
  auto query = db.Prepare("SELECT worker_key FROM reminder WHERE case_id = ?1");
  query.Bind(case_id);
  if (!query.Step()) return;  // filed before there were reminders
  const auto sealed = Sealed(query.Bytes(0), header), kept = SealedKeeping(query.Bytes(0), header);
  query.Reset();
  db.Prepare("UPDATE reminder SET sealed = ?2, kept = ?3 WHERE case_id = ?1")
      .Bind(case_id, store::Blob{sealed}, store::Blob{kept})
      .Run();
}

void CatchUpKeeping(store::Db& db, std::int64_t case_id, const Header& header) {
  auto query = db.Prepare("SELECT 1 FROM reminder WHERE case_id = ?1 AND kept IS NULL");
  query.Bind(case_id);
  if (!query.Step()) return;
  query.Reset();
  RenewReminders(db, case_id, header);
}

void QueueReminders(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
                    core::Day today) {
  if (ToLookAt(db, worker, today).empty()) return;  // without a write
  for (std::size_t looked_at = 1; looked_at > 0;) {
    store::Transaction transaction(db);
    const auto found = ToLookAt(db, worker, today);
    for (const auto& one : found) {
      if (one.due) Tell(db, one, scheme.AlsaceMoselle(), today);
      db.Prepare("UPDATE reminder SET looked_on = ?2 WHERE case_id = ?1")
          .Bind(one.case_id, core::DayNumber(today))
          .Run();
    }
    transaction.Commit();
    looked_at = found.size();
  }
}

void TakeBackReminders(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
                       core::Day today) {
  for (const auto& reminder : Waiting(db))
    if (!HoldsStill(db, worker, reminder, scheme.AlsaceMoselle(), today))
      db.Prepare("DELETE FROM outbox WHERE id = ?1").Bind(reminder.id).Run();
}

}  // namespace casefile
