#include "runtime/contract/function.h"

#include <utility>

#include "lib/core/text.h"
#include "runtime/contract/errors.h"

namespace rt {
namespace {

constexpr std::string_view kJsonType = "application/json";

Response NoStore(int status, std::string type, std::string body) {
  Response response;
  response.status = status;
  response.type = std::move(type);
  response.body = std::move(body);
  response.With("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::string_view Request::Header(std::string_view name) const {
  auto found = headers.find(std::string(name));
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string Request::Cookie(std::string_view name) const {
  auto rest = Header("cookie");
  while (!rest.empty()) {
    auto end = rest.find(';');
    auto pair = core::Trim(rest.substr(0, end));
    auto equal = pair.find('=');
    if (equal != std::string_view::npos && pair.substr(0, equal) == name)
      return std::string(pair.substr(equal + 1));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return {};
}

bool Request::WantsJson() const {
  auto accept = Header("accept");
  auto json = accept.find(kJsonType);
  auto html = accept.find("text/html");
  if (json != std::string_view::npos) return html == std::string_view::npos || json < html;
  return html == std::string_view::npos && Header("content-type").starts_with(kJsonType);
}

Response& Response::With(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response Html(const Env& env, std::string_view page, const json::Value& model, int status) {
  return NoStore(status, "text/html; charset=utf-8",
                 env.pages.Render(page, model, model.Text("layout", "page")));
}

Response Json(const json::Value& value, int status) {
  return NoStore(status, "application/json; charset=utf-8", json::Write(value));
}

Response SeeOther(std::string location) {
  auto response = NoStore(303, "text/html; charset=utf-8", "");
  response.With("Location", std::move(location));
  return response;
}

Response FormPage(const Env& env, const Request& request, std::string_view page, json::Value model,
                  const form::Card& card, const form::Fields& values, const core::Refusals& refusals) {
  bool refused = !refusals.empty();
  if (refused && request.WantsJson()) return Json(form::ErrorsJson(refusals, card), 422);
  model.Set("form", card.View(values, refusals));
  model.Set("has_errors", refused);
  return Html(env, page, model, refused ? 422 : 200);
}

Response Refused(const Env& env, const Request& request, const core::Refusal& refusal) {
  return ErrorAnswer(env, request, StatusOf(refusal.kind), refusal.code);
}

Response NotAllowed(const Env& env, const Request& request, std::string_view allow) {
  auto response = ErrorAnswer(env, request, 405, "runtime.method");
  response.With("Allow", std::string(allow));
  return response;
}

Response ErrorAnswer(const Env& env, const Request& request, int status, std::string_view code) {
  const auto& message = env.pages.Message(code);
  if (request.WantsJson()) {
    constexpr std::string_view kOurs = "runtime.";
    auto known = code.starts_with(kOurs) ? code.substr(kOurs.size()) : code;
    auto error = json::Value::MakeObject({{"code", known}, {"message", message}});
    return Json(json::Value::MakeObject({{"error", std::move(error)}}), status);
  }
  const auto& title = env.pages.Message("runtime.title." + std::to_string(status));
  const bool desk = !request.Cookie(CookieName(env, "desk")).empty();
  return Html(
      env, "error",
      json::Value::MakeObject({{"title", title}, {"message", message}, {"desk", desk}, {"noindex", true}}),
      status);
}

int StatusOf(core::Kind kind) {
  switch (kind) {
    case core::Kind::kInvalid:
      return 422;
    case core::Kind::kForbidden:
      return 403;
    case core::Kind::kNotFound:
      return 404;
    case core::Kind::kConflict:
      return 409;
    case core::Kind::kTooMany:
      return 429;
    case core::Kind::kTooLarge:
      return 413;
  }
  return 500;
}

std::string EncodeQuery(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF", kMarks = "-._~";
  std::string out;
  for (unsigned char c : value) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 kMarks.find(static_cast<char>(c)) != std::string_view::npos;
    if (plain) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += kDigits[c >> 4];
      out += kDigits[c & 15];
    }
  }
  return out;
}

std::string CookieName(const Env& env, std::string_view name) {
  return (env.config.IsHttps() ? "__Host-" : "") + std::string(name);
}

Response& SetCookie(Response& response, const Env& env, std::string_view name, std::string_view value) {
  auto cookie = CookieName(env, name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Strict";
  if (env.config.IsHttps()) cookie += "; Secure";
  return response.With("Set-Cookie", std::move(cookie));
}

Response& DropCookie(Response& response, const Env& env, std::string_view name) {
  auto cookie = CookieName(env, name) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  if (env.config.IsHttps()) cookie += "; Secure";
  return response.With("Set-Cookie", std::move(cookie));
}

form::Card ReadCard(const Env& env, std::string_view name) {
  return form::Card::Read(env.config.share_dir + "/content/fr/forms/" + std::string(name) + ".json");
}

}  // namespace rt
