// What an account is in its organisation, and its phone: of those who read for a collectivité, for whoever
// has to reach them. Threads, errors: as access.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/result.h"
#include "lib/store/db.h"

namespace people {

// A French number, whatever spaces, points, hyphens or brackets stand in it: ten digits, or the same after
// +33, or one of overseas, written with its own prefix or with that of its country (+262, +590, +594, +596,
// +508, +687, +689, +681). Gives it as +33321000000; none when it is no such number (ARCEP, plan national de
// numérotation).
std::optional<std::string> ReadPhone(std::string_view typed);
// As it is dialled from there, in groups that stay together: 03 21 00 00 00, 0262 41 00 00, +687 26 00 00.
std::string PhoneInGroups(std::string_view phone);

struct Contact {
  std::string function, phone;  // the phone as ReadPhone gives it; either may be empty
};
Contact ContactOf(store::Db& db, std::int64_t account_id);
// `typed.phone` as it was typed. Refuses a function of more than 200 characters ("account.function",
// "function") and a phone that is none ("account.phone", "phone").
core::Result<void> SetContact(store::Db& db, std::int64_t account_id, const Contact& typed);

}  // namespace people
