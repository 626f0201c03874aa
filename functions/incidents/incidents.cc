#include "functions/incidents/incidents.h"

#include <algorithm>

#include "domain/access/prolonging.h"
#include "domain/dues/dues.h"
#include "functions/incidents/desk.h"
#include "lib/core/sentence.h"
#include "lib/core/typed.h"
#include "runtime/contract/session_over.h"

namespace incidents {
namespace {

// Of every collectivité for whoever has a part for the whole CDG; otherwise of those of their parts.
std::vector<people::Collectivite> PlacesOf(store::Db& db, const people::Account& account, bool manages) {
  auto places = people::Collectivites(db);
  const auto has = [&](std::int64_t id) {
    return std::any_of(account.assignments.begin(), account.assignments.end(), [&](const auto& part) {
      return part.role != "provider" && part.role != "committee" &&
             (part.collectivite_id == 0 || part.collectivite_id == id);
    });
  };
  if (!manages) std::erase_if(places, [&](const auto& place) { return !has(place.id); });
  return places;
}

rt::Response Show(const Visit& visit, const std::string& what, const provider::Incident* incident) {
  const auto& format = visit.request.query.Get("export");
  if (!format.empty()) {
    auto file = visit.manages ? Export(visit, format) : std::nullopt;
    return file ? *file
                : rt::Refused(visit.desk.env, visit.request, {core::Kind::kNotFound, "", "incident.format"});
  }
  if (what.empty()) return incident ? ShowIncident(visit, *incident) : ShowList(visit);
  form::Fields values;
  if (what != "tell") values.Set("day", core::TypedDay(visit.Today()));
  if (what == "tell" && !visit.manages && visit.places.size() == 1)
    values.Set("collectivite", visit.places.front().slug);
  return ShowForm(visit, what, incident, values, {});
}

rt::Response Answer(const Visit& visit) {
  const auto& env = visit.desk.env;
  const auto& request = visit.request;
  const bool posts = request.method == "POST";
  const auto read = [&](const char* name) {
    return request.query.Has(name) ? request.query.Get(name) : request.form.Get(name);
  };
  const std::string what = read("do"), number = read("incident");
  std::optional<provider::Incident> incident;
  if (!number.empty()) {
    incident = provider::Find(visit.db, core::ReadWhole(number).value_or(0));
    if (!incident || !visit.Sees(*incident))
      return rt::Refused(env, request, {core::Kind::kNotFound, "incident", "incident.unknown"});
  }
  const bool known = visit.desk.cards.contains(what) && (what == "tell") == !incident;
  if ((!what.empty() || posts) && (!known || (what != "tell" && !visit.manages)))
    return rt::Refused(env, request, {core::Kind::kNotFound, "do", "incident.no_act"});
  const auto* const found = incident ? &*incident : nullptr;
  return posts ? Post(visit, what, found) : Show(visit, what, found);
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  auto db = desk.env.db.Take();
  const auto id = people::FindSubject(*db, people::SessionKind::kDesk,
                                      request.Cookie(rt::CookieName(desk.env, "desk")), desk.env.now());
  auto account = id ? people::FindAccount(*db, *id) : std::nullopt;
  if (!account) return rt::SessionOver(desk.env, request, "/f/incidents");
  const bool manages = account->Is("manager");
  if (!manages && !account->Is("referent") && !account->Is("substitute") && !account->Is("authority"))
    return rt::Refused(desk.env, request, {core::Kind::kForbidden, "", "incident.forbidden"});
  auto places = PlacesOf(*db, *account, manages);
  return Answer({desk, request, *db, std::move(*account), desk.env.now(), manages, std::move(places)});
}

}  // namespace

Desk::Desk(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      commitments(provider::CommitmentsOf(scheme)),
      providers(provider::ProvidersOf(scheme)),
      own(rt::ReadCard(env, "incident_own")) {
  cards.emplace("tell", rt::ReadCard(env, "incident"));
  for (const auto act : provider::kActs)
    cards.emplace(act, rt::ReadCard(env, "incident_" + std::string(act)));
}

bool Visit::Sees(const provider::Incident& incident) const {
  return manages || (incident.told_by && std::any_of(places.begin(), places.end(), [&](const auto& place) {
                       return place.id == incident.fault.collectivite_id;
                     }));
}

json::Value Model(const Visit& visit, std::string_view title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", title},
       {"account_name", visit.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(visit.desk.env, "desk")),
                            visit.now)},
       {"manages", visit.manages},
       {"here", render::Here("incidents", visit.request.query.Items().empty() ? "page" : "true")},
       {"exit_button", false},
       {"noindex", true}});
}

std::string Address(std::int64_t id) { return "/f/incidents?incident=" + std::to_string(id); }

std::string CommitmentText(const Visit& visit, const provider::Commitment& commitment) {
  if (!commitment.within) return commitment.text;
  const auto& [count, unit, source] = *commitment.within;
  const auto within =
      visit.Say(std::string("within.") + (unit == scheme::Unit::kMonths        ? "months"
                                          : unit == scheme::Unit::kWorkingDays ? "working_days"
                                                                               : "days"));
  return commitment.text + " (" + core::Filled(within, {{"%n", std::to_string(count)}}) + ")";
}

std::string Promised(const Visit& visit, const provider::Incident& incident) {
  return incident.fault.promised.empty() ? visit.Say("other") : incident.fault.promised;
}

std::string DecisionText(const Visit& visit, const provider::Step& decided) {
  const auto text = visit.Say("decision." + decided.decision);
  return decided.cents ? text + "\u00a0: " + dues::Euros(*decided.cents) : text;
}

rt::Function Make(rt::Env& env) {
  return {.handle = [desk = std::make_shared<const Desk>(env)](
                        const rt::Request& request) { return Handle(*desk, request); },
          .receive = {}};
}

}  // namespace incidents
