// What is told by mail of a membership: reminders of what it waits for, to the managers (one mail a day for
// all of them, and one when a request to join comes) and to the body where it is the body's to act; changes
// of the scheme's conditions, and the yearly question of opinions.h, to every member. Each thing is told
// once, and what was told stands with its days.
//
// When a reminder is due is the scheme's: membership.reminders in its file, days by kind; a kind that is left
// out is not told; a file without the key has those of mails.cc.
//
// Threads: as membership.h.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/membership/life.h"
#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace membership {

struct Reminder {
  std::int64_t collectivite_id = 0;
  // asked: a request to join that nobody has answered, days after it came. convention: sent and not come
  // back, days after it was made. headcount: not counted again, days after the day of reference of the year.
  // The others, days before: notice: the last day on which a letter can come to leave; term: the last day of
  // the contract; give_back: data to give back by the last day of who leaves; erase: the day from which its
  // data is erased.
  std::string kind;
  core::Day day;         // that it is about
  bool to_body = false;  // the body acts: convention, notice, term
};
// Whether a mail of this kind (of a Reminder, change or opinion) is for the body too.
bool IsForBody(std::string_view kind);
// Notes that it is told, and queues the mail "membership_<kind>" for the body when it acts and has an
// address; false when it was told already. `change_id`: of a change alone. In the caller's transaction.
bool Tell(store::Db& db, const Reminder& about, std::optional<std::int64_t> change_id, core::Day today);
// By member and kind.
std::vector<Reminder> DueReminders(store::Db& db, const scheme::Scheme& scheme, core::Day today);

// Queues what is due and was not told, in the caller's transaction: a mail to the body's contact, and one to
// each manager when there is anything. `of`: of this member alone, when it cannot wait for the morning. Gives
// how many are new.
int Remind(store::Db& db, const scheme::Scheme& scheme, core::Day today,
           std::optional<std::int64_t> of = std::nullopt);
// Takes back reminders that wait for the relay and are not due any more.
void TakeBackReminders(store::Db& db, const scheme::Scheme& scheme, core::Day today);

struct Mail {
  std::int64_t collectivite_id = 0;
  std::string kind;  // of a Reminder, change or opinion
  core::Day day, told_on;
  bool to_body = false;                       // no: the managers alone, or the body has no address
  std::optional<core::Day> sent_on, lost_on;  // to the body; neither: it waits
};
std::vector<Mail> MailsAbout(store::Db& db, std::int64_t collectivite_id);  // the latest first

struct Change {
  std::int64_t id = 0;
  core::Day told_on, effective_on;
  std::string who, text;
};
inline constexpr std::size_t kLongestChange = 2000;

// Whom a change that is effective on `day` is told: members, those who have signed and not begun yet, those
// who leave later.
std::vector<Member> ToTell(store::Db& db, core::Day day);

// Everything wrong with a change by itself: a day that is missing ("membership.change.required", "on"), past
// ("membership.change.past"), or sooner than the scheme lets members know (membership.change_notice_days of
// its file: "membership.change.early"); a text that is missing ("membership.text.required", "text") or too
// long ("membership.change.too_long").
core::Refusals CheckChange(const scheme::Scheme& scheme, std::optional<core::Day> day, std::string_view text,
                           core::Day today);
// Notes the change and queues a mail for each of ToTell(). Within the caller's transaction. Refuses with the
// first of CheckChange(); the same text for the same day once more, however often it is sent (kConflict,
// "text", "membership.change.twice"); and nobody to tell (kConflict, "", "membership.change.nobody").
core::Result<Change> TellChange(store::Db& db, const scheme::Scheme& scheme, std::optional<core::Day> day,
                                std::string_view text, const By& by);
std::vector<Change> Changes(store::Db& db);                        // the latest first
std::vector<Mail> MailsOf(store::Db& db, std::int64_t change_id);  // one for each member that was to be told

}  // namespace membership
