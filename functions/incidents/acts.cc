// What is done: an incident told, and its steps.
#include <algorithm>

#include "functions/incidents/desk.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace incidents {
namespace {

std::string Trimmed(const form::Fields& form, const char* field) {
  return std::string(core::Trim(form.Get(field)));
}

// The day that was typed; noted among the refusals when it is none.
core::Day DayOf(const form::Fields& form, const std::string& field, core::Refusals& refusals) {
  const auto day = core::ReadDay(form.Get(field));
  if (!day && std::none_of(refusals.begin(), refusals.end(), [&](const auto& r) { return r.field == field; }))
    refusals.push_back({core::Kind::kInvalid, field, field + ".day"});
  return day.value_or(core::Day());
}

provider::Fault FaultIn(const Visit& visit, core::Refusals& refusals) {
  const auto& form = visit.request.form;
  provider::Fault fault;
  const auto& chosen = form.Get("commitment");
  const auto& providers = visit.desk.providers;
  for (std::size_t i = 0; i < providers.size(); ++i)
    if (chosen == "other." + std::to_string(i)) fault.provider = providers[i];
  if (fault.provider.empty()) fault.commitment = chosen;
  const auto& slug = form.Get("collectivite");
  const auto place = std::find_if(visit.places.begin(), visit.places.end(),
                                  [&](const auto& one) { return one.slug == slug; });
  if (place != visit.places.end()) fault.collectivite_id = place->id;
  fault.happened_on = DayOf(form, "happened_on", refusals);
  fault.facts = Trimmed(form, "facts");
  return fault;
}

provider::Step StepIn(const Visit& visit, const std::string& act, core::Refusals& refusals) {
  const auto& form = visit.request.form;
  provider::Step step;
  step.act = act;
  step.day = DayOf(form, "day", refusals);
  step.text = Trimmed(form, "text");
  step.contested = form.Get("contested") == "yes";
  step.decision = form.Get("decision");
  step.computation = Trimmed(form, "computation");
  if (const auto amount = Trimmed(form, "amount"); step.decision == "penalty" && !amount.empty()) {
    step.cents = core::ReadCents(amount);
    if (!step.cents) refusals.push_back({core::Kind::kInvalid, "amount", "amount.number"});
  }
  return step;
}

bool IsOnCard(const form::Card& card, const core::Refusal& refusal) {
  const auto names = card.Names();
  return std::find(names.begin(), names.end(), refusal.field) != names.end();
}

rt::Response Tell(const Visit& visit) {
  auto refusals = CardOf(visit, "tell").Check(visit.request.form);
  const auto fault = FaultIn(visit, refusals);
  if (!refusals.empty()) return ShowForm(visit, "tell", nullptr, visit.request.form, refusals);
  const auto told = provider::Tell(visit.db, visit.desk.scheme, fault, visit.account, visit.now);
  if (!told) return ShowForm(visit, "tell", nullptr, visit.request.form, {told.error()});
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"id", *told}}), 201);
  return rt::SeeOther(visit.manages ? Address(*told) : "/f/incidents?told=1");
}

}  // namespace

rt::Response Post(const Visit& visit, const std::string& what, const provider::Incident* incident) {
  if (!incident) return Tell(visit);
  const auto card = CardOf(visit, what);
  auto refusals = card.Check(visit.request.form);
  const auto step = StepIn(visit, what, refusals);
  if (!refusals.empty()) return ShowForm(visit, what, incident, visit.request.form, refusals);
  const auto done = provider::Do(visit.db, visit.desk.scheme, incident->id, step, visit.account, visit.now);
  if (!done) {
    if (IsOnCard(card, done.error()))
      return ShowForm(visit, what, incident, visit.request.form, {done.error()});
    return rt::Refused(visit.desk.env, visit.request, done.error());
  }
  if (!visit.request.WantsJson()) return rt::SeeOther(Address(incident->id));
  const auto now = provider::Find(visit.db, incident->id).value();
  return rt::Json(json::Value::MakeObject({{"id", now.id}, {"state", now.State()}}));
}

}  // namespace incidents
