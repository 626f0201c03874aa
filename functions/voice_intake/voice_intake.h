// The voice server: a telephony operator asks here what to say to a caller (TwiML: Response, Say, Gather,
// Record, Redirect, Hangup), and brings what the caller typed or said. A caller reports, gets a code de suivi
// by ear, or follows a report with its code.
//
// POST, as a form: CallSid, Digits, RecordingUrl, and whatever else the operator sends, which is read for the
// signature alone: the caller's number is neither kept nor logged. Refuses with 404 when the configuration
// has no voice_secret_file, 403 without the operator's signature (signature.h), 422 without CallSid.
// Everything else gets a TwiML answer, 200. What was said before in the call stands in the query, sealed.
#pragma once
#include "runtime/contract/function.h"

namespace voice_intake {

rt::Function Make(rt::Env& env);

}  // namespace voice_intake
