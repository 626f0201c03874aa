#include "functions/open_case/open_case.h"

#include <array>
#include <mutex>

#include "domain/casefile/casefile.h"
#include "domain/casefile/code.h"

namespace open_case {
namespace {

constexpr int kFreeTries = 5;
constexpr std::chrono::seconds kLongestWait{60};

// Built once, shared by every thread.
struct Door {
  explicit Door(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "open_case")) {}
  rt::Env& env;
  form::Card card;
  people::Throttle throttle{kFreeTries, kLongestWait};
  // Tries at one case come one after the other: thirty right codes at once are not thirty failures under way.
  std::array<std::mutex, 64> turns;
  std::mutex& TurnOf(const std::string& locator) {
    return turns[std::hash<std::string>()(locator) % turns.size()];
  }
};

rt::Response FormAgain(const Door& door, const rt::Request& request, const core::Refusal& refusal) {
  const auto& pages = door.env.pages;
  auto model = json::Value::MakeObject(
      {{"title", pages.Message("case.follow.title")}, {"lead", pages.Message("case.follow.lead")}});
  model.Set("has_body", false).Set("body", "").Set("noindex", true);
  auto response = rt::FormPage(door.env, request, "follow", std::move(model), door.card, {}, {refusal});
  response.status = rt::StatusOf(refusal.kind);
  return response;
}

rt::Response Opened(const Door& door, const rt::Request& request, store::Db& db,
                    const casefile::ReporterKeys& keys) {
  const auto cookie =
      people::OpenSession(db, people::SessionKind::kCase, keys.case_id, keys.secret_key, door.env.now());
  auto response = rt::SeeOther("/f/chat_poll");
  if (request.WantsJson()) {
    const auto file =
        casefile::Case::OpenAsReporter(db, {keys.case_id, vault::KeyPair::FromSecret(keys.secret_key)});
    if (!file) return rt::Refused(door.env, request, file.error());
    response = rt::Json(json::Value::MakeObject({{"number", file->Number()}, {"version", file->Version()}}));
  }
  return rt::SetCookie(response, door.env, "case", cookie);
}

rt::Response Handle(Door& door, const rt::Request& request) {
  if (request.method != "POST")
    return request.WantsJson() ? rt::NotAllowed(door.env, request, "POST") : rt::SeeOther("/suivre/");
  if (const auto refusals = door.card.Check(request.form); !refusals.empty())
    return FormAgain(door, request, refusals.front());
  const auto code = casefile::ReadCode(request.form.Get("code"));
  if (!code) return FormAgain(door, request, code.error());

  const std::scoped_lock turn(door.TurnOf(code->locator));
  if (const auto wait = door.throttle.Try(code->locator, door.env.now()); wait.count() > 0) {
    auto response = FormAgain(door, request, {core::Kind::kTooMany, "code", "code.wait"});
    return response.With("Retry-After", std::to_string(wait.count()));
  }
  auto db = door.env.db.Take();
  const auto keys = casefile::Unlock(*db, code->locator, code->digits);
  if (!keys) return FormAgain(door, request, keys.error());
  door.throttle.Succeeded(code->locator);
  return Opened(door, request, *db, *keys);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto door = std::make_shared<Door>(env);
  return {.handle = [door](const rt::Request& request) { return Handle(*door, request); }, .receive = {}};
}

}  // namespace open_case
