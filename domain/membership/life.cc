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
