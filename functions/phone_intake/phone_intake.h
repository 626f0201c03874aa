// Files a report that came by phone, on paper or in a meeting, typed by a référent, a substitute or a
// provider for a collectivité that is theirs; gives its provisional code, for the person.
//
// GET: the form. POST (step): check (the answers again, 200), edit, send (201, the code). JSON: a POST
// without step files at once, 201 {code, received_on, number, readers, opens}; `opens`: whether whoever typed
// it may open the case. Fields: those of submit_report, and how (phone, paper, meeting) and received_on (in
// the last year; jj/mm/aaaa or an ISO date). The same idempotency_key files one case. Refuses: no session
// (403, with what was typed, or to the sign-in page), an account without such a part (403), and with 422 and
// every answer kept what the cards and domain/report refuse.
#pragma once
#include "runtime/contract/function.h"

namespace phone_intake {

rt::Function Make(rt::Env& env);

}  // namespace phone_intake
