// The cotisation of a collectivité, by any scheme of content/schemes, with every step and the source of the
// rule. Keeps nothing.
//
// GET or POST {scheme, headcount, affiliated, year, effect_date} → the page with the result, JSON 200
// {yearly_fee_cents, due_cents, provision_cents, steps, reason, …}. A GET without any of them leads to the
// form, /cotisation/. An absent scheme is the configured one. `affiliated` may be left out where the amount
// does not depend on it. Refuses with 422 and every answer kept: what is not a whole number, not a day,
// missing, or beyond what domain/dues takes.
#pragma once
#include "runtime/contract/function.h"

namespace cotisation_calc {

rt::Function Make(rt::Env& env);

}  // namespace cotisation_calc
