// What members think of the dispositif: asked once a year by mail, answered by a personal link without an
// account. An answer bears the member's name and is read by the managers; of everybody else, counts alone.
//
// Threads: as membership.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/membership/life.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/json/value.h"
#include "lib/store/db.h"

namespace membership {

inline constexpr int kOpinionDays = 90;  // a link answers so long after it was last sent

struct Opinion {
  std::int64_t id = 0;
  std::string name, slug;  // of the member
  int year = 0;            // in which it was first asked
  core::Day asked_on;
  std::optional<core::Day> given_on;
  json::Value answers;  // {"<question>": "<choice>"}
  std::string words;
};

// Queues a mail with its link for each member that is served, has an address and has not answered this year;
// whoever was asked today, or whose last mail still waits for the relay, is left in peace. Gives how many
// mails. Within the caller's transaction.
int AskOpinions(store::Db& db, std::string_view worker_key, core::Day today);

// By the token of a link. Refuses an unknown one, or of a member that left (kNotFound, "",
// "membership.opinion.link"), and one that is too old (kConflict, "", "membership.opinion.link_over").
core::Result<Opinion> FindOpinion(store::Db& db, std::string_view token, core::Day today);
// Replaces what was given before. Refuses as FindOpinion does.
core::Result<void> GiveOpinion(store::Db& db, std::string_view token, const json::Value& answers,
                               std::string_view words, core::Day today);

std::vector<Opinion> OpinionsOf(store::Db& db, int year);  // of every member asked, by name
std::vector<int> YearsOfOpinions(store::Db& db);           // the latest first

// What was written freely may name people: it goes with the data of a member that left, the answers stay.
void ForgetOpinionWords(store::Db& db, std::int64_t collectivite_id);

}  // namespace membership
