// Cases that belong together.
//
// A duplicate is the same person's report, received twice: one case lives on, the other is closed and points
// to it. Nothing moves and no key passes from one to the other: whoever reads both finds in each what it
// holds, each code opens its own case only, and both reporters are told (the duplicate's: which number lives
// on, and why; the other's: which number was joined).
//
// A link says that reports of different people are about the same facts. It is sealed to each reader who
// holds both cases, and to nobody else: neither case, nor its version, nor its history knows of it, so that
// the reporters, who hold their case's key, learn nothing. It enters the journal outside of any case.
// Threads, errors: as casefile.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/desk.h"

namespace casefile {

struct Link {
  std::string id, number;  // of the other case
  core::Day linked_on;
  std::string by, reason;
};

struct Together {
  // Closes `duplicate`, as whoever may close it does, and joins it to `main`; where a clock runs in both, the
  // day that comes first holds, and whoever advised the agent in one has advised them in the other. Refusals
  // have the field "other": the same case ("join.same"), another collectivité ("join.other_place"), only one
  // of them concerns the authority ("join.authority"), `main` is closed (kConflict, "join.closed"),
  // `duplicate` received one before ("join.has_duplicates"). `seen_version`: of the duplicate.
  static core::Result<void> Join(const scheme::Scheme& scheme, Case& duplicate, Case& main,
                                 std::string_view reason, std::int64_t seen_version, core::Instant now);
  // The cases joined to this one that the actor reads.
  static std::vector<std::string> DuplicatesOf(const Case& main);

  // Refuses "join.same", "join.other_place" and what is linked already (kConflict, "link.linked_before").
  static core::Result<void> Link(Case& one, Case& other, std::string_view reason, core::Instant now);
  // For every reader. Refuses a link that is not the actor's (kNotFound, "link.unknown").
  static core::Result<void> Unlink(Case& one, std::string_view id, core::Instant now);
  // Those of this case whose other case the actor still holds, in the order of their numbers.
  static std::vector<casefile::Link> LinksOf(const Case& of);
  // Gives the actor's links of this case to those who came to hold both cases since. Inside a transaction.
  static void Share(const Case& of);
};

// Other cases of the same collectivité that the account holds, newest first.
std::vector<Listed> Neighbours(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                               const Case& of);
bool HasNeighbours(store::Db& db, const people::Account& account, const Case& of);
// Erases the account's links of which a case is gone, for every reader.
void ForgetLinks(store::Db& db, const people::Account& account, const vault::KeyPair& keys);
// Numbers of the linked cases, for each case of the account that has some.
std::map<std::string, std::vector<std::string>> LinkedNumbers(store::Db& db, const people::Account& account,
                                                              const vault::KeyPair& keys);

}  // namespace casefile
