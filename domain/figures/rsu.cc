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

std::size_t OriginOf(const json::Value& one) {
  const auto origin = one.Text("origin");
  return origin == "staff" ? 0 : origin == "user" ? 1 : 2;
}

std::size_t LeaveOf(const json::Value& one) {
  const auto leave = one.Text("sick_leave");
  return leave == "yes" ? 0 : leave == "no" ? 1 : 2;
}

// The official row; the last one for what fits none.
std::size_t RowOf(std::size_t origin, std::size_t leave) {
  return origin == 2 || leave == 2 ? 4 : origin * 2 + leave;
}

std::size_t SexOf(const json::Value& one) {
  const auto gender = one.Text("gender");
  return gender == "male" ? 0 : gender == "female" ? 1 : 2;
}

// That the cells of the crossing make the rows of another table of the page, if it has such a table.
void TieTable(Counts& counts, const Places& places, std::string_view id,
              std::initializer_list<std::string_view> words, const std::vector<int>& cells) {
  std::vector<int> wholes;
  std::int64_t count = 0;
  for (const auto word : words)
    if (const auto place = places(id, word)) {
      wholes.push_back(*place);
      count += counts.Value(*place);
    }
  std::int64_t crossed = 0;
  for (const int cell : cells) crossed += counts.Value(cell);
  if (!wholes.empty() && count == crossed) counts.Sum(wholes, cells, false);
}

using Chosen = std::function<bool(std::size_t origin, std::size_t leave, std::size_t sex)>;

template <class Crossed>
std::vector<int> CellsWhere(const Crossed& crossed, const Chosen& is) {
  std::vector<int> cells;
  for (std::size_t origin = 0; origin < 3; ++origin)
    for (std::size_t leave = 0; leave < 3; ++leave)
      for (std::size_t sex = 0; sex < 3; ++sex)
        if (is(origin, leave, sex)) cells.push_back(crossed[origin][leave][sex]);
  return cells;
}

// Counts the cases by origin, sick leave and sex at once, which no table shows, and ties the tables to it.
template <class Crossed>
Crossed Cross(Counts& counts, int total, const std::vector<const json::Value*>& cases, const Places& places) {
  std::array<std::array<std::array<std::int64_t, 3>, 3>, 3> found{};
  for (const auto* one : cases) ++found[OriginOf(*one)][LeaveOf(*one)][SexOf(*one)];
  Crossed crossed{};
  for (std::size_t origin = 0; origin < 3; ++origin)
    for (std::size_t leave = 0; leave < 3; ++leave)
      for (std::size_t sex = 0; sex < 3; ++sex)
        crossed[origin][leave][sex] = counts.Unshown(found[origin][leave][sex]);
  counts.Sum({total}, CellsWhere(crossed, [](auto, auto, auto) { return true; }), false);
  const auto tie = [&](std::string_view id, std::initializer_list<std::string_view> words, const Chosen& is) {
    TieTable(counts, places, id, words, CellsWhere(crossed, is));
  };
  for (std::size_t at = 0; at < 3; ++at) {
    const auto sex = [at](auto, auto, std::size_t it) { return it == at; };
    const auto leave = [at](auto, std::size_t it, auto) { return it == at; };
    const auto origin = [at](std::size_t it, auto, auto) { return it == at; };
    if (at == 0)
      tie("gender", {"male"}, sex), tie("sick_leave", {"yes"}, leave), tie("origin", {"staff"}, origin);
    if (at == 1)
      tie("gender", {"female"}, sex), tie("sick_leave", {"no"}, leave), tie("origin", {"user"}, origin);
    if (at == 2) {
      tie("gender", {"other", "unsaid", "other_word"}, sex);
      tie("sick_leave", {"unknown", "unsaid", "other_word"}, leave);
      tie("origin", {"elected", "other", "unsaid", "other_word"}, origin);
    }
  }
  return crossed;
}

}  // namespace

RsuDraft::RsuDraft(Counts& counts, int total, const std::vector<const json::Value*>& cases,
                   const Places& places) {
  const auto crossed = Cross<Crossed>(counts, total, cases, places);
  for (const auto& definition : Definitions()) {
    std::array<std::array<std::int64_t, kSexes>, kRows> found{};
    std::int64_t all = 0;
    for (const auto* one : cases)
      if (IsOf(*one, definition)) {
        ++found[RowOf(OriginOf(*one), LeaveOf(*one))][SexOf(*one)];
        ++all;
      }
    Nature nature;
    nature.id = definition.id;
    std::vector<int> kinds;
    for (const char* kind : definition.kinds)
      if (const auto place = places("kinds", kind)) kinds.push_back(*place);
    // Of one kind alone it is that kind's own count.
    const bool own = kinds.size() != 1;
    nature.total = own ? counts.Add(all) : kinds.front();
    if (own) counts.Sum({total}, {nature.total, counts.Unshown(counts.Value(total) - all)}, false);
    std::vector<int> cells;
    for (std::size_t row = 0; row < kRows; ++row)
      for (std::size_t sex = 0; sex < kSexes; ++sex)
        cells.push_back(nature.cells[row][sex] = counts.Add(found[row][sex]));
    counts.Sum({nature.total}, cells);
    if (own && !kinds.empty()) {
      // Each of its kinds makes part of it, and together they make it, some cases twice.
      std::int64_t twice = -all;
      for (const int kind : kinds) {
        twice += counts.Value(kind);
        counts.Sum({nature.total}, {kind, counts.Unshown(all - counts.Value(kind))}, false);
      }
      counts.Sum(kinds, {nature.total, counts.Unshown(twice)}, false);
    }
    Tie(counts, crossed, nature);
    natures_.push_back(std::move(nature));
  }
}

// Whoever is in one of its cells is in the crossing, with those of other natures.
void RsuDraft::Tie(Counts& counts, const Crossed& crossed, const Nature& nature) const {
  for (std::size_t row = 0; row < kRows; ++row)
    for (std::size_t sex = 0; sex < kSexes; ++sex) {
      const auto all = CellsWhere(crossed, [&](std::size_t origin, std::size_t leave, std::size_t of) {
        return of == sex && RowOf(origin, leave) == row;
      });
      std::int64_t rest = -counts.Value(nature.cells[row][sex]);
      for (const int cell : all) rest += counts.Value(cell);
      counts.Sum(all, {nature.cells[row][sex], counts.Unshown(rest)}, false);
    }
}

std::vector<RsuTable> RsuWithheld() {
  std::vector<RsuTable> tables;
  for (const auto& definition : Definitions()) {
    RsuTable table{definition.id, std::nullopt, {}};
    for (const char* row : kRowNames) table.rows.push_back({row, std::nullopt, std::nullopt, std::nullopt});
    tables.push_back(std::move(table));
  }
  return tables;
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
