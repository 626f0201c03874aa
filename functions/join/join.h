// From an invitation to an account: password, one-time codes, recovery codes.
//
// GET ?invitation=TOKEN → the form with the one-time secret (QR code and text), JSON 200 {login, name,
// totp_secret, totp_address}. POST {invitation, password, password_again, totp} → the recovery codes, shown
// once, JSON 201 {recovery_codes}. The token is in the address of the invitation's link, and nowhere else
// than in the body from then on.
// Refuses: an invitation that is unknown, used or over (404), and with the form and the same secret again
// what is missing, weak or wrong (422).
#pragma once
#include "runtime/contract/function.h"

namespace join {

rt::Function Make(rt::Env& env);

}  // namespace join
