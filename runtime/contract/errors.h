// Short answers for what has no form to show again.
#pragma once
#include "runtime/contract/function.h"

namespace rt {

// The page "error", or JSON {"error": {"code", "message"}}. Its title is the catalogue's
// runtime.title.<status>, its message the sentence of `code`; the code that a program reads has no "runtime."
// before it.
Response ErrorAnswer(const Env& env, const Request& request, int status, std::string_view code);

}  // namespace rt
