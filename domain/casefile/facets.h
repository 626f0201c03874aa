// Private to domain/casefile: what is counted of a case, for the figures that outlive it (domain/figures).
#pragma once
#include "domain/casefile/casefile.h"

namespace casefile {

struct Counted {
  store::Db& db;
  std::int64_t id, collectivite_id;
  const std::string& number;
  const vault::Key& key;
  core::Day received_on;
  const Header& header;
  const json::Value& report;
  const std::vector<Paper>& papers;
};

// The facets (domain/figures/facets.h): of what every reader of the case may read, and no more.
json::Value FacetsOf(const Counted& of);

// Of an identity, what the form asks « pour les chiffres de l’année ».
json::Value PersonOf(const json::Value& identity);

// Seals them to the pairs that are there, and notes under the case key which rows these are. `person` none:
// whoever acts does not know it, what was counted before stays. Inside a transaction.
void SealFacets(const Counted& of, const std::optional<json::Value>& person, core::Day today);

}  // namespace casefile
