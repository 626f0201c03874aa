// A report by phone, from the menu to the code.
#include "domain/casefile/evidence.h"
#include "functions/voice_intake/voice_fixture.h"

namespace voice_intake {
namespace {

struct VoiceReport : Fixture {};

TEST_F(VoiceReport, BecomesACaseWithItsRecordingAndTheCodeOpensIt) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  UntilRecording();
  Recorded(server.Url());
  const auto code = CodeHeard();
  ASSERT_TRUE(casefile::ReadCode(code)) << code;
  EXPECT_TRUE(fake::Says(last, "Je répète"));
  auto db = world.Pool().Take();
  const auto file = Only(*db);
  EXPECT_EQ(file.Report().Text("quality"), "victim");
  EXPECT_EQ(json::Write(file.Report()["kinds"]), R"(["moral_harassment","discrimination"])");
  EXPECT_NE(file.Report().Text("facts").find("reçu par téléphone"), std::string::npos);
  EXPECT_FALSE(file.GetHeader().has_identity);
  ASSERT_EQ(file.Evidence().size(), 1u);
  EXPECT_EQ(file.Evidence()[0].name, "recit-par-telephone.wav");
  EXPECT_EQ(file.Evidence()[0].type, "audio/wav");
  EXPECT_EQ(Contents(file, file.Evidence()[0].id), kWav);
  EXPECT_EQ(fake::AsReporter(*db, {0, "", code, {}, false}).Number(), file.Number());
}

TEST_F(VoiceReport, FetchesARecordingThatTheOperatorKeepsBehindAPassword) {
  const fake::FileServer server(fake::FileServer::File(kWav), "Authorization: Basic QUMxMjpqZXRvbg==");
  config.voice_recordings_user = "AC12";
  config.voice_recordings_password_file = world.Directory() / "voice_recordings_password";
  EXPECT_THROW(Make(env), std::runtime_error);
  std::ofstream(config.voice_recordings_password_file) << "jeton\n";
  function = Make(env);
  UntilRecording();
  Recorded(server.Url());
  auto db = world.Pool().Take();
  const auto file = Only(*db);
  ASSERT_EQ(file.Evidence().size(), 1u);
  EXPECT_EQ(Contents(file, file.Evidence()[0].id), kWav);
}

TEST_F(VoiceReport, AsksTwoGroupsOfTheCodeBack) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  UntilRecording();
  Recorded(server.Url());
  const auto code = CodeHeard();
  Type("00000000");
  EXPECT_TRUE(fake::Says(last, "ne sont pas ceux du code"));
  EXPECT_EQ(CodeHeard(), code);
  Type(code.substr(4, 4) + code.substr(16, 4));
  EXPECT_TRUE(fake::Says(last, "C’est bien cela"));
  EXPECT_TRUE(fake::Says(last, "<Hangup/>"));
  EXPECT_EQ(CodeHeard(), "");
}

TEST_F(VoiceReport, ARequestThatTheOperatorRepeatsMakesOneCase) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  UntilRecording();
  const auto step = Next();
  Recorded(server.Url());
  const auto code = CodeHeard();
  Send(step, {{"RecordingUrl", server.Url()}});
  EXPECT_EQ(CodeHeard(), code);
  Start();  // the call itself, from its beginning
  UntilRecording();
  Recorded(server.Url());
  EXPECT_EQ(CodeHeard(), code);
  EXPECT_EQ(server.Asked(), 1);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db).Evidence().size(), 1u);
}

TEST_F(VoiceReport, IsFiledWithoutItsRecordingWhenThatCannotBeFetched) {
  const fake::FileServer server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  UntilRecording("2");
  Recorded(server.Url());
  EXPECT_TRUE(fake::Says(last, "<Redirect ")) << "it may come late";
  Nothing();
  Nothing();
  EXPECT_EQ(server.Asked(), 3);
  EXPECT_TRUE(fake::Says(last, "mais pas votre récit"));
  EXPECT_NE(CodeHeard(), "");
  auto db = world.Pool().Take();
  EXPECT_NE(Only(*db).Report().Text("facts").find("n’a pas pu être pris"), std::string::npos);
  EXPECT_TRUE(Only(*db).Evidence().empty());
}

TEST_F(VoiceReport, ATryThatFailedLeavesNoSecondRecording) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  UntilRecording();
  const auto request = Signed(Next(), {{"RecordingUrl", server.Url()}});
  world.Pool().Take()->Exec("ALTER TABLE journal RENAME TO away");
  EXPECT_THROW(function.handle(request), std::runtime_error);
  EXPECT_EQ(world.Count("evidence"), 1);
  world.Pool().Take()->Exec("ALTER TABLE away RENAME TO journal");
  EXPECT_EQ(function.handle(request).status, 200);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db).Evidence().size(), 1u);
}

TEST_F(VoiceReport, AnAddressTooLongToBeCarriedIsTriedOnce) {
  UntilRecording();
  Recorded("http://localhost:1/" + std::string(1500, 'x'));
  EXPECT_TRUE(fake::Says(last, "mais pas votre récit"));
}

TEST_F(VoiceReport, ARecordingElsewhereIsNotFetched) {
  UntilRecording();
  Recorded("http://127.0.0.1:1/secret");
  EXPECT_TRUE(fake::Says(last, "mais pas votre récit"));
  EXPECT_EQ(world.Count("evidence"), 0);
}

TEST_F(VoiceReport, WhatIsNoSoundIsNotKept) {
  const fake::FileServer server(fake::FileServer::File("<html><script>alert(1)</script></html>"));
  UntilRecording();
  Recorded(server.Url());
  Nothing();
  Nothing();
  EXPECT_TRUE(fake::Says(last, "mais pas votre récit"));
  EXPECT_EQ(world.Count("evidence"), 0);
}

TEST_F(VoiceReport, SilenceAfterTheSignalFilesNothing) {
  UntilRecording();
  Nothing();
  EXPECT_TRUE(fake::Says(last, "Je n’ai rien entendu"));
  EXPECT_TRUE(fake::Says(last, "<Record "));
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(VoiceReport, OnTheAuthorityGoesToTheSubstituteAlone) {
  const fake::FileServer server(fake::FileServer::File(kWav));
  UntilRecording("1", "1", "2");
  Recorded(server.Url());
  auto db = world.Pool().Take();
  EXPECT_NE(Only(*db, "substitute").Report().Text("facts").find("dire son nom"), std::string::npos);
  EXPECT_TRUE(casefile::ListFor(*db, world.Account("referent"), world.Keys("referent")).empty());
}

TEST_F(VoiceReport, WithoutAReaderIsToldBeforeTheStoryIs) {
  std::int64_t id = 0;
  {
    auto db = world.Pool().Take();
    id = people::AddCollectivite(*db, "personne", "Commune sans référent")->id;
  }
  Start();
  Type("1");
  EXPECT_TRUE(fake::Says(last, "Commune sans référent"));
  for (const auto& digits :
       {std::to_string(id), std::string("1"), std::string("1"), std::string("1"), std::string("2")})
    Type(digits);
  EXPECT_TRUE(fake::Says(last, "Rien n’a été enregistré"));
  EXPECT_FALSE(fake::Says(last, "<Record "));
}

TEST_F(VoiceReport, AWrongNumberIsToldAndAsked) {
  {
    auto db = world.Pool().Take();
    for (int i = 0; i < 9; ++i)
      ASSERT_TRUE(people::AddCollectivite(*db, "c-" + std::to_string(i), "Commune " + std::to_string(i)));
  }
  Start();
  Type("1");
  EXPECT_FALSE(fake::Says(last, "Saint-Romain")) << "too many to be named";
  EXPECT_TRUE(fake::Says(last, "localhost:8080"));
  EXPECT_TRUE(fake::Says(Type("99999999999999999999"), "Aucune collectivité"));
  EXPECT_TRUE(fake::Says(Type(std::to_string(world.Collectivite().id)), "Commune de Saint-Romain"));
  EXPECT_TRUE(fake::Says(Type("2"), "Tapez le numéro"));
}

struct VoiceForWitnesses : Fixture {
  VoiceForWitnesses() : Fixture("cdg69") {}
};

TEST_F(VoiceForWitnesses, AVictimIsSentToTheSiteWhereTheSchemeAsksTheName) {
  Start();
  Type("1");
  Type(std::to_string(world.Collectivite().id));
  Type("1");
  const auto quality = Next();
  EXPECT_TRUE(fake::Says(Send(quality, {{"Digits", "1"}}), "à l’adresse localhost:8080"));
  EXPECT_TRUE(fake::Says(Send(quality, {{"Digits", "3"}}), "à l’adresse localhost:8080"));
  EXPECT_TRUE(fake::Says(Send(quality, {{"Digits", "2"}}), "De quels faits"));
}

struct VoiceForNobody : Fixture {
  VoiceForNobody() : Fixture("amacod") {}
};

TEST_F(VoiceForNobody, EveryoneIsSentToTheSiteWhereNobodyMayStayAnonymous) {
  Start();
  EXPECT_TRUE(fake::Says(Type("1"), "demande de dire qui signale"));
}

}  // namespace
}  // namespace voice_intake
