// Following a report by phone.
#include "functions/voice_intake/voice_fixture.h"

namespace voice_intake {
namespace {

struct VoiceFollow : Fixture {
  casefile::Filed filed = fake::FileOne(world);

  void Write(const std::string& text, const std::string& login = "referent") {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReader(world, *db, login, filed).Post(text, vault::RandomToken(), world.Now()));
  }
  rt::Response Open(const std::string& code) {
    Start();
    Type("2");
    return Type(code);
  }
};

TEST_F(VoiceFollow, TheCodeOpensTheFileAndTellsItsState) {
  Open(filed.code);
  EXPECT_TRUE(fake::Says(last, fake::SchemeOf(world).StateLabelForReporter("received")));
  EXPECT_TRUE(fake::Says(last, "une première réponse le"));
  EXPECT_TRUE(fake::Says(last, "pas de nouveau message"));
  EXPECT_EQ(last.body.find(filed.code), std::string::npos);
  EXPECT_TRUE(fake::Says(Type("9"), "<Hangup/>"));
  EXPECT_EQ(world.Count("session"), 0);
}

TEST_F(VoiceFollow, MessagesAreReadTheLatestFirst) {
  Write("Premier.");
  Write("Deuxième & <b>dernier</b>.");
  Open(filed.code);
  EXPECT_TRUE(fake::Says(last, "2 nouveaux messages"));
  Type("1");
  const auto first = last.body.find("Premier."), second = last.body.find("Deuxième &amp; &lt;b&gt;dernier");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(second, std::string::npos);
  EXPECT_LT(second, first);
  EXPECT_TRUE(fake::Says(Type("1"), "pas d’autre message"));
  EXPECT_TRUE(fake::Says(Open(filed.code), "pas de nouveau message"));
  auto db = world.Pool().Take();
  const auto messages = fake::AsReader(world, *db, "referent", filed).Messages();
  EXPECT_TRUE(messages.back().read_on);
}

TEST_F(VoiceFollow, ALongMessageIsSaidInPieces) {
  std::string text;
  while (text.size() < 10'000) text += "éé mot ";
  Write(text + "fin");
  Open(filed.code);
  Type("1");
  EXPECT_TRUE(fake::Says(last, "fin</Say>"));
  for (std::size_t at = 0; (at = last.body.find("<Say", at)) != std::string::npos; ++at)
    EXPECT_LT(last.body.find("</Say>", at) - at, 4000u);
  EXPECT_TRUE(core::IsUtf8(last.body));
}

TEST_F(VoiceFollow, AMessageIsRecordedOnceHoweverOftenTheOperatorAsks) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  Open(filed.code);
  Type("2");
  const auto step = Next();
  EXPECT_TRUE(fake::Says(Recorded(server.Url()), "est enregistré"));
  EXPECT_TRUE(fake::Says(Send(step, {{"RecordingUrl", server.Url()}}), "est enregistré"));
  auto db = world.Pool().Take();
  const auto file = fake::AsReader(world, *db, "referent", filed);
  ASSERT_EQ(file.Evidence().size(), 1u);
  EXPECT_EQ(Contents(file, file.Evidence()[0].id), kWav);
  ASSERT_EQ(file.Messages().size(), 1u);
  EXPECT_EQ(file.Messages()[0].from, "reporter");
  EXPECT_NE(file.Messages()[0].text.find(file.Evidence()[0].name), std::string::npos);
}

TEST_F(VoiceFollow, AMessageThatDoesNotArriveIsToldLost) {
  Open(filed.code);
  Type("2");
  EXPECT_TRUE(fake::Says(Recorded("https://evil.example/x"), "n’a pas été enregistré"));
  auto db = world.Pool().Take();
  EXPECT_TRUE(fake::AsReader(world, *db, "referent", filed).Messages().empty());
}

TEST_F(VoiceFollow, ATypingErrorAndAWrongCodeOpenNothing) {
  EXPECT_TRUE(fake::Says(Open("1234"), "pas complet"));
  const auto wrong = casefile::MakeCode(filed.code.substr(0, 6), "10000000000000000");
  EXPECT_TRUE(fake::Says(Open(wrong), "n’ouvre aucun dossier"));
  EXPECT_EQ(world.Count("session"), 0);
}

TEST_F(VoiceFollow, GuessesAreSlowedDown) {
  const auto wrong = casefile::MakeCode(filed.code.substr(0, 6), "10000000000000000");
  for (int i = 0; i < 8; ++i) Open(wrong);
  EXPECT_TRUE(fake::Says(last, "attendez une minute"));
  EXPECT_TRUE(fake::Says(Open(filed.code), "attendez une minute"));
  world.Later(std::chrono::minutes{1});
  EXPECT_TRUE(fake::Says(Open(filed.code), "Votre dossier est ouvert"));
}

TEST_F(VoiceFollow, ASessionThatIsOverAsksTheCodeAgain) {
  Open(filed.code);
  world.Later(std::chrono::hours{72});
  EXPECT_TRUE(fake::Says(Type("1"), "Tapez les 24 chiffres"));
}

}  // namespace
}  // namespace voice_intake
