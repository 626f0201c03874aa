// The reporter's case: what is new, and its page.
//
// JSON GET ?after=N → 200 {version, state, messages: [{id, from, text, on, read_on}]} with an ETag; the same
// ETag in If-None-Match → 304 from two indexed reads, nothing opened. The version grows with every act, and
// with every reading by the other side, so that read_on reaches whoever polls. HTML: the page of the case.
// Both mark what they show as read. Refuses without session: 403, or to /suivre/.
#pragma once
#include "runtime/contract/function.h"

namespace chat_poll {

rt::Function Make(rt::Env& env);

}  // namespace chat_poll
