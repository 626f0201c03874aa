#include "functions/case_desk/case_desk.h"

#include "domain/access/prolonging.h"
#include "domain/calendar/calendar.h"
#include "functions/case_desk/orders.h"
#include "lib/core/sentence.h"
#include "runtime/contract/session_over.h"

namespace case_desk {
namespace {

json::Value Choice(std::string_view value, std::string_view label) {
  return json::Value::MakeObject({{"value", value}, {"label", label}});
}

// What the scheme offers for a field of an act's form.
json::Value ChoicesOf(const scheme::Scheme& scheme, const form::Card& report, const std::string& field) {
  json::Value choices = json::Array();
  if (field == "outcome")
    for (const auto& outcome : scheme.Outcomes())
      if (outcome != casefile::kDuplicate) choices.Push(Choice(outcome, scheme.OutcomeLabel(outcome)));
  if (field == "consent")
    for (const auto& consent : scheme.Consents())
      if (!consent.of_victim) choices.Push(Choice(consent.id, consent.text_for_reporter));
  if (field == "kinds")
    for (const auto& kind : scheme.Scope()) choices.Push(Choice(kind, report.ChoiceLabel("kinds", kind)));
  if (field == "to")
    for (const auto& service : scheme.Data()["reorientation"].Items())
      choices.Push(Choice(service.String(), service.String()));
  if (field == "treatment")
    for (const auto& [id, label] : scheme.Data()["course"]["treatments"].Members())
      choices.Push(Choice(id, label.String()));
  if (field == "step")
    for (const auto& [id, label] : scheme.Data()["course"]["inquiry_steps"].Members())
      choices.Push(Choice(id, label.String()));
  return choices;
}

std::map<std::string, form::Card> ActCards(const rt::Env& env, const scheme::Scheme& scheme,
                                           const form::Card& report) {
  std::map<std::string, form::Card> cards;
  for (const auto& act : scheme.Acts()) {
    if (act.by == std::vector<std::string>{"reporter"}) continue;
    auto card = rt::ReadCard(env, "act_" + act.id);
    for (const auto& field : card.Names())
      if (const auto choices = ChoicesOf(scheme, report, field); !choices.Items().empty())
        card = card.WithChoices(field, choices);
    cards.emplace(act.id, std::move(card));
  }
  return cards;
}

std::string CookieOf(const Desk& desk, const rt::Request& request) {
  return request.Cookie(rt::CookieName(desk.env, "desk"));
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  auto db = desk.env.db.Take();
  const auto now = desk.env.now();
  auto session = people::FindSession(*db, people::SessionKind::kDesk, CookieOf(desk, request), now);
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account)
    return rt::SessionOver(desk.env, request,
                           "/f/case_desk?case=" + rt::EncodeQuery(request.query.Get("case")));
  const Visit visit{desk, request, *db, std::move(*account), std::move(session->keys), now};
  const bool post = request.method == "POST";
  const std::string& number = request.query.Get("case");
  if (number.empty() && post) return FinishCallback(visit);
  if (number.empty()) return request.query.Has("orders") ? ShowOrders(visit) : ShowList(visit);
  auto file = casefile::Case::OpenAsReader(*db, visit.account, visit.keys, number);
  if (!file) return rt::Refused(desk.env, request, file.error());
  if (post) return Act(visit, *file);
  if (const auto& action = request.query.Get("together"); !action.empty())
    return ShowTogether(visit, *file, action, {}, {});
  const auto& act = request.query.Get("act");
  if (act.empty()) return ShowCase(visit, *file);
  return HasLines(act) ? ShowLines(visit, *file, act) : ShowAct(visit, *file, act, {}, {});
}

}  // namespace

Desk::Desk(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      report(rt::ReadCard(env, "report")),
      message(rt::ReadCard(env, "desk_message")),
      ask_identity(rt::ReadCard(env, "desk_ask_identity")),
      note(rt::ReadCard(env, "desk_note")),
      hold(rt::ReadCard(env, "desk_hold")),
      lift_hold(rt::ReadCard(env, "desk_lift_hold")),
      letter_victim(rt::ReadCard(env, "letter_victim")),
      letter_authority(rt::ReadCard(env, "letter_authority")),
      acts(ActCards(env, scheme, report)),
      together({{"join", rt::ReadCard(env, "desk_join")}, {"link", rt::ReadCard(env, "desk_link")}}) {}

json::Value DeskModel(const Visit& visit, std::string_view title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", title},
       {"account_name", visit.account.name},
       {"session_ends", people::NearDeskEnd(visit.db, CookieOf(visit.desk, visit.request), visit.now)},
       {"exit_button", false},
       {"noindex", true}});
}

std::string DueText(const Visit& visit, core::Day due) {
  const auto today = visit.Today();
  const bool alsace = visit.desk.scheme.AlsaceMoselle();
  const auto& pages = visit.desk.env.pages;
  if (due == today) return pages.Message("desk.due.today");
  const int days = due > today ? calendar::WorkingDaysBetween(today, due, alsace)
                               : calendar::WorkingDaysBetween(due, today, alsace);
  const std::string plural = days > 1 ? ".many" : ".one";
  return core::Filled(pages.Message((due > today ? "desk.due.in" : "desk.due.late") + plural),
                      {{"%n", std::to_string(days)}});
}

json::Value DeadlineModel(const Visit& visit, const casefile::Header& header) {
  const auto due = header.Deadline();
  auto model =
      json::Value::MakeObject({{"has_deadline", due.has_value()}, {"late", due && *due < visit.Today()}});
  model.Set("deadline", due ? core::FrenchDay(*due) : "");
  model.Set("deadline_iso", due ? core::IsoDay(*due) : "");
  model.Set("due", due ? DueText(visit, *due) : "");
  model.Set("deadline_source", due ? visit.desk.scheme.DeadlineOf(header.DeadlineRule()).source : "");
  model.Set("deadline_rule", due ? visit.desk.env.pages.Message("desk.rule." + header.DeadlineRule()) : "");
  return model;
}

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); },
          .receive = [desk](const rt::Request& request) { return ReceiveReport(*desk, request); }};
}

}  // namespace case_desk
