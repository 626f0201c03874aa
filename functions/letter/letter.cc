#include "functions/letter/letter.h"

#include <array>
#include <mutex>

#include "domain/casefile/course.h"
#include "lib/core/text.h"
#include "runtime/contract/session_over.h"

namespace letter {
namespace {

constexpr int kFreeTries = 5;
constexpr std::chrono::minutes kLongestWait{15};

// Built once, shared by every thread.
struct Hall {
  explicit Hall(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        code(rt::ReadCard(env, "letter_code")),
        victim(rt::ReadCard(env, "letter_victim")),
        authority(rt::ReadCard(env, "letter_authority")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card code, victim, authority;
  people::Throttle throttle{kFreeTries, kLongestWait};
  // Tries at one letter come one after the other.
  std::array<std::mutex, 16> turns;
};

bool IsForVictim(const casefile::Letter& letter) { return letter.content.Text("act") == "ask_victim"; }

const form::Card& CardFor(const Hall& hall, const casefile::Letter& letter) {
  return IsForVictim(letter) ? hall.victim : hall.authority;
}

json::Value Model(const Hall& hall, std::string_view title) {
  return json::Value::MakeObject({{"title", hall.env.pages.Message(std::string(title))}, {"noindex", true}});
}

// Asks for the code. `token` came with the link.
rt::Response AskCode(const Hall& hall, const rt::Request& request, const std::string& token,
                     const core::Refusals& refusals) {
  form::Fields kept;
  kept.Set("t", token);
  auto response =
      rt::FormPage(hall.env, request, "letter_code", Model(hall, "letter.title"), hall.code, kept, refusals);
  if (!refusals.empty()) response.status = rt::StatusOf(refusals.front().kind);
  return response.With("Referrer-Policy", "no-referrer");
}

rt::Response Unlock(Hall& hall, const rt::Request& request) {
  const auto& token = request.form.Get("t");
  if (const auto refusals = hall.code.Check(request.form); !refusals.empty())
    return AskCode(hall, request, token, refusals);
  const std::scoped_lock turn(hall.turns[std::hash<std::string>()(token) % hall.turns.size()]);
  const auto now = hall.env.now();
  if (const auto wait = hall.throttle.Try(token, now); wait.count() > 0) {
    auto response = AskCode(hall, request, token, {{core::Kind::kTooMany, "code", "code.wait"}});
    return response.With("Retry-After", std::to_string(wait.count()));
  }
  auto db = hall.env.db.Take();
  const auto keys = casefile::UnlockLetter(*db, token, request.form.Get("code"), core::LocalDay(now));
  if (!keys) return AskCode(hall, request, token, {keys.error()});
  hall.throttle.Succeeded(token);
  const auto cookie = people::OpenSession(*db, people::SessionKind::kLetter, keys->letter_id, keys->key, now);
  auto response =
      request.WantsJson() ? rt::Json(json::Value::MakeObject({{"opened", true}})) : rt::SeeOther("/f/letter");
  return rt::SetCookie(response, hall.env, "letter", cookie);
}

rt::Response Show(const Hall& hall, const rt::Request& request, const casefile::Letter& letter,
                  const core::Refusals& refusals) {
  const auto act = letter.content.Text("act");
  if (request.WantsJson() && refusals.empty())
    return rt::Json(json::Value::MakeObject({{"act", act},
                                             {"text", letter.content.Text("text")},
                                             {"from", letter.content.Text("from")},
                                             {"written_on", core::IsoDay(letter.written_on)},
                                             {"answer", letter.answer}}));
  auto model = Model(hall, "letter.kind." + act);
  model.Set("text", letter.content.Text("text")).Set("from", letter.content.Text("from"));
  model.Set("written_on", core::FrenchDay(letter.written_on))
      .Set("expires_on", core::FrenchDay(letter.expires_on));
  model.Set("operator", hall.scheme.Operator()).Set("for_victim", IsForVictim(letter));
  const auto* consent = hall.scheme.ConsentNamed("victim");
  model.Set("effect", consent ? consent->effect : "");
  model.Set("is_answered", letter.answered_on.has_value());
  model.Set("answered_on", letter.answered_on ? core::FrenchDay(*letter.answered_on) : "");
  const auto given = form::ParseJson(json::Write(letter.answer.IsNull() ? json::Object() : letter.answer));
  model.Set("answers", CardFor(hall, letter).Answers(*given));
  return rt::FormPage(hall.env, request, "letter", std::move(model), CardFor(hall, letter), request.form,
                      refusals);
}

core::Refusals Check(const Hall& hall, const casefile::Letter& letter, const form::Fields& form) {
  auto refusals = CardFor(hall, letter).Check(form);
  if (form.Get("agree") == "yes" && core::Trim(form.Get("name")).empty())
    refusals.push_back({core::Kind::kInvalid, "name", "name.required"});
  return refusals;
}

rt::Response Answer(const Hall& hall, const rt::Request& request, store::Db& db,
                    const people::Session& session, const casefile::Letter& letter) {
  if (const auto refusals = Check(hall, letter, request.form); !refusals.empty())
    return Show(hall, request, letter, refusals);
  json::Value answer = json::Object();
  for (const char* field : {"agree", "name", "text"})
    if (const auto value = core::Trim(request.form.Get(field)); !value.empty()) answer.Set(field, value);
  const auto done = casefile::AnswerLetter(db, session, answer, core::LocalDay(hall.env.now()));
  if (!done) return rt::Refused(hall.env, request, done.error());
  return request.WantsJson() ? rt::Json(json::Value::MakeObject({{"answered", true}}))
                             : rt::SeeOther("/f/letter");
}

rt::Response Handle(Hall& hall, const rt::Request& request) {
  const bool post = request.method == "POST";
  if (post && request.form.Has("code")) return Unlock(hall, request);
  if (!post && request.query.Has("t")) return AskCode(hall, request, request.query.Get("t"), {});
  auto db = hall.env.db.Take();
  const auto now = hall.env.now();
  const auto session = people::FindSession(*db, people::SessionKind::kLetter,
                                           request.Cookie(rt::CookieName(hall.env, "letter")), now);
  if (!session) return rt::SessionOver(hall.env, request, "/f/letter", rt::Session::kLetter);
  const auto letter = casefile::ReadLetter(*db, *session, core::LocalDay(now));
  if (!letter) return rt::Refused(hall.env, request, letter.error());
  return post ? Answer(hall, request, *db, *session, *letter) : Show(hall, request, *letter, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto hall = std::make_shared<Hall>(env);
  return {.handle = [hall](const rt::Request& request) { return Handle(*hall, request); }, .receive = {}};
}

}  // namespace letter
