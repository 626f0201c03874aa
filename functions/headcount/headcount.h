// A member tells its headcount by the personal link that it was sent, without an account. Nothing else is to
// be seen there, and nothing more once the headcounts of the year are frozen.
#pragma once
#include "runtime/contract/function.h"

namespace headcount {

rt::Function Make(rt::Env& env);

}  // namespace headcount
