#include "functions/dues_desk/dues_desk.h"

#include "domain/access/prolonging.h"
#include "functions/dues_desk/desk.h"
#include "lib/core/typed.h"
#include "runtime/contract/session_over.h"

namespace dues_desk {
namespace {

// The year that is asked for, or the latest campaign's, or this one.
int YearOf(const rt::Request& request, store::Db& db, core::Day today) {
  const auto& typed = request.query.Has("year") ? request.query.Get("year") : request.form.Get("year");
  if (const auto year = core::ReadWhole(typed); year && *year >= 2020 && *year <= 2100)
    return static_cast<int>(*year);
  const auto years = campaign::Years(db);
  return years.empty() ? static_cast<int>(std::chrono::year_month_day{today}.year()) : years.front();
}

rt::Response Show(const Visit& visit) {
  const auto& query = visit.request.query;
  const std::string format = query.Get("format"), act = query.Get("act");
  const auto& office = visit.office;
  std::optional<campaign::Bill> bill;
  if (query.Has("bill")) {
    bill = campaign::FindBill(visit.db, visit.year,
                              static_cast<int>(core::ReadWhole(query.Get("bill")).value_or(0)));
    if (!bill)
      return rt::Refused(office.env, visit.request, {core::Kind::kNotFound, "", "campaign.bill_unknown"});
  }
  if (!format.empty()) {
    const auto bills = bill ? std::vector{*bill} : campaign::Bills(visit.db, visit.year);
    if (bills.empty())
      return rt::Refused(office.env, visit.request, {core::Kind::kNotFound, "", "campaign.no_bills"});
    const auto name =
        bill ? "bordereau-" + bill->Number()
             : (format == "pdf" ? "bordereaux-" : "etat-liquidatif-") + std::to_string(visit.year);
    auto file = Export(visit, format, bills, name);
    return file ? *file
                : rt::Refused(office.env, visit.request, {core::Kind::kNotFound, "", "campaign.format"});
  }
  if (!act.empty()) {
    form::Fields values;
    if (act == "open") values.Set("year", std::to_string(visit.year));
    if (act == "pay") values.Set("paid_on", core::TypedDay(visit.Today()));
    return ShowForm(visit, act, bill ? &*bill : nullptr, values, {});
  }
  return bill ? ShowBill(visit, *bill) : ShowYear(visit);
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  const auto id = people::FindSubject(*db, people::SessionKind::kDesk,
                                      request.Cookie(rt::CookieName(office.env, "desk")), office.env.now());
  auto account = id ? people::FindAccount(*db, *id) : std::nullopt;
  if (!account)
    return rt::SessionOver(office.env, request,
                           "/f/dues_desk?year=" + rt::EncodeQuery(request.query.Get("year")));
  if (!account->Is("manager"))
    return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "campaign.forbidden"});
  const auto now = office.env.now();
  const Visit visit{
      office, request, *db, std::move(*account), now, YearOf(request, *db, core::LocalDay(now))};
  return request.method == "POST" ? Post(visit) : Show(visit);
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment), scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())) {
  for (const char* act : {"open", "credit", "correct", "pay"})
    cards.emplace(act, rt::ReadCard(env, std::string("dues_") + act));
}

json::Value Model(const Visit& visit, std::string_view title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", title},
       {"account_name", visit.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(visit.office.env, "desk")),
                            visit.now)},
       {"here", render::Here("dues_desk", visit.request.query.Items().empty() ? "page" : "true")},
       {"exit_button", false},
       {"noindex", true}});
}

std::string Address(int year, std::string_view more) {
  return "/f/dues_desk?year=" + std::to_string(year) + std::string(more);
}

json::Value StepsModel(const Office& office, const std::vector<dues::Step>& steps,
                       const std::vector<std::string>& assumptions) {
  json::Value rows = json::Array(), notes = json::Array();
  for (const auto& step : steps)
    rows.Push(json::Value::MakeObject({{"label", office.Say(step.code)}, {"text", step.text}}));
  for (const auto& assumption : assumptions) notes.Push(office.Say(assumption));
  return json::Value::MakeObject({{"has_steps", !steps.empty()}, {"steps", rows}, {"notes", notes}});
}

rt::Response ShowBill(const Visit& visit, const campaign::Bill& bill) {
  const auto& office = visit.office;
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject({{"number", bill.Number()},
                                             {"name", bill.name},
                                             {"cents", bill.cents},
                                             {"credited_cents", bill.credited},
                                             {"state", campaign::StateOf(bill)}}));
  const bool credit = bill.corrects.has_value();
  auto model =
      Model(visit, office.Say(credit ? "campaign.kind.credit" : "campaign.bordereau") + " " + bill.Number());
  model.Set("year", visit.year).Set("n", bill.n).Set("name", bill.name).Set("siret", bill.siret);
  model.Set("issued_on", core::FrenchDay(bill.issued_on)).Set("due_on", core::FrenchDay(bill.due_on));
  model.Set("amount", dues::Euros(bill.cents)).Set("agents", std::to_string(bill.agents));
  const auto counted = core::ParseDay(bill.reference);
  model.Set("has_counted", counted.has_value()).Set("counted_on", counted ? core::FrenchDay(*counted) : "");
  model.Set("is_bill", !credit).Set("state", office.Say("campaign.bill." + campaign::StateOf(bill)));
  model.Set("was_credited", bill.credited > 0).Set("credited", dues::Euros(bill.credited));
  model.Set("left", dues::Euros(bill.Left()));
  model.Set("may_change", !credit && bill.Left() > 0).Set("is_paid", bill.paid_on.has_value());
  model.Set("paid_on", bill.paid_on ? core::FrenchDay(*bill.paid_on) : "");
  model.Set("has_reason", !bill.reason.empty()).Set("reason", bill.reason);
  model.Set("corrects", credit ? campaign::NumberOf(bill.year, *bill.corrects) : "");
  model.Set("has_provision", bill.provision_cents.has_value())
      .Set("provision", bill.provision_cents ? dues::Euros(*bill.provision_cents) : "");
  model.Set("computation", StepsModel(office, bill.steps, bill.assumptions));
  return rt::Html(office.env, "dues_bill", model);
}

rt::Response ShowForm(const Visit& visit, const std::string& act, const campaign::Bill* bill,
                      const form::Fields& values, const core::Refusals& refusals) {
  const auto& office = visit.office;
  const auto card = office.cards.find(act);
  if (card == office.cards.end() || (act == "open") == (bill != nullptr))
    return rt::Refused(office.env, visit.request, {core::Kind::kNotFound, "", "campaign.action"});
  auto model = Model(visit, office.Say("campaign.act." + act));
  model.Set("act", act).Set("year", visit.year).Set("has_bill", bill != nullptr);
  model.Set("n", bill ? bill->n : 0).Set("number", bill ? bill->Number() : "");
  model.Set("name", bill ? bill->name : "").Set("left", bill ? dues::Euros(bill->Left()) : "");
  model.Set("back", Address(visit.year, bill ? "&bill=" + std::to_string(bill->n) : ""));
  model.Set("button", office.Say("campaign.button." + act));
  auto response =
      rt::FormPage(office.env, visit.request, "dues_form", std::move(model), card->second, values, refusals);
  if (!refusals.empty()) response.status = rt::StatusOf(refusals.front().kind);
  return response;
}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace dues_desk
