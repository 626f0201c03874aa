// Where connections wait until their head is complete, and who serves them then.
//
// One thread watches the listener and every connection whose head is still coming, so that silent or slow ones hold no worker.
// A complete head is handed to one of the workers with its connection.
#pragma once
#include <functional>

#include "runtime/connection.h"
#include "runtime/head.h"
#include "runtime/listener.h"

namespace rt {

struct Visit {
  Connection connection;
  Head head;
};
// Called by several threads at once. Must not throw.
using Host = std::function<void(Visit&)>;

// Serves until SIGTERM or SIGINT, then finishes what was begun (for at most 10 s; what is left is cut). Connections that wait in an
// inherited listener are left there for the next process, which is never shut down; those of an own listener are served.
// Blocks both signals in the calling thread. Throws std::runtime_error when the system refuses what it needs.
void Receive(const Listener& listener, const Host& host);

}  // namespace rt
