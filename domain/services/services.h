// Prestations: what the provider can do for a collectivité, what it costs, and the cheapest way to have it.
//
// The list is the scheme's (its file, key "prices"). Money is whole cents, without taxes where the catalogue
// says so, and is paid to whom the catalogue says: the provider, by the collectivité.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scheme/scheme.h"
#include "lib/core/result.h"

namespace services {

enum class Unit { kPackage, kDay };

struct Part {
  std::string line;
  std::int64_t count = 0;
};

struct Line {
  std::string id, number;  // number: as the convention prints it ("1.10"), or empty
  std::string group, label;
  Unit unit = Unit::kPackage;
  bool included = false;              // in the yearly fee: nothing more is paid
  std::optional<std::int64_t> cents;  // of one unit; none: included, or unknown and `reason` tells why
  bool doubtful = false;              // to be shown as « à confirmer », with `printed` and `doubt`
  std::string reason, printed, doubt;
  std::vector<Part> contains;                       // a bouquet: how many of which lines
  std::int64_t hearings_from = 0, hearings_to = 0;  // an inquiry for so many hearings; 0: none
  std::vector<std::string> trades;                  // of the experts who do it; empty: any of the lot's
  bool for_authority = false;  // advice that nobody gives who advised the agent in the same case
  bool whole_inquiry = false;  // an inquiry from its scoping to its restitution; with hearings_from: always

  bool IsBouquet() const { return !contains.empty(); }
};

struct Catalogue {
  std::vector<Line> lines;
  std::string paid_to;  // "provider", "cdg" or "nobody"
  bool taxes_excluded = true;
  std::string reason;  // why no amount is known at all; empty otherwise
  std::optional<std::int64_t>
      average_report_cents;  // of all that a report leads to, where the scheme says it

  const Line* Find(std::string_view id) const;
  // The package of an inquiry with so many hearings; null when the scheme has none of that size.
  const Line* InquiryFor(std::int64_t hearings) const;
  // Trades that a line asks for, those of a bouquet's parts included.
  std::vector<std::string> TradesOf(const Line& line) const;
};

Catalogue CatalogueOf(const scheme::Scheme& scheme);

struct Wanted {
  std::string line;
  std::int64_t quantity = 1;  // pieces, or days; 1 to 50
};

struct Item {
  std::string line;
  std::int64_t quantity = 0;
  std::optional<std::int64_t> cents;  // of them all; none: unknown
};

struct Estimate {
  std::vector<Item> asked;       // line by line, as wanted
  std::int64_t asked_cents = 0;  // of those whose price is known
  // The cheapest way to have at least all of it, a bouquet bought wherever that costs less. Never dearer than
  // asked_cents. Among equals, fewer doubtful prices, then fewer items.
  std::vector<Item> best;
  std::int64_t best_cents = 0;
  std::vector<Part> spare;  // what the bouquets of `best` bring beyond what was wanted
  // Lines of `asked` and `best`. With an unknown or a doubtful one no total is final.
  std::vector<std::string> unknown, doubtful, included;
};

// The optimum is exact: every combination of bouquets that could be cheaper is tried. Refuses, with the line
// as field: a line that the catalogue does not have ("service.unknown"), a quantity under 1
// ("quantity.positive") or over 50 ("quantity.too_large"); and an empty list ("service.required").
core::Result<Estimate> EstimateOf(const Catalogue& catalogue, const std::vector<Wanted>& wanted);

}  // namespace services
