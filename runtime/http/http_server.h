// Answers in HTTP: the only door to cpp-httplib.
//
// cpp-httplib never sees a byte of a visitor but a method and a path that ParseHead accepted: its reading of
// headers and bodies, its routes, ranges, compression, keep-alive and exception pages stay unused.
//
// It comes with OpenSSL, which Vigie has no use for and which takes 0.6 MB of each process. So a process
// loads libvigie_http.so when it first has something to answer.
#pragma once
#include "runtime/connection.h"
#include "runtime/contract/function.h"
#include "runtime/head.h"

namespace rt {

// Sends the answer, with Connection: close; to a HEAD request, without its body. `response` must be sendable
// (runtime/service.h).
// False when the other side left. What response.stream throws comes out: the answer is cut short then.
bool Send(Connection& connection, const Head& head, Response response);

}  // namespace rt
