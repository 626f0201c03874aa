// The course of a case: what may be done now, what was written down, and letters to people who have no
// account.
//
// The scheme says which acts there are, in which states, by whom, on which conditions (scheme.h); Case::Do
// does what each of them is. Every act leaves a paper: its answers, sealed under the case key.
//
// A letter is read through a personal link (a token) and a code of 8 digits that is told another way; its key
// is wrapped under both. It holds what its author put into it and nothing else of the case: its reader never
// gets the case key. Those who hold the case read it and its answer, because its key is kept under theirs.
// Threads, errors: as casefile.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/access.h"
#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/json/value.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace casefile {

struct Paper {
  std::int64_t n = 0;
  std::string act;       // what was done
  std::string by, name;  // role, and name of the account (empty for the reporter)
  core::Day made_on;
  json::Value content;  // the answers of the act's form
};

// An act of the scheme as it stands in a case for whoever looks.
struct ActNow {
  const scheme::Act* act = nullptr;  // the scheme's
  std::vector<std::string> missing;  // conditions that do not hold yet; empty: it may be done
};

// A link and a code, shown once, to be handed over in two different ways.
struct LetterMade {
  std::string token;
  std::string code;  // 8 digits
};

// What an act left behind.
struct Deed {
  std::int64_t paper = 0;            // its number
  std::optional<LetterMade> letter;  // of the acts that write to somebody (WritesLetter)
};

// ask_victim, summarise_for_employer, inform_authority, ask_authority: an act whose text goes into a letter.
bool WritesLetter(std::string_view act);

inline constexpr std::chrono::days kLetterLife{60};

struct Letter {
  std::int64_t id = 0;
  json::Value content;  // {"act", "text", "from": name and part of its author}
  core::Day written_on, expires_on;
  std::optional<core::Day> opened_on, answered_on;
  json::Value answer;  // an object; null before
};

// The key of a letter, which a session of kind kLetter keeps. Refuses a wrong code and an unknown or expired
// letter alike, after the same work (kForbidden, "code.letter").
struct LetterKeys {
  std::int64_t letter_id;
  vault::Key key;
};
core::Result<LetterKeys> UnlockLetter(store::Db& db, std::string_view token, std::string_view code,
                                      core::Day today);
// Marks the first opening; none when its time is over (kNotFound, "letter.unknown").
core::Result<Letter> ReadLetter(store::Db& db, const people::Session& session, core::Day today);
// One answer, for good ("letter.answered_before", kConflict). The holders of the case are told by mail.
core::Result<void> AnswerLetter(store::Db& db, const people::Session& session, const json::Value& answer,
                                core::Day today);

}  // namespace casefile
