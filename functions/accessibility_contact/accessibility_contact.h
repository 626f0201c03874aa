// What resists someone on the site: POST {difficulty, page?, name?, email?} → 303 to the acknowledgement,
// JSON 201 {received_on, answer_by}; GET ?received=yes → the acknowledgement, GET alone → 303 to the form of
// the site. Keeps neither an address of the network nor anything of the browser. Refuses a form to be
// corrected (422), and for a minute at most (429) when very many come.
#pragma once
#include "runtime/contract/function.h"

namespace accessibility_contact {

rt::Function Make(rt::Env& env);

}  // namespace accessibility_contact
