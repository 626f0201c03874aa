// The difficulties met on the site, for the managers of the CDG: GET → those that wait, the oldest first,
// with the day by which each is answered, then those that were answered; POST {id, answer} → 303 back, JSON
// 200 {id, answered_on}. The answer itself leaves by the manager's own mail: what is noted here is what was
// done. Refuses whoever is no manager (403) and one that someone answered before (409).
#pragma once
#include "runtime/contract/function.h"

namespace accessibility_desk {

rt::Function Make(rt::Env& env);

}  // namespace accessibility_desk
