#include "domain/figures/publication.h"

namespace figures {

std::vector<std::int64_t> Published(store::Db& db) {
  std::vector<std::int64_t> years;
  auto query = db.Prepare("SELECT year FROM figure_publication ORDER BY year DESC");
  while (query.Step()) years.push_back(query.Int(0));
  return years;
}

void Publish(store::Db& db, std::int64_t year, core::Day today) {
  db.Prepare("INSERT OR IGNORE INTO figure_publication (year, published_on) VALUES (?1, ?2)")
      .Bind(year, core::DayNumber(today))
      .Run();
}

void Unpublish(store::Db& db, std::int64_t year) {
  db.Prepare("DELETE FROM figure_publication WHERE year = ?1").Bind(year).Run();
}

}  // namespace figures
