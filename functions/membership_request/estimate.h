// What the fee would be. Private to functions/membership_request.
#pragma once
#include <string>
#include <vector>

#include "functions/membership_request/paper.h"

namespace membership_request {

// One line for each step of the computation, and the fee of the whole year of `day` at the end; none when the
// source does not say what it would be.
std::vector<std::string> Estimate(const Office& office, std::int64_t agents, bool affiliated, core::Day day);

}  // namespace membership_request
