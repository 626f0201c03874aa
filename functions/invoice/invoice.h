// The electronic invoice of a provider, for a collectivité and a period (domain/provider/invoice.h). GET: the
// form; POST {collectivite, from, until, number, issued_on} → the file, application/xml.
//
// Made of the orders that this account can open and that were delivered in the period; nothing of it is kept
// but the day and who, in the journal. Refuses: no session (403, or to the sign-in page), an account that is
// no provider's, or a scheme in which nobody pays the provider (403), and what keeps it from being an invoice
// (422), shown again with what was typed.
#pragma once
#include "runtime/contract/function.h"

namespace invoice {

rt::Function Make(rt::Env& env);

}  // namespace invoice
