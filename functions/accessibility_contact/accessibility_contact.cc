#include "functions/accessibility_contact/accessibility_contact.h"

#include "domain/accessibility/requests.h"
#include "lib/core/text.h"

namespace accessibility_contact {
namespace {

constexpr int kFree = 30;  // of an hour, whoever sends them; what comes then waits, each longer
constexpr std::chrono::seconds kLongestWait{60};

struct Counter {
  explicit Counter(rt::Env& environment)
      : env(environment), card(rt::ReadCard(env, "accessibility_contact")) {}
  rt::Env& env;
  form::Card card;
  people::Throttle throttle{kFree, kLongestWait};
};

json::Value Model(const Counter& counter, const char* title) {
  return json::Value::MakeObject(
      {{"title", counter.env.pages.Message(title)}, {"noindex", true}, {"exit_button", false}});
}

rt::Response FormAgain(const Counter& counter, const rt::Request& request, const core::Refusals& refusals) {
  auto model = Model(counter, "accessibility.contact.title");
  model.Set("lead", counter.env.pages.Message("accessibility.contact.lead"))
      .Set("body", "")
      .Set("parent", nullptr);
  return rt::FormPage(counter.env, request, "accessibility_contact", std::move(model), counter.card,
                      request.form, refusals);
}

rt::Response Acknowledgement(const Counter& counter, const rt::Request& request, int status) {
  const auto today = core::LocalDay(counter.env.now()), due = today + accessibility::kWeek;
  if (request.WantsJson())
    return rt::Json(
        json::Value::MakeObject({{"received_on", core::IsoDay(today)}, {"answer_by", core::IsoDay(due)}}),
        status);
  auto model = Model(counter, "accessibility.received.title");
  model.Set("received_on", core::FrenchDay(today)).Set("answer_by", core::FrenchDay(due));
  return rt::Html(counter.env, "accessibility_received", model);
}

rt::Response Take(Counter& counter, const rt::Request& request) {
  const auto refusals = counter.card.Check(request.form);
  if (!refusals.empty()) return FormAgain(counter, request, refusals);
  if (const auto wait = counter.throttle.Try("", counter.env.now()); wait.count() > 0) {
    auto response = FormAgain(counter, request, {{core::Kind::kTooMany, "difficulty", "difficulty.wait"}});
    response.status = rt::StatusOf(core::Kind::kTooMany);
    return response.With("Retry-After", std::to_string(wait.count()));
  }
  const auto text = [&](const char* name) { return std::string(core::Trim(request.form.Get(name))); };
  auto db = counter.env.db.Take();
  accessibility::Ask(*db, {text("name"), text("email"), text("page"), text("difficulty")},
                     core::LocalDay(counter.env.now()));
  if (request.WantsJson()) return Acknowledgement(counter, request, 201);
  return rt::SeeOther("/f/accessibility_contact?received=yes");
}

rt::Response Handle(Counter& counter, const rt::Request& request) {
  if (request.method == "POST") return Take(counter, request);
  if (request.query.Has("received") || request.WantsJson()) return Acknowledgement(counter, request, 200);
  return rt::SeeOther("/accessibilite/nous-ecrire/");
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [counter = std::make_shared<Counter>(env)](
                        const rt::Request& request) { return Handle(*counter, request); },
          .receive = {}};
}

}  // namespace accessibility_contact
