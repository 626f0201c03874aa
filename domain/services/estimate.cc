#include <algorithm>

#include "domain/services/bouquets.h"

namespace services {
namespace {

constexpr std::int64_t kMost = 50;

using Quantities = std::map<std::string, std::int64_t>;

void Note(std::vector<std::string>& lines, const std::string& line) {
  if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
}

// The item of a line at the line's own price, noted where it belongs.
Item Priced(const Line& line, std::int64_t quantity, std::int64_t& total, Estimate& estimate) {
  Item item{line.id, quantity, std::nullopt};
  if (line.included) {
    Note(estimate.included, line.id);
    item.cents = 0;
  } else if (line.cents) {
    item.cents = quantity * *line.cents;
    total += *item.cents;
    if (line.doubtful) Note(estimate.doubtful, line.id);
  } else {
    Note(estimate.unknown, line.id);
  }
  return item;
}

void AddSpare(const Catalogue& catalogue, const Quantities& bought, Quantities needs, Estimate& estimate) {
  Quantities given;
  for (const auto& [id, quantity] : bought)
    for (const auto& part : catalogue.Find(id)->contains) given[part.line] += quantity * part.count;
  for (const auto& [id, quantity] : given) {
    const auto by_the_piece = bought.contains(id) ? bought.at(id) : 0;
    if (const auto spare = quantity + by_the_piece - needs[id]; spare > 0)
      estimate.spare.push_back({id, spare});
  }
}

}  // namespace

core::Result<Estimate> EstimateOf(const Catalogue& catalogue, const std::vector<Wanted>& wanted) {
  if (wanted.empty()) return core::Refuse("", "service.required");
  Quantities quantities;
  std::vector<std::string> order;
  for (const auto& each : wanted) {
    if (!catalogue.Find(each.line)) return core::Refuse(each.line, "service.unknown");
    if (each.quantity < 1) return core::Refuse(each.line, "quantity.positive");
    if (each.quantity > kMost || (quantities[each.line] += each.quantity) > kMost)
      return core::Refuse(each.line, "quantity.too_large");
    Note(order, each.line);
  }

  Estimate estimate;
  Quantities needs, as_they_are;  // what bouquets may cover; what is bought as it is
  for (const auto& id : order) {
    const auto& line = *catalogue.Find(id);
    estimate.asked.push_back(Priced(line, quantities[id], estimate.asked_cents, estimate));
    if (!line.cents || line.unit == Unit::kDay)
      as_they_are[id] = quantities[id];
    else if (line.IsBouquet())
      for (const auto& part : line.contains) needs[part.line] += quantities[id] * part.count;
    else
      needs[id] += quantities[id];
  }
  auto bought = Cheapest(catalogue, needs);
  AddSpare(catalogue, bought, needs, estimate);
  bought.merge(as_they_are);
  for (const auto& line : catalogue.lines)
    if (bought.contains(line.id))
      estimate.best.push_back(Priced(line, bought[line.id], estimate.best_cents, estimate));
  return estimate;
}

}  // namespace services
