#include "functions/voice_intake/call.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "lib/core/sentence.h"
#include "lib/core/text.h"

namespace voice_intake {
namespace {

constexpr int kFreeTries = 5;
constexpr std::chrono::seconds kLongestWait{60};
constexpr std::size_t kShortestSecret = 16;

std::string ReadSecret(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path);
  std::string secret;
  if (!(file >> secret) || secret.size() < kShortestSecret)
    throw std::runtime_error("voice_secret_file : le fichier " + path +
                             " ne peut pas être lu, ou son secret compte moins de 16 caractères");
  return secret;
}

// The first line, whole: an operator chooses what stands in it.
std::string ReadPassword(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path);
  std::string password;
  if (!std::getline(file, password) || password.empty())
    throw std::runtime_error("voice_recordings_password_file : le fichier " + path +
                             " est vide ou ne peut pas être lu");
  return password;
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      report(rt::ReadCard(env, "report").Offering(scheme.Offers())),
      numbers(json::ReadFile(env.config.share_dir + "/content/fr/numbers.json")),
      secret(ReadSecret(env.config.voice_secret_file)),
      recordings_password(ReadPassword(env.config.voice_recordings_password_file)),
      throttle(kFreeTries, kLongestWait) {}

Call::Call(Office& place, const rt::Request& request)
    : office(place), state(json::Object()), request_(request) {
  const auto sealed = vault::FromBase64Url(request.query.Get("s"));
  const auto plain = sealed ? vault::Decrypt(SealingKey(), "call", *sealed) : std::nullopt;
  if (plain) state = json::Parse(*plain).value();
}

std::string Call::Given(std::string_view parameter) const { return request_.form.Get(parameter); }

std::string Call::Key() const {
  return vault::Base64Url(vault::Hash("voice filing", office.secret + "\n" + Given("CallSid")));
}

vault::Key Call::SealingKey() const {
  return vault::Derive("voice state", office.secret + "\n" + Given("CallSid"));
}

std::string Call::Sentence(std::string_view key, Marks marks) const {
  return core::Filled(office.env.pages.Message(key), marks);
}

void Call::Say(std::string_view key, Marks marks) { before.push_back(Sentence(key, marks)); }

std::string Call::SiteAddress() const {
  const auto& url = office.env.config.base_url;
  return url.substr(url.find("://") + 3);
}

rt::Response Call::Ask(std::string step, int digits) {
  return Answer(std::move(step), Then::kGather, digits);
}
rt::Response Call::Record(std::string step) {
  Set("url", "");
  Set("waited", "");
  return Answer(std::move(step), Then::kRecord, 0);
}
rt::Response Call::GoOn(std::string step) { return Answer(std::move(step), Then::kGoOn, 0); }
rt::Response Call::HangUp() { return Answer("", Then::kHangUp, 0); }

rt::Response Call::Answer(std::string step, Then then, int digits) {
  Set("step", std::move(step));
  const auto sealed = vault::Encrypt(SealingKey(), "call", json::Write(state));
  json::Value says = json::Array();
  for (const auto& sentence : before) says.Push(sentence);
  auto model = json::Value::MakeObject({{"says", std::move(says)}});
  model.Set("action", office.env.config.base_url + "/f/voice_intake?s=" + vault::Base64Url(sealed));
  model.Set("gather", then == Then::kGather).Set("record", then == Then::kRecord);
  model.Set("digits", digits ? json::Value(digits) : json::Value());
  model.Set("again", then != Then::kHangUp).Set("over", then == Then::kHangUp);
  rt::Response response;
  response.type = "text/xml; charset=utf-8";
  response.body = office.env.pages.RenderPart("pages/voice", model);
  return response.With("Cache-Control", "no-store");
}

std::vector<Choice> ChoicesOf(const Call& call, std::string_view field) {
  std::vector<Choice> choices;
  const auto view = call.office.report.View({}, {});
  for (const auto& section : view["sections"].Items())
    for (const auto& each : section["fields"].Items()) {
      if (each.Text("name") != field) continue;
      for (const auto& choice : each["choices"].Items())
        choices.push_back(
            {choice.Text("value"), choice.Text("label"), std::to_string((choices.size() + 1) % 10)});
    }
  return choices;
}

void SayChoices(Call& call, const std::vector<Choice>& choices) {
  for (const auto& choice : choices) call.Say("voice.choice", {{"%l", choice.label}, {"%d", choice.digit}});
}

}  // namespace voice_intake
