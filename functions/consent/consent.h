// The reporter decides who may read their identity.
//
// GET: what each choice entails, what was decided and when. POST {decision: release|refuse, audience, name,
// email, phone} → 303 back, JSON 200 {released_to}. A page asks for « understood » besides, for what is
// released is read for good. Refuses without session (403, or to /suivre/); 422 with every answer kept.
#pragma once
#include "runtime/contract/function.h"

namespace consent {

rt::Function Make(rt::Env& env);

}  // namespace consent
