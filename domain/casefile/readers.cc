// Agreements that the reporter gives, and people whom a reader lets in.
#include <algorithm>
#include <array>

#include "domain/casefile/case_state.h"
#include "domain/casefile/joining.h"
#include "domain/outbox/outbox.h"

namespace casefile {
namespace {

// The word by which the reporter releases a name to somebody of this role.
std::string AudienceOf(std::string_view role) {
  return role == "authority" ? "employer" : role == "provider" ? "provider" : "referent";
}

}  // namespace

core::Result<void> Case::Answer(const scheme::Scheme& scheme, std::string_view consent, bool yes,
                                core::Day today) {
  if (!state_->actor.IsReporter()) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  const auto* asked = scheme.ConsentNamed(consent);
  return state_->Act(0, Midnight(today), [&]() -> core::Result<void> {
    auto& consents = state_->header.consents;
    const auto found = consents.find(std::string(consent));
    if (!asked || found == consents.end()) return core::Refuse("consent", "consent.not_asked");
    if (found->second == "given")
      return core::Refuse(core::Kind::kConflict, "consent", "consent.given_before");
    if (yes && !asked->releases.empty())
      if (auto released = state_->ReleaseTo(asked->releases, json::Value(), today); !released)
        return released;
    found->second = yes ? "given" : "refused";
    const auto detail = std::string(consent) + "\n" + found->second;
    state_->Tell("system.consent", detail, Midnight(today));
    state_->Log(Midnight(today), "consent", detail);
    return {};
  });
}

std::vector<people::Account> Case::Invitable(const scheme::Scheme& scheme, core::Day today) const {
  std::vector<people::Account> people;
  if (state_->actor.IsReporter()) return people;
  const auto holders = Holders(state_->db, state_->id);
  for (const char* role : {"referent", "substitute", "provider", "authority"}) {
    const auto join = scheme.JoinOf(role);
    if (!join || !Has(join->by, state_->actor.role)) continue;
    const auto holds = [&](const auto& condition) { return state_->Holds(scheme, condition, today); };
    if (!std::all_of(join->needs.begin(), join->needs.end(), holds)) continue;
    for (const auto& reader : people::Readers(state_->db, state_->collectivite_id, {role})) {
      const auto is = [&](const auto& one) { return one.account_id == reader.account_id; };
      if (std::none_of(holders.begin(), holders.end(), is))
        people.push_back(*people::FindAccount(state_->db, reader.account_id));
    }
  }
  return people;
}

void Case::State::Admit(const people::Account& chosen, core::Instant now) {
  auto public_key = db.Prepare("SELECT public_key FROM account WHERE id = ?1");
  public_key.Bind(chosen.id);
  public_key.Step();
  const auto bytes = public_key.Bytes(0);
  public_key.Reset();
  Grant(db, "case_grant", chosen.id, id, bytes, key);
  // A name that the reporter released to people of this role reaches the new one through whoever reads it.
  const auto role = RoleIn(chosen, collectivite_id, header.concerns_authority);
  auto own = db.Prepare("SELECT sealed_key FROM identity_grant WHERE case_id = ?1 AND account_id = ?2");
  own.Bind(id, actor.account_id);
  if (Has(header.released_to, AudienceOf(role)) && own.Step())
    Grant(db, "identity_grant", chosen.id, id, bytes, OpenOwnKey(keys, own.Bytes(0)));
  own.Reset();
  outbox::TellAccount(db, "new_case", chosen.id, core::LocalDay(now));
  Tell("system.reader", chosen.name, now);
  Log(now, "reader", chosen.name);
}

core::Result<void> Case::LetIn(const scheme::Scheme& scheme, std::int64_t account_id, core::Instant now) {
  const auto today = core::LocalDay(now);
  return state_->Act(0, now, [&]() -> core::Result<void> {
    const auto people = Invitable(scheme, today);
    const auto is = [&](const auto& one) { return one.id == account_id; };
    const auto chosen = std::find_if(people.begin(), people.end(), is);
    if (chosen == people.end()) return core::Refuse("reader", "reader.refused");
    state_->Admit(*chosen, now);
    Together::Share(*this);
    return {};
  });
}

}  // namespace casefile
