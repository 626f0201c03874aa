// Opening a case with the cookie that a browser shows. Threads, errors: as casefile.h.
#pragma once
#include <string_view>

#include "domain/casefile/casefile.h"

namespace casefile {

// How both refuse a cookie that opens no session: kForbidden, "session.none".
core::Refusal NoSession();

// The visitor's own case, by the cookie of a case. Refuses also as Case::OpenAsReporter.
core::Result<Case> OpenOwn(store::Db& db, std::string_view cookie, core::Instant now);

// The case of this number, by the cookie of the desk. Refuses also as Case::OpenAsReader. Nothing is
// journaled.
core::Result<Case> OpenAtDesk(store::Db& db, std::string_view cookie, std::string_view number,
                              core::Instant now);

}  // namespace casefile
