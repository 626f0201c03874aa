#include "functions/open_case/open_case.h"

#include "domain/casefile/code.h"
#include "functions/open_case/door.h"

namespace open_case {

rt::Response CodeAgain(const Door& door, const rt::Request& request, const core::Refusal& refusal) {
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

namespace {

// What came of a code. `wait`: before the next try at this case, when there were too many.
struct Try {
  core::Result<casefile::ReporterKeys> keys;
  std::chrono::seconds wait{};
};

Try Unlock(Door& door, store::Db& db, const casefile::Code& code) {
  const std::scoped_lock turn(door.TurnOf(code.locator));
  if (const auto wait = door.throttle.Try(code.locator, door.env.now()); wait.count() > 0)
    return {core::Refuse(core::Kind::kTooMany, "code", "code.wait"), wait};
  auto keys = casefile::Unlock(db, code.locator, code.digits);
  if (keys) door.throttle.Succeeded(code.locator);
  return {std::move(keys)};
}

rt::Response Refuse(const Door& door, const rt::Request& request, const Try& tried) {
  auto response = CodeAgain(door, request, tried.keys.error());
  if (tried.wait.count() > 0) response.With("Retry-After", std::to_string(tried.wait.count()));
  return response;
}

// A change that was sent twice: the first one made it, and the new code opens.
rt::Response ChangedBefore(Door& door, const rt::Request& request, store::Db& db, const Try& tried) {
  const auto code = casefile::ReadCode(request.form.Get("new_code"));
  if (!code || tried.wait.count() > 0) return Refuse(door, request, tried);
  const auto again = Unlock(door, db, *code);
  if (!again.keys || again.keys->provisional) return Refuse(door, request, tried);
  return Opened(door, request, db, *again.keys);
}

rt::Response Handle(Door& door, const rt::Request& request) {
  if (request.method != "POST")
    return request.WantsJson() ? rt::NotAllowed(door.env, request, "POST") : rt::SeeOther("/suivre/");
  if (const auto refusals = door.card.Check(request.form); !refusals.empty())
    return CodeAgain(door, request, refusals.front());
  const auto code = casefile::ReadCode(request.form.Get("code"));
  if (!code) return CodeAgain(door, request, code.error());

  const bool changes = request.form.Has("new_code");
  auto db = door.env.db.Take();
  const auto tried = Unlock(door, *db, *code);
  if (!tried.keys && changes) return ChangedBefore(door, request, *db, tried);
  if (!tried.keys) return Refuse(door, request, tried);
  if (!tried.keys->provisional) return Opened(door, request, *db, *tried.keys);
  return changes ? ChangeCode(door, request, *db, *tried.keys) : ShowNewCode(door, request, *db, *tried.keys);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto door = std::make_shared<Door>(env);
  return {.handle = [door](const rt::Request& request) { return Handle(*door, request); }, .receive = {}};
}

}  // namespace open_case
