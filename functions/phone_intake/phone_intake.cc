#include "functions/phone_intake/phone_intake.h"

#include <algorithm>
#include <array>

#include "domain/report/answers.h"
#include "functions/phone_intake/intake.h"
#include "lib/core/typed.h"
#include "runtime/contract/session_over.h"

namespace phone_intake {
namespace {

constexpr std::chrono::days kOldest{366};
constexpr std::array kRoles{"referent", "substitute", "provider"};

bool MayFor(const people::Account& account, std::int64_t collectivite_id) {
  return std::any_of(account.assignments.begin(), account.assignments.end(), [&](const auto& part) {
    return std::find(kRoles.begin(), kRoles.end(), part.role) != kRoles.end() &&
           (part.collectivite_id == 0 || part.collectivite_id == collectivite_id);
  });
}

json::Value Choices(const std::vector<people::Collectivite>& places) {
  json::Value choices = json::Array();
  for (const auto& place : places)
    choices.Push(json::Value::MakeObject({{"value", place.slug}, {"label", place.name}}));
  return choices;
}

form::Fields Received(const Office& office, const form::Fields& sent) {
  form::Fields received;
  for (const auto& name : office.intake.Names())
    for (const auto& value : sent.All(name)) received.Add(name, value);
  return received;
}

// The day on which it came; a field that the card refuses is not looked at.
void CheckDay(const Draft& draft, core::Refusals& refusals) {
  for (const auto& refusal : refusals)
    if (refusal.field == "received_on") return;
  const auto day = core::ReadDay(draft.received.Get("received_on"));
  const auto today = draft.office.Today();
  const char* reason = !day ? "day" : *day > today ? "future" : *day < today - kOldest ? "too_old" : nullptr;
  if (reason) refusals.push_back({core::Kind::kInvalid, "received_on", std::string("received_on.") + reason});
}

core::Refusals Check(const Draft& draft) {
  auto refusals = draft.intake.Check(draft.received);
  CheckDay(draft, refusals);
  const auto add = [&](const core::Refusals& more) {
    for (const auto& refusal : more)
      if (std::none_of(refusals.begin(), refusals.end(),
                       [&](const auto& told) { return told.field == refusal.field; }))
        refusals.push_back(refusal);
  };
  add(draft.office.report.Check(draft.answers));
  add(report::CheckTogether(draft.office.scheme, draft.answers));
  return refusals;
}

rt::Response Refuse(const Draft& draft, const core::Refusals& refusals) {
  auto response = FormPage(draft, refusals);
  response.status = rt::StatusOf(refusals.front().kind);
  return response;
}

rt::Response Send(const Draft& draft) {
  const auto& office = draft.office;
  auto made = report::Compose(draft.answers, draft.Place()->id);
  casefile::TakenDown taken;
  taken.account_id = draft.account.id;
  taken.who = draft.account.name;
  taken.how = draft.received.Get("how");
  taken.received_on = *core::ReadDay(draft.received.Get("received_on"));
  made.taken_down = std::move(taken);
  const auto filed =
      casefile::File(draft.db, office.scheme, made, office.env.worker_public_key, office.Today());
  if (!filed) return Refuse(draft, {filed.error()});
  if (!draft.request.WantsJson()) return CodePage(draft, *filed);
  json::Value readers = json::Array();
  for (const auto& role : report::CaseReaders(office.scheme, made.concerns_authority, made.released_to))
    readers.Push(role);
  return rt::Json(
      json::Value::MakeObject({{"code", filed->code.empty() ? json::Value() : json::Value(filed->code)},
                               {"received_on", core::IsoDay(filed->received_on)},
                               {"number", filed->number},
                               {"readers", std::move(readers)},
                               {"opens", Opens(draft)}}),
      201);
}

rt::Response Step(const Draft& draft) {
  std::string step = draft.request.form.Get("step");
  if (step.empty()) step = draft.request.WantsJson() ? "send" : "check";
  if (step == "edit") return FormPage(draft, {});
  if (step != "check" && step != "send")
    return rt::Refused(draft.office.env, draft.request,
                       {core::Kind::kInvalid, "step", "report.step_unknown"});
  if (const auto refusals = Check(draft); !refusals.empty()) return Refuse(draft, refusals);
  return step == "send" ? Send(draft) : CheckPage(draft);
}

rt::Response Begin(Draft& draft) {
  if (draft.request.WantsJson()) return rt::NotAllowed(draft.office.env, draft.request, "POST");
  if (draft.places.size() == 1) draft.received.Set("collectivite", draft.places.front().slug);
  return FormPage(draft, {});
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  const auto session = people::FindSession(
      *db, people::SessionKind::kDesk, request.Cookie(rt::CookieName(office.env, "desk")), office.env.now());
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return rt::SessionOver(office.env, request, "/f/phone_intake");
  auto places = people::Collectivites(*db);
  std::erase_if(places, [&](const auto& place) { return !MayFor(*account, place.id); });
  if (places.empty())
    return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "intake.not_yours"});
  auto intake = office.intake.WithChoices("collectivite", Choices(places));
  Draft draft{office,
              request,
              *db,
              std::move(*account),
              std::move(places),
              std::move(intake),
              Received(office, request.form),
              report::Normal(office.report, request.form)};
  if (draft.answers.Get("idempotency_key").empty())
    draft.answers.Set("idempotency_key", vault::RandomToken());
  return request.method == "POST" ? Step(draft) : Begin(draft);
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      report(rt::ReadCard(env, "report").Offering(scheme.Offers(), scheme.RoleNames())),
      intake(rt::ReadCard(env, "intake")) {}

const people::Collectivite* Draft::Place() const {
  const auto found = std::find_if(places.begin(), places.end(), [&](const auto& place) {
    return place.slug == received.Get("collectivite");
  });
  return found == places.end() ? nullptr : &*found;
}

bool Opens(const Draft& draft) {
  const auto readers = report::CaseReaders(draft.office.scheme, report::ConcernsAuthority(draft.answers),
                                           report::Audiences(draft.answers));
  return std::any_of(draft.account.assignments.begin(), draft.account.assignments.end(),
                     [&](const auto& part) {
                       return (part.collectivite_id == 0 || part.collectivite_id == draft.Place()->id) &&
                              std::find(readers.begin(), readers.end(), part.role) != readers.end();
                     });
}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace phone_intake
