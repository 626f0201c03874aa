// For the tests of this room: a World with a voice server, an operator that signs, and a caller who types.
#pragma once
#include <gtest/gtest.h>

#include <fstream>

#include "domain/casefile/code.h"
#include "functions/voice_intake/signature.h"
#include "functions/voice_intake/voice_intake.h"
#include "lib/core/text.h"
#include "tests/support/fake_case.h"
#include "tests/support/file_server.h"

namespace voice_intake {

inline const std::string kSecret = "secret-de-l-operateur-0123456789";
inline const std::string kWav = "RIFF\x24\x10\x01\x01WAVEfmt " + std::string(70'000, '\x55');
inline constexpr const char* kCaller = "+33639987123";

struct Fixture : ::testing::Test {
  fake::World world;
  config::Config config = world.Env().config;
  rt::Env env{world.Env().db, config, world.Env().pages, world.Env().now, world.Env().worker_public_key};
  rt::Function function;
  std::string call = "CA0123456789abcdef";

  explicit Fixture(const std::string& scheme = "cdg62") : world(scheme) {
    config.voice_recordings_host = "localhost";
    config.voice_secret_file = world.Directory() / "voice_secret";
    std::ofstream(config.voice_secret_file) << kSecret << "\n";
    function = Make(env);
  }

  // As the operator sends it: `url` is the whole address that it was given.
  rt::Request Signed(const std::string& url, fake::Pairs fields, const std::string& secret = kSecret) const {
    for (const auto& [name, value] : fake::Pairs{{"CallSid", call}, {"From", kCaller}, {"Caller", kCaller}})
      fields.emplace_back(name, value);
    auto request = fake::Post(fields);
    request.path = "/f/voice_intake";
    request.headers["accept"] = "*/*";
    if (const auto at = url.find("?s="); at != std::string::npos) request.query.Add("s", url.substr(at + 3));
    request.headers["x-twilio-signature"] = SignatureOf(url, request.form, secret);
    return request;
  }
  rt::Response Start() { return Send("http://localhost:8080/f/voice_intake", {}); }
  rt::Response Send(const std::string& url, const fake::Pairs& fields) {
    last = function.handle(Signed(url, fields));
    EXPECT_EQ(last.status, 200) << last.body;
    EXPECT_EQ(last.body.find(kCaller), std::string::npos);
    return last;
  }
  // Where the operator goes next: the action of Gather or Record, or Redirect.
  std::string Next() const {
    const auto at = last.body.find("http://localhost:8080/f/voice_intake?s=");
    return at == std::string::npos ? "" : last.body.substr(at, last.body.find_first_of("\"<", at) - at);
  }
  rt::Response Type(const std::string& digits) { return Send(Next(), {{"Digits", digits}}); }
  rt::Response Nothing() { return Send(Next(), {}); }
  rt::Response Recorded(const std::string& url) { return Send(Next(), {{"RecordingUrl", url}}); }

  // A whole report up to the recording.
  void UntilRecording(const std::string& quality = "1", const std::string& authority = "2",
                      const std::string& named = "1") {
    Start();
    for (const auto& digits : {std::string("1"), std::to_string(world.Collectivite().id), std::string("1"),
                               quality, std::string("47"), authority, named})
      Type(digits);
    ASSERT_TRUE(fake::Says(last, "<Record ")) << last.body;
  }
  // The 24 digits as they were read, once.
  std::string CodeHeard() const {
    std::string code;
    for (int group = 1; group <= 6; ++group) {
      const auto words = "Groupe " + std::to_string(group) + "\u00a0: ";
      const auto at = last.body.find(words);
      if (at == std::string::npos) return "";
      code += core::Digits(last.body.substr(at + words.size(), 10));
    }
    return code;
  }
  casefile::Case Only(store::Db& db, const std::string& login = "referent") {
    const auto list = casefile::ListFor(db, world.Account(login), world.Keys(login));
    EXPECT_EQ(list.size(), 1u) << login;
    return casefile::Case::OpenAsReader(db, world.Account(login), world.Keys(login), list.at(0).number)
        .value();
  }
  std::string Contents(const casefile::Case& file, const std::string& id) {
    auto download = file.OpenEvidence(world.Pool(), id, world.Now()).value();
    std::string all;
    for (std::string piece; !(piece = download.Next()).empty();) all += piece;
    return all;
  }

  rt::Response last;
};

}  // namespace voice_intake
