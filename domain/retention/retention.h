// How long a closed case is kept, by the scheme's rules (its file, key "retention").
//
// A case that is open, or that must be kept (a hold), has no end. What a closed one leaves for whoever erases
// it is its rule and the days from which the time counts, not the last day: a CDG that shortens or lengthens
// a rule within its floor and ceiling changes every case at once. Pure; threads: any.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/scheme/scheme.h"
#include "lib/core/time.h"

namespace retention {

// Nothing goes before so many days have passed since the last act in it, whatever the rule: time for the
// person to come and read why it was closed, and for a closing by mistake to be taken back.
inline constexpr std::chrono::days kGrace{15};

// The rule of a case that was joined to another: it goes when that one goes, which may still need its files.
inline constexpr std::string_view kWithMain = "with";

struct Kept {
  std::string rule;    // out_of_scope, no_follow_up or measures, or kWithMain
  core::Day since;     // of the closing, or of the last message after it
  core::Day acted_on;  // of the last act of any kind
  std::string main;    // kWithMain: the number of the case that lives on
};

struct Term {
  core::Day last;                           // the last day on which the case is there
  std::optional<core::Day> archived_after;  // kept apart once this day is past, until `last`
  bool IsArchived(core::Day today) const { return archived_after && *archived_after < today; }
  bool IsOver(core::Day today) const { return last < today; }
};
// The archive's time follows that of "measures" alone, when the scheme gives it one. None for kWithMain,
// which has no day of its own.
std::optional<Term> TermOf(const scheme::Scheme& scheme, const Kept& kept);

// A text of one length for every case, "not to be erased" (none) included; and back. Nothing is there in a
// text that is not one of these: `known` is false.
std::string Write(const std::optional<Kept>& kept);
struct Written {
  bool known = false;
  std::optional<Kept> kept;
};
Written Read(std::string_view text);

}  // namespace retention
