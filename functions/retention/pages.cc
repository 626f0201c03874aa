#include <algorithm>

#include "domain/calendar/calendar.h"
#include "functions/retention/office.h"
#include "lib/core/sentence.h"

namespace retention {
namespace {

constexpr int kOldMonths = 12;

// Where a case stands, and its last day when it has one.
struct Stand {
  std::string state;
  std::optional<core::Day> last;
};

Stand StandOf(const Visit& visit, const casefile::Listed& listed) {
  const auto& pages = visit.office.env.pages;
  const auto& header = listed.header;
  if (header.hold)
    return {core::Filled(pages.Message("retention.state.held"),
                         {{"%s", pages.Message("retention.hold." + header.hold->why)}}),
            std::nullopt};
  const auto kept = header.Kept();
  if (!kept) {
    const bool old = calendar::AddMonths(listed.received_on, kOldMonths) < visit.Today();
    return {pages.Message(old ? "retention.state.old" : "retention.state.open"), std::nullopt};
  }
  const auto term = TermOf(visit.office.scheme, *kept);
  if (!term) return {core::Filled(pages.Message("retention.state.with"), {{"%s", kept->main}}), std::nullopt};
  if (term->IsArchived(visit.Today())) return {pages.Message("retention.state.archived"), term->last};
  return {core::Filled(pages.Message("retention.state.closed"),
                       {{"%s", pages.Message("retention.reason." + kept->rule)}}),
          term->last};
}

std::string MonthName(core::Day first) {
  const auto day = core::FrenchDay(first);  // "1er mars 2026"
  return day.substr(day.find(' ') + 1);
}

json::Value ForecastRow(const Visit& visit, const casefile::Foreseen& row) {
  const auto& env = visit.office.env;
  const bool few = row.cases < env.config.small_cells;
  const auto least = std::to_string(env.config.small_cells);
  return json::Value::MakeObject(
      {{"collectivite", people::CollectiviteName(visit.db, row.collectivite_id)},
       {"month", row.month ? json::Value(core::IsoDay(*row.month).substr(0, 7)) : json::Value()},
       {"month_name", row.month ? MonthName(*row.month) : env.pages.Message("retention.none")},
       {"cases", few ? json::Value() : json::Value(row.cases)},
       {"cases_text", few ? core::Filled(env.pages.Message("retention.few"), {{"%n", least}})
                          : std::to_string(row.cases)}});
}

json::Value ErasureRow(const Visit& visit, const casefile::Erasure& each) {
  const auto& lot = each.lot;
  return json::Value::MakeObject(
      {{"on", core::IsoDay(each.erased_on)},
       {"on_text", core::FrenchDay(each.erased_on)},
       {"reason", lot.reason},
       {"reason_text", visit.office.env.pages.Message("retention.reason." + lot.reason)},
       {"collectivite", lot.collectivite_id ? people::CollectiviteName(visit.db, lot.collectivite_id) : ""},
       {"cases", lot.cases},
       {"journal", each.journal_hash}});
}

// The members of each object of a list that have these names.
json::Value Only(const json::Value& list, std::initializer_list<const char*> names) {
  json::Value out = json::Array();
  for (const auto& each : list.Items()) {
    json::Value one = json::Object();
    for (const char* name : names) one.Set(name, each[name]);
    out.Push(std::move(one));
  }
  return out;
}

}  // namespace

json::Value OwnCases(const Visit& visit) {
  struct Row {
    casefile::Listed listed;
    Stand stand;
  };
  std::vector<Row> rows;
  for (auto& listed : casefile::ListFor(visit.db, visit.account, visit.keys)) {
    auto stand = StandOf(visit, listed);
    rows.push_back({std::move(listed), std::move(stand)});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& one, const Row& other) {
    if (one.stand.last && other.stand.last) return *one.stand.last < *other.stand.last;
    return one.stand.last.has_value() && !other.stand.last;
  });
  json::Value out = json::Array();
  for (const auto& [listed, stand] : rows)
    out.Push(json::Value::MakeObject(
        {{"number", listed.number},
         {"collectivite", listed.collectivite},
         {"state", stand.state},
         {"has_last", stand.last.has_value()},
         {"last", stand.last ? core::FrenchDay(*stand.last) : ""},
         {"last_iso", stand.last ? json::Value(core::IsoDay(*stand.last)) : json::Value()}}));
  return out;
}

json::Value ForManager(const Visit& visit) {
  json::Value rows = json::Array(), erasures = json::Array();
  const auto forecast = casefile::ForecastFor(visit.db, visit.account, visit.keys);
  if (forecast)
    for (const auto& row : forecast->rows) rows.Push(ForecastRow(visit, row));
  for (const auto& each : casefile::Erasures(visit.db)) erasures.Push(ErasureRow(visit, each));
  auto model = json::Value::MakeObject({{"counted", forecast.has_value()},
                                        {"counted_on", forecast ? core::FrenchDay(forecast->made_on) : ""},
                                        {"has_forecast", !rows.Items().empty()},
                                        {"has_erasures", !erasures.Items().empty()}});
  return model.Set("forecast", std::move(rows)).Set("erasures", std::move(erasures));
}

json::Value AsJson(const json::Value& model, bool manages) {
  auto answer = json::Value::MakeObject({{"cases", json::Array()}});
  json::Value cases = json::Array();
  for (const auto& each : model["cases"].Items())
    cases.Push(json::Value::MakeObject({{"id", each["number"]},
                                        {"collectivite", each["collectivite"]},
                                        {"state", each["state"]},
                                        {"last", each["last_iso"]}}));
  answer.Set("cases", std::move(cases));
  const auto none = json::Value(json::Array());
  answer.Set("forecast", manages ? Only(model["forecast"], {"collectivite", "month", "cases"}) : none);
  return answer.Set(
      "erasures",
      manages ? Only(model["erasures"], {"on", "reason", "collectivite", "cases", "journal"}) : none);
}

}  // namespace retention
