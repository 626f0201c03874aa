#include "domain/figures/rsu.h"

#include <algorithm>

namespace figures {
namespace {

struct Definition {
  const char* id;
  std::vector<const char*> kinds;
};
const std::vector<Definition>& Definitions() {
  static const std::vector<Definition> all{{"violence", {"physical_violence", "sexual_violence"}},
                                           {"moral", {"moral_harassment"}},
                                           {"sexual", {"sexual_harassment", "sexist_act"}}};
  return all;
}
constexpr std::array<const char*, 5> kRowNames{"AVP001", "AVP002", "AVP003", "AVP004", "apart"};

bool IsOf(const json::Value& one, const Definition& nature) {
  if (!one["kinds"].IsArray()) return false;
  return std::any_of(one["kinds"].Items().begin(), one["kinds"].Items().end(), [&](const auto& kind) {
    return std::find(nature.kinds.begin(), nature.kinds.end(), kind.String()) != nature.kinds.end();
  });
}

std::size_t RowOf(const json::Value& one) {
  const auto origin = one.Text("origin"), leave = one.Text("sick_leave");
  if ((origin != "staff" && origin != "user") || (leave != "yes" && leave != "no")) return 4;
  return (origin == "staff" ? 0 : 2) + (leave == "yes" ? 0 : 1);
}

std::size_t SexOf(const json::Value& one) {
  const auto gender = one.Text("gender");
  return gender == "male" ? 0 : gender == "female" ? 1 : 2;
}

}  // namespace

RsuDraft::RsuDraft(Counts& counts, int total, const std::vector<const json::Value*>& cases,
                   const Places& places) {
  for (const auto& definition : Definitions()) {
    std::array<std::array<std::int64_t, kSexes>, kRows> found{};
    std::int64_t all = 0;
    for (const auto* one : cases)
      if (IsOf(*one, definition)) {
        ++found[RowOf(*one)][SexOf(*one)];
        ++all;
      }
    Nature nature;
    nature.id = definition.id;
    // Of one kind alone it is that kind's own count.
    const auto same = definition.kinds.size() == 1 ? places("kinds", definition.kinds[0]) : std::nullopt;
    nature.total = same.value_or(-1);
    if (!same) {
      nature.total = counts.Add(all);
      counts.Sum({total}, {nature.total, counts.Unshown(counts.Value(total) - all)}, false);
    }
    std::vector<int> cells;
    for (std::size_t row = 0; row < kRows; ++row)
      for (std::size_t sex = 0; sex < kSexes; ++sex)
        cells.push_back(nature.cells[row][sex] = counts.Add(found[row][sex]));
    counts.Sum({nature.total}, cells);
    // Each of its kinds makes part of it.
    for (const char* kind : definition.kinds)
      if (const auto place = places("kinds", kind); place && !same)
        counts.Sum({nature.total}, {*place, counts.Unshown(all - counts.Value(*place))}, false);
    Tie(counts, nature, places);
    natures_.push_back(std::move(nature));
  }
}

// Who is in a row or a column of it is in a row of another table too, with others.
void RsuDraft::Tie(Counts& counts, const Nature& nature, const Places& places) const {
  const auto tie = [&](std::string_view id, std::initializer_list<std::string_view> words,
                       std::vector<int> cells) {
    std::vector<int> wholes;
    std::int64_t rest = 0;
    for (const auto word : words)
      if (const auto place = places(id, word)) {
        wholes.push_back(*place);
        rest += counts.Value(*place);
      }
    if (wholes.empty()) return;
    for (const int cell : cells) rest -= counts.Value(cell);
    cells.push_back(counts.Unshown(rest));
    counts.Sum(wholes, cells, false);
  };
  const auto rows = [&](std::initializer_list<std::size_t> which) {
    std::vector<int> cells;
    for (const auto row : which)
      for (const int cell : nature.cells[row]) cells.push_back(cell);
    return cells;
  };
  const auto column = [&](std::size_t sex) {
    std::vector<int> cells;
    for (const auto& row : nature.cells) cells.push_back(row[sex]);
    return cells;
  };
  tie("gender", {"male"}, column(0));
  tie("gender", {"female"}, column(1));
  tie("gender", {"other", "unsaid", "other_word"}, column(2));
  tie("origin", {"staff"}, rows({0, 1}));
  tie("origin", {"user"}, rows({2, 3}));
  tie("sick_leave", {"yes"}, rows({0, 2}));
  tie("sick_leave", {"no"}, rows({1, 3}));
}

std::vector<RsuTable> RsuDraft::Tables(const Counts& counts) const {
  std::vector<RsuTable> tables;
  const auto shown = [&](int at) {
    return counts.IsHidden(at) ? std::nullopt : std::optional(counts.Value(at));
  };
  for (const auto& nature : natures_) {
    RsuTable table{nature.id, shown(nature.total), {}};
    for (std::size_t row = 0; row < kRows; ++row)
      table.rows.push_back({kRowNames[row], shown(nature.cells[row][0]), shown(nature.cells[row][1]),
                            shown(nature.cells[row][2])});
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace figures
