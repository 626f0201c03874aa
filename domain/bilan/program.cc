// The figures as a program reads them.
#include "domain/bilan/told.h"

namespace bilan {
namespace {

json::Value OrNull(const std::optional<std::int64_t>& count) {
  return count ? json::Value(*count) : json::Value();
}
json::Value OrNull(const std::optional<int>& count) { return count ? json::Value(*count) : json::Value(); }

json::Value OpinionsJson(const Teller& teller, const Opinions& opinions) {
  json::Value tables = json::Array(), words = json::Array();
  for (const auto& table : opinions.page.tables) {
    json::Value rows = json::Array();
    for (const auto& row : table.rows)
      rows.Push(json::Value::MakeObject({{"word", row.word},
                                         {"label", AnswerOf(teller, opinions, table.id, row.word)},
                                         {"count", OrNull(row.count)}}));
    tables.Push(json::Value::MakeObject({{"id", table.id}, {"rows", std::move(rows)}}));
  }
  if (opinions.words)
    for (const auto& one : *opinions.words) words.Push(one);
  return json::Value::MakeObject(
      {{"total", OrNull(opinions.page.total)}, {"tables", std::move(tables)}, {"words", std::move(words)}});
}

}  // namespace

json::Value PageJson(const Teller& teller, const Shown& shown) {
  const auto& page = shown.page;
  auto told = json::Value::MakeObject({{"of", shown.of},
                                       {"name", shown.name},
                                       {"year", page.year},
                                       {"hidden_under", teller.config.small_cells},
                                       {"total", OrNull(page.total)}});
  json::Value tables = json::Array(), rsu = json::Array(), delays = json::Array(), services = json::Array(),
              courses = json::Array();
  for (const auto& table : page.tables) {
    json::Value rows = json::Array();
    for (const auto& row : table.rows)
      rows.Push(json::Value::MakeObject({{"word", row.word},
                                         {"label", LabelOf(teller, table.id, row.word)},
                                         {"count", OrNull(row.count)}}));
    tables.Push(
        json::Value::MakeObject({{"id", table.id}, {"several", table.several}, {"rows", std::move(rows)}}));
  }
  for (const auto& table : page.rsu) {
    json::Value rows = json::Array();
    for (const auto& row : table.rows)
      rows.Push(json::Value::MakeObject({{"word", row.word},
                                         {"men", OrNull(row.men)},
                                         {"women", OrNull(row.women)},
                                         {"others", OrNull(row.others)}}));
    rsu.Push(json::Value::MakeObject(
        {{"id", table.id}, {"total", OrNull(table.total)}, {"rows", std::move(rows)}}));
  }
  for (const auto& delay : page.delays)
    delays.Push(json::Value::MakeObject({{"id", delay.id}, {"days", OrNull(delay.days)}}));
  for (const auto& row : page.services)
    services.Push(json::Value::MakeObject({{"line", row.word}, {"count", OrNull(row.count)}}));
  for (const auto& course : shown.courses)
    courses.Push(json::Value::MakeObject({{"collectivite", course.collectivite},
                                          {"course", course.course},
                                          {"started", OrNull(course.started)},
                                          {"finished", OrNull(course.finished)}}));
  for (const auto& opinions : OpinionsIn(teller, shown))
    told.Set(opinions.of, OpinionsJson(teller, opinions));
  return told.Set("tables", std::move(tables))
      .Set("rsu", std::move(rsu))
      .Set("delays", std::move(delays))
      .Set("services", std::move(services))
      .Set("cents", OrNull(page.cents))
      .Set("courses", std::move(courses));
}

}  // namespace bilan
