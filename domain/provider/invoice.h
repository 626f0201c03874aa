// The invoice of a provider to a collectivité, for the prestations of a period: CII D16B, as EN 16931 has it
// (directive 2014/55/UE; code de la commande publique, D2192-1 and D2192-2).
//
// It says which prestations, how many and at what price; never for whom, nor of which case. Pure; threads:
// any. Amounts are whole cents, in euros.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"

namespace provider {

struct Party {
  std::string name, siret, vat_number, address, postcode, city;
};

struct Vat {
  int per_mille = 0;   // 200 is 20 %
  std::string exempt;  // the article that exempts, when none is due
};

struct Sold {
  std::string line, label;  // of the scheme's prices
  bool by_day = false;
  std::int64_t quantity = 0, cents = 0;  // of one
};

struct Invoice {
  std::string number;  // the provider's own series
  core::Day issued_on, due_on, from, until;
  Party seller, buyer;
  std::string service_code, engagement;  // what the buyer asks its invoices to bear
  std::optional<Vat> vat;                // none: nobody said it
  std::vector<Sold> lines;
};

struct Totals {
  std::int64_t net = 0, vat = 0, gross = 0;
};
Totals TotalsOf(const Invoice& invoice);

// What the scheme says of the provider that holds `lot`, and of its taxes.
Party SellerOf(const scheme::Scheme& scheme, const std::string& lot);
std::optional<Vat> VatOf(const scheme::Scheme& scheme);

// What EN 16931 or the code asks for and is not there, each once: "invoice.seller" (name, SIRET, VAT number,
// address), "invoice.buyer" (name, SIRET, address), "invoice.vat", "invoice.lines" (none), and the fields
// "number", "until" (before from), "issued_on" (after today).
core::Refusals Check(const Invoice& invoice, core::Day today);

// The file; `invoice` must have passed Check.
std::string Cii(const Invoice& invoice);

}  // namespace provider
