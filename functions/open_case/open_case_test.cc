// The way in with a code.
#include "functions/open_case/open_case.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "domain/casefile/code.h"
#include "tests/support/fake_case.h"

namespace open_case {
namespace {

struct OpenCase : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);

  rt::Response Try(const std::string& code) const { return function.handle(fake::Post({{"code", code}})); }
  rt::Response Program(const std::string& code) const {
    return function.handle(fake::AsJson(fake::Post({{"code", code}})));
  }
  // A well-formed code of the same case that is not its own.
  std::string Wrong(int i = 0) const {
    std::string secret = "1000000000000000" + std::to_string(i % 10);
    return casefile::MakeCode(filed.code.substr(0, 6), secret);
  }
};

TEST_F(OpenCase, TheCodeOpensHoweverItIsTyped) {
  for (const auto& typed : {filed.code, casefile::GroupCode(filed.code),
                            " " + filed.code.substr(0, 12) + "-" + filed.code.substr(12) + "\n"}) {
    const auto answer = Try(typed);
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(fake::Header(answer, "Location"), "/f/chat_poll");
  }
}

TEST_F(OpenCase, AProgramGetsACookieAndTheNumber) {
  const auto answer = Program(filed.code);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(fake::JsonOf(answer).Text("number"), filed.number);
  EXPECT_TRUE(fake::JsonOf(answer)["version"].IsInt());
  const auto set = fake::Header(answer, "Set-Cookie");
  for (const char* part : {"case=", "; HttpOnly", "; SameSite=Strict", "; Path=/"})
    EXPECT_NE(set.find(part), std::string::npos) << part;
  auto db = world.Pool().Take();
  const auto cookie = fake::CookieOf(answer).substr(5);
  EXPECT_EQ(people::FindSubject(*db, people::SessionKind::kCase, cookie, world.Now()), filed.case_id);
}

TEST_F(OpenCase, TheCodeStandsInNoHeaderAndIsNeverGivenBack) {
  for (const auto& code : {filed.code, Wrong(), std::string("4071 9930")}) {
    const auto answer = Try(code);
    EXPECT_EQ(fake::Outside(answer).find(code), std::string::npos);
    EXPECT_FALSE(fake::Says(answer, code));
  }
}

TEST_F(OpenCase, WrongDigitsAreToldInWordsTiedToTheField) {
  auto typo = filed.code;
  typo[10] = typo[10] == '9' ? '0' : static_cast<char>(typo[10] + 1);
  for (const auto& [typed, said] : fake::Pairs{{"", "Écrivez les 24 chiffres"},
                                               {"O234", "lettre O"},
                                               {"1234", "en six groupes de quatre"},
                                               {typo, "Un chiffre est faux"}}) {
    const auto page = Try(typed);
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(fake::Says(page, said)) << said;
    for (const char* part : {"<title>Erreur", "autofocus", "<a href=\"#code\">", "aria-invalid=\"true\"",
                             "code-error\"", "id=\"code-error\""})
      EXPECT_TRUE(fake::Says(page, part)) << part;
  }
  const auto program = Program(typo);
  EXPECT_EQ(program.status, 422);
  EXPECT_EQ(fake::JsonOf(program)["errors"].Items().at(0).Text("code"), "typing");
}

TEST_F(OpenCase, WrongDigitsAreToldBeforeAnyLookupAndCountForNothing) {
  auto typo = filed.code;
  std::swap(typo[22], typo[23]);
  if (typo == filed.code) typo[23] = typo[23] == '9' ? '0' : static_cast<char>(typo[23] + 1);
  world.Env().db.Take()->Exec("ALTER TABLE case_file RENAME TO away");  // a lookup would fail
  for (int i = 0; i < 50; ++i) ASSERT_EQ(Program(typo).status, 422);
  world.Env().db.Take()->Exec("ALTER TABLE away RENAME TO case_file");
  EXPECT_EQ(Program(filed.code).status, 200);
}

TEST_F(OpenCase, AWrongSecretAndAnUnknownCaseAreAnsweredAlike) {
  const auto wrong = Try(Wrong());
  const auto unknown =
      Try(casefile::MakeCode(filed.code.substr(0, 6) == "123456" ? "654321" : "123456", "10000000000000000"));
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(unknown.status, 403);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(fake::Header(wrong, "Set-Cookie"), "");
}

TEST_F(OpenCase, GuessesAtOneCaseAreSlowedDownAndOthersAreNot) {
  const auto neighbour = fake::FileOne(world);
  int refused = 0;
  rt::Response last;
  for (int i = 0; i < 8; ++i) {
    last = Try(Wrong(i));
    refused += last.status == 429;
  }
  EXPECT_GT(refused, 0);
  EXPECT_EQ(last.status, 429);
  EXPECT_NE(fake::Header(last, "Retry-After"), "");
  EXPECT_TRUE(fake::Says(last, "Votre dossier n’est pas bloqué"));
  EXPECT_EQ(Try(filed.code).status, 429) << "the right code waits too, or guessing would cost nothing";
  EXPECT_EQ(Try(neighbour.code).status, 303);
  world.Later(std::chrono::minutes{1});
  EXPECT_EQ(Try(filed.code).status, 303);
}

TEST_F(OpenCase, ThirtyPeopleAtOnceAreAllServed) {
  std::vector<std::thread> threads;
  std::vector<int> statuses(30);
  for (auto& status : statuses) threads.emplace_back([&] { status = Program(filed.code).status; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<int>(statuses.begin(), statuses.end()), std::set<int>{200});
}

TEST_F(OpenCase, ByGetThereIsOnlyThePage) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get({{"code", filed.code}})), "Location"), "/suivre/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
  EXPECT_EQ(world.Count("session"), 0);
}

TEST(OpenCaseOverHttps, TheCookieIsTheHostsAlone) {
  fake::World world("cdg62", "https://signalement.exemple.fr");
  const auto filed = fake::FileOne(world);
  const auto set = fake::Header(Make(world.Env()).handle(fake::Post({{"code", filed.code}})), "Set-Cookie");
  EXPECT_EQ(set.rfind("__Host-case=", 0), 0u);
  EXPECT_NE(set.find("; Secure"), std::string::npos);
}

}  // namespace
}  // namespace open_case
