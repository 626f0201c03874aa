#include "functions/case_desk/case_desk.h"

#include "domain/calendar/calendar.h"
#include "functions/case_desk/desk.h"

namespace case_desk {
namespace {

form::Card CardWith(const rt::Env& env, std::string_view name, std::string_view field,
                    const json::Value& choices) {
  return rt::ReadCard(env, name).WithChoices(field, choices);
}

json::Value StateChoices(const scheme::Scheme& scheme) {
  json::Value choices = json::Array();
  for (const auto& state : scheme.States())
    if (state != "received" && state != "acknowledged" && state != "closed")
      choices.Push(json::Value::MakeObject({{"value", state}, {"label", scheme.StateLabel(state)}}));
  return choices;
}

json::Value OutcomeChoices(const scheme::Scheme& scheme) {
  json::Value choices = json::Array();
  for (const auto& outcome : scheme.Outcomes())
    choices.Push(json::Value::MakeObject({{"value", outcome}, {"label", scheme.OutcomeLabel(outcome)}}));
  return choices;
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  auto db = desk.env.db.Take();
  const auto now = desk.env.now();
  auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                     request.Cookie(rt::CookieName(desk.env, "desk")), now);
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) {
    if (request.WantsJson())
      return rt::Refused(desk.env, request, {core::Kind::kForbidden, "", "session.none"});
    return SessionOver(desk, request);
  }
  const Visit visit{desk, request, *db, std::move(*account), std::move(session->keys), now};
  const bool post = request.method == "POST";
  const std::string& number = request.query.Get("case");
  if (number.empty()) return post ? FinishCallback(visit) : ShowList(visit);
  auto file = casefile::Case::OpenAsReader(*db, visit.account, visit.keys, number);
  if (!file) return rt::Refused(desk.env, request, file.error());
  return post ? Act(visit, *file) : ShowCase(visit, *file);
}

}  // namespace

Desk::Desk(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      report(rt::ReadCard(env, "report")),
      message(rt::ReadCard(env, "desk_message")),
      ask_identity(rt::ReadCard(env, "desk_ask_identity")),
      set_state(CardWith(env, "desk_state", "state", StateChoices(scheme))),
      close(CardWith(env, "desk_close", "outcome", OutcomeChoices(scheme))),
      note(rt::ReadCard(env, "desk_note")) {}

rt::Response SessionOver(const Desk& desk, const rt::Request& request) {
  json::Value texts = json::Array(), hidden = json::Array();
  for (const auto& [name, value] : request.form.Items()) {
    hidden.Push(json::Value::MakeObject({{"name", name}, {"value", value}}));
    if ((name == "text" || name == "reason") && !value.empty()) texts.Push(value);
  }
  if (texts.Items().empty()) return rt::SeeOther("/connexion/");
  const auto& pages = desk.env.pages;
  auto model = json::Value::MakeObject(
      {{"title", pages.Message("desk.session_over.title")}, {"noindex", true}, {"has_errors", true}});
  model.Set("message", pages.Message("desk.session_over"))
      .Set("action", "/f/case_desk?case=" + rt::EncodeQuery(request.query.Get("case")));
  model.Set("texts", std::move(texts)).Set("hidden", std::move(hidden));
  return rt::Html(desk.env, "session_over", model, 403);
}

json::Value DeskModel(const Visit& visit, std::string_view title) {
  return json::Value::MakeObject({{"layout", "desk"},
                                  {"title", title},
                                  {"account_name", visit.account.name},
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
  std::string text = pages.Message((due > today ? "desk.due.in" : "desk.due.late") + plural);
  const auto at = text.find("%n");
  return at == std::string::npos ? text : text.replace(at, 2, std::to_string(days));
}

json::Value DeadlineModel(const Visit& visit, const casefile::Header& header) {
  const auto due = header.Deadline();
  auto model =
      json::Value::MakeObject({{"has_deadline", due.has_value()}, {"late", due && *due < visit.Today()}});
  model.Set("deadline", due ? core::FrenchDay(*due) : "");
  model.Set("deadline_iso", due ? core::IsoDay(*due) : "");
  model.Set("due", due ? DueText(visit, *due) : "");
  model.Set("deadline_rule", due ? visit.desk.env.pages.Message("desk.rule." + header.DeadlineRule()) : "");
  return model;
}

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); }, .receive = {}};
}

}  // namespace case_desk
