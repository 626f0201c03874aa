#include "runtime/contract/session_over.h"

namespace rt {

Response SessionOver(const Env& env, const Request& request, std::string action) {
  if (request.WantsJson()) return Refused(env, request, {core::Kind::kForbidden, "", "session.none"});
  json::Value texts = json::Array(), hidden = json::Array();
  for (const auto& [name, value] : request.form.Items()) {
    if (value.empty() || name.starts_with("password")) continue;
    hidden.Push(json::Value::MakeObject({{"name", name}, {"value", value}}));
    // Shown: what is made of words; a choice or a token says nothing to a reader.
    if (value.find_first_of(" \n") != std::string::npos) texts.Push(value);
  }
  if (request.method != "POST" || hidden.Items().empty()) return SeeOther("/connexion/");
  const bool files = request.Header("content-type").starts_with("multipart/");
  auto model = json::Value::MakeObject({{"title", env.pages.Message("desk.session_over.title")},
                                        {"message", env.pages.Message("desk.session_over")},
                                        {"action", std::move(action)},
                                        {"texts", std::move(texts)},
                                        {"hidden", std::move(hidden)},
                                        {"files", files},
                                        {"has_errors", true},
                                        {"noindex", true}});
  return Html(env, "session_over", model, 403);
}

}  // namespace rt
