// The figures as a page.
#include <algorithm>

#include "domain/dues/dues.h"
#include "functions/figures/office.h"

namespace figures_page {

using namespace bilan;

namespace {

// A row with its bar, in hundredths of the longest.
json::Value RowModel(const Office& office, const std::string& label, const std::optional<std::int64_t>& count,
                     std::int64_t longest) {
  return json::Value::MakeObject(
      {{"label", label},
       {"count", CountText(office, count)},
       {"has_bar", count && *count > 0},
       {"bar", longest > 0 ? count.value_or(0) * 100 / longest : std::int64_t{0}}});
}

using Label = std::function<std::string(const std::string& word)>;

json::Value TableModel(const Office& office, const figures::Table& table, const std::string& title,
                       const std::string& what, const Label& label) {
  std::int64_t longest = 0;
  bool hidden = false;
  for (const auto& row : table.rows) {
    longest = std::max(longest, row.count.value_or(0));
    hidden = hidden || !row.count;
  }
  json::Value rows = json::Array();
  for (const auto& row : table.rows)
    if (!table.several || row.count != 0)  // a long list: what nobody said is left out
      rows.Push(RowModel(office, label(row.word), row.count, longest));
  return json::Value::MakeObject({{"id", "t-" + table.id},
                                  {"title", title},
                                  {"what", what},
                                  {"several", table.several && table.id != "service"},
                                  {"written", table.id == "service"},
                                  {"hides", hidden},
                                  {"rows", std::move(rows)}});
}

json::Value TableModel(const Office& office, const figures::Table& table) {
  return TableModel(office, table, TitleOf(office, table.id), office.Say("column." + table.id),
                    [&](const std::string& word) { return LabelOf(office, table.id, word); });
}

// What people think of it: the counts, and for managers the words of reporters.
json::Value OpinionsModel(const Office& office, const Opinions& opinions) {
  const auto say = [&](const char* key) { return office.Say(opinions.of + key); };
  const auto& page = opinions.page;
  json::Value tables = json::Array(), words = json::Array();
  for (const auto& table : page.tables) {
    const auto label = [&](const std::string& word) { return AnswerOf(office, opinions, table.id, word); };
    const auto question = opinions.card.Label(table.id);
    auto named = table;
    named.id = opinions.of + "-" + table.id;
    tables.Push(TableModel(office, named, question, office.Say("answer"), label));
  }
  if (opinions.words)
    for (const auto& one : *opinions.words) words.Push(one);
  const auto total = page.total.value_or(0);
  return json::Value::MakeObject({{"id", opinions.of},
                                  {"title", say("")},
                                  {"about", say(".about")},
                                  {"is_members", opinions.of == "members"},
                                  {"is_none", page.total == 0},
                                  {"is_few", !page.total.has_value()},
                                  {"is_shown", total > 0},
                                  {"total", total},
                                  {"total_label", say(".total")},
                                  {"tables", std::move(tables)},
                                  {"has_words", !words.Items().empty()},
                                  {"words", std::move(words)}});
}

json::Value RsuModel(const Office& office, const figures::RsuTable& table) {
  json::Value rows = json::Array();
  for (const auto& row : table.rows)
    rows.Push(json::Value::MakeObject({{"label", office.Say("rsu." + row.word)},
                                       {"men", CountText(office, row.men)},
                                       {"women", CountText(office, row.women)},
                                       {"others", CountText(office, row.others)}}));
  return json::Value::MakeObject({{"title", office.Say("rsu." + table.id)},
                                  {"total", CountText(office, table.total)},
                                  {"rows", std::move(rows)}});
}

std::string CourseTitle(const Office& office, const std::string& id) {
  const auto* course = learning::FindCourse(office.courses, id);
  return course ? course->title : id;
}

}  // namespace

json::Value PageModel(const Office& office, const Shown& shown) {
  const auto& page = shown.page;
  auto model = json::Value::MakeObject({{"of", shown.of},
                                        {"name", shown.name},
                                        {"year", page.year},
                                        {"small", office.config.small_cells},
                                        {"is_few", !page.total.has_value()},
                                        {"is_none", page.total == 0},
                                        {"total", page.total.value_or(0)},
                                        {"has_total", page.total.value_or(0) > 0},
                                        {"rsu_wanted", office.scheme.Data()["statistics"]["rsu"].Bool()}});
  json::Value tables = json::Array(), rsu = json::Array(), delays = json::Array(), services = json::Array(),
              courses = json::Array();
  for (const auto& table : page.tables)
    if (auto one = TableModel(office, table); !one["rows"].Items().empty()) tables.Push(std::move(one));
  for (const auto& table : page.rsu) rsu.Push(RsuModel(office, table));
  for (const auto& delay : page.delays)
    delays.Push(json::Value::MakeObject(
        {{"label", office.Say("delay." + delay.id)},
         {"days", delay.days
                      ? std::to_string(*delay.days) + "\u00a0" + office.Say(*delay.days > 1 ? "days" : "day")
                      : office.Say("hidden")}}));
  for (const auto& row : page.services)
    services.Push(json::Value::MakeObject(
        {{"label", ServiceLabel(office, row.word)}, {"count", CountText(office, row.count)}}));
  for (const auto& course : shown.courses) {
    const auto text = [&](const std::optional<int>& count) {
      return CountText(office, count ? std::optional(std::int64_t{*count}) : std::nullopt);
    };
    courses.Push(json::Value::MakeObject(
        {{"course", CourseTitle(office, course.course)},
         {"place", course.collectivite.empty() ? office.Say("place_unsaid") : course.collectivite},
         {"started", text(course.started)},
         {"finished", text(course.finished)}}));
  }
  model.Set("is_part", shown.is_part).Set("part", office.Say("part"));
  model.Set("has_delays", !delays.Items().empty());
  model.Set("has_services", !services.Items().empty())
      .Set("has_courses", !courses.Items().empty())
      .Set("has_cents", page.cents.has_value())
      .Set("cost", page.cents ? dues::Euros(*page.cents) : "");
  json::Value opinions = json::Array();
  for (const auto& one : OpinionsIn(office, shown)) opinions.Push(OpinionsModel(office, one));
  model.Set("opinions", std::move(opinions));
  return model.Set("tables", std::move(tables))
      .Set("rsu", std::move(rsu))
      .Set("delays", std::move(delays))
      .Set("services", std::move(services))
      .Set("courses", std::move(courses));
}

}  // namespace figures_page
