// A letter for someone who has no account: the presumed victim whose agreement is asked, the authority that must
// answer. Read with the link's token and the code that was told another way; answered once. Refuses a wrong
// code, and slows down per letter. The token stands in the address of the first page only.
#pragma once
#include "runtime/contract/function.h"

namespace letter {

rt::Function Make(rt::Env& env);

}  // namespace letter
