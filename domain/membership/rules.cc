#include "domain/membership/rules.h"

#include <algorithm>
#include <stdexcept>

#include "domain/calendar/calendar.h"

namespace membership {
namespace {

core::Day FirstOfMonth(core::Day day) {
  const std::chrono::year_month_day date{day};
  return core::Day{date.year() / date.month() / 1};
}

// Days that come back every year, counted from the first of them: 29 February comes back on the 28th.
core::Day Years(core::Day from, int n) { return calendar::AddMonths(from, 12 * n); }

// The first of the days `from`, `from` + 1 year… from the n-th on that leaves `months` after `notice`.
core::Day FirstThatLeaves(core::Day from, int n, int months, core::Day notice) {
  while (calendar::AddMonths(Years(from, n), -months) < notice) ++n;
  return Years(from, n);
}

Rules::Start StartNamed(const std::string& word) {
  if (word == "first_of_month_after_receipt") return Rules::Start::kMonthAfterReceipt;
  if (word == "first_of_chosen_month") return Rules::Start::kChosenMonth;
  if (word == "chosen_day_or_receipt") return Rules::Start::kChosenDayOrReceipt;
  if (word == "fixed_day") return Rules::Start::kFixedDay;
  throw std::logic_error("membership: no rule of start " + word);
}

Rules::Notice NoticeNamed(const std::string& word) {
  if (word == "anniversary") return Rules::Notice::kAnniversary;
  if (word == "any_time_after_meeting") return Rules::Notice::kAfterMeeting;
  if (word == "before_term") return Rules::Notice::kBeforeTerm;
  throw std::logic_error("membership: no rule of notice " + word);
}

}  // namespace

Rules Rules::Of(const scheme::Scheme& scheme) {
  const auto& told = scheme.Data()["membership"];
  Rules rules;
  rules.start = StartNamed(told["start"].Text("rule"));
  if (rules.start == Start::kFixedDay) rules.fixed_day = core::ParseDay(told["start"].Text("day"));
  rules.any_time = told["join_any_time"].Bool();
  rules.end = core::ParseDay(told.Text("end")).value();
  rules.renewed = told.Text("renewal") == "tacit_yearly";
  rules.notice = NoticeNamed(told["notice"].Text("when"));
  rules.notice_months = static_cast<int>(told["notice"]["months"].Int());
  rules.ends_with_provider = told["ends_with_provider"].Bool();
  for (const auto& party : told["parties"].Items()) rules.parties.push_back(party.String());
  rules.certificate = told["certificate"].Bool();
  if (rules.certificate)
    for (const auto& party : told["certificate_flow"].Items())
      rules.certificate_flow.push_back(party.String());
  rules.deliberation = told["deliberation_of_body"].Bool();
  rules.provider_notified = told["provider_notified"].Bool();
  rules.policy_read = scheme.Data()["data_protection"]["policy_read_by_body"].Bool();
  for (const auto& who : told["open_to"].Items()) rules.open_to.insert(who.String());
  rules.leaving = scheme.KeepingOf("leaving");
  return rules;
}

core::Result<void> Rules::Admits(const Member& member) const {
  if (open_to.contains("named") || (member.kind == "cdg" && open_to.contains("other_cdg"))) return {};
  if (open_to.contains(member.affiliated ? "affiliated" : "non_affiliated")) return {};
  return core::Refuse("affiliated", "membership.not_open_to");
}

core::Result<core::Day> Rules::FirstDay(core::Day received, std::optional<core::Day> chosen) const {
  core::Day first = received;
  if (AsksForDay() && !chosen) return core::Refuse("chosen", "membership.chosen.required");
  switch (start) {
    case Start::kMonthAfterReceipt:
      first = calendar::AddMonths(FirstOfMonth(received), 1);
      break;
    case Start::kChosenMonth:
      if (*chosen != FirstOfMonth(*chosen)) return core::Refuse("chosen", "membership.chosen.first_of_month");
      if (*chosen < FirstOfMonth(received)) return core::Refuse("chosen", "membership.chosen.past");
      first = *chosen;
      break;
    case Start::kChosenDayOrReceipt:
      first = std::max(*chosen, received);
      break;
    case Start::kFixedDay:
      if (received > *fixed_day && !any_time) return core::Refuse("received", "membership.closed");
      first = std::max(*fixed_day, received);
      break;
  }
  if (!renewed && first > end) return core::Refuse("received", "membership.contract_over");
  return first;
}

std::optional<core::Day> Rules::LastDay() const { return renewed ? std::nullopt : std::optional(end); }

core::Result<core::Day> Rules::LastDayByNotice(core::Day first, core::Day notice_on,
                                               std::optional<core::Day> meeting) const {
  if (notice_on < first) return core::Refuse("on", "membership.notice.early");
  core::Day last{};
  switch (notice) {
    case Notice::kAnniversary:
      last = FirstThatLeaves(first, 1, notice_months, notice_on) - std::chrono::days{1};
      break;
    case Notice::kAfterMeeting:
      if (!meeting) return core::Refuse("meeting", "membership.meeting.required");
      if (*meeting > notice_on) return core::Refuse("meeting", "membership.meeting.late");
      last = calendar::AddMonths(notice_on, notice_months);
      break;
    case Notice::kBeforeTerm:
      last = renewed ? FirstThatLeaves(end, 0, notice_months, notice_on) : end;
      break;
  }
  // A contract that is over before the paper came ends nothing any more.
  return renewed || notice_on > end ? last : std::min(last, end);
}

std::optional<core::Day> Rules::LatestNotice(core::Day first, core::Day today) const {
  if (notice == Notice::kAfterMeeting) return std::nullopt;
  const auto from = std::max(first, today);
  const bool anniversary = notice == Notice::kAnniversary;
  const auto last = anniversary ? FirstThatLeaves(first, 1, notice_months, from)
                                : FirstThatLeaves(end, 0, notice_months, from);
  if (!renewed && last > end) return std::nullopt;
  return calendar::AddMonths(last, -notice_months);
}

core::Day Rules::ErasedFrom(core::Day last) const {
  const auto next = last + std::chrono::days{1};
  return leaving.unit == scheme::Unit::kMonths ? calendar::AddMonths(next, leaving.count)
                                               : next + std::chrono::days{leaving.count};
}

}  // namespace membership
