#include "domain/calendar/calendar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace calendar {
namespace {

core::Day D(const char* text) { return core::ParseDay(text).value(); }

TEST(Calendar, EasterFallsOnTheKnownDays) {
  const char* known[] = {"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
                         "2028-04-16", "2029-04-01", "2030-04-21"};
  for (int i = 0; i < 7; ++i) EXPECT_EQ(core::IsoDay(Easter(2024 + i)), known[i]);
  EXPECT_EQ(core::IsoDay(Easter(1961)), "1961-04-02");
  EXPECT_EQ(core::IsoDay(Easter(2038)), "2038-04-25");
}

std::vector<std::string> HolidaysOf(int year, bool alsace_moselle) {
  std::vector<std::string> found;
  const core::Day end = std::chrono::year{year} / 12 / 31;
  for (core::Day day = std::chrono::year{year} / 1 / 1; day <= end; day += std::chrono::days{1}) {
    if (IsHoliday(day, alsace_moselle)) found.push_back(core::IsoDay(day).substr(5));
  }
  return found;
}

TEST(Calendar, ElevenHolidaysAndTwoMoreInAlsaceMoselle) {
  EXPECT_EQ(HolidaysOf(2026, false), (std::vector<std::string>{"01-01", "04-06", "05-01", "05-08", "05-14", "05-25",
                                                               "07-14", "08-15", "11-01", "11-11", "12-25"}));
  EXPECT_EQ(HolidaysOf(2026, true),
            (std::vector<std::string>{"01-01", "04-03", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15",
                                      "11-01", "11-11", "12-25", "12-26"}));
}

TEST(Calendar, AddWorkingDaysSkipsWeekEndsAndHolidays) {
  // Friday 22 May 2026, before the week-end of Pentecost.
  EXPECT_EQ(AddWorkingDays(D("2026-05-22"), 1, false), D("2026-05-26"));
  EXPECT_EQ(AddWorkingDays(D("2026-05-22"), 0, false), D("2026-05-22"));
  EXPECT_EQ(AddWorkingDays(D("2026-05-23"), 0, false), D("2026-05-26"));
  EXPECT_EQ(AddWorkingDays(D("2026-05-23"), 1, false), D("2026-05-26"));
  EXPECT_EQ(AddWorkingDays(D("2026-04-30"), 5, false), D("2026-05-11"));
  // Seven working days over the end of the year, where 26 December counts in Metz and not in Arras.
  EXPECT_EQ(AddWorkingDays(D("2028-12-22"), 7, false), D("2029-01-04"));
  EXPECT_EQ(AddWorkingDays(D("2028-12-22"), 7, true), D("2029-01-05"));
}

TEST(Calendar, WorkingDaysBetweenIsTheInverse) {
  for (int n : {1, 2, 5, 22, 250}) {
    EXPECT_EQ(WorkingDaysBetween(D("2026-04-01"), AddWorkingDays(D("2026-04-01"), n, true), true), n);
  }
  EXPECT_EQ(WorkingDaysBetween(D("2026-05-22"), D("2026-05-25"), false), 0);
  EXPECT_EQ(WorkingDaysBetween(D("2026-05-26"), D("2026-05-22"), false), -1);
  EXPECT_EQ(WorkingDaysBetween(D("2026-05-22"), D("2026-05-22"), false), 0);
}

TEST(Calendar, AddMonthsStopsAtTheEndOfAShorterMonth) {
  EXPECT_EQ(AddMonths(D("2026-11-24"), 3), D("2027-02-24"));
  EXPECT_EQ(AddMonths(D("2026-11-30"), 3), D("2027-02-28"));
  EXPECT_EQ(AddMonths(D("2027-11-30"), 3), D("2028-02-29"));
  EXPECT_EQ(AddMonths(D("2026-01-31"), -2), D("2025-11-30"));
}

}  // namespace
}  // namespace calendar
