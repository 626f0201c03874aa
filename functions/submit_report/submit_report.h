// Receives a report.
//
// HTML (step): check (the answers again, 200), add_evidence (multipart), remove_evidence (remove=ID), edit,
// send (the receipt, 201, with the code), confirm_code and download_receipt (idempotency_key). JSON: a POST
// without step sends at once, 201 {code, received_on, number, readers}. Refuses with 422 and every answer
// kept: what the card refuses, and the rules of answers.h. The same idempotency_key files one case, and gives
// its code again.
#pragma once
#include "runtime/contract/function.h"

namespace submit_report {

rt::Function Make(rt::Env& env);

}  // namespace submit_report
