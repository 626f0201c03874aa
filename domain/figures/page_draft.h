// Private to domain/figures: a page whose counts are in place, before and after what must be hidden is.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "domain/figures/hiding.h"
#include "domain/figures/page.h"
#include "domain/figures/rsu.h"

namespace figures {

// Cases of the year, each once; they point into the facets.
using Cases = std::vector<const json::Value*>;
Cases CasesIn(const std::vector<json::Value>& facets, std::int64_t year);
inline bool IsFew(const Cases& cases, int small) {
  return !cases.empty() && cases.size() < static_cast<std::size_t>(small);
}

Page Withheld(std::int64_t year);  // of few cases: nothing is told

// A table with the places of its counts.
struct Draft {
  Table table;
  std::vector<int> places;
  Table Shown(const Counts& counts) const;
};
Draft Listed(Counts& counts, int whole, const Cases& cases, const Dimension& dimension);

// `counts` and `dimensions` must outlive it.
class PageDraft {
 public:
  PageDraft(Counts& counts, Cases cases, const std::vector<Dimension>& dimensions);
  // The place of a row; none when the page has no such row.
  std::optional<int> Place(std::string_view id, std::string_view word) const;
  Page Shown(std::int64_t year, int small) const;  // once the counts were hidden

 private:
  Counts& counts_;
  Cases cases_;
  const std::vector<Dimension>& dimensions_;
  std::vector<Draft> drafts_;
  std::optional<RsuDraft> rsu_;
};

}  // namespace figures
