// Cases that belong together, on the desk: a duplicate joined to the case that lives on, and reports of
// different people on the same facts.
#include "domain/casefile/joining.h"

#include <algorithm>

#include "functions/case_desk/desk.h"
#include "lib/core/sentence.h"

namespace case_desk {
namespace {

// The form with the cases that this person may choose.
form::Card CardFor(const Visit& visit, const casefile::Case& file, const std::string& action) {
  json::Value choices = json::Array();
  for (const auto& listed : casefile::Neighbours(visit.db, visit.account, visit.keys, file)) {
    if (action == "join" && listed.header.closed_on) continue;
    const auto label = core::Filled(visit.desk.env.pages.Message("desk.together.choice"),
                                    {{"%n", listed.number},
                                     {"%d", core::FrenchDay(listed.received_on)},
                                     {"%s", visit.desk.scheme.StateLabel(listed.header.state)}});
    choices.Push(json::Value::MakeObject({{"value", listed.number}, {"label", label}}));
  }
  return visit.desk.together.at(action).WithChoices("other", choices);
}

core::Result<void> Apply(const Visit& visit, casefile::Case& file, const std::string& action,
                         const form::Fields& form) {
  auto other = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, form.Get("other"));
  if (!other) return core::Refuse("other", "join.unknown");
  const auto& reason = form.Get("reason");
  if (action == "link") return casefile::Together::Link(file, *other, reason, visit.now);
  return casefile::Together::Join(visit.desk.scheme, file, *other, reason, SeenVersion(form), visit.now);
}

// One row of the page: another case that this person reads, and where it stands.
json::Value Row(const Visit& visit, const std::string& number) {
  auto row = json::Value::MakeObject({{"number", number}, {"readable", false}, {"state", ""}});
  const auto other = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, number);
  if (other) row.Set("readable", true).Set("state", visit.desk.scheme.StateLabel(other->GetHeader().state));
  return row;
}

}  // namespace

rt::Response ShowTogether(const Visit& visit, const casefile::Case& file, const std::string& action,
                          const form::Fields& values, const core::Refusals& refusals) {
  const auto& env = visit.desk.env;
  if (!visit.desk.together.contains(action))
    return rt::Refused(env, visit.request, {core::Kind::kNotFound, "together", "act.unknown"});
  const bool conflict = !refusals.empty() && refusals.front().kind == core::Kind::kConflict;
  if (conflict && visit.request.WantsJson()) return rt::Refused(env, visit.request, refusals.front());
  const auto card = CardFor(visit, file, action);
  auto model = DeskModel(visit, env.pages.Message("desk." + action + ".title"));
  model.Set("number", file.Number()).Set("version", file.Version()).Set("action", action);
  model.Set("joins", action == "join").Set("conflict", conflict);
  model.Set("conflict_message", conflict ? env.pages.Message(refusals.front().code) : "");
  if (!conflict)
    return rt::FormPage(env, visit.request, "desk_together", std::move(model), card, values, refusals);
  model.Set("form", card.View(values, {})).Set("has_errors", true);
  return rt::Html(env, "desk_together", model, 409);
}

rt::Response DoTogether(const Visit& visit, casefile::Case& file, const std::string& action,
                        const form::Fields& form) {
  if (const auto refusals = CardFor(visit, file, action).Check(form); !refusals.empty())
    return ShowTogether(visit, file, action, form, refusals);
  const auto done = Apply(visit, file, action, form);
  if (done) return Done(visit, file);
  if (done.error().kind != core::Kind::kConflict && done.error().field != "other")
    return rt::Refused(visit.desk.env, visit.request, done.error());
  auto fresh = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, file.Number());
  return fresh ? ShowTogether(visit, *fresh, action, form, {done.error()})
               : rt::Refused(visit.desk.env, visit.request, fresh.error());
}

rt::Response Unlink(const Visit& visit, casefile::Case& file, const form::Fields& form) {
  const auto done = casefile::Together::Unlink(file, form.Get("link"), visit.now);
  return done ? Done(visit, file) : rt::Refused(visit.desk.env, visit.request, done.error());
}

void AddTogether(const Visit& visit, const casefile::Case& file, json::Value& model) {
  json::Value duplicates = json::Array(), links = json::Array();
  for (const auto& number : casefile::Together::DuplicatesOf(file)) duplicates.Push(Row(visit, number));
  for (const auto& link : casefile::Together::LinksOf(file)) {
    auto row = Row(visit, link.number).Set("id", link.id).Set("by", link.by).Set("reason", link.reason);
    links.Push(row.Set("from", file.Number()).Set("linked_on", core::FrenchDay(link.linked_on)));
  }
  const auto& main = file.GetHeader().duplicate_of;
  model.Set("is_duplicate", !main.empty()).Set("main", Row(visit, main));
  model.Set("has_duplicates", !duplicates.Items().empty()).Set("duplicates", std::move(duplicates));
  model.Set("has_links", !links.Items().empty()).Set("links", std::move(links));
  model.Set("has_neighbours", casefile::HasNeighbours(visit.db, visit.account, file));
}

json::Value TogetherJson(const casefile::Case& file) {
  json::Value duplicates = json::Array(), links = json::Array();
  for (const auto& number : casefile::Together::DuplicatesOf(file)) duplicates.Push(number);
  for (const auto& link : casefile::Together::LinksOf(file))
    links.Push(json::Value::MakeObject({{"id", link.id},
                                        {"case", link.number},
                                        {"on", core::IsoDay(link.linked_on)},
                                        {"by", link.by},
                                        {"reason", link.reason}}));
  const auto& main = file.GetHeader().duplicate_of;
  return json::Value::MakeObject({{"duplicate_of", main.empty() ? json::Value() : json::Value(main)},
                                  {"duplicates", std::move(duplicates)},
                                  {"links", std::move(links)}});
}

}  // namespace case_desk
