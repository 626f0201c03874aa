// Private to domain/membership: how the life of a membership is kept.
#pragma once
#include "domain/membership/life.h"

namespace membership {

void SaveLife(store::Db& db, std::int64_t collectivite_id, const Life& life);
void SaveSignature(store::Db& db, std::int64_t collectivite_id, const Signature& signature);
void SaveAmendment(store::Db& db, std::int64_t collectivite_id, const Amendment& amendment);
// State and days, and whether agents find it.
void SaveState(store::Db& db, const Member& member);
void ForgetPapers(store::Db& db, std::int64_t collectivite_id);  // life, signatures, amendments, délibération
// Names and contacts of people: of the member, of its papers, of its events; the délibération. Their accounts
// lose their part there, and are closed when they have no other.
void ForgetPeople(store::Db& db, std::int64_t collectivite_id);
bool HasCases(store::Db& db, std::int64_t collectivite_id);

// What an act works on: the member and its life, as they are before it and, once it is done, after.
struct Doing {
  store::Db& db;
  const Rules& rules;
  const Told& told;
  core::Day today;
  Member member;
  Life life;
};
using Done = core::Result<void>;
// Does it (life_acts.cc), once it is known to be one of ActsNow(): signatures and amendments are saved, the
// rest stands in `doing`.
Done Perform(Act act, Doing& doing);

}  // namespace membership
