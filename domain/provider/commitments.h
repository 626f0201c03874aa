// What a provider of the scheme is bound to, and how one that is not kept is dealt with (the scheme's file,
// keys "commitments" and "sanctions").
//
// Pure; threads: any.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scheme/scheme.h"

namespace provider {

struct Commitment {
  std::string id, text;
  std::string provider;                    // who holds the lot that it belongs to
  std::optional<scheme::Deadline> within;  // by when, where it has a deadline
  std::string source;
};
std::vector<Commitment> CommitmentsOf(const scheme::Scheme& scheme);

// The providers' names, each once, in the order of the file.
std::vector<std::string> ProvidersOf(const scheme::Scheme& scheme);

// The last day on which a provider that was asked so may still answer before a penalty or a termination.
core::Day AnswerBy(const scheme::Scheme& scheme, core::Day asked_on);

}  // namespace provider
