// Private to domain/membership: the columns of the list that are of an account, referent_courriel,
// referent_fonction and referent_telephone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/membership/roll.h"

namespace membership {

struct Referent {
  std::string email;                           // of an account that reads for the member
  std::optional<std::string> function, phone;  // none: the list has no such column
};
// Of the first référent by login; all empty when there is none.
Referent FirstReferent(store::Db& db, const std::vector<people::Account>& accounts, std::int64_t member);

// Writes what is told.
struct ReferentTaken {
  std::string column, code;  // of what is wrong, or both empty
  bool news = false;         // it was not known
};
ReferentTaken TakeReferent(store::Db& db, const std::vector<people::Account>& accounts, std::int64_t member,
                           const Referent& told);

}  // namespace membership
