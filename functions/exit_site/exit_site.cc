#include "functions/exit_site/exit_site.h"

#include "domain/access/access.h"

namespace exit_site {
namespace {

void CloseSessions(const rt::Env& env, const rt::Request& request) {
  for (const char* name : {"case", "desk"}) {
    const auto cookie = request.Cookie(rt::CookieName(env, name));
    if (cookie.empty()) continue;
    auto db = env.db.Take();
    people::CloseSession(*db, cookie);
  }
}

rt::Response Handle(const rt::Env& env, const rt::Request& request) {
  try {
    CloseSessions(env, request);
  } catch (const store::Failure&) {
    // Someone who must leave leaves, even when the disk is full or the database busy: without its cookie the
    // session opens nothing.
  }
  auto response = rt::SeeOther(env.config.exit_url);
  response.With("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"")
      .With("Referrer-Policy", "no-referrer");
  rt::DropCookie(response, env, "case");
  rt::DropCookie(response, env, "desk");
  return rt::DropCookie(response, env, "learn");
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [&env](const rt::Request& request) { return Handle(env, request); }, .receive = {}};
}

}  // namespace exit_site
