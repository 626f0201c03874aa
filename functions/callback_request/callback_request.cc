#include "functions/callback_request/callback_request.h"

#include <algorithm>

#include "domain/casefile/visit.h"
#include "lib/core/text.h"
#include "runtime/contract/session_over.h"

namespace callback_request {
namespace {

constexpr std::size_t kPhoneDigits = 6;

struct Desk {
  explicit Desk(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        card(rt::ReadCard(env, "callback").Offering(scheme.Offers())) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card card;
};

rt::Response Page(const Desk& desk, const rt::Request& request, const casefile::Case& file,
                  const core::Refusals& refusals) {
  auto model =
      json::Value::MakeObject({{"title", desk.env.pages.Message("case.callback.title")}, {"noindex", true}});
  model.Set("offered", desk.scheme.OffersCallback())
      .Set("asked", refusals.empty() && file.GetHeader().callback_asked);
  return rt::FormPage(desk.env, request, "callback", std::move(model), desk.card, request.form, refusals);
}

rt::Response Ask(const Desk& desk, const rt::Request& request, casefile::Case& file) {
  const auto& form = request.form;
  auto refusals = desk.card.Check(form);
  const auto has = [&](std::string_view field) {
    return std::any_of(refusals.begin(), refusals.end(),
                       [&](const auto& refusal) { return refusal.field == field; });
  };
  const bool offered = desk.scheme.OffersCallback() &&
                       (form.Get("mode") != "video" || desk.scheme.Offers().contains("sign_language"));
  if (!offered && !has("mode")) refusals.push_back({core::Kind::kInvalid, "mode", "mode.unavailable"});
  if (!has("phone") && core::Digits(form.Get("phone")).size() < kPhoneDigits)
    refusals.push_back({core::Kind::kInvalid, "phone", "phone.digits"});
  if (!refusals.empty()) return Page(desk, request, file, refusals);
  const auto wish = json::Value::MakeObject(
      {{"mode", form.Get("mode")}, {"phone", core::Trim(form.Get("phone"))}, {"slot", form.Get("slot")}});
  const auto asked = file.AskCallback(wish, core::LocalDay(desk.env.now()));
  if (!asked) return Page(desk, request, file, {asked.error()});
  return request.WantsJson() ? rt::Json(json::Value::MakeObject({{"asked", true}}), 201)
                             : rt::SeeOther("/f/callback_request");
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  const rt::Env& env = desk.env;
  auto db = env.db.Take();
  auto file = casefile::OpenOwn(*db, request.Cookie(rt::CookieName(env, "case")), env.now());
  if (!file && file.error() == casefile::NoSession())
    return rt::SessionOver(env, request, "/f/callback_request", rt::Session::kCase);
  if (!file) return rt::Refused(env, request, file.error());
  if (request.method == "POST") return Ask(desk, request, *file);
  if (request.WantsJson())
    return rt::Json(json::Value::MakeObject(
        {{"offered", desk.scheme.OffersCallback()}, {"asked", file->GetHeader().callback_asked}}));
  return Page(desk, request, *file, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); }, .receive = {}};
}

}  // namespace callback_request
