#include "functions/chat_send/chat_send.h"

#include "domain/casefile/casefile.h"
#include "lib/core/text.h"

namespace chat_send {
namespace {

// What was written, and why it is not sent.
rt::Response NotSent(const rt::Env& env, const form::Card& card, const rt::Request& request,
                     const core::Refusals& refusals) {
  const int status = rt::StatusOf(refusals.front().kind);
  auto model =
      json::Value::MakeObject({{"title", env.pages.Message("case.message.title")}, {"noindex", true}});
  model.Set("session_over", status == 403);
  auto response = rt::FormPage(env, request, "message", std::move(model), card, request.form, refusals);
  response.status = status;
  return response;
}

rt::Response Handle(const rt::Env& env, const form::Card& card, const rt::Request& request) {
  const bool as_json = request.WantsJson();
  if (request.method != "POST")
    return as_json ? rt::NotAllowed(env, request, "POST") : rt::SeeOther("/f/chat_poll");
  auto db = env.db.Take();
  const auto now = env.now();
  const auto session =
      people::FindSession(*db, people::SessionKind::kCase, request.Cookie(rt::CookieName(env, "case")), now);
  const core::Refusal none{core::Kind::kForbidden, "", "session.none"};
  if (!session && as_json) return rt::Refused(env, request, none);
  if (!session && core::Trim(request.form.Get("text")).empty()) return rt::SeeOther("/suivre/");
  if (!session) return NotSent(env, card, request, {none});
  if (const auto refusals = card.Check(request.form); !refusals.empty())
    return NotSent(env, card, request, refusals);
  auto file = casefile::Case::OpenAsReporter(*db, *session);
  if (!file) return rt::Refused(env, request, file.error());
  const auto sent = file->Post(core::Trim(request.form.Get("text")), request.form.Get("once"), now);
  if (!sent) return rt::Refused(env, request, sent.error());
  if (!as_json) return rt::SeeOther("/f/chat_poll");
  return rt::Json(json::Value::MakeObject({{"id", sent->n}, {"on", core::IsoDay(sent->on)}}), 201);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto card = std::make_shared<const form::Card>(rt::ReadCard(env, "message"));
  return {.handle = [&env, card](const rt::Request& request) { return Handle(env, *card, request); },
          .receive = {}};
}

}  // namespace chat_send
