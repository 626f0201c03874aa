// What each act does to a member and its life.
#include <algorithm>
#include <stdexcept>

#include "domain/membership/deliberation.h"
#include "domain/membership/life_state.h"
#include "lib/core/text.h"

namespace membership {
namespace {

Done Missing(const std::string& field) { return core::Refuse(field, "membership." + field + ".required"); }

// A day that must be told, and that is none of the future.
Done Needs(const Doing& doing, const char* field, const std::optional<core::Day>& day) {
  if (!day) return Missing(field);
  if (*day > doing.today) return core::Refuse(field, "membership.day.future");
  return {};
}

Done Accept(Doing& doing) {
  if (auto open = doing.rules.Admits(doing.member); !open) return open;
  if (doing.told.chosen) doing.life.chosen = doing.told.chosen;
  doing.life.convention_on = doing.today;
  doing.member.state = State::kConvention;
  return {};
}

Done Decline(Doing& doing) {
  if (core::Trim(doing.told.text).empty()) return Missing("text");
  ForgetDeliberation(doing.db, doing.member.collectivite_id);
  doing.member.state = State::kRefused;
  return {};
}

Done Note(Doing& doing) {
  const auto& told = doing.told;
  for (const auto& [field, day] :
       {std::pair{"on", told.on}, {"committee", told.committee}, {"policy", told.policy}})
    if (day && *day > doing.today) return core::Refuse(field, "membership.day.future");
  if (told.number.empty() != !told.on) return Missing(told.on ? "number" : "on");
  if (told.name.empty() != !told.policy) return Missing(told.policy ? "name" : "policy");
  if (told.on) {
    doing.life.deliberation = told.number;
    doing.life.deliberated_on = told.on;
  }
  if (told.committee) doing.life.committee_on = told.committee;
  if (told.policy) {
    doing.life.policy_reader = told.name;
    doing.life.policy_on = told.policy;
  }
  return {};
}

// The body's own signature: what must have come before it, and the first day that follows from it.
Done BodySigns(Doing& doing) {
  const auto& told = doing.told;
  auto& life = doing.life;
  if (doing.rules.deliberation && !life.deliberated_on)
    return core::Refuse("party", "membership.deliberation.required");
  if (life.deliberated_on && *life.deliberated_on > *told.on)
    return core::Refuse("on", "membership.deliberation.after");
  if (doing.rules.policy_read && !life.policy_on) return core::Refuse("party", "membership.policy.missing");
  if (auto received = Needs(doing, "received", told.received); !received) return received;
  if (*told.received < *told.on) return core::Refuse("received", "membership.received.early");
  if (told.chosen) life.chosen = told.chosen;
  const auto first = doing.rules.FirstDay(*told.received, life.chosen);
  if (!first) return tl::make_unexpected(first.error());
  life.received_on = told.received;
  doing.member.effective_on = *first;
  doing.member.ends_on = doing.rules.LastDay();
  return {};
}

Done Sign(Doing& doing) {
  const auto& told = doing.told;
  const auto open = ToSign(doing.rules, doing.member, doing.life);
  if (std::none_of(open.begin(), open.end(),
                   [&](const auto& one) { return one.paper == told.paper && one.party == told.party; }))
    return Missing("party");
  if (core::Trim(told.name).empty()) return Missing("name");
  if (auto on = Needs(doing, "on", told.on); !on) return on;
  if (told.paper == "convention" && told.party == "body")
    if (auto body = BodySigns(doing); !body) return body;
  const Signature signature{told.paper, told.party, told.name, told.function, *told.on};
  SaveSignature(doing.db, doing.member.collectivite_id, signature);
  doing.life.signatures.push_back(signature);
  const auto& parties = doing.rules.parties;
  if (doing.member.state == State::kConvention &&
      std::all_of(parties.begin(), parties.end(),
                  [&](const auto& party) { return doing.life.HasSigned("convention", party); }))
    doing.member.state = State::kSigned;
  return {};
}

Done Notify(Doing& doing) {
  if (auto on = Needs(doing, "on", doing.told.on); !on) return on;
  doing.life.provider_told_on = doing.told.on;
  return {};
}

Done Amend(Doing& doing) {
  if (core::Trim(doing.told.text).empty()) return Missing("text");
  const Amendment amendment{static_cast<int>(doing.life.amendments.size()) + 1, doing.told.text, doing.today};
  SaveAmendment(doing.db, doing.member.collectivite_id, amendment);
  return {};
}

void Leaves(Doing& doing, core::Day last) {
  doing.member.state = State::kLeaving;
  doing.member.ends_on = last;
  doing.life.erase_on = doing.rules.ErasedFrom(last);
}

Done Notice(Doing& doing) {
  const auto& told = doing.told;
  if (auto on = Needs(doing, "on", told.on); !on) return on;
  // Of a member that was served before anything was known of it, the first day is not known.
  const auto first = doing.member.effective_on.value_or(*told.on);
  const auto last = doing.rules.LastDayByNotice(first, *told.on, told.meeting);
  if (!last) return tl::make_unexpected(last.error());
  doing.life.notice_on = told.on;
  doing.life.meeting_on = told.meeting;
  Leaves(doing, *last);
  return {};
}

Done End(Doing& doing) {
  if (!doing.told.on) return Missing("on");
  if (core::Trim(doing.told.text).empty()) return Missing("text");
  if (doing.member.effective_on && *doing.told.on < *doing.member.effective_on)
    return core::Refuse("on", "membership.end.early");
  Leaves(doing, *doing.told.on);
  return {};
}

Done Keep(Doing& doing) {
  doing.life.notice_on = doing.life.meeting_on = doing.life.erase_on = std::nullopt;
  doing.member.ends_on = doing.rules.LastDay();
  doing.member.state = State::kEffective;
  return {};
}

Done GiveBack(Doing& doing) {
  if (auto on = Needs(doing, "on", doing.told.on); !on) return on;
  doing.life.given_back_on = doing.told.on;
  return {};
}

Done Erase(Doing& doing) {
  if (HasCases(doing.db, doing.member.collectivite_id))
    return core::Refuse(core::Kind::kConflict, "", "membership.erase.cases");
  doing.life.erased_on = doing.today;
  doing.member.state = State::kErased;
  return {};
}

Done AskAgain(Doing& doing) {
  ForgetPapers(doing.db, doing.member.collectivite_id);
  doing.life = {};
  doing.life.asked_on = doing.today;
  doing.member.state = State::kAsked;
  doing.member.effective_on = doing.member.ends_on = std::nullopt;
  return {};
}

Done Adopt(Doing& doing) {
  if (auto open = doing.rules.Admits(doing.member); !open) return open;
  if (auto on = Needs(doing, "on", doing.told.on); !on) return on;
  doing.member.state = State::kEffective;
  doing.member.effective_on = doing.told.on;
  const auto last = doing.rules.LastDay();
  if (last && *last >= *doing.told.on) doing.member.ends_on = last;
  return {};
}

}  // namespace

Done Perform(Act act, Doing& doing) {
  switch (act) {
    case Act::kAccept:
      return Accept(doing);
    case Act::kDecline:
      return Decline(doing);
    case Act::kNote:
      return Note(doing);
    case Act::kSign:
      return Sign(doing);
    case Act::kNotify:
      return Notify(doing);
    case Act::kAmend:
      return Amend(doing);
    case Act::kNotice:
      return Notice(doing);
    case Act::kEnd:
      return End(doing);
    case Act::kKeep:
      return Keep(doing);
    case Act::kGiveBack:
      return GiveBack(doing);
    case Act::kErase:
      return Erase(doing);
    case Act::kAskAgain:
      return AskAgain(doing);
    case Act::kAdopt:
      return Adopt(doing);
  }
  throw std::logic_error("membership: no such act");
}

}  // namespace membership
