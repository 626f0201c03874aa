#include "domain/services/bouquets.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace services {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 1000;

// Needs by number, so that the search below only counts.
struct Need {
  const Line* line;
  std::int64_t quantity;
};
struct Bouquet {
  const Line* line;
  std::vector<std::int64_t> gives;  // of each need
  double rate = 1;                  // its price for what its parts cost by the piece
};
struct Cost {
  std::int64_t cents = kNever;
  std::int64_t doubtful = 0, items = 0;
  auto Key() const { return std::tie(cents, doubtful, items); }
};

// Branch and bound: how many of the first bouquet, then of the next one; what is left is bought by the piece.
class Search {
 public:
  Search(const Catalogue& catalogue, const std::map<std::string, std::int64_t>& needs) {
    for (const auto& [id, quantity] : needs) needs_.push_back({catalogue.Find(id), quantity});
    for (const auto& line : catalogue.lines)
      if (line.IsBouquet() && line.cents) Consider(line);
    std::sort(bouquets_.begin(), bouquets_.end(),
              [](const Bouquet& a, const Bouquet& b) { return a.rate < b.rate; });
    counts_.assign(bouquets_.size(), 0);
    left_.reserve(needs_.size());
    for (const auto& need : needs_) left_.push_back(need.quantity);
    Try(0, 0);
  }

  std::map<std::string, std::int64_t> Result() const {
    std::map<std::string, std::int64_t> bought;
    for (std::size_t b = 0; b < bouquets_.size(); ++b)
      if (best_counts_[b]) bought[bouquets_[b].line->id] = best_counts_[b];
    for (std::size_t n = 0; n < needs_.size(); ++n)
      if (best_left_[n]) bought[needs_[n].line->id] = best_left_[n];
    return bought;
  }

 private:
  void Consider(const Line& line) {
    Bouquet bouquet{&line, {}, 1};
    double by_the_piece = 0;
    bool useful = false;
    for (const auto& need : needs_) {
      std::int64_t gives = 0;
      for (const auto& part : line.contains)
        if (part.line == need.line->id) gives += part.count;
      bouquet.gives.push_back(gives);
      useful = useful || gives > 0;
      if (need.line->cents) by_the_piece += static_cast<double>(gives * *need.line->cents);
    }
    if (by_the_piece > 0) bouquet.rate = static_cast<double>(*line.cents) / by_the_piece;
    if (useful) bouquets_.push_back(std::move(bouquet));
  }

  // No purchase from bouquet `from` on can cost less for what is left: each piece is counted at the best rate
  // of a bouquet that has it, and no bouquet costs less than its pieces so counted.
  std::int64_t Least(std::size_t from) const {
    double least = 0;
    for (std::size_t n = 0; n < needs_.size(); ++n) {
      if (!left_[n] || !needs_[n].line->cents) continue;
      double rate = 1;
      for (std::size_t b = from; b < bouquets_.size(); ++b)
        if (bouquets_[b].gives[n]) rate = std::min(rate, bouquets_[b].rate);
      least += rate * static_cast<double>(left_[n] * *needs_[n].line->cents);
    }
    return static_cast<std::int64_t>(least - 0.001);
  }

  void Finish(std::int64_t spent) {
    Cost cost{spent, 0, 0};
    for (std::size_t n = 0; n < needs_.size(); ++n) {
      if (!left_[n]) continue;
      if (!needs_[n].line->cents) return;
      cost.cents += left_[n] * *needs_[n].line->cents;
      cost.doubtful += needs_[n].line->doubtful;
      ++cost.items;
    }
    for (std::size_t b = 0; b < bouquets_.size(); ++b) {
      cost.doubtful += counts_[b] && bouquets_[b].line->doubtful;
      cost.items += counts_[b];
    }
    if (cost.Key() >= best_.Key()) return;
    best_ = cost;
    best_counts_ = counts_;
    best_left_ = left_;
  }

  void Try(std::size_t b, std::int64_t spent) {
    if (spent + Least(b) > best_.cents) return;
    if (b == bouquets_.size()) return Finish(spent);
    const auto before = left_;
    std::int64_t most = 0;
    for (std::size_t n = 0; n < left_.size(); ++n)
      if (const auto gives = bouquets_[b].gives[n]) most = std::max(most, (left_[n] + gives - 1) / gives);
    for (std::int64_t count = most; count >= 0; --count) {
      counts_[b] = count;
      for (std::size_t n = 0; n < left_.size(); ++n)
        left_[n] = std::max<std::int64_t>(0, before[n] - count * bouquets_[b].gives[n]);
      Try(b + 1, spent + count * *bouquets_[b].line->cents);
    }
    counts_[b] = 0;
    left_ = before;
  }

  std::vector<Need> needs_;
  std::vector<Bouquet> bouquets_;
  std::vector<std::int64_t> counts_, left_, best_counts_, best_left_;
  Cost best_;
};

}  // namespace

std::map<std::string, std::int64_t> Cheapest(const Catalogue& catalogue,
                                             const std::map<std::string, std::int64_t>& needs) {
  if (needs.empty()) return {};
  return Search(catalogue, needs).Result();
}

}  // namespace services
