// The journal: what happened, each entry chained to the one before, so that a changed or missing entry shows.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/time.h"
#include "lib/json/value.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace casefile {

struct JournalEntry {
  core::Instant at;
  std::int64_t account_id = 0;  // 0: nobody, or a reporter
  std::int64_t case_id = 0;     // 0: not about a case
  json::Value entry;            // {"what", "who", "detail"}; without any word of a report
};
// Inside the caller's transaction, so that an act and its entry stand or fall together. `key`: the case key,
// when case_id is set.
void Append(store::Db& db, const JournalEntry& entry, const vault::Key* key);

// The entries of one case, oldest first. Throws std::runtime_error when one was altered.
std::vector<JournalEntry> EntriesOf(store::Db& db, std::int64_t case_id, const vault::Key& key);

// Entries that had had their time may be taken off its beginning (erasure.h): what stays still follows from
// the last of them, the hash of which is kept.
struct Verified {
  std::int64_t entries = 0;               // those taken off included
  std::optional<core::Day> cut_on;        // the last time that some were taken off
  std::string head;                       // hex of the last hash
  std::optional<std::int64_t> broken_at;  // the first entry that does not follow from the one before
};
// Walks the whole chain; needs no key. `known_head`: a head noted earlier (and after what
// was taken off), which must still be in the chain.
Verified VerifyJournal(store::Db& db, std::string_view known_head = {});

}  // namespace casefile
