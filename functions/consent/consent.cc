#include "functions/consent/consent.h"

#include <algorithm>

#include "domain/casefile/visit.h"
#include "domain/report/told.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "runtime/contract/session_over.h"

namespace consent {
namespace {

struct Office {
  explicit Office(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        card(rt::ReadCard(env, "consent").Offering(scheme.Offers(), scheme.RoleNames())),
        report(rt::ReadCard(env, "report")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card card, report;
};

std::string AudienceName(const Office& office, const std::string& audience) {
  return report::AudienceName(
      office.scheme, [&](const auto& key) { return office.env.pages.Message(key); }, audience);
}

json::Value Row(std::string_view label, const std::string& value) {
  return json::Value::MakeObject({{"label", label}, {"value", value}});
}

// What the identity holds: the contact, then what was kept under seal, under the report's own labels.
json::Value Given(const Office& office, const json::Value& identity) {
  json::Value rows = json::Array();
  for (const char* field : {"name", "email", "phone"})
    if (const auto value = identity.Text(field); !value.empty())
      rows.Push(Row(office.env.pages.Message(std::string("case.consent.field.") + field), value));
  const auto fields = form::ParseJson(json::Write(identity));
  const auto sealed = fields ? office.report.Answers(*fields) : json::Value(json::Array());
  for (const auto& row : sealed.Items()) rows.Push(Row(row.Text("label"), row.Text("value")));
  return rows;
}

json::Value Decisions(const Office& office, const casefile::Case& file) {
  json::Value decisions = json::Array();
  for (const auto& event : file.History()) {
    if (event.what != "released" && event.what != "refused" && event.what != "identity_asked") continue;
    const bool to = event.what == "released" && !event.detail.empty();
    std::string audiences;
    for (const auto& audience : office.scheme.Audiences())
      if (to && event.detail.find(audience) != std::string::npos)
        audiences += (audiences.empty() ? "" : ", ") + AudienceName(office, audience);
    const auto what =
        core::Filled(office.env.pages.Message("case.consent.event." + event.what + (to ? "_to" : "")),
                     {{"%s", audiences}});
    decisions.Push(
        json::Value::MakeObject({{"on", core::FrenchDay(core::LocalDay(event.at))}, {"what", what}}));
  }
  return decisions;
}

std::string NowKey(const Office& office, const casefile::Header& header) {
  if (!header.released_to.empty()) return "case.consent.released";
  if (!header.has_identity) return "case.consent.none_given";
  return office.scheme.GetAnonymity() == scheme::Anonymity::kAllowed ? "case.consent.sealed"
                                                                     : "case.consent.first_reader";
}

rt::Response Page(const Office& office, const rt::Request& request, const casefile::Case& file,
                  const core::Refusals& refusals) {
  const auto& pages = office.env.pages;
  const auto& header = file.GetHeader();
  auto model = json::Value::MakeObject({{"title", pages.Message("case.consent.title")}, {"noindex", true}});
  model.Set("identity_asked", header.identity_asked).Set("identity_reason", header.identity_reason);
  model.Set("has_identity_reason", !header.identity_reason.empty());
  const auto offered = office.scheme.Audiences();
  for (const std::string who : {"referent", "provider", "employer"})
    model.Set("offers_" + who, std::find(offered.begin(), offered.end(), who) != offered.end());
  model.Set("provider_name", AudienceName(office, "provider"));
  json::Value released = json::Array();
  for (const auto& audience : header.released_to) released.Push(AudienceName(office, audience));
  model.Set("now_sentence", pages.Message(NowKey(office, header)));
  model.Set("has_released", !released.Items().empty()).Set("released", std::move(released));
  const auto identity = file.Identity();
  auto given = identity ? Given(office, *identity) : json::Value(json::Array());
  model.Set("has_given", !given.Items().empty()).Set("given", std::move(given));
  auto decisions = Decisions(office, file);
  model.Set("has_decisions", !decisions.Items().empty()).Set("decisions", std::move(decisions));
  return rt::FormPage(office.env, request, "consent", std::move(model), office.card, request.form, refusals);
}

core::Refusals Check(const Office& office, const rt::Request& request) {
  const auto& form = request.form;
  auto refusals = office.card.Check(form);
  const auto refuse = [&](const std::string& field, const std::string& reason) {
    const bool told = std::any_of(refusals.begin(), refusals.end(),
                                  [&](const auto& refusal) { return refusal.field == field; });
    if (!told) refusals.push_back({core::Kind::kInvalid, field, field + "." + reason});
  };
  if (form.Get("decision") != "release") return refusals;
  const auto offered = office.scheme.Audiences();
  const auto audience = form.All("audience");
  if (audience.empty()) refuse("audience", "required_release");
  for (const auto& who : audience)
    if (std::find(offered.begin(), offered.end(), who) == offered.end()) refuse("audience", "not_offered");
  if (!request.WantsJson() && !form.Has("understood")) refuse("understood", "required_release");
  return refusals;
}

rt::Response Decide(const Office& office, const rt::Request& request, casefile::Case& file) {
  const auto& form = request.form;
  if (const auto refusals = Check(office, request); !refusals.empty())
    return Page(office, request, file, refusals);
  const auto today = core::LocalDay(office.env.now());
  json::Value given = json::Object();
  for (const char* field : {"name", "email", "phone"})
    if (const auto value = core::Trim(form.Get(field)); !value.empty()) given.Set(field, value);
  const auto done = form.Get("decision") == "release" ? file.Release(form.All("audience"), given, today)
                                                      : file.RefuseRelease(today);
  if (!done) return Page(office, request, file, {done.error()});
  if (!request.WantsJson()) return rt::SeeOther("/f/consent");
  json::Value released = json::Array();
  for (const auto& audience : file.GetHeader().released_to) released.Push(audience);
  return rt::Json(json::Value::MakeObject({{"released_to", std::move(released)}}));
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  const rt::Env& env = office.env;
  auto db = env.db.Take();
  auto file = casefile::OpenOwn(*db, request.Cookie(rt::CookieName(env, "case")), env.now());
  if (!file && file.error() == casefile::NoSession())
    return rt::SessionOver(env, request, "/f/consent", rt::Session::kCase);
  if (!file) return rt::Refused(env, request, file.error());
  if (request.method == "POST") return Decide(office, request, *file);
  if (!request.WantsJson()) return Page(office, request, *file, {});
  json::Value released = json::Array();
  for (const auto& audience : file->GetHeader().released_to) released.Push(audience);
  auto answer = json::Value::MakeObject({{"identity_asked", file->GetHeader().identity_asked}});
  return rt::Json(answer.Set("released_to", std::move(released)));
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace consent
