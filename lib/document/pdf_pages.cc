#include "lib/document/pdf_pages.h"

#include <algorithm>
#include <cmath>

namespace document {
namespace {

class Paginator {
 public:
  Paginator(const std::vector<Extent>& bricks, double height) : bricks_(bricks), height_(height) {}

  std::vector<PagePlan> Run() {
    for (std::size_t i = 0; i < bricks_.size(); ++i) {
      const bool begins = bricks_[i].new_page || y_ + Gap(i) + Need(i) > height_ + kSlack;
      if (begins && !fresh_) Break();
      Place(i);
    }
    return std::move(pages_);
  }

 private:
  static constexpr double kSlack = 1e-6;

  void Break() {
    pages_.emplace_back();
    y_ = below_ = 0;
    fresh_ = true;
  }

  double Gap(std::size_t i) const { return fresh_ ? 0 : std::max(below_, bricks_[i].above); }

  // The least that must stand on the page where the brick begins.
  double Need(std::size_t i) const {
    const auto least = [&](const Extent& e) {
      return e.lines < 2 * e.fewest ? e.Height() : e.head + e.fewest * e.leading + e.foot;
    };
    double sum = 0;
    for (std::size_t k = i; k < bricks_.size(); ++k) {
      const Extent& e = bricks_[k];
      if (k > i) sum += std::max(bricks_[k - 1].below, e.above);
      const bool chained = e.with_next && k + 1 < bricks_.size() && !bricks_[k + 1].new_page;
      sum += chained ? e.Height() : least(e);
      if (sum > height_) return least(bricks_[i]);  // no page holds the chain
      if (!chained) break;
    }
    return sum;
  }

  // How many of the remaining lines go on this page; 0: none.
  int Fit(const Extent& e, int remaining, double gap) const {
    const double room = height_ + kSlack - y_ - gap - e.head - e.foot;
    int fit = e.leading > 0 ? static_cast<int>(std::floor(std::max(room, 0.0) / e.leading)) : remaining;
    if (fit >= remaining) return remaining;
    const int most = std::min(fit, remaining - e.fewest);
    if (most >= e.fewest) return most;
    return fresh_ ? std::max(1, fit) : 0;  // taller than a page: something must go
  }

  void Repeat(const Extent& e) {
    if (!fresh_ || e.repeat < 0) return;
    const Extent& header = bricks_[static_cast<std::size_t>(e.repeat)];
    if (header.Height() > height_ / 3) return;
    pages_.back().push_back({static_cast<std::size_t>(e.repeat), 0, header.lines, y_, true});
    y_ += header.Height();
  }

  void Place(std::size_t i) {
    const Extent& e = bricks_[i];
    for (int from = 0; from < e.lines;) {
      Repeat(e);
      const double gap = Gap(i);
      const int count = Fit(e, e.lines - from, gap);
      if (count > 0) {
        pages_.back().push_back({i, from, from + count, y_ + gap, false});
        y_ += gap + e.head + count * e.leading + e.foot;
        below_ = e.below;
        fresh_ = false;
        from += count;
      }
      if (from < e.lines) Break();
    }
  }

  const std::vector<Extent>& bricks_;
  double height_;
  std::vector<PagePlan> pages_{1};
  double y_ = 0, below_ = 0;
  bool fresh_ = true;  // nothing but repeated headers stands on the page
};

}  // namespace

std::vector<PagePlan> Paginate(const std::vector<Extent>& bricks, double height) {
  return Paginator(bricks, height).Run();
}

}  // namespace document
