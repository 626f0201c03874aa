// A member of the scheme, for the tests: a commune that is served and has an address. All made up.
#pragma once
#include <string>

#include "domain/membership/membership.h"

namespace fake {

inline membership::Member AddMember(store::Db& db, const std::string& name, const std::string& email,
                                    const std::string& slug = {}) {
  membership::Member member;
  member.name = name;
  member.kind = "commune";
  member.slug = slug;
  member.state = membership::State::kEffective;
  member.effective_on = core::ParseDay("2025-01-01");
  member.contact.email = email;
  return membership::Add(db, member).value();
}

}  // namespace fake
