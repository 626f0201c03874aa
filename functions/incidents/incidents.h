// Incidents with a provider of the scheme.
//
// Managers. GET: the list (state, year), with what the providers are bound to; export=ods|csv of the same;
// incident=N: one of them; do=tell: the form to take one down; incident=N&do=ask|answer|decide|close: the
// form of a step. POST {do, …} does it: 303 to the incident, JSON 201 {id} or 200 {id, state}.
// Référents, substitutes and authorities: those that were told from their collectivités, with the office's
// decisions and not the provider's words; do=tell to tell one.
//
// Refuses: no session (403, with what was typed, or to the sign-in page), another part (403), an unknown
// incident or form (404), a step that is not for now (409), and what is wrong in a form (422), shown again
// with what was typed.
#pragma once
#include "runtime/contract/function.h"

namespace incidents {

rt::Function Make(rt::Env& env);

}  // namespace incidents
