// POST makes the attestation (PDF) of a course that the learner of the cookie « learn » has passed, with the
// name that was typed: printed, never kept. GET says whether a signed address (a) is one. Refuses a course
// that is not passed, and a name that is missing. What draws PDFs is started by the first attestation.
#pragma once
#include "runtime/contract/function.h"

namespace attestation {

rt::Function Make(rt::Env& env);

}  // namespace attestation
