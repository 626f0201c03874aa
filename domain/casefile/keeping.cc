// Keeping a case from being erased, and letting it go again.
#include "domain/casefile/case_state.h"

namespace casefile {
namespace {

bool DealsWithIt(const Actor& actor) {
  return actor.role == "referent" || actor.role == "substitute" || actor.role == "provider";
}

}  // namespace

const std::vector<std::string>& HoldReasons() {
  static const std::vector<std::string> reasons{"discipline", "judicial", "request", "other"};
  return reasons;
}

core::Result<void> Case::KeepFor(std::string_view why, std::string_view reason, bool silent,
                                 std::int64_t seen_version, core::Instant now) {
  if (!DealsWithIt(state_->actor)) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  if (!Has(HoldReasons(), why)) return core::Refuse("why", "hold.unknown");
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    if (state_->header.hold) return core::Refuse(core::Kind::kConflict, "", "hold.held_before");
    state_->header.hold =
        casefile::Hold{std::string(why), std::string(reason), state_->actor.name, core::LocalDay(now)};
    if (!silent) state_->Tell("system.hold", std::string(why), now);
    state_->Log(now, "hold", std::string(why) + "\n" + std::string(reason));
    return {};
  });
}

core::Result<void> Case::LetGo(std::string_view reason, bool silent, std::int64_t seen_version,
                               core::Instant now) {
  if (!DealsWithIt(state_->actor)) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    if (!state_->header.hold) return core::Refuse(core::Kind::kConflict, "", "hold.none");
    state_->header.hold.reset();
    if (!silent) state_->Tell("system.hold_lifted", "", now);
    state_->Log(now, "hold_lifted", reason);
    return {};
  });
}

}  // namespace casefile
