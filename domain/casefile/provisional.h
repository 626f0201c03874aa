// A provisional code: whoever took the report down, or took the file over, has seen it. Its first use changes
// it; until then it opens the case to whoever has it, and to nobody else.
#pragma once
#include <string>
#include <string_view>

#include "domain/casefile/casefile.h"

namespace casefile {

// A code whose locator is free now, and what proves that it was made here for whoever holds these keys: a
// code that someone chose would not do. Nothing is stored.
std::string ProposeCode(store::Db& db);
std::string CodeProof(const ReporterKeys& keys, std::string_view code);

// One transaction: the new code opens, the provisional one opens nothing, the reporter has a new key pair,
// every session opened with the former one is over, a form sent twice no longer gives a code, the journal
// says so. `code`: 24 digits that ReadCode took. Refuses a locator that was taken meanwhile (kConflict,
// "new_code.taken"), and keys whose code is no longer provisional, or no longer theirs (kForbidden,
// "code.refused").
core::Result<ReporterKeys> ChangeCode(store::Db& db, const ReporterKeys& keys, std::string_view code,
                                      core::Day today);

}  // namespace casefile
