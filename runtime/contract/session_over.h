// What someone reads whose session has ended: at the desk, in their own case, with a letter.
#pragma once
#include <string>

#include "runtime/contract/function.h"

namespace rt {

enum class Session { kDesk, kCase, kLetter };

// To a form: a page (403) that holds all that was filled in, says how to begin again beside it, and has a
// button that sends it again to `action`; nothing is kept elsewhere, no password is given back, and files are
// asked for again. To anything else: 303 to where such a session begins; a letter's begins in a mail, and
// gets 403, "letter.none". To a program: 403, "session.none", or "letter.none".
Response SessionOver(const Env& env, const Request& request, std::string action,
                     Session session = Session::kDesk);

}  // namespace rt
