#include "domain/calendar/calendar.h"

#include <algorithm>
#include <stdexcept>

namespace calendar {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

bool Is(const year_month_day& date, unsigned month, unsigned day) {
  return static_cast<unsigned>(date.month()) == month && static_cast<unsigned>(date.day()) == day;
}

}  // namespace

core::Day Easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return std::chrono::year{year} / (n / 31) / (n % 31 + 1);
}

bool IsHoliday(core::Day day, bool alsace_moselle) {
  const year_month_day date{day};
  if (Is(date, 1, 1) || Is(date, 5, 1) || Is(date, 5, 8) || Is(date, 7, 14) || Is(date, 8, 15) ||
      Is(date, 11, 1) || Is(date, 11, 11) || Is(date, 12, 25)) {
    return true;
  }
  const auto after_easter = (day - Easter(static_cast<int>(date.year()))).count();
  // Easter Monday, Ascension, Pentecost Monday.
  if (after_easter == 1 || after_easter == 39 || after_easter == 50) return true;
  // Good Friday and the day after Christmas.
  return alsace_moselle && (after_easter == -2 || Is(date, 12, 26));
}

bool IsWorkingDay(core::Day day, bool alsace_moselle) {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !IsHoliday(day, alsace_moselle);
}

core::Day AddWorkingDays(core::Day from, int n, bool alsace_moselle) {
  if (n < 0) throw std::invalid_argument("AddWorkingDays counts forward only");
  core::Day day = from;
  while (n == 0 && !IsWorkingDay(day, alsace_moselle)) day += days{1};
  while (n > 0) {
    day += days{1};
    if (IsWorkingDay(day, alsace_moselle)) --n;
  }
  return day;
}

int WorkingDaysBetween(core::Day from, core::Day to, bool alsace_moselle) {
  const auto [first, last] = std::minmax(from, to);
  int count = 0;
  for (core::Day day = first + days{1}; day <= last; day += days{1}) {
    if (IsWorkingDay(day, alsace_moselle)) ++count;
  }
  return to < from ? -count : count;
}

core::Day AddMonths(core::Day from, int months) {
  const year_month_day date = year_month_day{from} + std::chrono::months{months};
  return date.ok() ? core::Day{date} : core::Day{date.year() / date.month() / std::chrono::last};
}

}  // namespace calendar
