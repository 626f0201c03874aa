// Erasing what has had its time: cases by their rule (domain/retention), the journal's oldest entries.
//
// A case goes with its keys and every row of it; what stays is the journal's sealed entries, which nothing
// opens any more, until the journal is cut. The erased are also noted in a file beside the database
// (ErasedList), by a hash of their numbers: whoever puts an older copy of the database back erases them again
// (Replay). A case is noted there before it goes, on the disk, so that a crash in between loses nothing.
// Threads: none of this runs twice at once. Errors: as casefile.h.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"

namespace casefile {

// <data_dir>/erased.list: one line for each erased case, hexadecimal. Grows only.
class ErasedList {
 public:
  explicit ErasedList(const std::string& data_dir) : path_(data_dir + "/erased.list") {}
  static std::set<std::string> ReadFile(const std::string& path);
  // Throws std::runtime_error for a line that is none of its own; a file that is not there has no lines.
  std::set<std::string> Read() const { return ReadFile(path_); }
  // On the disk when it returns. Creates the file (mode 0600).
  void Add(const std::vector<std::string>& marks) const;
  const std::string& Path() const { return path_; }

 private:
  std::string path_;
};
std::string MarkOf(std::string_view number);  // how a case stands in the list

// Cases that go together: by one rule, or of one collectivité that left.
struct Lot {
  std::string reason;                // out_of_scope, no_follow_up, measures, with; "leaving", "replayed"
  std::int64_t collectivite_id = 0;  // "leaving" alone
  std::int64_t cases = 0;
  core::Day received_from, received_to;  // first and last day on which they had been received
};
struct Round {
  std::vector<Lot> lots;
  std::int64_t unknown = 0;  // cases of which the worker's key does not open when they go
  std::int64_t Cases() const;
};
// What EraseDue would erase.
Round DueFor(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme, core::Day today);
// `who`: "worker" or "administrator", for the journal. Then cuts the journal, by the scheme's access_log.
Round EraseDue(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
               const ErasedList& list, std::string_view who, core::Instant now);
// Every case of a collectivité, open or held ones included: for the end of a membership, once its data was
// given back.
Round EraseAllOf(store::Db& db, std::int64_t collectivite_id, const ErasedList& list, std::string_view who,
                 core::Instant now);
// Erases again what stands in the list: how many cases that were. Writes nothing when none does.
std::int64_t Replay(store::Db& db, const std::set<std::string>& marks, std::string_view who,
                    core::Instant now);

// What was erased, newest first.
struct Erasure {
  std::int64_t id = 0;
  core::Day erased_on;
  Lot lot;
  std::string journal_hash;  // hex
};
std::vector<Erasure> Erasures(store::Db& db);

// ---- what will go, and when, for managers: counted by the worker, who names no case

struct Foreseen {
  std::int64_t collectivite_id = 0;
  std::optional<core::Day> month;  // its first day; none: received more than twelve months ago, and no day
                                   // on which it goes (open or held)
  std::int64_t cases = 0;
};
// Counts, and seals the counts to every manager; what an earlier count left goes.
void Foretell(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme, core::Day today);
struct Forecast {
  core::Day made_on;
  std::vector<Foreseen> rows;  // by collectivité, then month
};
// None: the worker has not counted for this account yet.
std::optional<Forecast> ForecastFor(store::Db& db, const people::Account& account,
                                    const vault::KeyPair& keys);

// ---- when the server was last looked after: "backup", "purge", "worker" (its daily round)

void Note(store::Db& db, std::string_view what, core::Instant now);
std::optional<core::Instant> Noted(store::Db& db, std::string_view what);

}  // namespace casefile
