// The body of a request, read into Request::form.
#pragma once
#include <string>

#include "runtime/connection.h"
#include "runtime/contract/function.h"
#include "runtime/head.h"
#include "runtime/run.h"

namespace rt {

struct BodyEnd {
  bool complete = false;  // every byte was read; when not, and nothing is refused, the connection broke
  int refused = 0;        // 400, 413 or 415
};

// Urlencoded, JSON or multipart, counted against `limits` before it is kept. Files of a multipart body go to
// function.receive's sink as they come; whatever way out is taken, a file that has begun is either ended or
// abandoned.
BodyEnd ReadBody(Connection& connection, const Head& head, const Function& function, const Limits& limits,
                 Request& request);

}  // namespace rt
