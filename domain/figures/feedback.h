// What reporters think of the dispositif, asked once their case is closed: sealed to the CDG's pair, of no
// collectivité, and led back to no case. A reporter has one answer, which they may replace: its id is a hash
// of their secret key, so that they alone could tell which it is.
//
// Threads, errors: as domain/access.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/figures/keys.h"
#include "domain/figures/page.h"

namespace figures {

inline constexpr std::size_t kMostFeedbackWords = 1000;  // characters
inline constexpr int kFeedbackWordsMonths = 24;          // how long what was written freely is kept

bool HasGivenFeedback(store::Db& db, const vault::Key& reporter);

// `answers`: {"<question>": "<choice>"}. False when there is nobody yet to whom it could be sealed.
bool GiveFeedback(store::Db& db, const vault::Key& reporter, const json::Value& answers,
                  const std::string& words, core::Day today);

struct Feedback {
  Page page;                       // one table for each question; small counts hidden, as those of cases
  std::vector<std::string> words;  // in no order that tells when; none unless `small` people answered
};
// `questions`: each with its choices. `held`: the CDG's pair.
Feedback FeedbackOf(store::Db& db, const Held& held, std::int64_t year,
                    const std::vector<Dimension>& questions, int small);

// What was written freely goes, the counts stay. For the worker.
void ForgetFeedbackWords(store::Db& db, core::Day today);

}  // namespace figures
