#include "domain/figures/parts.h"

#include <algorithm>

#include "domain/figures/page_draft.h"

namespace figures {
namespace {

// How many cases no part shows, once the parts that would give a small rest away say nothing either.
std::size_t Silence(std::vector<Cases>& parts, std::size_t whole, std::vector<bool>& told,
                    std::size_t small) {
  std::size_t rest = whole;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (told[i]) rest -= parts[i].size();
  while (rest > 0 && rest < small) {
    std::size_t least = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (told[i] && !parts[i].empty() && (least == parts.size() || parts[i].size() < parts[least].size()))
        least = i;
    if (least == parts.size()) break;
    told[least] = false;
    rest += parts[least].size();
  }
  return rest;
}

}  // namespace

std::vector<Page> PartsOf(const std::vector<json::Value>& whole,
                          const std::vector<std::vector<json::Value>>& parts, std::int64_t year,
                          const std::vector<Dimension>& dimensions, int small) {
  const auto kinds =
      std::find_if(dimensions.begin(), dimensions.end(), [](const auto& one) { return one.id == "kinds"; });
  auto all = CasesIn(whole, year);
  const auto many = static_cast<std::size_t>(small);
  std::vector<Cases> cases;
  std::vector<bool> told;
  for (const auto& part : parts) {
    cases.push_back(CasesIn(part, year));
    told.push_back(!IsFew(cases.back(), small));
  }
  const auto rest = Silence(cases, all.size(), told, many);

  Counts counts(small);
  const PageDraft draft(counts, std::move(all), dimensions);
  counts.Hide();
  counts.Settle();
  const auto speaks = [&](std::size_t i) { return told[i] && !cases[i].empty(); };
  std::size_t speaking = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) speaking += speaks(i) ? 1 : 0;
  std::vector<std::optional<Draft>> tables(parts.size());
  if (kinds != dimensions.end() && speaking <= kMostParts) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (speaks(i))
        tables[i] =
            Listed(counts, counts.Known(static_cast<std::int64_t>(cases[i].size())), cases[i], *kinds);
    const int rest_of_all = counts.Known(static_cast<std::int64_t>(rest));
    for (std::size_t row = 0; row < kinds->words.size(); ++row) {
      const int of_all = draft.Place("kinds", kinds->words[row]).value();
      auto left = counts.Value(of_all);
      std::vector<int> places;
      for (const auto& table : tables)
        if (table) {
          places.push_back(table->places[row]);
          left -= counts.Value(places.back());
        }
      const int of_rest = counts.Guarded(left);
      counts.Sum({rest_of_all}, {of_rest, counts.Unshown(counts.Value(rest_of_all) - left)}, false);
      places.push_back(of_rest);
      counts.Sum({of_all}, places);
    }
    counts.Hide();
  }
  std::vector<Page> pages;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto& page = pages.emplace_back(Withheld(year));
    if (!told[i]) continue;
    page.total = static_cast<std::int64_t>(cases[i].size());
    if (tables[i]) page.tables.push_back(tables[i]->Shown(counts));
  }
  return pages;
}

}  // namespace figures
