// Asks for a call back by a psychologist: GET the form; POST {mode: phone|video, phone, slot} → 303 back to
// it, JSON 201 {asked}. The number is sealed to the providers: no référent reads it. Refuses without session
// (403, or to /suivre/), where the scheme offers none or nobody can call (422).
#pragma once
#include "runtime/contract/function.h"

namespace callback_request {

rt::Function Make(rt::Env& env);

}  // namespace callback_request
