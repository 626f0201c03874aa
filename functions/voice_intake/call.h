// One request of a call: what was said before, what comes now, and what the caller hears next.
#pragma once
#include <array>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "domain/access/access.h"
#include "domain/casefile/casefile.h"
#include "domain/scheme/scheme.h"
#include "lib/core/late.h"
#include "lib/core/sentence.h"
#include "lib/fetch/fetch.h"
#include "runtime/contract/function.h"

namespace voice_intake {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card report;
  json::Value numbers;  // content/fr/numbers.json
  std::string secret;   // empty: there is no voice server
  std::string recordings_password;
  // curl comes with the first recording.
  core::Late<decltype(fetch::Allowed)> allowed{"libvigie_fetch.so", "vigie_fetch_allowed"};
  core::Late<decltype(fetch::Get)> get{"libvigie_fetch.so", "vigie_fetch_get"};
  people::Throttle throttle;
  std::array<std::mutex, 64> turns;

  core::Day Today() const { return core::LocalDay(env.now()); }
  // What has the same name comes one after the other.
  std::mutex& TurnOf(const std::string& name) { return turns[std::hash<std::string>()(name) % turns.size()]; }
};

using Marks = std::initializer_list<core::Mark>;

class Call {
 public:
  // Reads the state that the query carries; a state that is none, or another call's, is an empty one.
  Call(Office& office, const rt::Request& request);

  Office& office;
  json::Value state;                // texts: "step", "place", "quality"…
  std::vector<std::string> before;  // sentences that come before the next question

  std::string Given(std::string_view parameter) const;  // Digits, RecordingUrl
  std::string Get(std::string_view name) const { return state.Text(name); }
  void Set(std::string_view name, std::string value) { state.Set(name, std::move(value)); }
  // Known to the operator and to us: the same for every request of this call. Files one case.
  std::string Key() const;
  // A sentence of the catalogue, its marks (%n…) replaced.
  std::string Sentence(std::string_view key, Marks marks = {}) const;
  void Say(std::string_view key, Marks marks = {});
  std::string SiteAddress() const;  // as one says it

  // Answers, each after what stands in `before`. The next request of the call comes to `step`.
  rt::Response Ask(std::string step, int digits);  // 0 digits: as many as one likes, then #
  rt::Response Record(std::string step);
  rt::Response GoOn(std::string step);
  rt::Response HangUp();

 private:
  enum class Then { kGather, kRecord, kGoOn, kHangUp };
  rt::Response Answer(std::string step, Then then, int digits);
  vault::Key SealingKey() const;
  const rt::Request& request_;
};

// One question: how it is asked, and what is done with its answer; none when that cannot be understood.
struct Step {
  const char* name;
  rt::Response (*ask)(Call&);
  std::optional<rt::Response> (*take)(Call&);
};
const Step& FindStep(std::string_view name);  // the menu when there is no such step

// The choices of a field of the report's card, typed as 1, 2… 9, 0.
struct Choice {
  std::string value, label, digit;
};
std::vector<Choice> ChoicesOf(const Call& call, std::string_view field);
void SayChoices(Call& call, const std::vector<Choice>& choices);

// voice_intake.cc, report.cc, code.cc, follow.cc
rt::Response AskMenu(Call& call);
rt::Response AskPlace(Call& call);
rt::Response AskConfirm(Call& call);  // reads the code of what this call filed
std::optional<rt::Response> TakeConfirm(Call& call);
rt::Response AskFollow(Call& call);
extern const std::vector<Step> kReportSteps, kFollowSteps;

}  // namespace voice_intake
