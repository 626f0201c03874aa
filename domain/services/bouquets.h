// Private to domain/services: which bouquets to buy.
#pragma once
#include <map>

#include "domain/services/services.h"

namespace services {

// How many of each line, bouquets and plain ones, cover the needs (plain lines) at the least cost. A line
// without a price can be had in a bouquet only; the caller makes sure that there is one.
std::map<std::string, std::int64_t> Cheapest(const Catalogue& catalogue,
                                             const std::map<std::string, std::int64_t>& needs);

}  // namespace services
