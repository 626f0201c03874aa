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

struct FirstUse : OpenCase {
  FirstUse() {
    auto report = fake::NewReport(world);
    report.taken_down = casefile::TakenDown{
        world.Account("referent").id, "Personne referent", "phone", "", core::LocalDay(world.Now()), {}, {}};
    filed = fake::File(world, report);
  }
  // The hidden field of a page.
  static std::string Hidden(const rt::Response& page, const std::string& name) {
    const std::string mark = "name=\"" + name + "\" value=\"";
    const auto at = page.body.find(mark) + mark.size();
    return page.body.substr(at, page.body.find('"', at) - at);
  }
  fake::Pairs Noted(const rt::Response& page) const {
    const auto code = Hidden(page, "new_code");
    return {{"code", filed.code},
            {"new_code", code},
            {"proof", Hidden(page, "proof")},
            {"second", code.substr(4, 4)},
            {"fifth", " " + code.substr(16, 4)}};
  }
  rt::Response Send(const fake::Pairs& fields) const { return function.handle(fake::Post(fields)); }
};

TEST_F(FirstUse, ShowsANewCodeAndNothingOfTheCase) {
  const auto page = Try(filed.code);
  EXPECT_EQ(page.status, 202);
  EXPECT_EQ(fake::Header(page, "Set-Cookie"), "");
  EXPECT_EQ(fake::Header(page, "Cache-Control"), "no-store");
  const auto code = Hidden(page, "new_code");
  ASSERT_TRUE(casefile::ReadCode(code));
  EXPECT_TRUE(fake::Says(page, "<span>" + code.substr(8, 4) + "</span>"));
  EXPECT_FALSE(fake::Says(page, filed.number));
  EXPECT_EQ(world.Count("session"), 0);
  // Left there: the provisional code is still good, the one that was shown is not.
  EXPECT_EQ(Try(code).status, 403);
  EXPECT_NE(Hidden(Try(filed.code), "new_code"), code);
}

TEST_F(FirstUse, OnceNotedTheNewCodeOpensAndTheProvisionalOneNoMore) {
  const auto noted = Noted(Try(filed.code));
  const auto opened = Send(noted);
  EXPECT_EQ(opened.status, 303);
  EXPECT_EQ(fake::Header(opened, "Location"), "/f/chat_poll");
  EXPECT_NE(fake::Header(opened, "Set-Cookie"), "");
  EXPECT_EQ(fake::Outside(opened).find(noted[1].second), std::string::npos);
  EXPECT_EQ(Try(filed.code).status, 403);
  EXPECT_EQ(Try(noted[1].second).status, 303);
}

TEST_F(FirstUse, SentTwiceOpensTwice) {
  const auto noted = Noted(Try(filed.code));
  ASSERT_EQ(Send(noted).status, 303);
  EXPECT_EQ(Send(noted).status, 303);
  // The provisional code of someone else's new code opens nothing.
  auto other = noted;
  other[1].second = casefile::MakeCode(noted[1].second.substr(0, 6), "10000000000000000");
  EXPECT_EQ(Send(other).status, 403);
}

TEST_F(FirstUse, WhoeverOpenedItFirstWithoutConfirmingIsTooLate) {
  const auto theirs = Noted(Try(filed.code));  // of whoever typed the report
  ASSERT_EQ(Send(Noted(Try(filed.code))).status, 303);
  EXPECT_EQ(Send(theirs).status, 403);
}

TEST_F(FirstUse, AWrongGroupKeepsTheSameNewCode) {
  const auto first = Try(filed.code);
  auto noted = Noted(first);
  noted[3].second = noted[1].second.substr(4, 4) == "0000" ? "0001" : "0000";
  const auto page = Send(noted);
  EXPECT_EQ(page.status, 422);
  EXPECT_EQ(Hidden(page, "new_code"), Hidden(first, "new_code"));
  for (const char* part : {"<title>Erreur", "<a href=\"#second\">", "second-error"})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_FALSE(fake::Says(page, "<a href=\"#fifth\">"));
  EXPECT_EQ(Send(Noted(page)).status, 303);
}

TEST_F(FirstUse, ACodeOfOnesOwnChoiceIsRefusedAndAnotherShown) {
  auto chosen = Noted(Try(filed.code));
  chosen[1].second = casefile::MakeCode("123456", "00000000000000000");
  const auto page = Send(chosen);
  EXPECT_EQ(page.status, 422);
  EXPECT_NE(Hidden(page, "new_code"), chosen[1].second);
  EXPECT_TRUE(fake::Says(page, "celui que ce site vient de donner"));
  EXPECT_EQ(Try(filed.code).status, 202);
}

TEST_F(FirstUse, AProgramDoesTheSame) {
  const auto answer = Program(filed.code);
  ASSERT_EQ(answer.status, 202);
  const auto json = fake::JsonOf(answer);
  EXPECT_TRUE(json["provisional"].Bool());
  fake::Pairs change{
      {"code", filed.code}, {"new_code", json.Text("new_code")}, {"proof", json.Text("proof")}};
  const auto opened = function.handle(fake::AsJson(fake::Post(change)));
  ASSERT_EQ(opened.status, 200);
  EXPECT_EQ(fake::JsonOf(opened).Text("number"), filed.number);
  EXPECT_EQ(Program(filed.code).status, 403);
  EXPECT_EQ(Program(json.Text("new_code")).status, 200);
}

TEST_F(FirstUse, AProgramIsToldWhatIsMissing) {
  const auto answer = function.handle(fake::AsJson(
      fake::Post({{"code", filed.code}, {"new_code", casefile::MakeCode("123456", "00000000000000000")}})));
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(fake::JsonOf(answer)["errors"].Items().at(0).Text("code"), "unknown");
}

TEST_F(FirstUse, GuessesAtTheProvisionalCodeAreSlowedDownInBothForms) {
  int refused = 0;
  for (int i = 0; i < 8; ++i)
    refused += Send({{"code", Wrong(i)}, {"new_code", Wrong(i)}, {"proof", "x"}}).status == 429;
  EXPECT_GT(refused, 0);
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
