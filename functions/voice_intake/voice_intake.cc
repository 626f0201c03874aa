#include "functions/voice_intake/voice_intake.h"

#include <algorithm>

#include "functions/voice_intake/call.h"
#include "functions/voice_intake/signature.h"

namespace voice_intake {
namespace {

constexpr std::size_t kPatience = 3;

std::optional<rt::Response> TakeMenu(Call& call) {
  const auto digit = call.Given("Digits");
  if (digit == "1") return AskPlace(call);
  if (digit == "2") return AskFollow(call);
  if (digit != "3") return std::nullopt;
  call.Say("voice.danger");
  for (const auto& group : call.office.numbers["groups"].Items())
    for (const auto& each : group["numbers"].Items())
      call.Say("voice.number", {{"%d", each.Text("number")}, {"%n", each.Text("name")}});
  return AskMenu(call);
}

const Step kMenu{"menu", AskMenu, TakeMenu};

// The question again, after the sentence that says why; the call ends when nobody answers.
rt::Response AskAgain(Call& call, const Step& step, std::size_t times) {
  call.Set("misses", std::string(times, 'x'));
  if (times > kPatience) {
    call.before.clear();
    call.Say("voice.no_answer");
    return call.HangUp();
  }
  if (call.before.empty()) call.Say("voice.again");
  return step.ask(call);
}

rt::Response Handle(Office& office, const rt::Request& request) {
  const auto refuse = [&](core::Kind kind, std::string code) {
    return rt::Refused(office.env, request, {kind, "", std::move(code)});
  };
  if (office.secret.empty()) return refuse(core::Kind::kNotFound, "voice.off");
  if (request.method != "POST") return rt::NotAllowed(office.env, request, "POST");
  if (!IsSigned(office.env, request, office.secret)) return refuse(core::Kind::kForbidden, "voice.signature");
  if (request.form.Get("CallSid").empty()) return refuse(core::Kind::kInvalid, "voice.call");
  Call call(office, request);
  if (call.Get("step").empty()) {
    call.Say("voice.welcome");
    return AskMenu(call);
  }
  const Step& step = FindStep(call.Get("step"));
  const auto misses = call.Get("misses").size();
  call.Set("misses", "");
  auto answer = step.take(call);
  return answer ? *std::move(answer) : AskAgain(call, step, misses + 1);
}

}  // namespace

rt::Response AskMenu(Call& call) {
  call.Say("voice.menu");
  return call.Ask("menu", 1);
}

const Step& FindStep(std::string_view name) {
  for (const auto* steps : {&kReportSteps, &kFollowSteps})
    for (const auto& step : *steps)
      if (step.name == name) return step;
  return kMenu;
}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace voice_intake
