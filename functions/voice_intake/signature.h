// The signature that telephony operators put into X-Twilio-Signature.
#pragma once
#include <string>

#include "runtime/contract/function.h"

namespace voice_intake {

// Base64 of the HMAC-SHA1 under `secret` of `url` followed by each parameter's name and value, sorted by
// name.
std::string SignatureOf(const std::string& url, const form::Fields& parameters, const std::string& secret);

// True when the request was signed for the address by which the public reaches it.
bool IsSigned(const rt::Env& env, const rt::Request& request, const std::string& secret);

}  // namespace voice_intake
