#include "domain/membership/mails.h"

#include <algorithm>

#include "domain/outbox/outbox.h"
#include "lib/core/text.h"

namespace membership {
namespace {

using std::chrono::days;

constexpr const char* kMailOfManagers = "membership_due";

std::optional<core::Day> DayIn(const store::Query& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(core::FromDayNumber(row.Int(column)));
}

std::vector<Mail> Read(store::Query& query) {
  std::vector<Mail> mails;
  while (query.Step())
    mails.push_back({query.Int(0), query.Text(1), core::FromDayNumber(query.Int(2)),
                     core::FromDayNumber(query.Int(3)), query.Int(4) != 0, DayIn(query, 5), DayIn(query, 6)});
  return mails;
}

constexpr const char* kMail =
    "SELECT collectivite_id, kind, day, told_on, to_body, sent_on, lost_on FROM membership_mail ";

}  // namespace

bool Tell(store::Db& db, const Reminder& about, std::optional<std::int64_t> change_id, core::Day today) {
  db.Prepare(
        "INSERT OR IGNORE INTO membership_mail (collectivite_id, kind, day, change_id, told_on, to_body) "
        "SELECT collectivite_id, ?2, ?3, ?4, ?5, ?6 AND contact_email <> '' FROM member WHERE "
        "collectivite_id = ?1")
      .Bind(about.collectivite_id, about.kind, core::DayNumber(about.day), change_id, core::DayNumber(today),
            about.to_body ? 1 : 0)
      .Run();
  if (db.Changes() != 1) return false;
  db.Prepare(
        "INSERT INTO outbox (template, membership_mail_id, queued_on) SELECT 'membership_' || kind, id, "
        "told_on FROM membership_mail WHERE id = last_insert_rowid() AND to_body")
      .Run();
  return true;
}

int Remind(store::Db& db, const scheme::Scheme& scheme, core::Day today, std::optional<std::int64_t> of) {
  int news = 0;
  for (const auto& reminder : DueReminders(db, scheme, today))
    if ((!of || reminder.collectivite_id == *of) && Tell(db, reminder, std::nullopt, today)) ++news;
  if (news > 0) outbox::TellManagers(db, kMailOfManagers, today);
  return news;
}

void TakeBackReminders(store::Db& db, const scheme::Scheme& scheme, core::Day today) {
  struct Waiting {
    std::int64_t id;
    Reminder about;
  };
  std::vector<Waiting> waiting;
  auto query = db.Prepare(
      "SELECT m.id, m.collectivite_id, m.kind, m.day FROM outbox o JOIN membership_mail m ON "
      "m.id = o.membership_mail_id WHERE o.sent_on IS NULL AND m.kind NOT IN ('change', 'opinion')");
  while (query.Step())
    waiting.push_back({query.Int(0), {query.Int(1), query.Text(2), core::FromDayNumber(query.Int(3)), true}});
  auto managers = db.Prepare("SELECT 1 FROM outbox WHERE sent_on IS NULL AND template = ?1");
  const bool told = managers.Bind(kMailOfManagers).Step();
  managers.Reset();
  if (waiting.empty() && !told) return;
  const auto due = DueReminders(db, scheme, today);
  const auto is_due = [&](const Reminder& about) {
    return std::any_of(due.begin(), due.end(), [&](const auto& one) {
      return one.collectivite_id == about.collectivite_id && one.kind == about.kind && one.day == about.day;
    });
  };
  std::erase_if(waiting, [&](const auto& one) { return is_due(one.about); });
  if (waiting.empty() && !(told && due.empty())) return;  // without a write
  store::Transaction transaction(db);
  for (const auto& one : waiting) db.Prepare("DELETE FROM membership_mail WHERE id = ?1").Bind(one.id).Run();
  if (due.empty())
    db.Prepare("DELETE FROM outbox WHERE sent_on IS NULL AND template = ?1").Bind(kMailOfManagers).Run();
  transaction.Commit();
}

std::vector<Mail> MailsAbout(store::Db& db, std::int64_t collectivite_id) {
  auto query = db.Prepare(std::string(kMail) + "WHERE collectivite_id = ?1 ORDER BY id DESC");
  query.Bind(collectivite_id);
  return Read(query);
}

std::vector<Member> ToTell(store::Db& db, core::Day day) {
  auto members = Members(db);
  std::erase_if(members, [&](const auto& one) {
    if (one.state == State::kLeaving) return one.ends_on && *one.ends_on < day;
    return one.state != State::kSigned && one.state != State::kEffective;
  });
  return members;
}

core::Refusals CheckChange(const scheme::Scheme& scheme, std::optional<core::Day> day, std::string_view text,
                           core::Day today) {
  core::Refusals refusals;
  const auto wrong = [&](const char* field, const char* code) {
    refusals.push_back({core::Kind::kInvalid, field, code});
  };
  const auto& notice = scheme.Data()["membership"]["change_notice_days"];
  if (!day)
    wrong("on", "membership.change.required");
  else if (*day < today)
    wrong("on", "membership.change.past");
  else if (!notice.IsNull() && *day < today + days{notice.Int()})
    wrong("on", "membership.change.early");
  text = core::Trim(text);
  if (text.empty()) wrong("text", "membership.text.required");
  if (core::Length(text) > kLongestChange) wrong("text", "membership.change.too_long");
  return refusals;
}

core::Result<Change> TellChange(store::Db& db, const scheme::Scheme& scheme, std::optional<core::Day> day,
                                std::string_view text, const By& by) {
  const auto today = core::LocalDay(by.now);
  text = core::Trim(text);
  if (const auto wrong = CheckChange(scheme, day, text, today); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  for (const auto& told : Changes(db))
    if (told.text == text && told.effective_on == *day)
      return core::Refuse(core::Kind::kConflict, "text", "membership.change.twice");
  const auto members = ToTell(db, *day);
  if (members.empty()) return core::Refuse(core::Kind::kConflict, "", "membership.change.nobody");
  db.Prepare("INSERT INTO membership_change (told_on, effective_on, who, text) VALUES (?1, ?2, ?3, ?4)")
      .Bind(core::DayNumber(today), core::DayNumber(*day), by.who, text)
      .Run();
  const Change change{db.LastId(), today, *day, by.who, std::string(text)};
  for (const auto& member : members)
    Tell(db, {member.collectivite_id, "change", *day, true}, change.id, today);
  return change;
}

std::vector<Change> Changes(store::Db& db) {
  std::vector<Change> changes;
  auto query =
      db.Prepare("SELECT id, told_on, effective_on, who, text FROM membership_change ORDER BY id DESC");
  while (query.Step())
    changes.push_back({query.Int(0), core::FromDayNumber(query.Int(1)), core::FromDayNumber(query.Int(2)),
                       query.Text(3), query.Text(4)});
  return changes;
}

std::vector<Mail> MailsOf(store::Db& db, std::int64_t change_id) {
  auto query = db.Prepare(std::string(kMail) + "WHERE change_id = ?1 ORDER BY id");
  query.Bind(change_id);
  return Read(query);
}

}  // namespace membership
