// All that the author of a function reads: a Request comes in, a Response goes out, Env reaches the world.
//
// A function is one folder of functions/, one header with `rt::Function Make(rt::Env&);`, one process. Its
// handler is called from several threads at once; what it captures must be safe for that. What it throws
// becomes a 500 (or a 503 when the disk refuses), without a word of the exception outside. HEAD is answered
// by the runtime from GET; other methods than GET, HEAD and POST never arrive.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/config/config.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/form/card.h"
#include "lib/form/fields.h"
#include "lib/form/multipart.h"
#include "lib/json/value.h"
#include "lib/render/pages.h"
#include "lib/store/db.h"

namespace rt {

struct Request {
  std::string method;  // "GET" or "POST"
  std::string path;    // without the query, not decoded
  form::Fields query;  // decoded
  form::Fields form;   // the body, whatever its media type
  // Names in lower case. Only accept, authorization, content-type, cookie, host, if-none-match, origin,
  // sec-fetch-site and x-twilio-signature (telephony operators sign their requests with it): a function
  // cannot keep what it never learns (address, browser, languages, page of origin).
  std::map<std::string, std::string> headers;
  std::string_view Header(std::string_view name) const;
  std::string Cookie(std::string_view name) const;  // empty when absent
  bool WantsJson() const;  // Accept: application/json, or a JSON body without an Accept that prefers HTML
};

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>>
      headers;  // a line break in one is refused by the runtime (500)
  // When set, the body is pulled from here instead, piece by piece, until an empty piece; `length` bytes in
  // all.
  std::function<std::string()> stream;
  std::size_t length = 0;

  Response& With(std::string name, std::string value);
};

// Everything a function may touch. main() builds the real one, tests build a small one.
struct Env {
  store::Pool& db;
  const config::Config& config;
  const render::Pages& pages;
  core::Clock now;
  std::string worker_public_key;  // addresses for notifications are sealed to it
};

struct Function {
  std::function<Response(const Request&)> handle;
  // When set, multipart bodies may hold files: called with the head of such a request (form is empty), gives
  // the sink of its files, or none: then a file is refused (400).
  std::function<std::unique_ptr<form::FileSink>(const Request&)> receive;
};

// Answers. Each has Cache-Control: no-store. A model's "layout" chooses the layout, "page" when it is left
// out.
Response Html(const Env& env, std::string_view page, const json::Value& model, int status = 200);
Response Json(const json::Value& value, int status = 200);
Response SeeOther(std::string location);
// A page with a form: model["form"] = the card's view of `values` and `refusals`. 200, or 422 with « Erreur :
// » in the title when there are refusals; to a program that wants JSON, refusals are {"errors": [...]}.
Response FormPage(const Env& env, const Request& request, std::string_view page, json::Value model,
                  const form::Card& card, const form::Fields& values, const core::Refusals& refusals);
// A short page (or JSON {"error": {"code", "message"}}) for a refusal that has no form to show again; message
// = catalogue's sentence of its code.
Response Refused(const Env& env, const Request& request, const core::Refusal& refusal);
int StatusOf(core::Kind kind);  // 422, 403, 404, 409, 429, 413
// 405, for a function that takes only some of GET and POST; `allow` as in "GET, HEAD".
Response NotAllowed(const Env& env, const Request& request, std::string_view allow);

// A value as it can stand in the query of an address: all but letters, digits and -._~ is escaped.
std::string EncodeQuery(std::string_view value);

// Cookies: "__Host-" + Secure over https; without both on http://localhost only. Always HttpOnly,
// SameSite=Strict, Path=/, no lifetime.
std::string CookieName(const Env& env, std::string_view name);
Response& SetCookie(Response& response, const Env& env, std::string_view name, std::string_view value);
Response& DropCookie(Response& response, const Env& env, std::string_view name);

// The card of a form, content/fr/forms/<name>.json.
form::Card ReadCard(const Env& env, std::string_view name);

}  // namespace rt
