#include "domain/membership/roll_referent.h"

#include <algorithm>

#include "domain/access/contact.h"
#include "lib/core/text.h"

namespace membership {
namespace {

bool ReadsFor(const people::Account& account, std::int64_t member, bool also_substitute) {
  return account.active &&
         std::any_of(account.assignments.begin(), account.assignments.end(), [&](const auto& part) {
           return part.collectivite_id == member &&
                  (part.role == "referent" || (also_substitute && part.role == "substitute"));
         });
}

}  // namespace

Referent FirstReferent(store::Db& db, const std::vector<people::Account>& accounts, std::int64_t member) {
  for (const auto& account : accounts) {
    if (!ReadsFor(account, member, false)) continue;
    const auto contact = people::ContactOf(db, account.id);
    return {account.email, contact.function, people::PhoneInGroups(contact.phone)};
  }
  return {};
}

ReferentTaken TakeReferent(store::Db& db, const std::vector<people::Account>& accounts, std::int64_t member,
                           const Referent& told) {
  if (told.email.empty() && told.function.value_or("").empty() && told.phone.value_or("").empty()) return {};
  const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const auto& one) {
    return core::Fold(one.email) == core::Fold(told.email) && ReadsFor(one, member, true);
  });
  if (found == accounts.end()) return {"referent_courriel", "roll.referent", false};
  const auto known = people::ContactOf(db, found->id);
  const auto done = people::SetContact(
      db, found->id, {told.function.value_or(known.function), told.phone.value_or(known.phone)});
  if (!done)
    return {done.error().field == "phone" ? "referent_telephone" : "referent_fonction", done.error().code,
            false};
  const auto now = people::ContactOf(db, found->id);
  return {"", "", now.function != known.function || now.phone != known.phone};
}

}  // namespace membership
