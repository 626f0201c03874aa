#include "functions/accessibility_desk/accessibility_desk.h"

#include <charconv>

#include "domain/access/prolonging.h"
#include "domain/accessibility/requests.h"
#include "lib/core/text.h"
#include "runtime/contract/session_over.h"

namespace accessibility_desk {
namespace {

struct Desk {
  explicit Desk(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "accessibility_answer")) {}
  rt::Env& env;
  form::Card card;
};

struct Visit {
  const Desk& desk;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  core::Day Today() const { return core::LocalDay(desk.env.now()); }
};

std::int64_t IdOf(const std::string& text) {
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

std::string DayOrNothing(const std::optional<core::Day>& day, bool french) {
  return !day ? "" : french ? core::FrenchDay(*day) : core::IsoDay(*day);
}

json::Value AsJson(const accessibility::Request& one) {
  const auto& [name, email, page, text] = one.difficulty;
  return json::Value::MakeObject({{"id", one.id},
                                  {"received_on", core::IsoDay(one.received_on)},
                                  {"answer_by", core::IsoDay(one.DueOn())},
                                  {"name", name},
                                  {"email", email},
                                  {"page", page},
                                  {"difficulty", text},
                                  {"answered_on", DayOrNothing(one.answered_on, false)},
                                  {"answered_by", one.answered_by},
                                  {"answer", one.answer}});
}

json::Value Row(const Visit& visit, const accessibility::Request& one) {
  auto row = AsJson(one);
  row.Set("received_on", core::FrenchDay(one.received_on)).Set("answer_by", core::FrenchDay(one.DueOn()));
  return row.Set("answered_on", DayOrNothing(one.answered_on, true)).Set("late", visit.Today() > one.DueOn());
}

// The list; one that waits and was chosen stands first, with the form to answer it.
rt::Response Page(const Visit& visit, const core::Refusals& refusals) {
  const auto& env = visit.desk.env;
  const auto chosen =
      IdOf((visit.request.method == "POST" ? visit.request.form : visit.request.query).Get("id"));
  json::Value waiting = json::Array(), answered = json::Array(), opened;
  for (const auto& one : accessibility::Requests(visit.db)) {
    if (!one.answered_on && one.id == chosen)
      opened = Row(visit, one);
    else
      (one.answered_on ? answered : waiting).Push(Row(visit, one));
  }
  auto model = json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", env.pages.Message("accessibility.desk.title")},
       {"account_name", visit.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(env, "desk")), env.now())},
       {"here", render::Here("accessibility_desk", "page")},
       {"exit_button", false},
       {"noindex", true}});
  model.Set("has_waiting", !waiting.Items().empty()).Set("has_answered", !answered.Items().empty());
  model.Set("waiting", std::move(waiting))
      .Set("answered", std::move(answered))
      .Set("opened", std::move(opened));
  auto values = visit.request.form;
  values.Set("id", std::to_string(chosen));
  return rt::FormPage(env, visit.request, "accessibility_desk", std::move(model), visit.desk.card, values,
                      refusals);
}

rt::Response List(const Visit& visit) {
  if (!visit.request.WantsJson()) return Page(visit, {});
  json::Value requests = json::Array();
  for (const auto& one : accessibility::Requests(visit.db)) requests.Push(AsJson(one));
  return rt::Json(json::Value::MakeObject({{"requests", std::move(requests)}}));
}

rt::Response Answer(const Visit& visit) {
  const auto& form = visit.request.form;
  if (const auto refusals = visit.desk.card.Check(form); !refusals.empty()) return Page(visit, refusals);
  const auto id = IdOf(form.Get("id"));
  const auto answered = accessibility::Answer(
      visit.db, id, visit.account, std::string(core::Trim(form.Get("answer"))), visit.desk.env.now());
  if (!answered) return rt::Refused(visit.desk.env, visit.request, answered.error());
  if (!visit.request.WantsJson()) return rt::SeeOther("/f/accessibility_desk");
  return rt::Json(json::Value::MakeObject({{"id", id}, {"answered_on", core::IsoDay(visit.Today())}}));
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  const auto& env = desk.env;
  auto db = env.db.Take();
  const auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                           request.Cookie(rt::CookieName(env, "desk")), env.now());
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return rt::SessionOver(env, request, "/f/accessibility_desk");
  if (!account->Is("manager"))
    return rt::Refused(env, request, {core::Kind::kForbidden, "", "accessibility.not_yours"});
  const Visit visit{desk, request, *db, std::move(*account)};
  return request.method == "POST" ? Answer(visit) : List(visit);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [desk = std::make_shared<const Desk>(env)](
                        const rt::Request& request) { return Handle(*desk, request); },
          .receive = {}};
}

}  // namespace accessibility_desk
