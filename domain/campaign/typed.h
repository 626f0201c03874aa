// Figures as people type them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace campaign {

// "1 250" with any kind of space; none for anything else but digits, and beyond nine of them.
std::optional<std::int64_t> ReadAgents(std::string_view typed);
// "1 250,5", "1250.50 €": cents; none for what is no amount.
std::optional<std::int64_t> ReadCents(std::string_view typed);

}  // namespace campaign
