// Files that a function makes for somebody to keep.
#pragma once
#include "runtime/contract/function.h"

namespace rt {

// Saved, never shown: the browser neither guesses another type nor runs anything of it. `name` is ASCII
// without quotes. Cache-Control: no-store.
Response Attachment(std::string type, std::string body, const std::string& name);

}  // namespace rt
