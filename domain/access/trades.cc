#include "domain/access/trades.h"

namespace people {

std::vector<Trade> TradesOf(store::Db& db, std::int64_t account_id) {
  auto query = db.Prepare("SELECT lot, trade FROM trade WHERE account_id = ?1 ORDER BY lot, trade");
  query.Bind(account_id);
  std::vector<Trade> trades;
  while (query.Step()) trades.push_back({query.Text(0), query.Text(1)});
  return trades;
}

void SetTrades(store::Db& db, std::int64_t account_id, const std::vector<Trade>& trades) {
  db.Prepare("DELETE FROM trade WHERE account_id = ?1").Bind(account_id).Run();
  for (const auto& one : trades)
    db.Prepare("INSERT OR IGNORE INTO trade (account_id, lot, trade) VALUES (?1, ?2, ?3)")
        .Bind(account_id, one.lot, one.trade)
        .Run();
}

}  // namespace people
