// A collectivité asks to join. GET: the form (done=1: it came). POST: step check shows the answers and what
// the fee would be; step send (what a program does) files the request, a member that has asked, 303 to
// done=1. The délibération may come with any step, as a file; what came stays with the form, whatever else is
// wrong.
//
// Refuses what is wrong (422, with what was typed), a file that is no PDF, JPEG or PNG or has more than 5 MB,
// a body that is known already (409), a scheme that nobody can join any more (403), and any more than 200
// requests that wait (429). Nobody is signed in here, and nothing of another member is shown.
#pragma once
#include "runtime/contract/function.h"

namespace membership_request {

rt::Function Make(rt::Env& env);

}  // namespace membership_request
