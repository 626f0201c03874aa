// Following a report with its code.
#include <algorithm>

#include "domain/casefile/code.h"
#include "domain/casefile/evidence.h"
#include "functions/voice_intake/call.h"
#include "functions/voice_intake/recording.h"
#include "lib/core/text.h"

namespace voice_intake {
namespace {

constexpr std::size_t kSpoken = 3000;  // bytes of one Say: operators take 4096 characters
constexpr int kMessages = 3;           // read at once

bool IsFromSomeone(const casefile::Message& message) {
  return message.from != "reporter" && message.from != "system";
}

rt::Response AskFile(Call& call) {
  call.Say("voice.file.menu");
  return call.Ask("file", 1);
}

rt::Response AskMessage(Call& call) {
  call.Say("voice.message");
  return call.Record("message");
}

// The case of the call's session; none when that is over.
std::optional<casefile::Case> OpenFile(const Call& call, store::Db& db) {
  const auto session =
      people::FindSession(db, people::SessionKind::kCase, call.Get("session"), call.office.env.now());
  if (!session) return std::nullopt;
  auto file = casefile::Case::OpenAsReporter(db, *session);
  return file ? std::optional(std::move(*file)) : std::nullopt;
}

rt::Response SessionOver(Call& call) {
  call.Set("session", "");
  call.Say("voice.follow.over");
  return AskFollow(call);
}

void SayState(Call& call, const casefile::Case& file) {
  const auto& header = file.GetHeader();
  call.Say("voice.file.state", {{"%s", call.office.scheme.StateLabelForReporter(header.state)}});
  if (header.closed_on && !header.reason.empty()) call.Say("voice.file.reason", {{"%r", header.reason}});
  if (const auto due = header.Deadline()) {
    const bool late = *due < call.office.Today();
    call.Say("case.next." + header.DeadlineRule() + (late ? "_late" : ""), {{"%d", core::FrenchDay(*due)}});
  }
  if (header.identity_asked) call.Say("voice.file.identity", {{"%a", call.SiteAddress()}});
  const auto messages = file.Messages();
  const auto fresh = std::count_if(messages.begin(), messages.end(), [](const auto& message) {
    return IsFromSomeone(message) && !message.read_on;
  });
  call.Say(fresh == 0   ? "voice.file.no_new"
           : fresh == 1 ? "voice.file.one_new"
                        : "voice.file.new",
           {{"%n", std::to_string(fresh)}});
}

std::optional<rt::Response> TakeFollow(Call& call) {
  auto& office = call.office;
  if (call.Given("Digits").empty()) return std::nullopt;
  const auto code = casefile::ReadCode(call.Given("Digits"));
  if (!code) {
    call.Say("voice.follow.typing");
    return std::nullopt;
  }
  const std::scoped_lock turn(office.TurnOf(code->locator));
  if (office.throttle.Try(code->locator, office.env.now()).count() > 0) {
    call.Say("voice.follow.wait");
    return std::nullopt;
  }
  auto db = office.env.db.Take();
  const auto keys = casefile::Unlock(*db, code->locator, code->digits);
  if (!keys) {
    call.Say("voice.follow.refused");
    return std::nullopt;
  }
  office.throttle.Succeeded(code->locator);
  if (keys->provisional) {
    call.Say("voice.follow.provisional");
    return std::nullopt;
  }
  call.Set("session", people::OpenSession(*db, people::SessionKind::kCase, keys->case_id, keys->secret_key,
                                          office.env.now()));
  const auto file = OpenFile(call, *db);
  if (!file) return SessionOver(call);
  SayState(call, *file);
  return AskFile(call);
}

// A text in pieces that one Say takes, cut between words where there are some.
void SayText(Call& call, std::string_view text) {
  while (text.size() > kSpoken) {
    auto cut = text.find_last_of(" \n", kSpoken);
    if (cut == std::string_view::npos || cut == 0)
      for (cut = kSpoken; !core::IsUtf8(text.substr(0, cut));) --cut;
    call.before.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  call.before.emplace_back(text);
}

// Some more messages, back in time from those that were read before.
rt::Response ReadMessages(Call& call, casefile::Case& file) {
  const auto& pages = call.office.env.pages;
  auto messages = file.Messages();
  std::reverse(messages.begin(), messages.end());
  const auto read = call.Get("read_down_to");
  int left = kMessages;
  for (const auto& message : messages) {
    if (!IsFromSomeone(message) || (!read.empty() && message.n >= std::stoll(read)) || left == 0) continue;
    const auto label = call.office.scheme.RoleLabel(message.from);
    call.Say("voice.file.message", {{"%d", core::FrenchDay(message.on)},
                                    {"%f", label.empty() ? pages.Message("case.from.other") : label}});
    SayText(call, message.text);
    call.Set("read_down_to", std::to_string(message.n));
    --left;
  }
  if (left == kMessages) call.Say("voice.file.no_more");
  file.MarkRead(call.office.Today());
  return AskFile(call);
}

std::optional<rt::Response> TakeFile(Call& call) {
  const auto digit = call.Given("Digits");
  auto db = call.office.env.db.Take();
  auto file = OpenFile(call, *db);
  if (!file) return SessionOver(call);
  if (digit == "1") return ReadMessages(call, *file);
  if (digit == "2") return AskMessage(call);
  if (digit != "9") return std::nullopt;
  people::CloseSession(*db, call.Get("session"));
  call.Say("voice.bye");
  return call.HangUp();
}

// True once the case holds the recording. No connection to the database is kept while it is fetched.
bool KeepInCase(const Call& call, const std::string& url, const std::string& name) {
  auto& office = call.office;
  std::unique_ptr<casefile::EvidenceSink> sink;
  {
    auto db = office.env.db.Take();
    const auto file = OpenFile(call, *db);
    if (!file) return false;
    for (const auto& each : file->Evidence())
      if (each.name == name) return true;
    sink = casefile::EvidenceSink::ForCase(office.env.db, *file, office.env.now());
  }
  return KeepRecording(office, url, *sink, {}, name);
}

// The recording joins the case, then a message says so. The file's name comes from the recording's address:
// when the operator asks twice, it is there already.
std::optional<rt::Response> TakeMessage(Call& call) {
  auto& office = call.office;
  const auto url = call.Get("url").empty() ? call.Given("RecordingUrl") : call.Get("url");
  if (url.empty()) {
    call.Say("voice.record.unheard");
    return std::nullopt;
  }
  const std::scoped_lock turn(office.TurnOf(call.Key()));
  const auto once = vault::Hex(vault::Hash("voice message", url)).substr(0, 32);
  const auto name = FileName(call.Sentence("voice.message.recording") + "-" + once.substr(0, 8), url);
  const bool kept = KeepInCase(call, url, name);
  if (!kept && MayComeLater(call, url)) return AskLater(call, "message", url);
  auto db = office.env.db.Take();
  auto file = OpenFile(call, *db);
  if (!file) return SessionOver(call);
  const bool posted =
      kept && file->Post(call.Sentence("voice.message.text", {{"%n", name}}), once, office.env.now());
  call.Say(posted ? "voice.message.sent" : "voice.message.lost");
  return AskFile(call);
}

}  // namespace

rt::Response AskFollow(Call& call) {
  call.Say("voice.follow");
  return call.Ask("follow", 0);
}

const std::vector<Step> kFollowSteps{
    {"follow", AskFollow, TakeFollow}, {"file", AskFile, TakeFile}, {"message", AskMessage, TakeMessage}};

}  // namespace voice_intake
