// The door of the desk: signing in and out, and the way back with a recovery code.
//
// POST {login, password, totp} → 303 to the desk, JSON 200 {login, name, roles}, with the session's cookie.
// POST {action: recover, login, recovery_code, password, password_again} → the new one-time secret, shown
// once, JSON 200 {totp_secret, totp_address, recovery_codes_left}; every session of the account ends. POST
// {action: sign_out} and POST {action: sign_out_everywhere} → 303 to /connexion/, JSON 200 {signed_out}. POST
// {action: prolong, password} by someone signed in: the session lasts as long again → 303 back to the page,
// JSON 200 {open_for} in seconds. POST {action: digest, digest: yes or no} by someone signed in: one mail a
// day, or one each time → 303 back to the page, JSON 200 {digest}. GET → the page of the account for someone
// signed in, else 303 to /connexion/; with ?recover=1 the recovery form. Refuses with the form again: what is
// missing or weak (422), whatever is wrong with the account, the password or a code in one sentence (403),
// too many failures for the same login (429, Retry-After). Failures are counted for each login apart, those
// of signing in and of recovering apart, and never for each address.
#pragma once
#include "runtime/contract/function.h"

namespace sign_in {

rt::Function Make(rt::Env& env);

}  // namespace sign_in
