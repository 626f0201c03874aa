// Numbers, amounts and days as people type them: spaces of any kind around and inside numbers are nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/time.h"

namespace core {

// "1 250": none for anything else but digits, and beyond nine of them.
std::optional<std::int64_t> ReadWhole(std::string_view typed);
// "1 250,5", "1250.50 €": cents; none for what is no amount.
std::optional<std::int64_t> ReadCents(std::string_view typed);
// "3/7/2026", "03.07.2026", "03-07-2026" or "2026-07-03"; none for a day that does not exist, and for a year
// of two digits.
std::optional<Day> ReadDay(std::string_view typed);
// "03/07/2026": what a form offers, as people would type it.
std::string TypedDay(Day day);

}  // namespace core
