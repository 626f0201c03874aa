// Where connections wait until they can be served without waiting for them, and who serves them then.
//
// One thread watches the listener and every connection whose head, or short body (64 KiB at most), is still
// coming, so that silent or slow ones hold no worker. A request that is wholly there goes to the ready
// workers. What takes as long as the other side likes goes to other workers, the patient ones: a long body,
// the rest of a request that is refused, sending a file. Whatever happens there, ordinary requests go on.
//
// Memory is bounded: 256 connections that wait here and 384 that wait for a worker, of 96 KiB at most each,
// and what 48 workers hold.
#pragma once
#include "runtime/listener.h"
#include "runtime/workers.h"

namespace rt {

// A descriptor that can be read once SIGTERM or SIGINT came. From then on both only do that, in this thread
// and those that it starts. Throws std::runtime_error when the system refuses.
int OpenStopSignal();

// Serves until `stop` can be read, or until an inherited listener was quiet for its `rest` and nobody is
// being served; then finishes what was begun (for at most 10 s; what is left is cut). Connections that wait
// in an inherited listener are left there for the next process; those of an own listener are served, and it
// is closed. Throws std::runtime_error when the system refuses what it needs.
void Receive(const Listener& listener, int stop, const Host& host);

}  // namespace rt
