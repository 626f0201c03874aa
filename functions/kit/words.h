// What is filled into the kit of one collectivité.
#pragma once
#include "domain/access/access.h"
#include "domain/scheme/scheme.h"
#include "lib/document/manuscript.h"
#include "runtime/contract/function.h"

namespace kit {

// The words of content/fr/kit: place, address, address_text, operator, operator_le, operator_du and
// operator_au (the same with its article), post (where letters go), service (or the operator), phone, email,
// anonymous (for conditions: when a reporter may stay so), readers, authority_readers, referents,
// substitutes, providers, publics, phases, anonymity_text, witness_text, employer_text, channels_text,
// retention_text, acknowledge_days, feedback_months. A word without value is there, empty. People are named
// only when the scheme says so (publication.names); their own addresses never are.
document::Words WordsOf(const rt::Env& env, const scheme::Scheme& scheme, store::Db& db,
                        const people::Collectivite& place);

}  // namespace kit
