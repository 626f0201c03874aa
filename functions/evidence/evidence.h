// The files of a case.
//
// GET: the reporter's list; ?id=ID gives one back, always as an attachment. With &case=NUMBER the desk's
// session counts instead of the reporter's. POST (multipart, reporter): adds files → 303 to the list, JSON
// 201 {kept: [id], refused: [{name, code, message}]}; 422 when one was refused (page) or all were (JSON).
// Files stream: never whole in memory. Refuses without session: 403, or to /suivre/ or /connexion/; a case or
// a file out of reach: 404.
#pragma once
#include "runtime/contract/function.h"

namespace evidence {

rt::Function Make(rt::Env& env);

}  // namespace evidence
