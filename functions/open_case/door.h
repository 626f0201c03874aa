// What the pages of open_case share.
#pragma once
#include <array>
#include <functional>
#include <mutex>
#include <string>

#include "domain/casefile/casefile.h"
#include "runtime/contract/function.h"

namespace open_case {

inline constexpr int kFreeTries = 5;
inline constexpr std::chrono::seconds kLongestWait{60};

// Built once, shared by every thread.
struct Door {
  explicit Door(rt::Env& environment)
      : env(environment), card(rt::ReadCard(env, "open_case")), new_code(rt::ReadCard(env, "new_code")) {}
  rt::Env& env;
  form::Card card, new_code;
  people::Throttle throttle{kFreeTries, kLongestWait};
  // Tries at one case come one after the other: thirty right codes at once are not thirty failures under way.
  std::array<std::mutex, 64> turns;
  std::mutex& TurnOf(const std::string& locator) {
    return turns[std::hash<std::string>()(locator) % turns.size()];
  }
};

// The form that asks for a code, with why it was refused.
rt::Response CodeAgain(const Door& door, const rt::Request& request, const core::Refusal& refusal);
// The reporter's session, and the way to the case.
rt::Response Opened(const Door& door, const rt::Request& request, store::Db& db,
                    const casefile::ReporterKeys& keys);

// For the keys of a provisional code: a new one to note (202), and the change once it was noted. The form
// carries the provisional code: nobody has a session before the change.
rt::Response ShowNewCode(const Door& door, const rt::Request& request, store::Db& db,
                         const casefile::ReporterKeys& keys);
rt::Response ChangeCode(const Door& door, const rt::Request& request, store::Db& db,
                        const casefile::ReporterKeys& keys);

}  // namespace open_case
