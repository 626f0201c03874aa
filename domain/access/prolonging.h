// How long the desk stays open to someone, and how they keep it open.
//
// A session of the desk ends kDeskLasts after it was opened or last prolonged. Whoever is at work may prolong
// it as often as they wish (RGAA 4.1.2, test 13.1.4) by giving their password again: a cookie that somebody
// took does not outlive those hours. Sessions of a case or a letter are long enough (domain/access/access.h).
// Threads, secrets: as access.h.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace people {

inline constexpr std::chrono::hours kDeskLasts{12};
// From how long before the end on every page of the desk tells it.
inline constexpr std::chrono::hours kDeskEndIsNear{2};

// When the desk closes to this cookie; none when it is closed.
std::optional<core::Instant> DeskEnd(store::Db& db, std::string_view cookie, core::Instant now);
// The same in words, once it is near; empty before.
std::string NearDeskEnd(store::Db& db, std::string_view cookie, core::Instant now);

// From now on kDeskLasts again; gives the new end. Refuses a cookie that opens nothing (kForbidden,
// "session.none") and another password than the account's (kForbidden, "password", "prolong.refused").
core::Result<core::Instant> ProlongDesk(store::Db& db, std::string_view cookie, std::string_view password,
                                        core::Instant now);

}  // namespace people
