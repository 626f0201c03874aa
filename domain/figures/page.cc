#include "domain/figures/page.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/figures/facets.h"
#include "domain/figures/page_draft.h"

namespace figures {
namespace {

std::string WordOf(const json::Value& one, const Dimension& dimension) {
  std::string word;
  if (dimension.id == "month")
    word = std::to_string(one["received"].Int() % 12 + 1);
  else if (dimension.id == "progress")
    word = one.Text("state") == "closed" ? "outcome." + one.Text("outcome") : "state." + one.Text("state");
  else
    word = one.Text(dimension.id);
  if (word.empty() || word == "unsaid") return "unsaid";
  const auto& words = dimension.words;
  return std::find(words.begin(), words.end(), word) == words.end() ? "other_word" : word;
}

// Every case in one row: the rows make the whole.
Draft Parted(Counts& counts, int total, const Cases& cases, const Dimension& dimension) {
  std::map<std::string, std::int64_t> found;
  for (const auto* one : cases) ++found[WordOf(*one, dimension)];
  auto words = dimension.words;
  for (const char* extra : {"other_word", "unsaid"})
    if (found.contains(extra)) words.push_back(extra);
  Draft draft{{dimension.id, false, {}}, {}};
  for (const auto& word : words) {
    draft.table.rows.push_back({word, std::nullopt});
    draft.places.push_back(counts.Add(found[word]));
  }
  counts.Sum({total}, draft.places);
  return draft;
}

// Words that were written freely, those alone that many have.
Table Written(const Cases& cases, const std::string& id, int small) {
  std::map<std::string, std::int64_t> found;
  for (const auto* one : cases)
    if (const auto word = one->Text(id); !word.empty()) ++found[word];
  Table table{id, true, {}};
  for (const auto& [word, count] : found)
    if (count >= small) table.rows.push_back({word, count});
  return table;
}

Delay Median(const Cases& cases, const std::string& id, int small) {
  std::vector<std::int64_t> days;
  for (const auto* one : cases)
    if (const auto& value = (*one)[id]; value.IsInt()) days.push_back(value.Int());
  if (days.size() < static_cast<std::size_t>(small)) return {id, std::nullopt};
  std::sort(days.begin(), days.end());
  return {id, days[(days.size() - 1) / 2]};
}

void AddServices(Page& page, const Cases& cases, int small) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> lines;  // how many, in how many cases
  std::int64_t cents = 0;
  for (const auto* one : cases) {
    if (!one->Has("services")) continue;
    std::set<std::string> seen;
    for (const auto& service : (*one)["services"].Items()) {
      auto& [count, in] = lines[service.Text("line")];
      count += service["count"].Int();
      if (seen.insert(service.Text("line")).second) ++in;
    }
    cents += (*one)["cents"].Int();
  }
  bool all = true;
  for (const auto& [line, counted] : lines) {
    const bool shown = counted.second >= small;
    all = all && shown;
    page.services.push_back({line, shown ? std::optional(counted.first) : std::nullopt});
  }
  if (all && !lines.empty()) page.cents = cents;
}

}  // namespace

Cases CasesIn(const std::vector<json::Value>& facets, std::int64_t year) {
  Cases cases;
  for (const auto& one : facets)
    if (YearOf(one["received"].Int()) == year && one.Text("outcome") != "duplicate") cases.push_back(&one);
  return cases;
}

Page Withheld(std::int64_t year) {
  Page page;
  page.year = year;
  page.rsu = RsuWithheld();
  return page;
}

// Each case in as many rows as it has words. No row is larger than the `whole`.
Draft Listed(Counts& counts, int whole, const Cases& cases, const Dimension& dimension) {
  std::map<std::string, std::int64_t> found;
  for (const auto* one : cases) {
    std::set<std::string> words;
    if (const auto& list = (*one)[dimension.id]; list.IsArray())
      for (const auto& word : list.Items()) words.insert(word.String());
    for (const auto& word : words) ++found[word];
  }
  Draft draft{{dimension.id, true, {}}, {}};
  for (const auto& word : dimension.words) {
    draft.table.rows.push_back({word, std::nullopt});
    const int place = counts.Add(found[word]);
    draft.places.push_back(place);
    if (const auto rest = counts.Value(whole) - found[word]; rest >= 0)
      counts.Sum({whole}, {place, counts.Unshown(rest)}, false);
  }
  return draft;
}

Table Draft::Shown(const Counts& counts) const {
  auto shown = table;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (!counts.IsHidden(places[i])) shown.rows[i].count = counts.Value(places[i]);
  return shown;
}

PageDraft::PageDraft(Counts& counts, Cases cases, const std::vector<Dimension>& dimensions)
    : counts_(counts), cases_(std::move(cases)), dimensions_(dimensions) {
  const int total = counts.Known(static_cast<std::int64_t>(cases_.size()));
  for (const auto& dimension : dimensions) {
    if (dimension.id == "service") continue;
    if (dimension.id != "kinds" && dimension.id != "criteria") {
      drafts_.push_back(Parted(counts, total, cases_, dimension));
      continue;
    }
    // Criteria are of discriminations.
    const auto whole = dimension.id == "criteria" ? Place("kinds", "discrimination") : std::nullopt;
    drafts_.push_back(Listed(counts, whole.value_or(total), cases_, dimension));
  }
  rsu_.emplace(counts, total, cases_,
               [&](std::string_view id, std::string_view word) { return Place(id, word); });
}

std::optional<int> PageDraft::Place(std::string_view id, std::string_view word) const {
  for (const auto& draft : drafts_)
    for (std::size_t i = 0; draft.table.id == id && i < draft.places.size(); ++i)
      if (draft.table.rows[i].word == word) return draft.places[i];
  return std::nullopt;
}

Page PageDraft::Shown(std::int64_t year, int small) const {
  Page page;
  page.year = year;
  page.total = static_cast<std::int64_t>(cases_.size());
  for (const auto& draft : drafts_) page.tables.push_back(draft.Shown(counts_));
  page.rsu = rsu_->Tables(counts_);
  for (const auto& dimension : dimensions_)
    if (dimension.id == "service") page.tables.push_back(Written(cases_, dimension.id, small));
  for (const char* delay : {"acknowledgement", "assessment", "treatment"})
    page.delays.push_back(Median(cases_, delay, small));
  AddServices(page, cases_, small);
  return page;
}

Page PageOf(const std::vector<json::Value>& facets, std::int64_t year,
            const std::vector<Dimension>& dimensions, int small) {
  auto cases = CasesIn(facets, year);
  if (IsFew(cases, small)) return Withheld(year);
  Counts counts(small);
  const PageDraft draft(counts, std::move(cases), dimensions);
  counts.Hide();
  return draft.Shown(year, small);
}

std::vector<std::int64_t> YearsIn(const std::vector<json::Value>& facets) {
  std::set<std::int64_t, std::greater<>> years;
  for (const auto& one : facets) years.insert(YearOf(one["received"].Int()));
  return {years.begin(), years.end()};
}

}  // namespace figures
