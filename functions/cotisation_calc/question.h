// What was asked, as people and programs write figures and days. Private to functions/cotisation_calc.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/dues/dues.h"
#include "lib/form/card.h"

namespace cotisation_calc {

// "1 250" with any kind of space, "250", and 2.5E2 as JSON writes a number that is whole. Beyond 18 digits:
// the largest number. Refusals are "number" for what is no number, "whole" for a fraction.
struct Whole {
  std::int64_t value = 0;
  std::string refused;  // empty when it is one
};
Whole ReadWhole(std::string_view text);

// The card's fields only, yes and no for what JSON calls true and false.
form::Fields Normal(const form::Card& card, const form::Fields& sent);

struct Asked {
  dues::Question question;
  core::Refusals refusals;  // every field at fault, once
};
// `answers`: as Normal gives them.
Asked ReadQuestion(const form::Card& card, const scheme::Scheme& scheme, const form::Fields& answers);

}  // namespace cotisation_calc
