// Private to domain/casefile: what the worker knows of each case, to erase it in time.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/casefile/casefile.h"

namespace casefile {

struct KeptCase {
  std::int64_t id = 0, collectivite_id = 0;
  std::string number;
  core::Day received_on;
  bool known = false;                   // the worker's key opened what the case left
  std::optional<retention::Kept> kept;  // none: open, or held
};
std::vector<KeptCase> KeptCases(store::Db& db, const vault::KeyPair& worker);
std::optional<KeptCase> KeptCaseOf(store::Db& db, const vault::KeyPair& worker, std::int64_t id);
bool HasCase(store::Db& db, std::string_view number);

// Takes what is older than that day off the journal's beginning, up to the first entry of a case that exists;
// the last entry always stays.
void CutJournal(store::Db& db, core::Day before, core::Day today);

}  // namespace casefile
