// The reporter's own part in the course of a case: answers to the agreements that are asked, signature of the
// record (fiche de signalement), withdrawal. Refuses what is not asked, or cannot be done now.
#pragma once
#include "runtime/contract/function.h"

namespace agreement {

rt::Function Make(rt::Env& env);

}  // namespace agreement
