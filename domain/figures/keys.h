// Who opens the figures: pairs of keys to which what is counted of each case is sealed.
//
// Three pairs concern a case: the CDG's, and two of its collectivité, one for ordinary cases and one for
// those that concern its authority, so that these never show in the figures of whom they may be about. A pair
// is made by the first entitled person who signs in, given to all who are entitled then, and to newcomers
// when one who holds it signs in. Entitled: to the CDG's, managers, and whoever is committee, référent or
// substitute for the whole CDG; to a collectivité's ordinary one, its référents, substitutes and its own
// committee, and the managers when the office reports to the bodies; to the other one, its substitutes. A
// pair that nobody holds any more is replaced: the figures of cases that are still there are sealed again,
// those of erased cases are lost.
//
// Threads, errors: as domain/access.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/scheme/scheme.h"

namespace figures {

struct Scope {
  std::int64_t collectivite_id = 0;  // 0: the whole CDG
  bool apart = false;                // of cases that concern the authority
  bool operator==(const Scope&) const = default;
};

// Whether the office writes the yearly report of each body from its figures: where the scheme owes them one
// and nobody of theirs could (no référent sits there).
bool OfficeReports(const scheme::Scheme& scheme);

// Every scope that the account is entitled to, the CDG's first.
std::vector<Scope> ScopesOf(store::Db& db, const people::Account& account, bool office_reports = false);

// At sign-in: makes the pairs that are missing, gives on those that the account holds, takes them back from
// whoever is no longer entitled, and makes what came since the last time quick to open.
void Attend(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
            bool office_reports = false);

// To what a case of this collectivité is sealed now; an id of 0 stands for a pair that nobody made yet.
struct Pair {
  std::int64_t id = 0;
  std::string public_key;
};
struct Pairs {
  Pair cdg, ordinary, apart;
  std::string Mark() const;  // their ids, "1.2.3"
};
Pairs PairsFor(store::Db& db, std::int64_t collectivite_id);

// A pair that the account is entitled to and holds.
struct Held {
  std::int64_t id;
  vault::KeyPair keys;
};
std::optional<Held> Open(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                         const Scope& scope, bool office_reports = false);

}  // namespace figures
