// What an expert of a provider does: psychologist, lawyer… in a lot of the contract. Which lots and trades
// there are is the scheme's ("providers" of its file): the caller checks. Threads, errors: as access.h.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lib/store/db.h"

namespace people {

struct Trade {
  std::string lot, trade;
  bool operator==(const Trade&) const = default;
};
std::vector<Trade> TradesOf(store::Db& db, std::int64_t account_id);
// Replaces them all; inside the caller's transaction, if there is one.
void SetTrades(store::Db& db, std::int64_t account_id, const std::vector<Trade>& trades);

}  // namespace people
