// Opens a case with its code and gives the reporter's session (a cookie).
//
// POST {code} → 303 to the case, JSON 200 {number, version}. A provisional code opens nothing: 202 with a new
// code to note, JSON {provisional, new_code, proof}; then POST {code, new_code, proof, second, fifth} (two
// groups of the new code; a program leaves them out) changes it and opens the case. Refuses with the form
// again: typing errors before any lookup (422), an unknown or wrong code (403, the same answer for both), too
// many wrong ones for the same case (429). Guesses are slowed down for each case apart, never for each
// address.
#pragma once
#include "runtime/contract/function.h"

namespace open_case {

rt::Function Make(rt::Env& env);

}  // namespace open_case
