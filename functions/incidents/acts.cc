// What is done: an incident told, and its steps.
#include <algorithm>

#include "functions/incidents/desk.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"
#include "lib/form/refusals.h"

namespace incidents {
namespace {

std::string Trimmed(const form::Fields& form, const char* field) {
  return std::string(core::Trim(form.Get(field)));
}

// What is wrong, with what more is, in the order of the form.
core::Refusals All(core::Refusals refusals, const core::Refusals& more, const form::Card& card) {
  for (const auto& refusal : more) form::Refuse(refusals, refusal);
  form::Sort(refusals, card);
  return refusals;
}

// The day that was typed; today, noted among the refusals, when it is none.
core::Day DayOf(const Visit& visit, const std::string& field, core::Refusals& refusals) {
  const auto day = core::ReadDay(visit.request.form.Get(field));
  if (!day) form::Refuse(refusals, {core::Kind::kInvalid, field, field + ".day"});
  return day.value_or(visit.Today());
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
  fault.happened_on = DayOf(visit, "happened_on", refusals);
  fault.facts = Trimmed(form, "facts");
  return fault;
}

provider::Step StepIn(const Visit& visit, const std::string& act, core::Refusals& refusals) {
  const auto& sent = visit.request.form;
  provider::Step step;
  step.act = act;
  step.day = DayOf(visit, "day", refusals);
  step.text = Trimmed(sent, "text");
  step.contested = sent.Get("contested") == "yes";
  step.decision = sent.Get("decision");
  step.computation = Trimmed(sent, "computation");
  if (const auto amount = Trimmed(sent, "amount"); step.decision == "penalty" && !amount.empty()) {
    step.cents = core::ReadCents(amount);
    if (!step.cents) form::Refuse(refusals, {core::Kind::kInvalid, "amount", "amount.number"});
  }
  return step;
}

rt::Response Tell(const Visit& visit) {
  const auto card = CardOf(visit, "tell");
  auto refusals = card.Check(visit.request.form);
  const auto fault = FaultIn(visit, refusals);
  const auto wrong = provider::Wrong(visit.db, visit.desk.scheme, fault, visit.account, visit.Today());
  refusals = All(std::move(refusals), wrong, card);
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
  const auto wrong = provider::Wrong(visit.desk.scheme, *incident, step, visit.Today());
  refusals = All(std::move(refusals), wrong, card);
  if (!refusals.empty()) return ShowForm(visit, what, incident, visit.request.form, refusals);
  const auto done = provider::Do(visit.db, visit.desk.scheme, incident->id, step, visit.account, visit.now);
  if (!done) {
    if (form::IsOn(card, done.error()))
      return ShowForm(visit, what, incident, visit.request.form, {done.error()});
    return rt::Refused(visit.desk.env, visit.request, done.error());
  }
  if (!visit.request.WantsJson()) return rt::SeeOther(Address(incident->id));
  const auto now = provider::Find(visit.db, incident->id).value();
  return rt::Json(json::Value::MakeObject({{"id", now.id}, {"state", now.State()}}));
}

}  // namespace incidents
