// The life of a membership, act by act: asked, convention, signatures, effective, leaving, left, erased. What
// each act needs, and the days that follow from it, are the scheme's (rules.h).
//
// Every function that writes does so inside the caller's transaction, and leaves an event with the name of
// whoever acted.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/membership/membership.h"
#include "domain/membership/rules.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace membership {

struct Signature {
  std::string paper;  // convention, certificate, amendment-1, amendment-2…
  std::string party;  // cdg, body, provider
  std::string name, function;
  core::Day on;
};

struct Amendment {
  int n = 0;
  std::string subject;
  core::Day on;
};

struct Life {
  std::optional<core::Day> asked_on;
  std::string deliberation;  // its number
  std::optional<core::Day> deliberated_on;
  std::optional<core::Day> committee_on;  // the comité social was informed (CGFP R135-7)
  std::string policy_reader;              // who stated that the provider's data policy was read
  std::optional<core::Day> policy_on;
  std::optional<core::Day> convention_on;  // made, to be signed
  std::optional<core::Day> chosen;         // the first day that the body wishes for
  std::optional<core::Day> received_on;    // the convention came back signed by the body
  std::optional<core::Day> provider_told_on;
  std::optional<core::Day> notice_on, meeting_on;
  std::optional<core::Day> given_back_on, erase_on, erased_on;
  std::vector<Signature> signatures;
  std::vector<Amendment> amendments;
  bool HasSigned(std::string_view paper, std::string_view party) const;
};
Life LifeOf(store::Db& db, std::int64_t collectivite_id);

struct Event {
  core::Instant at;
  std::string who;   // empty: the body itself (asked), or the calendar (began, ended)
  std::string what;  // the word of an act, or asked, described, headcount, imported, began, ended
  std::optional<core::Day> day;
  std::string detail;
};
std::vector<Event> Events(store::Db& db, std::int64_t collectivite_id);  // the latest first

enum class Act {
  kAccept,    // asked → convention
  kDecline,   // asked, convention → refused
  kNote,      // the délibération, the comité social, the data policy
  kSign,      // a party signed a paper; with the last signature of the convention → signed
  kNotify,    // the provider was told
  kAmend,     // a new avenant, to be signed
  kNotice,    // effective → leaving
  kEnd,       // effective → leaving: the provider or the CDG ends it, where the scheme says so
  kKeep,      // leaving → effective: the notice is taken back
  kGiveBack,  // the body has its data
  kErase,     // left → erased
  kAskAgain,  // refused, left, erased → asked: a new life
  kAdopt,     // asked → effective: a member already, from before its papers were kept here
};
std::string_view Word(Act act);  // "accept"… in addresses, forms, events and messages
std::optional<Act> ActNamed(std::string_view word);

// What can be done now, the act that is waited for first. Empty when nothing can.
std::vector<Act> ActsNow(const Rules& rules, const Member& member, const Life& life, core::Day today);

// A paper and a party that has not signed it yet, in the order in which they sign.
struct Unsigned {
  std::string paper, party;
};
std::vector<Unsigned> ToSign(const Rules& rules, const Member& member, const Life& life);

// What is told with an act. Days other than `chosen` are of the past, or today.
struct Told {
  std::optional<core::Day> on;        // of the act itself: signature, notice, délibération…
  std::optional<core::Day> received;  // kSign: the convention reached the CDG
  std::optional<core::Day> chosen;    // kAccept, kSign
  std::optional<core::Day> meeting, committee, policy;
  std::string paper, party, name, function, number, text;
};
struct By {
  std::string who;  // the name of the account
  core::Instant now;
};

// A body that wishes to join: a member in state kAsked. Refuses what Add does.
core::Result<Member> Ask(store::Db& db, Member member, const Told& told, const By& by);

// Refuses an act that is not one of ActsNow() (kConflict, "membership.act.<state>"), days of the future
// ("membership.day.future"), what is missing ("membership.<field>.required"), and what the rules refuse; each
// names its field.
core::Result<void> Do(store::Db& db, const Rules& rules, std::int64_t collectivite_id, Act act,
                      const Told& told, const By& by);

// What the calendar does: memberships begin on their first day and end after their last one. For the worker,
// every day; doing it twice changes nothing. Gives how many changed.
int Advance(store::Db& db, core::Instant now);

// Leaves an event that is no act: described, headcount, imported.
void Leave(store::Db& db, std::int64_t collectivite_id, std::string_view what, std::optional<core::Day> day,
           std::string_view detail, const By& by);

}  // namespace membership
