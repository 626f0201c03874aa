// Opens a case with its code and gives the reporter's session (a cookie).
//
// POST {code} → 303 to the case, JSON 200 {number, version}. Refuses with the form again: typing errors
// before any lookup (422), an unknown or wrong code (403, the same answer for both), too many wrong ones for
// the same case (429). Guesses are slowed down for each case apart, never for each address.
#pragma once
#include "runtime/contract/function.h"

namespace open_case {

rt::Function Make(rt::Env& env);

}  // namespace open_case
