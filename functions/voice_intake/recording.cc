#include "functions/voice_intake/recording.h"

#include "domain/casefile/evidence.h"

namespace voice_intake {
namespace {

// An operator waits for an answer 15 s at most.
constexpr std::chrono::seconds kLongest{10};
constexpr std::size_t kTries = 3;
// Of an address that is carried to the next try: the state of the call stands in an address itself.
constexpr std::size_t kLongestAddress = 1000;

}  // namespace

bool KeepRecording(const Office& office, const std::string& url, form::FileSink& sink, form::Fields fields,
                   const std::string& name) {
  sink.Begin(fields, "recording", name);
  const auto& config = office.env.config;
  const fetch::Limits limits{config.voice_recordings_host, casefile::kMaxFileBytes, kLongest,
                             config.voice_recordings_user, office.recordings_password};
  if (!office.get(url, limits, [&sink](std::string_view piece) { return sink.Write(piece); })) {
    sink.Abandon();
    return false;
  }
  sink.End(fields);
  return fields.Has("evidence.kept");
}

std::string FileName(const std::string& base, const std::string& url) {
  return base + (url.ends_with(".mp3") ? ".mp3" : ".wav");
}

bool MayComeLater(const Call& call, const std::string& url) {
  return call.office.allowed(url, call.office.env.config.voice_recordings_host) && url.size() <= kLongestAddress &&
         call.Get("waited").size() + 1 < kTries;
}

rt::Response AskLater(Call& call, const std::string& step, const std::string& url) {
  call.Set("url", url);
  call.Set("waited", call.Get("waited") + "x");
  call.Say("voice.wait");
  return call.GoOn(step);
}

}  // namespace voice_intake
