// The bodies that the scheme serves: who they are, how many agents they have, and where their membership
// stands. What they owe is domain/dues's; the files of their agents are domain/casefile's.
//
// Threads: every function works on the Db it is given. Days are civil days.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace membership {

// Where a membership stands. From kAsked to kEffective by the scheme's papers (its file, key "membership");
// kLeaving from the notice on, until the day on which it ends; kErased once its data was given back and
// erased.
enum class State { kAsked, kRefused, kConvention, kSigned, kEffective, kLeaving, kLeft, kErased };
std::string_view Word(State state);  // "asked"… as stored, in addresses and in the message catalogue
std::optional<State> StateNamed(std::string_view word);

struct Place {
  std::string address, postcode, city;
  bool operator==(const Place&) const = default;
};

struct Contact {
  std::string name, function, email, phone;
  bool operator==(const Contact&) const = default;
};

struct Member {
  std::int64_t collectivite_id = 0;
  std::string slug, name;
  std::string kind;   // a word of Kinds()
  std::string siret;  // 14 digits (Luhn holds), or empty
  bool affiliated = true;
  Place place;
  Contact contact;                       // whom the CDG writes to
  std::string service_code, engagement;  // what a bill must bear for it (CCP D2192-2); empty: nothing asked
  State state = State::kAsked;
  std::optional<core::Day> effective_on;  // the first day of the membership, by the scheme's rule
  std::optional<core::Day> ends_on;       // the last day: of the notice, or of the contract; none: not known
  bool operator==(const Member&) const = default;
};

// "commune", "ccas", "epci"…: each has its name in the message catalogue (membership.kind.<word>).
const std::vector<std::string>& Kinds();

// The agents of a member on a day that counts for its fee.
struct Headcount {
  core::Day reference;  // the day on which they were counted
  std::int64_t agents = 0;
  std::string source;  // in words: "compte administratif", "déclaré à l'adhésion"
  core::Day told_on;
};

std::vector<Member> Members(store::Db& db);  // by name, whatever their state
std::optional<Member> FindMember(store::Db& db, std::int64_t collectivite_id);
std::optional<Member> FindMemberBySlug(store::Db& db, std::string_view slug);

// Whether agents report and read there: from the first day of the membership to its last.
bool IsServed(State state);

// Everything wrong with what is said of a member, each named after its field: "name", "kind", "siret",
// "postcode", "contact_email", "contact_phone", and texts of more than 200 characters
// ("membership.too_long").
core::Refusals Check(const Member& member);

// A collectivité that was not known, in the state and with the days that it is given; agents find it when it
// is served. Gives its number and its slug (made of the name when it has none). Within the caller's
// transaction. Refuses with the first of Check(), what people::AddCollectivite refuses, and a SIRET that
// another one has (kConflict, "siret", "membership.siret_taken").
core::Result<Member> Add(store::Db& db, Member member);
// Writes what is said of it: everything but the slug, the state and its days. Refuses as Add does.
core::Result<void> Describe(store::Db& db, const Member& member);

// The headcount of the latest reference day not after `on`; none: nobody has told any.
std::optional<Headcount> HeadcountOn(store::Db& db, std::int64_t collectivite_id, core::Day on);
std::vector<Headcount> Headcounts(store::Db& db, std::int64_t collectivite_id);  // the latest reference first
// Refuses less than 1 ("headcount.positive") and more than 100 000 ("headcount.too_large"), field
// "headcount".
core::Result<void> CheckAgents(std::int64_t agents);
// Replaces the one of the same reference day. Refuses what CheckAgents does.
core::Result<void> SetHeadcount(store::Db& db, std::int64_t collectivite_id, const Headcount& headcount);

// SIRET: 14 digits, the Luhn sum of which is a multiple of 10 (La Poste's own rule, its establishments' sum
// of digits a multiple of 5, included). Nothing but digits.
bool IsSiret(std::string_view text);

}  // namespace membership
