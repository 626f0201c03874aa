// One function at work: from a visit to its answer.
#pragma once
#include <string>

#include "runtime/contract/function.h"
#include "runtime/lobby.h"
#include "runtime/run.h"

namespace rt {

// Thread safe. What a function throws is told on stderr by its kind alone, as one line of JSON, without any
// text of the request.
class Service {
 public:
  // Throws std::runtime_error when a sentence of the error answers is missing.
  Service(std::string name, const Env& env, Function function, Limits limits);
  // Answers; sending a file is left as the visit's rest.
  void Serve(Visit& visit) const;

 private:
  struct Answer {
    Response response;
    bool all_read = true;  // nothing of the request is left in the connection
    bool gone = false;     // the other side left: there is nobody to answer
  };
  Answer Respond(Visit& visit) const;
  Answer Converse(Visit& visit, Request& request) const;
  void Finish(Visit& visit, Answer answer) const;
  bool IsForeign(const Request& request) const;
  Response Problem(const Request& request, int status) const;
  Response AfterException(const Request& request) const;
  void Log(const std::string& kind) const;

  std::string name_;
  const Env& env_;
  Function function_;
  Limits limits_;
  std::string origin_;
};

// True when the headers can be sent as they are: tokens for names, no control character in a value.
bool IsSendable(const Response& response);

// "https://example.org" of "https://example.org/path".
std::string OriginOf(const std::string& url);

}  // namespace rt
