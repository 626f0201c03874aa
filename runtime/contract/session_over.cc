#include "runtime/contract/session_over.h"

#include <array>

namespace rt {
namespace {

// Where a session of its kind begins, and what its sentence and its refusal are called.
struct Beginning {
  std::string href, word, refusal;
};
const Beginning& BeginningOf(Session session) {
  static const std::array<Beginning, 3> all{{{"/connexion/", "desk", "session.none"},
                                             {"/suivre/", "case", "session.none"},
                                             {"", "letter", "letter.none"}}};
  return all.at(static_cast<std::size_t>(session));
}

}  // namespace

Response SessionOver(const Env& env, const Request& request, std::string action, Session session) {
  const auto& [href, word, refusal] = BeginningOf(session);
  const auto refused = [&] { return Refused(env, request, {core::Kind::kForbidden, "", refusal}); };
  if (request.WantsJson()) return refused();
  json::Value texts = json::Array(), hidden = json::Array();
  for (const auto& [name, value] : request.form.Items()) {
    if (value.empty() || name.starts_with("password")) continue;
    hidden.Push(json::Value::MakeObject({{"name", name}, {"value", value}}));
    // Shown: what is made of words; a choice or a token says nothing to a reader.
    if (value.find_first_of(" \n") != std::string::npos) texts.Push(value);
  }
  if (request.method != "POST" || hidden.Items().empty()) return href.empty() ? refused() : SeeOther(href);
  const bool files = request.Header("content-type").starts_with("multipart/");
  auto model = json::Value::MakeObject({{"title", env.pages.Message("desk.session_over.title")},
                                        {"message", env.pages.Message("desk.session_over")},
                                        {"href", href.empty() ? json::Value() : json::Value(href)},
                                        {"again", env.pages.Message("desk.session_over." + word)},
                                        {"action", std::move(action)},
                                        {"texts", std::move(texts)},
                                        {"hidden", std::move(hidden)},
                                        {"files", files},
                                        {"has_errors", true},
                                        {"noindex", true}});
  return Html(env, "session_over", model, 403);
}

}  // namespace rt
