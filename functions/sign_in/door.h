// What signing in and recovering share. Private to functions/sign_in.
#pragma once
#include <array>
#include <mutex>
#include <string>

#include "domain/access/access.h"
#include "domain/figures/keys.h"
#include "runtime/contract/function.h"

namespace sign_in {

inline constexpr int kFreeTries = 5;
inline constexpr std::chrono::seconds kLongestWait{60};

// Built once, shared by every thread.
struct Door {
  explicit Door(rt::Env& environment)
      : env(environment),
        sign_in(rt::ReadCard(env, "sign_in")),
        recovery(rt::ReadCard(env, "recovery")),
        prolong(rt::ReadCard(env, "prolong")),
        office_reports(figures::OfficeReports(
            scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder()))) {}
  rt::Env& env;
  form::Card sign_in, recovery, prolong;
  bool office_reports;  // to whom figures are given (domain/figures/keys.h)
  people::Throttle sign_ins{kFreeTries, kLongestWait}, recoveries{kFreeTries, kLongestWait};
  // Tries at one account come one after the other: right ones at the same time are not failures under way,
  // and no session is opened on a password that a recovery is replacing.
  std::array<std::mutex, 64> turns;
  std::mutex& TurnOf(const std::string& name) { return turns[std::hash<std::string>()(name) % turns.size()]; }
};

// The form (page `page`, with the login as it was typed) and why it is refused, when it is.
rt::Response Form(const Door& door, const rt::Request& request, std::string_view page,
                  const core::Refusals& refusals);
rt::Response MustWait(const Door& door, const rt::Request& request, std::string_view page,
                      std::chrono::seconds wait);

rt::Response Recover(Door& door, const rt::Request& request);

}  // namespace sign_in
