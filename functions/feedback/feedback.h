// A few questions to the reporter whose case is closed: what the dispositif was to them. Optional, and
// answered again as they like: the last answer counts. Kept apart from the case (domain/figures/feedback.h),
// and never journaled: the order of the journal would lead back to it. Nothing is asked while the case is
// open, nor of one that was joined to another.
#pragma once
#include "runtime/contract/function.h"

namespace feedback {

rt::Function Make(rt::Env& env);

}  // namespace feedback
