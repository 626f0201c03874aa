#include "functions/headcount/headcount.h"

#include "domain/campaign/campaign.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace headcount {
namespace {

// Built once, read by every thread.
struct Desk {
  explicit Desk(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        card(rt::ReadCard(env, "headcount")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card card;
};

rt::Response Show(const Desk& desk, const rt::Request& request, const campaign::Request& asked,
                  const form::Fields& values, const core::Refusals& refusals) {
  if (request.WantsJson() && refusals.empty())
    return rt::Json(
        json::Value::MakeObject({{"name", asked.name},
                                 {"year", asked.year},
                                 {"reference", core::IsoDay(asked.reference)},
                                 {"headcount", asked.agents ? json::Value(*asked.agents) : json::Value()}}));
  auto model = json::Value::MakeObject({{"title", desk.env.pages.Message("headcount.title")},
                                        {"name", asked.name},
                                        {"year", asked.year},
                                        {"reference", core::FrenchDay(asked.reference)},
                                        {"source", desk.scheme.Dues().Text("headcount_source")},
                                        {"told", asked.told_on.has_value()},
                                        {"exit_button", false},
                                        {"noindex", true}});
  return rt::FormPage(desk.env, request, "headcount", std::move(model), desk.card, values, refusals)
      .With("Referrer-Policy", "no-referrer");
}

rt::Response Done(const Desk& desk, const rt::Request& request) {
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"told", true}}));
  return rt::Html(desk.env, "headcount_told",
                  json::Value::MakeObject({{"title", desk.env.pages.Message("headcount.told.title")},
                                           {"exit_button", false},
                                           {"noindex", true}}));
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  const bool post = request.method == "POST";
  if (!post && request.query.Has("told")) return Done(desk, request);
  const std::string token = (post ? request.form : request.query).Get("t");
  auto db = desk.env.db.Take();
  const auto asked = campaign::FindRequest(*db, desk.scheme, token);
  if (!asked) return rt::Refused(desk.env, request, asked.error());
  if (!post) {
    form::Fields values;
    values.Set("t", token);
    if (asked->agents) values.Set("headcount", std::to_string(*asked->agents));
    return Show(desk, request, *asked, values, {});
  }
  auto refusals = desk.card.Check(request.form);
  const auto agents = core::ReadWhole(request.form.Get("headcount"));
  if (refusals.empty() && !agents)
    refusals.push_back({core::Kind::kInvalid, "headcount", "headcount.number"});
  if (!refusals.empty()) return Show(desk, request, *asked, request.form, refusals);
  store::Transaction transaction(*db);
  if (const auto told = campaign::Tell(*db, desk.scheme, token, *agents, desk.env.now()); !told) {
    if (told.error().field != "headcount") return rt::Refused(desk.env, request, told.error());
    return Show(desk, request, *asked, request.form, {told.error()});
  }
  transaction.Commit();
  // The token stands in no address that leads away from the form.
  return request.WantsJson() ? Done(desk, request) : rt::SeeOther("/f/headcount?told=1");
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); }, .receive = {}};
}

}  // namespace headcount
