// The cotisation of a collectivité, to the cent, with every step of the computation.
//
// Money is whole cents (std::int64_t). Amounts that are not whole cents are rounded half up, once, at the end
// of a step. Rules and their sources: the scheme's file, key "dues".
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"

namespace dues {

struct Question {
  std::int64_t headcount = 0;
  bool affiliated = true;
  int year = 0;
  std::optional<core::Day> effect;  // the day on which the membership takes effect; none: the whole year
};

struct Step {
  std::string
      code;  // key of the message catalogue: "dues.step.per_agent", "dues.step.band", "dues.step.proration"…
  std::string text;  // the computation in figures: "250 × 2,00 € = 500,00 €"
  std::int64_t cents = 0;
};

struct Answer {
  std::optional<std::int64_t> yearly_fee_cents;  // none: the source does not say; `reason` tells
  std::optional<std::int64_t> due_cents;         // for this year, after proration
  std::optional<std::int64_t> provision_cents;   // none when the scheme has no provision
  std::string reason;                    // key of the message catalogue, empty when every amount is known
  std::vector<std::string> assumptions;  // keys of what we read into a source that is cut or silent
  std::string headcount_date;  // ISO day of the headcount that counts; empty where no fee depends on one
  std::vector<Step> steps;
};

// Everything wrong with a question: headcounts under 1 ("headcount.positive") or over 100 000
// ("headcount.too_large"), years outside 2020–2100
// ("year.range"), an effect date after the year ("effect_date.after_year").
core::Refusals Check(const Question& question);

// Refuses with the first of Check(). A fee is prorated when the effect lies after 1 January of the year; an
// earlier effect owes it whole.
core::Result<Answer> Compute(const scheme::Scheme& scheme, const Question& question);

// Whether an affiliated collectivité and another one of the same size may owe different amounts.
bool DependsOnAffiliation(const scheme::Scheme& scheme);

std::string Euros(std::int64_t cents);  // "1 234,50 €" with no-break spaces

}  // namespace dues
