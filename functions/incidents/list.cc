// The incidents that somebody sees, and what the providers are bound to.
#include <set>

#include "domain/dues/dues.h"
#include "functions/incidents/desk.h"
#include "lib/sheet/sheet.h"
#include "runtime/contract/attachment.h"

namespace incidents {
namespace {

int YearOf(const provider::Incident& incident) {
  return static_cast<int>(std::chrono::year_month_day{incident.fault.happened_on}.year());
}

std::vector<provider::Incident> Seen(const Visit& visit) {
  auto all = provider::Incidents(visit.db);
  std::erase_if(all, [&](const auto& one) { return !visit.Sees(one); });
  return all;
}

// Those of the state and the year that the address asks for.
std::vector<provider::Incident> Chosen(const Visit& visit, std::vector<provider::Incident> incidents) {
  const auto &state = visit.request.query.Get("state"), &year = visit.request.query.Get("year");
  std::erase_if(incidents, [&](const auto& one) {
    return (!state.empty() && one.State() != state) || (!year.empty() && std::to_string(YearOf(one)) != year);
  });
  return incidents;
}

json::Value Row(const Visit& visit, const provider::Incident& incident) {
  const auto* decided = incident.Last("decide");
  return json::Value::MakeObject({{"id", incident.id},
                                  {"address", Address(incident.id)},
                                  {"commitment", Promised(visit, incident)},
                                  {"provider", incident.fault.provider},
                                  {"collectivite", incident.collectivite},
                                  {"happened_on", core::FrenchDay(incident.fault.happened_on)},
                                  {"state", visit.Say("state." + incident.State())},
                                  {"decision", decided ? DecisionText(visit, *decided) : ""}});
}

json::Value Options(const Visit& visit, const std::string& field, const std::vector<std::string>& values,
                    const std::string& label) {
  json::Value options = json::Array();
  for (const auto& value : values)
    options.Push(json::Value::MakeObject({{"value", value},
                                          {"label", label.empty() ? value : visit.Say(label + value)},
                                          {"selected", visit.request.query.Get(field) == value}}));
  return options;
}

json::Value CommitmentsModel(const Visit& visit) {
  json::Value rows = json::Array();
  for (const auto& one : visit.desk.commitments)
    rows.Push(json::Value::MakeObject({{"id", one.id},
                                       {"text", CommitmentText(visit, one)},
                                       {"provider", one.provider},
                                       {"source", one.source}}));
  return rows;
}

json::Value CountsModel(const Visit& visit, const std::vector<provider::Incident>& incidents,
                        const std::set<int, std::greater<>>& years) {
  json::Value rows = json::Array();
  for (const auto year : years)
    for (const auto& count : provider::CountsOf(incidents, year))
      rows.Push(json::Value::MakeObject(
          {{"year", year},
           {"decision", visit.Say("decision." + (count.decision.empty() ? "waiting" : count.decision))},
           {"incidents", count.incidents},
           {"amount", count.cents ? dues::Euros(count.cents) : ""}}));
  return rows;
}

sheet::Table TableOf(const Visit& visit, const std::vector<provider::Incident>& incidents) {
  sheet::Table table{.title = visit.Say("title"), .columns = {}, .rows = {}};
  for (const char* column :
       {"id", "provider", "commitment", "collectivite", "happened_on", "received_on", "facts", "asked_on",
        "answered_on", "answer", "decided_on", "decision", "amount", "computation", "reason", "state"})
    table.columns.push_back(visit.Say(std::string("column.") + column));
  for (const auto& one : incidents) {
    const auto *asked = one.Last("ask"), *answered = one.Last("answer"), *decided = one.Last("decide");
    const auto day = [](const provider::Step* step) {
      return step ? sheet::Cell(step->day) : sheet::Cell(std::monostate());
    };
    table.rows.push_back({one.id, one.fault.provider, Promised(visit, one), one.collectivite,
                          one.fault.happened_on, one.received_on, one.fault.facts, day(asked), day(answered),
                          answered ? answered->text : "", day(decided),
                          decided ? visit.Say("decision." + decided->decision) : "",
                          decided && decided->cents ? sheet::Cell(sheet::Money{*decided->cents})
                                                    : sheet::Cell(std::monostate()),
                          decided ? decided->computation : "", decided ? decided->text : "",
                          visit.Say("state." + one.State())});
  }
  return table;
}

}  // namespace

rt::Response ShowList(const Visit& visit) {
  const auto seen = Seen(visit);
  const auto chosen = Chosen(visit, seen);
  json::Value rows = json::Array();
  for (const auto& one : chosen)
    rows.Push(visit.request.WantsJson() ? IncidentJson(visit, one) : Row(visit, one));
  if (visit.request.WantsJson()) {
    return rt::Json(
        json::Value::MakeObject({{"incidents", std::move(rows)}, {"commitments", CommitmentsModel(visit)}}));
  }
  std::set<int, std::greater<>> years;
  for (const auto& one : seen) years.insert(YearOf(one));
  std::vector<std::string> year_words;
  for (const auto year : years) year_words.push_back(std::to_string(year));
  const auto& sanctions = visit.desk.scheme.Data()["sanctions"];
  auto model = Model(visit, visit.Say("title"));
  model.Set("has_incidents", !chosen.empty()).Set("incidents", std::move(rows)).Set("nobody", seen.empty());
  model.Set("states",
            Options(visit, "state", {std::begin(provider::kStates), std::end(provider::kStates)}, "state."));
  model.Set("years", Options(visit, "year", year_words, ""));
  model.Set("filter", "state=" + rt::EncodeQuery(visit.request.query.Get("state")) +
                          "&year=" + rt::EncodeQuery(visit.request.query.Get("year")));
  model.Set("has_counts", visit.manages && !seen.empty()).Set("counts", CountsModel(visit, seen, years));
  model.Set("has_commitments", !visit.desk.commitments.empty());
  model.Set("commitments", CommitmentsModel(visit)).Set("contact", sanctions.Text("contact"));
  model.Set("told", visit.request.query.Has("told"));
  return rt::Html(visit.desk.env, "incidents", model);
}

std::optional<rt::Response> Export(const Visit& visit, const std::string& format) {
  if (format != "csv" && format != "ods") return std::nullopt;
  const auto table = TableOf(visit, Chosen(visit, Seen(visit)));
  auto file = sheet::Write({.title = table.title, .made_at = visit.now, .tables = {table}}, format).value();
  return rt::Attachment(std::move(file.type), std::move(file.bytes),
                        "incidents-" + core::IsoDay(visit.Today()) + "." + format);
}

}  // namespace incidents
