// What can be done now, and what the calendar does by itself.
#include <algorithm>

#include "domain/membership/life.h"
#include "domain/membership/life_state.h"

namespace membership {

std::vector<Unsigned> ToSign(const Rules& rules, const Member& member, const Life& life) {
  std::vector<Unsigned> open;
  const auto add = [&](const std::string& paper, const std::vector<std::string>& parties) {
    for (const auto& party : parties)
      if (!life.HasSigned(paper, party)) open.push_back({paper, party});
  };
  const bool served = member.state == State::kSigned || IsServed(member.state);
  if (member.state == State::kConvention) add("convention", rules.parties);
  if (rules.certificate && life.convention_on && (served || member.state == State::kConvention))
    add("certificate", rules.certificate_flow);
  if (IsServed(member.state))
    for (const auto& one : life.amendments) add("amendment-" + std::to_string(one.n), rules.parties);
  return open;
}

std::vector<Act> ActsNow(const Rules& rules, const Member& member, const Life& life, core::Day today) {
  const bool to_sign = !ToSign(rules, member, life).empty();
  const bool to_notify = rules.provider_notified && !life.provider_told_on;
  std::vector<Act> acts;
  switch (member.state) {
    case State::kAsked:
      return {Act::kAccept, Act::kNote, Act::kAdopt, Act::kDecline};
    case State::kRefused:
      return {Act::kAskAgain};
    case State::kConvention:
      if ((rules.deliberation && !life.deliberated_on) || (rules.policy_read && !life.policy_on))
        return {Act::kNote, Act::kSign, Act::kDecline};
      return {Act::kSign, Act::kNote, Act::kDecline};
    case State::kSigned:
      if (to_notify) acts.push_back(Act::kNotify);
      if (to_sign) acts.push_back(Act::kSign);
      acts.push_back(Act::kNote);
      return acts;
    case State::kEffective:
      if (to_notify) acts.push_back(Act::kNotify);
      if (to_sign) acts.push_back(Act::kSign);
      acts.insert(acts.end(), {Act::kNote, Act::kAmend, Act::kNotice});
      if (rules.ends_with_provider) acts.push_back(Act::kEnd);
      return acts;
    case State::kLeaving:
      if (!life.given_back_on) acts.push_back(Act::kGiveBack);
      acts.push_back(Act::kKeep);
      if (to_sign) acts.push_back(Act::kSign);
      return acts;
    case State::kLeft:
      if (!life.given_back_on) acts.push_back(Act::kGiveBack);
      if (life.erase_on && *life.erase_on <= today) acts.push_back(Act::kErase);
      acts.push_back(Act::kAskAgain);
      return acts;
    case State::kErased:
      return {Act::kAskAgain};
  }
  return acts;
}

int Advance(store::Db& db, core::Instant now) {
  const auto today = core::LocalDay(now);
  std::vector<Member> due;
  for (auto& member : Members(db)) {
    const bool begins =
        member.state == State::kSigned && member.effective_on && *member.effective_on <= today;
    const bool ends = member.state == State::kLeaving && member.ends_on && *member.ends_on < today;
    if (begins || ends) due.push_back(std::move(member));
  }
  for (auto& member : due) {
    const bool begins = member.state == State::kSigned;
    member.state = begins ? State::kEffective : State::kLeft;
    SaveState(db, member);
    Leave(db, member.collectivite_id, begins ? "began" : "ended",
          begins ? member.effective_on : member.ends_on, "", {"", now});
  }
  return static_cast<int>(due.size());
}

}  // namespace membership
