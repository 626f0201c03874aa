// Incidents with a provider: a commitment that was not kept, what the provider answered, what the office
// decided. Told by someone of a collectivité, or taken down by the office.
//
// An incident is not about a case: nothing of a case is asked, and nothing leads to one. Threads: every
// function works on the Db it is given; each writes in one transaction, with its entry of the journal, which
// holds nothing of what was typed. Days are civil days.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/access.h"
#include "domain/provider/commitments.h"
#include "lib/core/result.h"
#include "lib/store/db.h"

namespace provider {

// told: nobody of the office has done anything yet. open: the office deals with it. contested: the provider
// contests it, or what was decided. decided, closed.
inline constexpr std::string_view kStates[] = {"told", "open", "contested", "decided", "closed"};
inline constexpr std::string_view kDecisions[] = {"none", "reminder", "penalty", "termination"};
inline constexpr std::string_view kActs[] = {"ask", "answer", "decide", "close"};

struct Fault {
  std::string commitment;            // an id of the scheme; empty: another one, of `provider`
  std::string provider;              // read when `commitment` is empty
  std::string promised;              // the commitment in words; read when `commitment` is empty
  std::int64_t collectivite_id = 0;  // 0: of none in particular
  core::Day happened_on;
  std::string facts;
};

struct Step {
  std::string act;
  core::Day day{};  // ask: sent to the provider; answer: received; decide, close: made
  std::string text{};
  bool contested = false;               // answer
  std::string decision{};               // decide
  std::optional<std::int64_t> cents{};  // a penalty's
  std::string computation{};            // how it was found
  std::string by{};                     // who noted it; filled in when it is read
};

struct Incident {
  std::int64_t id = 0;
  Fault fault;
  std::string collectivite;  // its name, or empty
  std::int64_t told_by = 0;  // 0: the office took it down
  std::string teller;        // the account's name
  core::Day received_on;
  std::vector<Step> steps;  // in order

  std::string State() const;
  const Step* Last(std::string_view act) const;  // null: not done
  bool Allows(std::string_view act) const;
};

// Everything that is wrong in what is told or noted, one refusal for each field, as Tell and Do refuse it. An
// incident of nobody's collectivité is only the office's.
core::Refusals Wrong(store::Db& db, const scheme::Scheme& scheme, const Fault& fault,
                     const people::Account& by, core::Day today);
core::Refusals Wrong(const scheme::Scheme& scheme, const Incident& incident, const Step& step,
                     core::Day today);

// What is told stays as the scheme has it that day. `by` is of the office (a manager), or somebody of the
// collectivité, whom the managers are then told of by mail, without a word of it; the same one told again the
// same day is kept once. Gives its number. Refuses an unknown commitment ("commitment.unknown") or provider,
// a collectivité that is not there ("collectivite.unknown"), none ("collectivite.required"), a day to come
// ("happened_on.future"), and no facts or more than 4 000 characters ("facts.required", "facts.too_long").
core::Result<std::int64_t> Tell(store::Db& db, const scheme::Scheme& scheme, const Fault& fault,
                                const people::Account& by, core::Instant now);

// Notes a step. Whoever told the incident is told by mail that something was done, without a word of it.
// Refuses an unknown incident (kNotFound, "incident.unknown"), an act that is not for now (kConflict,
// "incident.not_now"), a day to come or before what it follows ("day.future", "day.before"), a penalty
// without an amount or its computation ("amount.required", "computation.required"); and a penalty or a
// termination of a provider that was not asked ("decision.unheard"), or that has neither answered nor let its
// time pass ("decision.early").
core::Result<void> Do(store::Db& db, const scheme::Scheme& scheme, std::int64_t id, const Step& step,
                      const people::Account& by, core::Instant now);

std::vector<Incident> Incidents(store::Db& db);  // the last received first
std::optional<Incident> Find(store::Db& db, std::int64_t id);

// How many of a year (the day on which they happened), by decision: its word, or "" while there is none.
struct Count {
  std::string decision;
  std::int64_t incidents = 0, cents = 0;  // cents: of penalties
};
std::vector<Count> CountsOf(const std::vector<Incident>& incidents, int year);

// Erases what had its time: closed, and the scheme's time ("retention.rules.incident") past since that day,
// or since the contract's last day when that came later. How many that were.
std::int64_t Forget(store::Db& db, const scheme::Scheme& scheme, core::Instant now);
std::int64_t DueToForget(store::Db& db, const scheme::Scheme& scheme, core::Day today);

}  // namespace provider
