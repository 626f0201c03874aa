#include "site/audit.h"

#include <algorithm>

namespace site {
namespace {

constexpr std::chrono::years kValid{3};

struct Counts {
  int met = 0, not_met = 0, not_applicable = 0, to_judge = 0;
  int Applicable() const { return met + not_met; }
  int Judged() const { return met + not_met + not_applicable; }
  void Add(Verdict verdict) {
    for (const auto& [one, count] : {std::pair{Verdict::kMet, &met},
                                     {Verdict::kNotMet, &not_met},
                                     {Verdict::kNotApplicable, &not_applicable},
                                     {Verdict::kToJudge, &to_judge}})
      *count += one == verdict;
  }
};

core::Day Later(core::Day day, std::chrono::years by) {
  const std::chrono::year_month_day date{day};
  const std::chrono::year_month_day later = date + by;
  return later.ok() ? core::Day{later} : core::Day{later.year() / later.month() / std::chrono::last};
}

Counts CountsOf(const Examined& examined) {
  Counts counts;
  for (const auto& criterion : examined.criteria) counts.Add(criterion.all);
  return counts;
}

// Why the audit counts for nothing: a key of the messages, empty when it counts.
std::string Against(const Examined& examined, const Counts& counts, core::Day today) {
  if (!examined.day || !examined.evidence) return "site.audit.none";
  if (Later(std::min(*examined.day, *examined.evidence), kValid) < today) return "site.audit.old";
  return counts.to_judge > 0 || counts.Applicable() == 0 ? "site.audit.unfinished" : "";
}

std::string StateOf(const Counts& counts, bool valid) {
  if (!valid || counts.met * 2 < counts.Applicable()) return "site.state.none";
  return counts.not_met == 0 ? "site.state.full" : "site.state.partial";
}

// One decimal, in French: "87,5". Never rounded up to a whole 100.
std::string Rate(const Counts& counts) {
  const int tenths = counts.Applicable() ? counts.met * 1000 / counts.Applicable() : 0;
  return std::to_string(tenths / 10) + (tenths % 10 ? std::string(",") + std::to_string(tenths % 10) : "");
}

void SetList(json::Value& model, const std::string& key, json::Value list) {
  if (!list.IsArray()) list = json::Array();
  model.Set("has_" + key, !list.Items().empty());
  model.Set(key, std::move(list));
}

json::Value CriteriaThatAre(const Examined& examined, Verdict verdict) {
  json::Value list = json::Array();
  for (const auto& each : examined.criteria)
    if (each.all == verdict)
      list.Push(
          json::Value::MakeObject({{"number", each.number}, {"wording", each.wording}, {"note", each.note}}));
  return list;
}

json::Value Pages(const Examined& examined) {
  json::Value pages = json::Array();
  for (const auto& page : examined.pages)
    pages.Push(json::Value::MakeObject({{"id", page.id}, {"title", page.title}}));
  return pages;
}

// The themes in their order, each with its first and its last criterion but one: [first, last).
std::vector<std::pair<std::size_t, std::size_t>> Themes(const Examined& examined) {
  std::vector<std::pair<std::size_t, std::size_t>> themes;
  const auto& criteria = examined.criteria;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    if (i == 0 || criteria[i].theme != criteria[i - 1].theme) themes.push_back({i, i});
    themes.back().second = i + 1;
  }
  return themes;
}

json::Value ThemeCounts(const Examined& examined) {
  json::Value list = json::Array();
  for (const auto& [first, last] : Themes(examined)) {
    Counts counts;
    for (std::size_t i = first; i < last; ++i) counts.Add(examined.criteria[i].all);
    list.Push(json::Value::MakeObject({{"theme", examined.criteria[first].theme},
                                       {"count", static_cast<int>(last - first)},
                                       {"met", counts.met},
                                       {"not_met", counts.not_met},
                                       {"not_applicable", counts.not_applicable},
                                       {"to_judge", counts.to_judge}}));
  }
  return list;
}

std::string HowOf(const Criterion& criterion, const json::Value& words) {
  return words.Text(std::string("site.grid.") + (!criterion.by_person ? "tool"
                                                 : criterion.by_tool  ? "both"
                                                                      : "person"));
}

json::Value Row(const Criterion& criterion, const json::Value& words) {
  json::Value cells = json::Array();
  for (const auto verdict : criterion.pages) cells.Push(LettersOf(verdict));
  return json::Value::MakeObject({{"number", criterion.number},
                                  {"wording", criterion.wording},
                                  {"note", criterion.note},
                                  {"how", HowOf(criterion, words)},
                                  {"all", LettersOf(criterion.all)},
                                  {"cells", std::move(cells)}});
}

}  // namespace

json::Value Statement(const Examined& examined, const json::Value& audit, const json::Value& words,
                      core::Day today) {
  const Counts counts = CountsOf(examined);
  const std::string against = Against(examined, counts, today);
  const std::string state = words.Text(StateOf(counts, against.empty()));
  json::Value model =
      json::Value::MakeObject({{"state", state},
                               {"mention", words.Text("site.mention") + state},
                               {"reason", against.empty() ? "" : words.Text(against)},
                               {"finished", examined.day && counts.to_judge == 0 && counts.Applicable() > 0},
                               {"begun", examined.day && counts.Applicable() > 0},
                               {"day", examined.day ? core::FrenchDay(*examined.day) : ""},
                               {"auditor", examined.auditor},
                               {"rate", Rate(counts)},
                               {"met", counts.met},
                               {"applicable", counts.Applicable()},
                               {"not_applicable", counts.not_applicable},
                               {"judged", counts.Judged()},
                               {"waiting", counts.to_judge},
                               {"total", static_cast<int>(examined.criteria.size())}});
  model.Set("themes", ThemeCounts(examined));
  SetList(model, "failures", CriteriaThatAre(examined, Verdict::kNotMet));
  SetList(model, "to_judge", CriteriaThatAre(examined, Verdict::kToJudge));
  SetList(model, "pages", Pages(examined));
  for (const char* key : {"derogations", "exemptions"}) SetList(model, key, audit["audit"][key]);
  return model;
}

json::Value Grid(const Examined& examined, const json::Value& words) {
  json::Value themes = json::Array();
  for (const auto& [first, last] : Themes(examined)) {
    json::Value rows = json::Array();
    for (std::size_t i = first; i < last; ++i) rows.Push(Row(examined.criteria[i], words));
    const std::string number = examined.criteria[first].number;
    themes.Push(json::Value::MakeObject({{"theme", examined.criteria[first].theme},
                                         {"id", "theme-" + number.substr(0, number.find('.'))},
                                         {"criteria", std::move(rows)}}));
  }
  return json::Value::MakeObject({{"pages", Pages(examined)}, {"themes", std::move(themes)}});
}

sheet::Book GridBook(const Examined& examined, const json::Value& words) {
  const auto word = [&](const char* key) { return words.Text(std::string("site.grid.") + key); };
  sheet::Table grid{
      word("title"), {word("number"), word("theme"), word("wording"), word("by"), word("all")}, {}};
  sheet::Table pages{word("pages"), {word("page"), word("page_title")}, {}};
  for (const auto& page : examined.pages) {
    grid.columns.push_back(page.id);
    pages.rows.push_back({page.id, page.title});
  }
  grid.columns.push_back(word("note"));
  for (const auto& each : examined.criteria) {
    std::vector<sheet::Cell> row{each.number, each.theme, each.wording, HowOf(each, words),
                                 std::string(LettersOf(each.all))};
    for (const auto verdict : each.pages) row.emplace_back(std::string(LettersOf(verdict)));
    row.emplace_back(each.note);
    grid.rows.push_back(std::move(row));
  }
  sheet::Table letters{word("letters"), {word("letter"), word("meaning")}, {}};
  for (const auto verdict : {Verdict::kMet, Verdict::kNotMet, Verdict::kNotApplicable, Verdict::kToJudge})
    letters.rows.push_back({std::string(LettersOf(verdict)), word(LettersOf(verdict))});
  return {word("book"), "fr-FR", core::Instant{examined.day.value_or(core::Day{})}, {grid, pages, letters}};
}

}  // namespace site
