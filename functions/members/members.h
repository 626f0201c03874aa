// The members of the scheme, for the managers of the CDG. GET: the list (q, state, page); one member
// (member=<slug>); the form of what can be done (do=add, edit, headcount, or the word of an act of
// domain/membership/life.h; reader: what an account that reads for it is, and its phone; change: what all
// members are told of); a paper (paper, format; deliberation: as it was sent); those with something due
// (due); the changes that were told, and to whom (changes); what members think (opinions=<year>, export).
// POST does it (do), 303 to the member's page; do=opinions asks them.
//
// Refuses whoever is no manager (403), an unknown member or paper (404), an act that is not for now (409),
// and what is wrong in a form (422), which is shown again with what was typed. Every act leaves an event of
// the member and an entry of the journal. Nothing here reads a case.
#pragma once
#include "runtime/contract/function.h"

namespace members {

rt::Function Make(rt::Env& env);

}  // namespace members
