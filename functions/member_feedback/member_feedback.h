// What a member thinks of the dispositif, by the personal link of a mail, without an account. GET ?t=<token>:
// the form, with what was answered; POST answers or replaces. Refuses an unknown link (404), one that is too
// old (409), a question answered by a word of nobody's, and a form without any answer (422), which keeps what
// was typed.
#pragma once
#include "runtime/contract/function.h"

namespace member_feedback {

rt::Function Make(rt::Env& env);

}  // namespace member_feedback
