// What will be erased, and when.
//
// GET, with a desk session. Those who read cases: their own, the next to go first. Managers: how many cases
// of which collectivité will go in which month (numbers under small_cells are hidden; no case is named),
// what was erased, and with ?paper=register|impact|certificate|elimination&format=odt|pdf|csv (csv for
// elimination alone) the papers about it (domain/paperwork). Refuses: no session (to the sign-in page; 403
// for a program), another part (403), a paper that is none, or has nothing to say yet (404).
#pragma once
#include "runtime/contract/function.h"

namespace retention {

rt::Function Make(rt::Env& env);

}  // namespace retention
