// Follows a course: POST answers a step (action=answer, also when it is left out), starts (action=start,
// which gives a code and the cookie « learn ») or resumes with a code (action=resume); GET shows what an
// answer is worth (course, step, answer) or where a learner is (course). Without the cookie, answers are
// explained and nothing is kept. Refuses an unknown course or step, an answer that is none, a wrong code.
#pragma once
#include "runtime/contract/function.h"

namespace elearning_progress {

rt::Function Make(rt::Env& env);

}  // namespace elearning_progress
