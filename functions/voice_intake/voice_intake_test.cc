// Who may speak to the voice server, and what a call carries.
#include "functions/voice_intake/voice_intake.h"

#include "functions/voice_intake/voice_fixture.h"

namespace voice_intake {
namespace {

struct Voice : Fixture {};

TEST_F(Voice, TheSignatureIsTheOneThatOperatorsCompute) {
  // Computed apart: openssl dgst -sha1 -hmac 12345 -binary | base64.
  const auto fields = fake::FieldsOf({{"To", "+18005551212"},
                                      {"Digits", "1234"},
                                      {"CallSid", "CA1234567890ABCDE"},
                                      {"Caller", "+14158675309"},
                                      {"From", "+14158675309"}});
  EXPECT_EQ(SignatureOf("https://mycompany.com/myapp.php?foo=1&bar=2", fields, "12345"),
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

TEST_F(Voice, WithoutTheOperatorsSignatureNobodyIsServed) {
  const std::string url = "http://localhost:8080/f/voice_intake";
  EXPECT_EQ(function.handle(Signed(url, {})).status, 200);
  auto none = Signed(url, {});
  none.headers.erase("x-twilio-signature");
  auto changed = Signed(url, {{"Digits", "1"}});
  changed.form.Set("Digits", "2");
  auto added = Signed(url, {});
  added.query.Add("s", "x");
  for (const auto& request : {none, changed, added, Signed(url, {}, "un-autre-secret-0123456789"),
                              Signed("http://evil.example/f/voice_intake", {})}) {
    const auto answer = function.handle(request);
    EXPECT_EQ(answer.status, 403);
    EXPECT_FALSE(fake::Says(answer, "<Response>"));
  }
}

TEST_F(Voice, WithoutASecretThereIsNoVoiceServer) {
  fake::World other;
  const auto without = Make(other.Env());
  EXPECT_EQ(without.handle(Signed("http://localhost:8080/f/voice_intake", {}, "")).status, 404);
  EXPECT_EQ(without.handle(fake::Get()).status, 404);
}

TEST_F(Voice, ASecretThatCouldBeGuessedStartsNothing) {
  std::ofstream(config.voice_secret_file) << "court";
  EXPECT_THROW(Make(env), std::runtime_error);
  config.voice_secret_file += ".missing";
  EXPECT_THROW(Make(env), std::runtime_error);
}

TEST_F(Voice, OnlyPostsOfACallAreAnswered) {
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
  call = "";
  EXPECT_EQ(function.handle(Signed("http://localhost:8080/f/voice_intake", {})).status, 422);
}

TEST_F(Voice, TheMenuSpeaksFrenchAndTellsTheNumbersOfDanger) {
  Start();
  EXPECT_EQ(last.type, "text/xml; charset=utf-8");
  EXPECT_EQ(fake::Header(last, "Cache-Control"), "no-store");
  EXPECT_TRUE(fake::Says(last, "<Say language=\"fr-FR\">Pour signaler des faits, tapez 1."));
  Type("3");
  for (const char* number :
       {"Le 17\u00a0:", "Le 112\u00a0:", "Le 114\u00a0:", "Le 15\u00a0:", "Le 3114\u00a0:", "tapez 1"})
    EXPECT_TRUE(fake::Says(last, number)) << number;
}

TEST_F(Voice, WhoeverSaysNothingIsAskedAgainThenTheCallEnds) {
  Start();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(fake::Says(Nothing(), "<Gather ")) << i;
  EXPECT_TRUE(fake::Says(Nothing(), "<Hangup/>"));
  Start();
  Nothing();
  Type("3");  // an answer: patience begins again
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(fake::Says(Type("8"), "<Gather ")) << i;
  EXPECT_TRUE(fake::Says(Type("8"), "<Hangup/>"));
}

TEST_F(Voice, TheStateOfACallIsSealedAndIsOfNoUseToAnotherCall) {
  UntilRecording();
  const auto next = Next();
  const auto plain = vault::FromBase64Url(next.substr(next.find("?s=") + 3)).value();
  for (const char* word : {"moral_harassment", "victim", "place", "Saint"})
    EXPECT_EQ(plain.find(word), std::string::npos) << word;
  call = "CAanother";
  EXPECT_TRUE(fake::Says(Send(next, {{"RecordingUrl", "http://localhost:1/x"}}), "tapez 1"));
  EXPECT_EQ(world.Count("case_file"), 0);
}

}  // namespace
}  // namespace voice_intake
