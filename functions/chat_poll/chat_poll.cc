#include "functions/chat_poll/chat_poll.h"

#include <charconv>

#include "functions/chat_poll/case_page.h"

namespace chat_poll {
namespace {

std::int64_t After(const rt::Request& request) {
  const std::string& typed = request.query.Get("after");
  std::int64_t after = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), after);
  return read.ec == std::errc() && after > 0 ? after : 0;
}

std::string Tag(std::int64_t version, std::int64_t after) {
  return "\"v" + std::to_string(version) + "-" + std::to_string(after) + "\"";
}

// A proxy that compresses makes the tag a weak one.
bool Knows(const rt::Request& request, const std::string& tag) {
  auto known = request.Header("if-none-match");
  if (known.starts_with("W/")) known.remove_prefix(2);
  return known == tag;
}

rt::Response Messages(const View& view, const casefile::Case& file, std::int64_t version,
                      std::int64_t after) {
  json::Value messages = json::Array();
  for (const auto& message : file.Messages(after))
    messages.Push(json::Value::MakeObject(
        {{"id", message.n},
         {"from", message.from},
         {"text", TextOf(view, message)},
         {"on", core::IsoDay(message.on)},
         {"read_on", message.read_on ? json::Value(core::IsoDay(*message.read_on)) : json::Value()}}));
  auto answer = json::Value::MakeObject({{"version", version}, {"state", file.GetHeader().state}});
  const auto& main = file.GetHeader().duplicate_of;
  answer.Set("identity_asked", file.GetHeader().identity_asked);
  answer.Set("duplicate_of", main.empty() ? json::Value() : json::Value(main));
  answer.Set("messages", std::move(messages));
  return rt::Json(answer).With("ETag", Tag(version, after));
}

rt::Response Unchanged(const std::string& tag) {
  rt::Response response;
  response.status = 304;
  return response.With("ETag", tag).With("Cache-Control", "no-store");
}

// 0 when nobody's session has this cookie.
std::int64_t VersionFor(store::Db& db, std::string_view cookie, core::Instant now) {
  const store::Reading once(db);
  const auto subject = people::FindSubject(db, people::SessionKind::kCase, cookie, now);
  return subject ? casefile::PollVersion(db, *subject) : 0;
}

rt::Response Handle(const View& view, const rt::Request& request) {
  const rt::Env& env = view.env;
  if (request.method != "GET") return rt::NotAllowed(env, request, "GET, HEAD");
  auto db = env.db.Take();
  const auto cookie = request.Cookie(rt::CookieName(env, "case"));
  const auto now = env.now();
  const bool as_json = request.WantsJson();
  const auto after = After(request);
  // Before anything is read: what comes meanwhile makes the next answer a new one.
  const auto version = as_json ? VersionFor(*db, cookie, now) : 0;
  if (version > 0 && Knows(request, Tag(version, after))) return Unchanged(Tag(version, after));
  const auto session = people::FindSession(*db, people::SessionKind::kCase, cookie, now);
  if (!session && !as_json) return rt::SeeOther("/suivre/");
  if (!session) return rt::Refused(env, request, {core::Kind::kForbidden, "", "session.none"});
  auto file = casefile::Case::OpenAsReporter(*db, *session);
  if (!file) return rt::Refused(env, request, file.error());
  file->MarkRead(core::LocalDay(now));
  return as_json ? Messages(view, *file, version, after) : CasePage(view, *file);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto view = std::make_shared<const View>(env);
  return {.handle = [view](const rt::Request& request) { return Handle(*view, request); }, .receive = {}};
}

}  // namespace chat_poll
