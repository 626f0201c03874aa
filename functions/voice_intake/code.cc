// The code de suivi by ear: read twice, then two of its groups are asked back.
#include "domain/calendar/calendar.h"
#include "functions/voice_intake/call.h"

namespace voice_intake {
namespace {

constexpr std::size_t kGroup = 4;

// "1, 2, 3, 4": a voice says each digit.
std::string Spelled(std::string_view digits) {
  std::string text;
  for (const char digit : digits) {
    if (!text.empty()) text += ", ";
    text += digit;
  }
  return text;
}

void SayGroups(Call& call, std::string_view code) {
  for (std::size_t i = 0; i + kGroup <= code.size(); i += kGroup)
    call.Say("voice.code.group",
             {{"%i", std::to_string(i / kGroup + 1)}, {"%d", Spelled(code.substr(i, kGroup))}});
}

std::optional<casefile::Filed> FiledBy(const Call& call) {
  return casefile::FindFiled(*call.office.env.db.Take(), call.Key());
}

}  // namespace

rt::Response AskConfirm(Call& call) {
  const auto filed = FiledBy(call);
  if (!filed || filed->code.empty()) {
    call.Say("voice.code.gone");
    call.Say("voice.bye");
    return call.HangUp();
  }
  call.Say("voice.code");
  SayGroups(call, filed->code);
  call.Say("voice.code.twice");
  SayGroups(call, filed->code);
  call.Say("voice.code.check");
  return call.Ask("confirm", 2 * kGroup);
}

std::optional<rt::Response> TakeConfirm(Call& call) {
  const auto filed = FiledBy(call);
  const auto typed = call.Given("Digits");
  if (!filed || filed->code.empty()) return AskConfirm(call);
  if (typed == filed->code.substr(kGroup, kGroup) + filed->code.substr(4 * kGroup, kGroup)) {
    const auto& scheme = call.office.scheme;
    const auto due =
        calendar::AddWorkingDays(filed->received_on, scheme.AcknowledgeWorkingDays(), scheme.AlsaceMoselle());
    call.Say("voice.noted", {{"%d", core::FrenchDay(due)}});
    return call.HangUp();
  }
  call.Say(typed.empty() ? "voice.code.twice" : "voice.code.different");
  return std::nullopt;
}

}  // namespace voice_intake
