// The desk of référents, substitutes and providers: the list of the cases that they hold a grant for, one
// case, and what they do to it.
//
// GET: the list (filters q, state, unread, page; archived cases under state=archive alone); with ?case=NUMBER
// that case. Viewing enters the journal and marks the messages read. POST ?case=NUMBER {action:
// acknowledge|message|ask_identity|set_state|close|note, text, state, outcome, reason, version, once}, or
// {action: join|link, other: NUMBER, reason, version} and {action: unlink, link} (domain/casefile/joining.h);
// a program may give the outcome as `state`, a reason as `text`. {action: hold, why, reason, silent} and
// {action: lift_hold, reason, silent} keep the case from being erased, and let it go (casefile.h, KeepFor).
// {action: act, act, …} is an act of the scheme; that of an intervention (request_service) first answers an
// estimate of its `lines`, and is done with check=asked or check=best; deliver_service also takes files, as
// multipart. POST {action: callback_done, callback}. Refuses: no session (403, with what was typed, or to the
// sign-in page), a case without grant (404, whether or not it exists), an act on a case that changed
// meanwhile (409, with what was typed). Grants are what counts: a part that was taken away leaves the cases
// already granted.
#pragma once
#include "runtime/contract/function.h"

namespace case_desk {

rt::Function Make(rt::Env& env);

}  // namespace case_desk
