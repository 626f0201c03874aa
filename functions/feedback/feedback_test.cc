#include "functions/feedback/feedback.h"

#include <gtest/gtest.h>

#include "domain/figures/feedback.h"
#include "tests/support/fake_case.h"

namespace {

struct Feedback : ::testing::Test {
  fake::World world;
  rt::Function function = feedback::Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);
  std::string cookie = fake::ReporterCookie(world, filed);

  Feedback() { world.AddReader("gestion", "manager", 0); }
  void SomebodyReceivesThem() {
    auto db = world.Pool().Take();
    figures::Attend(*db, world.Account("gestion"), world.Keys("gestion"));
  }
  void Close(const casefile::Filed& one) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReader(world, *db, "referent", one)
                    .Do(fake::SchemeOf(world), "close", fake::Closing("Voilà."), 0, world.Now()));
  }
  rt::Response Page() { return function.handle(fake::Get({}, cookie)); }
  rt::Response Give(const fake::Pairs& fields) { return function.handle(fake::Post(fields, cookie)); }
  // What the database holds, but for what people think of the dispositif.
  std::string Everything() {
    auto db = world.Pool().Take();
    std::string all;
    for (const char* table :
         {"case_file", "case_figure", "case_grant", "message", "journal", "figure", "outbox"}) {
      auto query = db->Prepare(std::string("SELECT * FROM ") + table);
      while (query.Step())
        for (int i = 0; i < 3; ++i) all += query.IsNull(i) ? "-" : query.Bytes(i);
    }
    return all;
  }
  figures::Feedback Told(int small = 1) {
    auto db = world.Pool().Take();
    const auto held = figures::Open(*db, world.Account("gestion"), world.Keys("gestion"), {0, false}).value();
    return figures::FeedbackOf(*db, held, 2026, {{"easy", {"yes", "no"}}, {"again", {"yes", "no"}}}, small);
  }
};

TEST_F(Feedback, ThatComesAfterTheSessionIsGivenBackWhole) {
  const auto page = function.handle(fake::Post({{"easy", "yes"}, {"words", "Accueil chaleureux."}}));
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "Accueil chaleureux.") && fake::Says(page, "name=\"easy\" value=\"yes\""));
  EXPECT_TRUE(fake::Says(page, "href=\"/suivre/\" target=\"_blank\""));
}

TEST_F(Feedback, IsAskedOfTheReporterOnceTheCaseIsClosed) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/suivre/");
  EXPECT_TRUE(fake::Says(Page(), "quand un dossier est clos"));
  EXPECT_FALSE(fake::Says(Page(), "<form method=\"post\" action=\"/f/feedback\""));
  EXPECT_EQ(Give({{"easy", "yes"}}).status, 409);
  Close(filed);
  EXPECT_EQ(Page().status, 200);
  EXPECT_TRUE(fake::Says(Page(), "Avez-vous été écouté"));
  EXPECT_FALSE(fake::Says(Page(), "Merci"));
}

TEST_F(Feedback, IsKeptApartFromTheCaseAndOfNobody) {
  SomebodyReceivesThem();
  Close(filed);
  const auto before = Everything();
  ASSERT_EQ(Give({{"easy", "yes"}, {"words", "Tout était clair."}}).status, 303);
  EXPECT_TRUE(fake::Says(Page(), "Merci"));
  EXPECT_EQ(world.Count("feedback"), 1);
  EXPECT_EQ(Everything(), before) << "neither the case nor the journal knows that it was given";
  EXPECT_EQ(world.Count("feedback WHERE instr(sealed, 'easy') OR instr(words, 'clair')"), 0);
  EXPECT_EQ(Told().words, std::vector<std::string>{"Tout était clair."});
}

TEST_F(Feedback, IsOfEachReporterOnceAndTheLastOneCounts) {
  SomebodyReceivesThem();
  Close(filed);
  Give({{"easy", "yes"}, {"words", "Bien."}});
  Give({{"easy", "no"}});
  EXPECT_EQ(Told().page.total, 1);
  EXPECT_EQ(Told().page.tables[0].rows[1].count, 1);
  EXPECT_TRUE(Told().words.empty());
  const auto other = fake::FileOne(world);
  Close(other);
  cookie = fake::ReporterCookie(world, other);
  EXPECT_FALSE(fake::Says(Page(), "Merci"));
  Give({{"easy", "no"}});
  EXPECT_EQ(Told().page.total, 2);
}

TEST_F(Feedback, SaysNothingUntilEnoughPeopleAnswered) {
  SomebodyReceivesThem();
  Close(filed);
  Give({{"easy", "yes"}, {"words", "Seul."}});
  EXPECT_FALSE(Told(5).page.total);
  EXPECT_TRUE(Told(5).words.empty());
}

TEST_F(Feedback, LosesWhatWasWrittenAfterTwoYearsAndKeepsTheCounts) {
  SomebodyReceivesThem();
  Close(filed);
  Give({{"easy", "yes"}, {"words", "Bien."}});
  auto db = world.Pool().Take();
  const auto today = core::LocalDay(world.Now());
  figures::ForgetFeedbackWords(*db, today + std::chrono::days(365 + 330));
  EXPECT_EQ(world.Count("feedback WHERE words IS NOT NULL"), 1);
  figures::ForgetFeedbackWords(*db, today + std::chrono::days(365 * 2 + 40));
  EXPECT_EQ(world.Count("feedback WHERE words IS NOT NULL"), 0);
  EXPECT_EQ(world.Count("feedback"), 1);
}

TEST_F(Feedback, IsRefusedWithAReasonAndLosesNothing) {
  Close(filed);
  EXPECT_EQ(Give({}).status, 422);
  EXPECT_EQ(Give({{"easy", "perhaps"}}).status, 422);
  const auto page = Give({{"easy", "no"}, {"words", std::string(1001, 'a')}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, std::string(1001, 'a')));
  const auto nobody = Give({{"easy", "yes"}});
  EXPECT_EQ(nobody.status, 409);
  EXPECT_TRUE(fake::Says(nobody, "personne ne peut encore le recevoir"));
  EXPECT_EQ(world.Count("feedback"), 0);
}

TEST_F(Feedback, HasTheShapeThatProgramsRelyOn) {
  SomebodyReceivesThem();
  Close(filed);
  const auto told = [&] { return fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie)))); };
  EXPECT_TRUE(told()["asked"].Bool());
  EXPECT_FALSE(told()["given"].Bool());
  EXPECT_TRUE(
      fake::JsonOf(function.handle(fake::AsJson(fake::Post({{"easy", "yes"}}, cookie))))["given"].Bool());
  EXPECT_TRUE(told()["given"].Bool());
}

}  // namespace
