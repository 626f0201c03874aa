#include "domain/membership/life.h"

#include <algorithm>
#include <array>

#include "domain/membership/life_state.h"
#include "lib/core/text.h"

namespace membership {
namespace {

constexpr std::array<std::string_view, 13> kActs{"accept", "decline",   "note", "sign", "notify",
                                                 "amend",  "notice",    "end",  "keep", "give_back",
                                                 "erase",  "ask_again", "adopt"};

// What an act works on: the member and its life, as they are before it and, once it is done, after.
struct Doing {
  store::Db& db;
  const Rules& rules;
  const Told& told;
  core::Day today;
  Member member;
  Life life;
};
using Done = core::Result<void>;

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

std::string DetailOf(Act act, const Told& told) {
  if (act == Act::kSign) return told.paper + " " + told.party;
  if (act == Act::kNote) return told.number;
  return told.text;
}

}  // namespace

std::string_view Word(Act act) { return kActs.at(static_cast<std::size_t>(act)); }

std::optional<Act> ActNamed(std::string_view word) {
  const auto* const found = std::find(kActs.begin(), kActs.end(), word);
  if (found == kActs.end()) return std::nullopt;
  return static_cast<Act>(found - kActs.begin());
}

bool Life::HasSigned(std::string_view paper, std::string_view party) const {
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](const auto& one) { return one.paper == paper && one.party == party; });
}

core::Result<Member> Ask(store::Db& db, Member member, const Told& told, const By& by) {
  member.state = State::kAsked;
  member.effective_on = member.ends_on = std::nullopt;
  auto added = Add(db, std::move(member));
  if (!added) return added;
  Life life;
  life.asked_on = core::LocalDay(by.now);
  life.chosen = told.chosen;
  life.deliberation = told.number;
  life.deliberated_on = told.on;
  SaveLife(db, added->collectivite_id, life);
  Leave(db, added->collectivite_id, "asked", {}, told.text, by);
  return added;
}

core::Result<void> Do(store::Db& db, const Rules& rules, std::int64_t collectivite_id, Act act,
                      const Told& told, const By& by) {
  auto member = FindMember(db, collectivite_id);
  if (!member) return core::Refuse(core::Kind::kNotFound, "", "membership.unknown");
  const auto today = core::LocalDay(by.now);
  Doing doing{db, rules, told, today, std::move(*member), LifeOf(db, collectivite_id)};
  const auto now = ActsNow(rules, doing.member, doing.life, today);
  if (std::find(now.begin(), now.end(), act) == now.end())
    return core::Refuse(core::Kind::kConflict, "", "membership.act." + std::string(Word(doing.member.state)));
  if (auto done = Perform(act, doing); !done) return done;
  SaveLife(db, collectivite_id, doing.life);
  SaveState(db, doing.member);
  Leave(db, collectivite_id, Word(act), told.on, DetailOf(act, told), by);
  if (act == Act::kErase) ForgetPeople(db, collectivite_id);
  Advance(db, by.now);
  return {};
}

}  // namespace membership
