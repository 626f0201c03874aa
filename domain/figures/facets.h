// What is counted of a case, as it stands in the database: sealed, under a random id, until someone who holds
// the pair reads it. It outlives the case.
//
// The facets of a case are an object. Words are those of the report's form and of the scheme; months are
// counted from January of the year 0 (a day would tell more than a count needs):
//   received, closed?     months
//   state, outcome?       of the scheme
//   kinds, criteria       lists
//   quality, origin, sick_leave, age_band, status, service
//                         answers; one that the reporter keeps under seal is not there
//   acknowledgement, assessment, treatment
//                         days, once each is over
//   services              [{"line", "count"}], delivered;  cents: what they cost
//   band                  size of the collectivité, in the CDG's copy alone, which has no service
// Beside them, what the reporter said to be counted only: gender, category, public, education, area, reason.
// An answer "unsaid" is that of someone who would rather not say.
//
// Threads, errors: as domain/access.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/figures/keys.h"
#include "lib/json/value.h"

namespace figures {

std::string NewId();

// Writes a row, or writes it again; `person` none: what was said of the person stays as it was. An empty
// object counts for nothing.
void Put(store::Db& db, const Pair& pair, const std::string& id, const json::Value& facets,
         const std::optional<json::Value>& person);

// Every row of the pair that counts, the person's words among the others. 10 000 rows well under a second
// once Quicken has run. Throws std::runtime_error when one was altered.
std::vector<json::Value> Read(store::Db& db, const Held& held);
void Quicken(store::Db& db, const Held& held);

// "under_10", "10_49", "50_349", "350_999", "1000_over"; "unknown" for nobody.
std::string SizeBand(std::int64_t agents);

inline std::int64_t MonthOf(core::Day day) {
  const std::chrono::year_month_day date{day};
  return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}
inline std::int64_t YearOf(std::int64_t month) { return month / 12; }

}  // namespace figures
