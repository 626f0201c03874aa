// Answers in HTTP: the only door to cpp-httplib.
//
// cpp-httplib never sees a byte of a visitor but a method and a path that ParseHead accepted: its reading of
// headers and bodies, its routes, ranges, compression, keep-alive and exception pages stay unused.
#pragma once
#include "runtime/connection.h"
#include "runtime/contract/function.h"
#include "runtime/head.h"

namespace rt {

// True when the headers can be sent as they are: tokens for names, no control character in a value.
bool IsSendable(const Response& response);

// Sends the answer, with Connection: close; to a HEAD request, without its body. `response` must be sendable.
// False when the other side left. What response.stream throws comes out: the answer is cut short then.
bool Send(Connection& connection, const Head& head, Response response);

}  // namespace rt
