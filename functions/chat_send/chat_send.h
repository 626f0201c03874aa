// Writes a message in the reporter's case: POST {text, once} → 303 to the case, JSON 201 {id, on}. The same
// `once` and text write one message. Refuses a message that is empty or too long: 422, with what was typed;
// without session: 403, with what was typed, or to /suivre/ when nothing was.
#pragma once
#include "runtime/contract/function.h"

namespace chat_send {

rt::Function Make(rt::Env& env);

}  // namespace chat_send
