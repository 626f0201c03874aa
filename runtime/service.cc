#include "runtime/service.h"

#include <cxxabi.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <utility>

#include "lib/core/late.h"
#include "runtime/body.h"
#include "runtime/contract/errors.h"
#include "runtime/http/http_server.h"

namespace rt {
namespace {

struct Code {
  int status;
  std::string_view code;  // the sentence is runtime.<code>
};
constexpr std::array<Code, 12> kCodes{{{400, "bad_request"},
                                       {403, "foreign_origin"},
                                       {405, "method"},
                                       {411, "length_required"},
                                       {413, "too_large"},
                                       {414, "address_too_long"},
                                       {415, "media_type"},
                                       {417, "expectation"},
                                       {431, "headers_too_large"},
                                       {500, "internal"},
                                       {503, "unavailable"},
                                       {505, "version"}}};
constexpr int kBusy = 5,
              kLocked = 6;  // SQLite's primary result codes: another process holds the database for too long

// What a function says nothing about is not kept by anyone.
Response& Uncached(Response& response) {
  auto is_cache = [](const auto& header) { return ::strcasecmp(header.first.c_str(), "Cache-Control") == 0; };
  bool says = std::any_of(response.headers.begin(), response.headers.end(), is_cache);
  return says ? response : response.With("Cache-Control", "no-store");
}

std::string KindOf(const std::type_info* type) {
  if (!type) return "unknown";
  int status = 0;
  std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? name.get() : type->name();
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

const core::Late<decltype(Send)> kSend{"libvigie_http.so", "vigie_http_send"};

}  // namespace

bool IsSendable(const Response& response) {
  return !HasControl(response.type) &&
         std::none_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
           return header.first.empty() || header.first.find_first_of(" :") != std::string::npos ||
                  HasControl(header.first) || HasControl(header.second);
         });
}

std::string OriginOf(const std::string& url) {
  auto host = url.find("://");
  return host == std::string::npos ? url : url.substr(0, url.find('/', host + 3));
}

Service::Service(std::string name, const Env& env, Function function, Limits limits)
    : name_(std::move(name)),
      env_(env),
      function_(std::move(function)),
      limits_(limits),
      origin_(OriginOf(env.config.base_url)) {
  for (const auto& code : kCodes) {
    env.pages.Message("runtime." + std::string(code.code));
    env.pages.Message("runtime.title." + std::to_string(code.status));
  }
}

Response Service::Problem(const Request& request, int status) const {
  for (const auto& code : kCodes) {
    if (code.status != status) continue;
    auto response = ErrorAnswer(env_, request, status, "runtime." + std::string(code.code));
    if (status == 405) response.With("Allow", "GET, HEAD, POST");
    if (status == 503) response.With("Retry-After", "30");
    return response;
  }
  return Problem(request, 500);
}

void Service::Log(const std::string& kind) const {
  std::fprintf(stderr, "{\"level\":\"error\",\"function\":\"%s\",\"kind\":\"%s\"}\n", name_.c_str(),
               kind.c_str());
}

// Called while an exception is handled.
Response Service::AfterException(const Request& request) const {
  int status = 500;
  try {
    throw;
  } catch (const store::Failure& failure) {
    Log("store::Failure " + std::to_string(failure.code));
    int primary = failure.code & 0xff;
    if (failure.IsDisk() || primary == kBusy || primary == kLocked) status = 503;
  } catch (...) {
    Log(KindOf(abi::__cxa_current_exception_type()));
  }
  try {
    return Problem(request, status);
  } catch (...) {
    Response bare;
    bare.status = status;
    return bare;
  }
}

// Browsers say where a form comes from; a program that says nothing has no visitor's cookie to misuse.
bool Service::IsForeign(const Request& request) const {
  auto site = request.Header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  auto origin = request.Header("origin");
  return !origin.empty() && origin != origin_;
}

Service::Answer Service::Converse(Visit& visit, Request& request) const {
  auto& head = visit.head;
  auto query = form::ParseUrlEncoded(head.query);
  if (!query) return {Problem(request, 400), head.length == 0};
  request.query = std::move(*query);
  if (head.method == "POST") {
    if (IsForeign(request)) return {Problem(request, 403), head.length == 0};
    auto end = ReadBody(visit.connection, head, function_, limits_, request);
    if (end.refused) return {Problem(request, end.refused), end.complete};
    if (!end.complete) return {{}, false, true};
  }
  try {
    return {function_.handle(request)};
  } catch (...) {
    return {AfterException(request)};
  }
}

Service::Answer Service::Respond(Visit& visit) const {
  Request request;
  try {
    request.method = visit.head.method == "HEAD" ? "GET" : visit.head.method;
    request.path = visit.head.path;
    request.headers = std::move(visit.head.headers);
    if (visit.head.refused) return {Problem(request, visit.head.refused), false};
    auto answer = Converse(visit, request);
    if (answer.gone || IsSendable(answer.response)) return answer;
    Log("response header");
    return {Problem(request, 500), answer.all_read};
  } catch (...) {
    return {AfterException(request), false};
  }
}

void Service::Serve(Visit& visit) const {
  try {
    auto answer = Respond(visit);
    if (answer.gone) return;
    Uncached(answer.response);
    if (answer.response.stream) {
      visit.rest = [this, answer](Visit& later) { Finish(later, answer); };
    } else {
      Finish(visit, std::move(answer));
    }
  } catch (...) {
    Log(KindOf(abi::__cxa_current_exception_type()));
  }
}

void Service::Finish(Visit& visit, Answer answer) const {
  try {
    bool sent = kSend(visit.connection, visit.head, std::move(answer.response));
    if (sent && !answer.all_read && !visit.whole) visit.connection.Linger();
  } catch (...) {
    Log(KindOf(abi::__cxa_current_exception_type()));
  }
}

}  // namespace rt
