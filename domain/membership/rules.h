// The dates of a membership, as the scheme's file (key "membership") has them follow from the papers.
// Everything here is arithmetic on days: no database, no clock.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/membership/membership.h"
#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"

namespace membership {

struct Rules {
  enum class Start { kMonthAfterReceipt, kChosenMonth, kChosenDayOrReceipt, kFixedDay };
  enum class Notice { kAnniversary, kAfterMeeting, kBeforeTerm };

  Start start = Start::kMonthAfterReceipt;
  std::optional<core::Day> fixed_day;  // of kFixedDay
  bool any_time = true;                // bodies may join when the scheme runs already
  core::Day end{};                     // the last day of the framework contract, or of the first period
  bool renewed = false;                // tacitly, year by year, after `end`
  Notice notice = Notice::kAnniversary;
  int notice_months = 0;
  bool ends_with_provider = false;
  std::vector<std::string> parties;           // who signs: cdg, body, provider
  bool certificate = false;                   // a certificat d'adhésion beside the convention
  std::vector<std::string> certificate_flow;  // who signs it, in this order
  bool deliberation = true;                   // the body's assembly decides
  bool provider_notified = false;             // of each new member
  bool policy_read = false;                   // the body states that it read the provider's data policy
  std::set<std::string> open_to;              // affiliated, non_affiliated, other_cdg, named
  scheme::Keeping leaving;                    // how long the data stays after the last day

  static Rules Of(const scheme::Scheme& scheme);

  // Whether a day is chosen with the body, before the paper comes.
  bool AsksForDay() const { return start == Start::kChosenMonth || start == Start::kChosenDayOrReceipt; }
  // The member is one of those to whom the scheme is open. Refuses "membership.not_open_to" ("affiliated").
  core::Result<void> Admits(const Member& member) const;

  // The first day, when the signed convention came on `received` and `chosen` was wished for. Refuses a day
  // that is missing ("membership.chosen.required"), that is no first of a month
  // ("membership.chosen.first_of_month") or of a month that was over when the paper came
  // ("membership.chosen.past"), all on field "chosen"; a scheme that those who come later cannot join
  // ("membership.closed"); a first day after the end of the contract ("membership.contract_over").
  core::Result<core::Day> FirstDay(core::Day received, std::optional<core::Day> chosen) const;
  // The last day that is known when a membership begins: the contract's; none when it is renewed.
  std::optional<core::Day> LastDay() const;
  // The last day, when the notice came on `notice`: the eve of the first anniversary that leaves the notice
  // its months; or the same day some months later; or the first term that leaves them. Never after the
  // contract. `meeting`: the day on which the parties met. Refuses a notice before the first day
  // ("membership.notice.early", "on"), a meeting that is missing ("membership.meeting.required") or later
  // than the notice ("membership.meeting.late", "meeting").
  core::Result<core::Day> LastDayByNotice(core::Day first, core::Day notice,
                                          std::optional<core::Day> meeting) const;
  // The last day on which a notice can come for the earliest end that is still possible on `today`; none
  // when any day will do, and when the contract ends before.
  std::optional<core::Day> LatestNotice(core::Day first, core::Day today) const;
  // The day from which the data is erased.
  core::Day ErasedFrom(core::Day last) const;
};

}  // namespace membership
