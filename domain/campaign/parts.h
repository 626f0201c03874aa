// What the parts of this room share. Private to it.
#pragma once
#include "domain/campaign/campaign.h"
#include "lib/json/value.h"

namespace campaign {

// The day on which a member's agents are counted for a year.
core::Day ReferenceOf(const scheme::Scheme& scheme, const membership::Member& member, int year);

// The membership's first day as a question of dues has it: none when it lies before the year.
std::optional<core::Day> EffectIn(const membership::Member& member, int year);

// Writes the next bill of the year and gives its number.
int Write(store::Db& db, const Bill& bill);

void Enter(store::Db& db, const By& by, std::string_view what, const std::string& detail);

}  // namespace campaign
