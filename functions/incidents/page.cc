// One incident, and the forms.
#include "functions/incidents/desk.h"

namespace incidents {
namespace {

// The provider's words stay with the office.
bool IsShown(const Visit& visit, const provider::Step& step) { return visit.manages || step.act == "decide"; }

json::Value StepsModel(const Visit& visit, const provider::Incident& incident) {
  json::Value rows = json::Array();
  for (const auto& step : incident.steps) {
    const bool contests = step.contested;
    rows.Push(json::Value::MakeObject({{"day", core::FrenchDay(step.day)},
                                       {"act", visit.Say(contests ? "step.contest" : "step." + step.act)},
                                       {"decision", step.decision.empty() ? "" : DecisionText(visit, step)},
                                       {"text", IsShown(visit, step) ? step.text : ""},
                                       {"computation", visit.manages ? step.computation : ""},
                                       {"by", visit.manages ? step.by : ""}}));
  }
  return rows;
}

json::Value Choices(const Visit& visit) {
  json::Value choices = json::Array();
  const bool several = visit.desk.providers.size() > 1;
  for (const auto& one : visit.desk.commitments)
    choices.Push(json::Value::MakeObject(
        {{"value", one.id}, {"label", CommitmentText(visit, one) + (several ? ", " + one.provider : "")}}));
  for (std::size_t i = 0; i < visit.desk.providers.size(); ++i)
    choices.Push(json::Value::MakeObject(
        {{"value", "other." + std::to_string(i)},
         {"label", visit.Say("other") + (several ? ", " + visit.desk.providers[i] : "")}}));
  return choices;
}

}  // namespace

form::Card CardOf(const Visit& visit, const std::string& what) {
  const auto& card = what == "tell" && !visit.manages ? visit.desk.own : visit.desk.cards.at(what);
  if (what != "tell") return card;
  json::Value places = json::Array();
  for (const auto& place : visit.places)
    places.Push(json::Value::MakeObject({{"value", place.slug}, {"label", place.name}}));
  return card.WithChoices("commitment", Choices(visit)).WithChoices("collectivite", places);
}

json::Value IncidentJson(const Visit& visit, const provider::Incident& incident) {
  json::Value steps = json::Array();
  for (const auto& step : incident.steps)
    steps.Push(json::Value::MakeObject({{"act", step.act},
                                        {"day", core::IsoDay(step.day)},
                                        {"contested", step.contested},
                                        {"decision", step.decision},
                                        {"cents", step.cents ? json::Value(*step.cents) : json::Value()},
                                        {"text", IsShown(visit, step) ? step.text : ""}}));
  const auto& fault = incident.fault;
  return json::Value::MakeObject({{"id", incident.id},
                                  {"provider", fault.provider},
                                  {"commitment", fault.commitment},
                                  {"promised", fault.promised},
                                  {"collectivite", incident.collectivite},
                                  {"happened_on", core::IsoDay(fault.happened_on)},
                                  {"received_on", core::IsoDay(incident.received_on)},
                                  {"facts", fault.facts},
                                  {"state", incident.State()},
                                  {"steps", std::move(steps)}});
}

rt::Response ShowIncident(const Visit& visit, const provider::Incident& incident) {
  if (visit.request.WantsJson()) return rt::Json(IncidentJson(visit, incident));
  auto model = Model(visit, visit.Say("one") + " " + std::to_string(incident.id));
  const auto& fault = incident.fault;
  model.Set("commitment", Promised(visit, incident)).Set("provider", fault.provider);
  model.Set("collectivite", incident.collectivite);
  model.Set("teller", visit.manages ? incident.teller : "");
  model.Set("happened_on", core::FrenchDay(fault.happened_on));
  model.Set("received_on", core::FrenchDay(incident.received_on));
  model.Set("facts", fault.facts).Set("state", visit.Say("state." + incident.State()));
  const auto* asked = incident.Last("ask");
  const bool waits = asked && !incident.Last("answer") && !incident.Last("decide");
  model.Set("answer_by", waits ? core::FrenchDay(provider::AnswerBy(visit.desk.scheme, asked->day)) : "");
  model.Set("has_steps", !incident.steps.empty()).Set("steps", StepsModel(visit, incident));
  json::Value acts = json::Array();
  for (const auto act : provider::kActs)
    if (visit.manages && incident.Allows(act))
      acts.Push(json::Value::MakeObject({{"address", Address(incident.id) + "&do=" + std::string(act)},
                                         {"label", visit.Say("act." + std::string(act))}}));
  model.Set("has_acts", !acts.Items().empty()).Set("acts", std::move(acts));
  return rt::Html(visit.desk.env, "incident", model);
}

rt::Response ShowForm(const Visit& visit, const std::string& what, const provider::Incident* incident,
                      const form::Fields& values, const core::Refusals& refusals) {
  if (incident && !incident->Allows(what))
    return rt::Refused(visit.desk.env, visit.request, {core::Kind::kConflict, "", "incident.not_now"});
  const auto& sanctions = visit.desk.scheme.Data()["sanctions"];
  auto model = Model(visit, visit.Say("act." + what));
  model.Set("what", what).Set("has_incident", incident != nullptr).Set("tells", what == "tell");
  model.Set("id", incident ? incident->id : 0);
  model.Set("commitment", incident ? Promised(visit, *incident) : "");
  model.Set("back", incident ? Address(incident->id) : "/f/incidents");
  model.Set("penalty", what == "decide" ? sanctions.Text("penalty") : "");
  model.Set("answer_source", what == "ask" ? sanctions["answer"].Text("source") : "");
  return rt::FormPage(visit.desk.env, visit.request, "incident_form", std::move(model), CardOf(visit, what),
                      values, refusals);
}

}  // namespace incidents
