// Private to domain/dues: one formula of a scheme's file, and figures as people write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/dues/dues.h"
#include "lib/json/value.h"

namespace dues {

// The yearly fee by a formula (kinds per_agent, bands, flat, additional_contribution, free), as the step that
// gives it; none for kind unknown.
std::optional<Step> YearlyFee(const json::Value& formula, std::int64_t headcount);

// The quotient of two numbers that are not negative, rounded to the nearest whole, a half upwards.
std::int64_t HalfUp(std::int64_t number, std::int64_t divisor);

std::string Grouped(std::int64_t number);     // "1 234", with no-break spaces
std::string Hundredths(std::int64_t number);  // 36525 is "365,25", 50 is "0,5"

}  // namespace dues
