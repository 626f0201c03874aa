// Writes a message in the reporter's case: POST {text, once} → 303 to the case, JSON 201 {id, on}. The same `once` writes one message.
// Refuses without session: 403, or to /suivre/; a message that is empty or too long: 422, with what was typed.
#pragma once
#include "runtime/contract/function.h"

namespace chat_send {

rt::Function Make(rt::Env& env);

}  // namespace chat_send
