#include "domain/membership/rules.h"

#include "domain/calendar/calendar.h"
#include "domain/membership/membership_fixture.h"

namespace membership {
namespace {

using std::chrono::days;

Rules Delivered(const std::string& id) {
  const auto schemes = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";
  return Rules::Of(scheme::Scheme::Read(schemes + "/" + id + ".json", schemes));
}

constexpr std::array kSchemes{"cdg62", "cdg60", "cdg45", "cdg69", "amacod"};

// What FirstDay gives, as words: a day, or the refusal's code.
std::string First(const char* scheme, const char* received, const char* chosen = "") {
  const auto first = Delivered(scheme).FirstDay(Day(received), core::ParseDay(chosen));
  return first ? core::IsoDay(*first) : first.error().code;
}

struct FirstCase {
  const char *scheme, *received, *chosen, *first;
};
constexpr FirstCase kFirst[] = {
    // The first of the month that follows the receipt.
    {"cdg62", "2026-03-02", "", "2026-04-01"},
    {"cdg62", "2026-03-31", "", "2026-04-01"},
    {"cdg62", "2026-04-01", "", "2026-05-01"},
    {"cdg62", "2026-12-15", "", "2027-01-01"},
    {"cdg62", "2024-02-29", "", "2024-03-01"},
    {"cdg60", "2026-12-31", "", "2027-01-01"},
    {"cdg62", "2027-05-31", "", "2027-06-01"},
    {"cdg62", "2027-06-01", "", "membership.contract_over"},
    {"cdg62", "2026-03-02", "2026-03-15", "2026-04-01"},  // nothing is chosen there
    // The first of a month chosen.
    {"cdg45", "2025-01-10", "2025-03-01", "2025-03-01"},
    {"cdg45", "2025-01-10", "2025-01-01", "2025-01-01"},
    {"cdg45", "2025-02-01", "2025-01-01", "membership.chosen.past"},
    {"cdg45", "2025-01-10", "2025-03-02", "membership.chosen.first_of_month"},
    {"cdg45", "2025-01-10", "", "membership.chosen.required"},
    {"cdg45", "2025-06-30", "2025-07-01", "membership.contract_over"},
    {"cdg45", "2025-06-10", "2025-06-01", "2025-06-01"},
    // A day chosen, moved to the receipt when the paper comes later.
    {"cdg69", "2025-11-20", "2026-01-01", "2026-01-01"},
    {"cdg69", "2026-01-01", "2026-01-01", "2026-01-01"},
    {"cdg69", "2026-01-02", "2026-01-01", "2026-01-02"},
    {"cdg69", "2028-12-31", "2028-12-01", "2028-12-31"},
    {"cdg69", "2029-01-01", "2028-12-01", "membership.contract_over"},
    {"cdg69", "2026-01-02", "", "membership.chosen.required"},
    // One day for all those who joined together.
    {"amacod", "2017-07-04", "", "2017-10-01"},
    {"amacod", "2017-10-01", "", "2017-10-01"},
    {"amacod", "2017-10-02", "", "membership.closed"},
};

TEST(FirstDay, FollowsTheRuleOfEachScheme) {
  for (const auto& one : kFirst)
    EXPECT_EQ(First(one.scheme, one.received, one.chosen), one.first)
        << one.scheme << " received " << one.received << " chosen " << one.chosen;
}

// The commune deliberated on 16 June 2025 on a period that began on 1 January, and its papers came on 8
// September: nothing begins before they did.
TEST(FirstDay, OfSaintRomainMovesToTheReceiptOfItsPapers) {
  EXPECT_EQ(First("cdg69", "2025-09-08", "2025-01-01"), "2025-09-08");
}

TEST(FirstDay, NeverLiesBeforeTheMonthOfTheReceiptAndNeverMovesBack) {
  for (const auto* scheme : {"cdg62", "cdg60", "cdg69"}) {
    const auto rules = Delivered(scheme);
    core::Day before{};
    for (auto received = Day("2025-01-01"); received < Day("2027-05-31"); received += days{1}) {
      const auto first = rules.FirstDay(received, Day("2026-02-10")).value();
      EXPECT_GE(first, received) << scheme;
      EXPECT_GE(first, before) << scheme << ": a paper that comes later never begins earlier";
      EXPECT_LE(first, std::max(received + days{31}, Day("2026-02-10"))) << scheme;
      before = first;
    }
  }
}

struct LastCase {
  const char *scheme, *first, *notice, *meeting, *last;
};
constexpr LastCase kLast[] = {
    // Three months before the anniversary of the membership.
    {"cdg62", "2025-03-01", "2025-12-01", "", "2026-02-28"},  // just in time
    {"cdg62", "2025-03-01", "2025-12-02", "", "2027-02-28"},  // a day late: one year more
    {"cdg62", "2024-03-01", "2024-03-01", "", "2025-02-28"},  // on the very first day
    {"cdg62", "2025-01-01", "2026-10-01", "", "2026-12-31"},
    {"cdg62", "2025-01-01", "2026-10-02", "", "2027-06-27"},  // the contract ends before the anniversary
    {"cdg60", "2024-08-01", "2025-05-01", "", "2025-07-31"},
    {"cdg69", "2025-09-08", "2026-06-08", "", "2026-09-07"},
    {"cdg69", "2025-09-08", "2026-06-09", "", "2027-09-07"},
    {"cdg69", "2025-05-31", "2026-02-28", "", "2026-05-30"},  // February has no 31st: its last day counts
    {"cdg69", "2025-05-31", "2026-03-01", "", "2027-05-30"},
    {"cdg69", "2028-02-29", "2028-11-28", "", "2028-12-31"},
    {"cdg62", "2025-03-01", "2025-02-28", "", "membership.notice.early"},
    // Two months, at any time, once the parties met.
    {"cdg45", "2025-01-01", "2025-02-10", "2025-02-03", "2025-04-10"},
    {"cdg45", "2024-07-01", "2024-12-31", "2024-12-31", "2025-02-28"},
    {"cdg45", "2024-07-01", "2025-05-15", "2025-05-01", "2025-06-30"},  // the contract ends before
    {"cdg45", "2025-01-01", "2025-02-10", "", "membership.meeting.required"},
    {"cdg45", "2025-01-01", "2025-02-10", "2025-02-11", "membership.meeting.late"},
    // Three months before the term, which comes back every year.
    {"amacod", "2017-10-01", "2018-09-30", "", "2018-12-31"},
    {"amacod", "2017-10-01", "2018-10-01", "", "2019-12-31"},
    {"amacod", "2017-10-01", "2026-09-30", "", "2026-12-31"},
    {"amacod", "2017-10-01", "2026-11-24", "", "2027-12-31"},
};

TEST(LastDay, FollowsTheNoticeOfEachScheme) {
  for (const auto& one : kLast) {
    const auto last =
        Delivered(one.scheme).LastDayByNotice(Day(one.first), Day(one.notice), core::ParseDay(one.meeting));
    EXPECT_EQ(last ? core::IsoDay(*last) : last.error().code, one.last)
        << one.scheme << " from " << one.first << " notice " << one.notice;
  }
}

TEST(LastDay, LeavesTheNoticeItsMonthsUnlessTheContractEndsBefore) {
  for (const auto* scheme : kSchemes) {
    const auto rules = Delivered(scheme);
    const auto first = rules.end - days{500};
    core::Day before{};
    for (auto notice = first; notice <= rules.end; notice += days{1}) {
      const auto last = rules.LastDayByNotice(first, notice, notice).value();
      EXPECT_GE(last, before) << scheme << ": a later notice never ends earlier";
      before = last;
      EXPECT_TRUE(rules.renewed || last <= rules.end) << scheme;
      const bool cut = !rules.renewed && last == rules.end;
      EXPECT_TRUE(cut || last + days{1} >= calendar::AddMonths(notice, rules.notice_months)) << scheme;
      EXPECT_LE(last, std::max(rules.end, calendar::AddMonths(notice, rules.notice_months + 12) + days{3}))
          << scheme;
    }
  }
}

TEST(LatestNotice, IsTheLastDayThatStillGivesTheEarliestEnd) {
  for (const auto* scheme : {"cdg62", "cdg60", "cdg69", "amacod"}) {
    const auto rules = Delivered(scheme);
    const auto first = rules.end - days{700};
    for (auto today = first; today < rules.end - days{420}; today += days{1}) {
      const auto now = rules.LastDayByNotice(first, today, {}).value();
      const auto latest = rules.LatestNotice(first, today);
      if (!latest) {
        EXPECT_EQ(now, rules.end) << scheme << core::IsoDay(today);
        continue;
      }
      EXPECT_GE(*latest, today);
      EXPECT_EQ(rules.LastDayByNotice(first, *latest, {}).value(), now) << scheme << core::IsoDay(today);
      EXPECT_GT(rules.LastDayByNotice(first, *latest + days{1}, {}).value(), now) << scheme;
    }
  }
  EXPECT_FALSE(Delivered("cdg45").LatestNotice(Day("2025-01-01"), Day("2025-02-01")));
}

TEST(Erasing, ComesOnceTheDataCouldBeGivenBack) {
  EXPECT_EQ(Delivered("cdg62").ErasedFrom(Day("2026-02-28")), Day("2026-06-01"));
  EXPECT_EQ(Delivered("cdg69").ErasedFrom(Day("2026-12-31")), Day("2027-04-01"));
  auto rules = Delivered("cdg62");
  rules.leaving.count = 10;
  rules.leaving.unit = scheme::Unit::kDays;
  EXPECT_EQ(rules.ErasedFrom(Day("2026-02-28")), Day("2026-03-11"));
}

TEST(Admission, IsForThoseToWhomTheSchemeIsOpen) {
  auto one = Fixture::Valmeuse();
  for (const auto* scheme : kSchemes) EXPECT_TRUE(Delivered(scheme).Admits(one)) << scheme;
  one.affiliated = false;
  EXPECT_TRUE(Delivered("cdg62").Admits(one));
  auto rules = Delivered("cdg62");
  rules.open_to = {"affiliated"};
  EXPECT_EQ(rules.Admits(one).error().code, "membership.not_open_to");
  one.kind = "cdg";
  rules.open_to = {"affiliated", "other_cdg"};
  EXPECT_TRUE(rules.Admits(one));
}

}  // namespace
}  // namespace membership
