// The délibération that a collectivité sends with its request to join: one file, sealed under a key of its
// own. The managers of the CDG open it; whoever becomes one later is given the key by the worker. It goes
// with the papers of the membership: when the request is declined or asked anew, and when its data is erased.
//
// Threads: as membership.h. Nothing of the file, its name included, stands in clear in the database.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace membership {

inline constexpr std::size_t kLargestDeliberation = 5 << 20;
inline constexpr std::int64_t kMostDrafts = 100;

struct Paper {
  std::string name, type;  // as it was sent; its media type, told by its content
  std::int64_t size = 0;
};

// Keeps a file whose form is not sent yet, and gives the token that finds it. Forgotten the next day but one.
// Refuses more than kMostDrafts at once (kTooMany, "deliberation", "deliberation.too_many").
core::Result<std::string> KeepDraft(store::Db& db, const Paper& paper, std::string_view bytes,
                                    std::string_view worker_public_key, core::Day today);
std::optional<Paper> FindDraft(store::Db& db, std::string_view token);
void DropDraft(store::Db& db, std::string_view token);
// The form was sent: the file is this member's, instead of any earlier one. Silent when there is no such
// draft. Within the caller's transaction.
void Attach(store::Db& db, std::string_view token, std::int64_t collectivite_id);

// The day on which it came; none: there is none.
std::optional<core::Day> DeliberationOn(store::Db& db, std::int64_t collectivite_id);
struct Opened {
  Paper paper;
  std::string bytes;
};
// Refuses when there is none (kNotFound, "members.paper_unknown"), and when the account was not given its key
// yet (kConflict, "deliberation.not_yet"). Throws std::runtime_error when it was altered.
core::Result<Opened> OpenDeliberation(store::Db& db, std::int64_t collectivite_id, std::int64_t account_id,
                                      const vault::KeyPair& keys);

void ForgetDeliberation(store::Db& db, std::int64_t collectivite_id);

// For the worker, as often as it likes: gives the keys to the managers who lack them, and takes them from
// whoever is none any more; forgets drafts.
void ShareDeliberations(store::Db& db, const vault::KeyPair& worker);
void ForgetDrafts(store::Db& db, core::Day today);

}  // namespace membership
