// Sending: what programs are answered, and why a report is filed once.
#include <set>
#include <thread>

#include "functions/submit_report/submit_report_fixture.h"
#include "lib/core/text.h"

namespace submit_report {
namespace {

struct Sending : Fixture {};

constexpr const char* kWhole =
    R"({"collectivite": "saint-romain", "quality": "witness", "kinds": ["discrimination", "threat"], "criteria": ["age", "religion"],
  "concerns_authority": false, "facts": "Il a été écarté.", "when": "mardi", "where": "au dépôt",
  "identity": {"mode": "released", "audience": ["referent"], "name": "Camille Fictive", "email": "camille@exemple.fr", "phone": "06 39 98 71 23"},
  "idempotency_key": "6d9a2f3e-8a1b-4a6c-9a0e-0c1d2e3f4a5b"})";

TEST_F(Sending, AProgramGetsCodeAndDay) {
  const auto answer = function.handle(fake::PostJson(kWhole));
  ASSERT_EQ(answer.status, 201);
  const auto json = fake::JsonOf(answer);
  ASSERT_TRUE(json["code"].IsString());
  EXPECT_EQ(json.Text("code").size(), 24u);
  EXPECT_EQ(core::Digits(json.Text("code")), json.Text("code"));
  EXPECT_EQ(json.Text("received_on"), "2026-11-24");
  EXPECT_EQ(json["readers"], *json::Parse(R"(["referent"])"));
  EXPECT_EQ(fake::Header(answer, "Cache-Control"), "no-store");
}

TEST_F(Sending, EveryAnswerOfAProgramArrives) {
  ASSERT_EQ(function.handle(fake::PostJson(kWhole)).status, 201);
  auto db = world.Pool().Take();
  const auto file = Only(*db, "referent");
  const auto report = file.Report();
  EXPECT_EQ(report.Text("quality"), "witness");
  EXPECT_EQ(report["kinds"], *json::Parse(R"(["discrimination", "threat"])"));
  EXPECT_EQ(report["criteria"], *json::Parse(R"(["age", "religion"])"));
  EXPECT_EQ(report.Text("facts"), "Il a été écarté.");
  EXPECT_EQ(report.Text("when"), "mardi");
  EXPECT_EQ(report.Text("where"), "au dépôt");
  EXPECT_EQ(report.Text("concerns_authority"), "no");
  EXPECT_FALSE(report.Has("identity.name"));
  EXPECT_EQ(*file.Identity(),
            *json::Parse(
                R"({"name": "Camille Fictive", "email": "camille@exemple.fr", "phone": "06 39 98 71 23"})"));
}

TEST_F(Sending, TheCodeStandsInNoHeaderNorAddress) {
  const auto answer = Step("send");
  ASSERT_EQ(answer.status, 201);
  EXPECT_EQ(fake::Header(answer, "Location"), "");
  EXPECT_EQ(fake::Header(answer, "Set-Cookie"), "");
}

TEST_F(Sending, TwiceMakesOneCaseWithTheSameCode) {
  const auto first = Program(), second = Program();
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(fake::JsonOf(first).Text("code"), fake::JsonOf(second).Text("code"));
  EXPECT_EQ(world.Count("case_file"), 1);
  EXPECT_TRUE(fake::Says(Step("send"), "Ce signalement était déjà enregistré"));
}

TEST_F(Sending, ManyTimesAtOnceMakesOneCase) {
  std::vector<std::thread> threads;
  std::vector<std::string> codes(6);
  for (auto& code : codes) threads.emplace_back([&] { code = fake::JsonOf(Program()).Text("code"); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 1u);
  EXPECT_EQ(codes[0].size(), 24u);
  EXPECT_EQ(world.Count("case_file"), 1);
}

TEST_F(Sending, AShortKeyFilesOnceForTheSameAnswersAndNeverGivesSomeoneElsesCode) {
  const auto mine = Program({{"idempotency_key", "1"}});
  const auto again = Program({{"idempotency_key", "1"}});
  const auto other = Program({{"idempotency_key", "1"}, {"facts", "Une autre personne, d’autres faits."}});
  EXPECT_EQ(fake::JsonOf(mine).Text("code"), fake::JsonOf(again).Text("code"));
  EXPECT_NE(fake::JsonOf(mine).Text("code"), fake::JsonOf(other).Text("code"));
  EXPECT_EQ(world.Count("case_file"), 2);
  // The receipt of a short key answers to nothing that could be guessed.
  EXPECT_EQ(function.handle(fake::Post({{"step", "download_receipt"}, {"idempotency_key", "1"}})).status,
            404);
}

TEST_F(Sending, WithoutAKeyIsAReportOfItsOwn) {
  EXPECT_EQ(Program({{"idempotency_key", ""}}).status, 201);
  EXPECT_EQ(Program({{"idempotency_key", ""}}).status, 201);
  EXPECT_EQ(world.Count("case_file"), 2);
}

TEST_F(Sending, ToTheSubstituteAloneWhenTheAuthorityIsConcerned) {
  const auto answer = Program({{"concerns_authority", "true"}});
  EXPECT_EQ(fake::JsonOf(answer)["readers"], *json::Parse(R"(["substitute"])"));
  EXPECT_EQ(Holds("substitute"), 1u);
  EXPECT_EQ(Holds("referent"), 0u);
  EXPECT_EQ(Holds("provider"), 0u);
}

TEST_F(Sending, WithoutASubstituteSaysWhatToDoAndKeepsTheAnswers) {
  auto db = world.Pool().Take();
  people::SetActive(*db, world.Account("substitute").id, false);
  const auto page = Step("send", {{"concerns_authority", "yes"}});
  EXPECT_EQ(page.status, 409);
  EXPECT_TRUE(fake::Says(page, "pour qu’il désigne un suppléant"));
  EXPECT_TRUE(fake::Says(page, "href=\"#concerns_authority\""));
  EXPECT_TRUE(fake::Says(page, "Des cris chaque matin."));
  const auto program = Program({{"concerns_authority", "yes"}});
  EXPECT_EQ(program.status, 409);
  EXPECT_EQ(Errors(program), Codes{"concerns_authority.no_reader"});
  people::SetActive(*db, world.Account("referent").id, false);
  EXPECT_EQ(Errors(Program()), Codes{"collectivite.no_reader"});
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(Sending, TellsTheReadersByMailWithoutAWord) {
  Program({{"notify_email", "quelquun@exemple.fr"}});
  EXPECT_EQ(world.Count("outbox WHERE template = 'new_case' AND account_id = (SELECT id FROM account WHERE "
                        "login = 'referent')"),
            1);
  EXPECT_EQ(world.Count("outbox"), 1);
  auto db = world.Pool().Take();
  auto query = db->Prepare("SELECT sealed FROM notification_address");
  ASSERT_TRUE(query.Step());
  EXPECT_EQ(vault::OpenSealed(world.WorkerKeys(), query.Bytes(0)), "quelquun@exemple.fr");
  EXPECT_EQ(Only(*db, "referent").Report().Text("notify_email"), "");
}

TEST_F(Sending, IsAlwaysAPost) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/signaler/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
  auto lookalike = fake::Get({{"step", "send"}, {"collectivite", "saint-romain"}});
  EXPECT_EQ(function.handle(lookalike).status, 303);
  EXPECT_EQ(world.Count("case_file"), 0);
}

}  // namespace
}  // namespace submit_report
