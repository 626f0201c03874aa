// French working days (Monday to Friday, public holidays excepted: Code du travail L3133-1; Alsace-Moselle: L3134-13).
#pragma once
#include "lib/core/time.h"

namespace calendar {

core::Day Easter(int year);  // Gregorian computus
bool IsHoliday(core::Day day, bool alsace_moselle);
bool IsWorkingDay(core::Day day, bool alsace_moselle);

// The n-th working day after `from` (n = 0: `from` itself, or the next working day when it is none).
core::Day AddWorkingDays(core::Day from, int n, bool alsace_moselle);
// Working days after `from` up to and including `to`; negative when `to` lies before.
int WorkingDaysBetween(core::Day from, core::Day to, bool alsace_moselle);
// The same day some months later, or the last day of that month when it is shorter.
core::Day AddMonths(core::Day from, int months);

}  // namespace calendar
