// The answers of a report: brought to one form, checked beyond their card, and put where each may be read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"
#include "domain/scheme/scheme.h"
#include "lib/form/card.h"

namespace report {

// The card's fields only; true and false become yes and no, empty answers are left out.
form::Fields Normal(const form::Card& card, const form::Fields& sent);

// What one answer asks of another: a name to release, a contact to seal, a number to call back, and the
// scheme's own rule on anonymity.
core::Refusals CheckTogether(const scheme::Scheme& scheme, const form::Fields& answers);

// True for an answer that counts, given the others: no name when anonymous, no audience unless released, no
// number unless called back.
bool Counts(const form::Fields& answers, const std::string& field);

bool ConcernsAuthority(const form::Fields& answers);
bool IsUrgent(const form::Fields& answers);

// The audiences to whom the name is given at once: none unless the mode is « released ».
std::vector<std::string> Audiences(const form::Fields& answers);

// Roles that will read the case as soon as it is sent: the scheme's first readers, and those whom the
// audiences reach.
std::vector<std::string> CaseReaders(const scheme::Scheme& scheme, bool concerns_authority,
                                     const std::vector<std::string>& audiences);

// Roles and audiences that will read the identity as soon as it is sent.
std::vector<std::string> IdentityReaders(const scheme::Scheme& scheme, const form::Fields& answers);

// `answers` must have passed both checks.
casefile::NewCase Compose(const form::Fields& answers, std::int64_t collectivite_id);

// The key under which the report is filed once. A short one may be another client's too: then what was
// written makes part of it, so that nobody is given the code of someone else.
std::string FilingKey(const form::Fields& answers);

}  // namespace report
