// What someone at the desk reads whose session has ended.
#pragma once
#include <string>

#include "runtime/contract/function.h"

namespace rt {

// To a form: a page (403) that holds all that was filled in, with a way to sign in beside it and a button
// that sends it again to `action`; nothing is kept elsewhere, no password is given back, and files are asked
// for again. To anything else: 303 to /connexion/. To a program: 403, "session.none".
Response SessionOver(const Env& env, const Request& request, std::string action);

}  // namespace rt
