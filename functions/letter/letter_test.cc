#include "functions/letter/letter.h"

#include <gtest/gtest.h>

#include "tests/support/fake_case.h"

namespace {

struct LetterPage : testing::Test {
  fake::World world;
  casefile::Filed filed = fake::FileOne(world);
  rt::Function function = letter::Make(world.Env());
  casefile::LetterMade made = Make();

  casefile::LetterMade Make() {
    auto db = world.Pool().Take();
    const auto scheme = fake::SchemeOf(world);
    auto file = fake::AsReader(world, *db, "referent", filed);
    EXPECT_TRUE(file.Do(scheme, "assess", json::Object(), 0, world.Now()));
    return *file.Do(scheme, "ask_victim", json::Value::MakeObject({{"text", "On parle de <vous>."}}), 0,
                    world.Now())
                ->letter;
  }
  rt::Response Open(const std::string& code) {
    return function.handle(fake::Post({{"t", made.token}, {"code", code}}));
  }
  std::string Cookie() {
    const auto set = fake::Header(Open(made.code), "Set-Cookie");
    return set.substr(0, set.find(';'));
  }
  json::Value Held() {
    auto db = world.Pool().Take();
    return fake::AsReader(world, *db, "referent", filed).Letters().at(0).answer;
  }
};

TEST_F(LetterPage, TheLinkAsksForTheCodeAndSaysNothingOfTheLetter) {
  const auto page = function.handle(fake::Get({{"t", made.token}}));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(fake::Header(page, "Referrer-Policy"), "no-referrer");
  EXPECT_FALSE(fake::Says(page, "On parle de"));
  const auto unknown = function.handle(fake::Get({{"t", "another"}}));
  EXPECT_EQ(unknown.status, 200) << "whether a letter exists is not told";
}

TEST_F(LetterPage, AWrongCodeIsRefusedAndSlowedDown) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(Open("00000000").status, 403);
  EXPECT_EQ(Open(made.code).status, 429);
  EXPECT_EQ(function.handle(fake::Get({})).status, 403);
}

TEST_F(LetterPage, AnAnswerThatComesAfterTheSessionIsGivenBackWhole) {
  const auto cookie = Cookie();
  world.Later(std::chrono::hours{48});
  const auto page = function.handle(
      fake::Post({{"agree", "yes"}, {"name", "Dominique"}, {"text", "Voici ce que j’ai vu."}}, cookie));
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "Voici ce que j’ai vu.") && fake::Says(page, "value=\"Dominique\""));
  EXPECT_TRUE(fake::Says(page, "ouvrez de nouveau le lien que vous avez reçu"));
  EXPECT_FALSE(fake::Says(page, "/connexion/\" target"));
  EXPECT_TRUE(Held().IsNull());
}

TEST_F(LetterPage, IsReadAndAnsweredOnceByWhoeverHasBoth) {
  const auto spaced = made.code.substr(0, 4) + " " + made.code.substr(4);
  EXPECT_EQ(Open(spaced).status, 303);
  const auto cookie = Cookie();
  const auto page = function.handle(fake::Get({}, cookie));
  EXPECT_TRUE(fake::Says(page, "On parle de &lt;vous&gt;."));
  EXPECT_EQ(function.handle(fake::Post({{"agree", "yes"}}, cookie)).status, 422) << "an agreement is signed";
  EXPECT_TRUE(Held().IsNull());
  EXPECT_EQ(function.handle(fake::Post({{"agree", "yes"}, {"name", "Dominique"}}, cookie)).status, 303);
  EXPECT_EQ(Held().Text("agree"), "yes");
  EXPECT_EQ(function.handle(fake::Post({{"agree", "no"}}, cookie)).status, 409);
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({}, cookie)), "Dominique"));
}

}  // namespace
