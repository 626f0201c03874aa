#include "domain/learning/learner.h"

#include <cctype>
#include <set>

#include "domain/learning/figures.h"
#include "domain/learning/learning_fixture.h"
#include "lib/vault/vault.h"

namespace learning {
namespace {

using std::chrono::seconds;

struct Learner : testing::Test {
  CourseFolder folder;
  Course course = folder.Small();
  store::Db db = folder.Database();
  core::Day today = *core::ParseDay("2026-11-24");

  std::int64_t New(std::int64_t place = 0) { return *Find(db, Start(db, place, today).token); }
  void Do(std::int64_t learner, const std::string& step, std::optional<bool> right, int spent = 0) {
    Record(db, learner, {course.id, step, right, seconds(spent)}, today);
  }
  void Finish(std::int64_t learner) {
    Do(learner, "lire", {});
    Do(learner, "choisir", true);
    Do(learner, "cocher", true);
  }
  std::int64_t Place(const std::string& slug) {
    db.Prepare("INSERT INTO collectivite (slug, name) VALUES (?1, ?1)").Bind(slug).Run();
    return db.LastId();
  }
};

TEST_F(Learner, IsFoundByTheCookieAndComesBackWithTheCode) {
  const auto started = Start(db, 0, today);
  const auto learner = Find(db, started.token);
  ASSERT_TRUE(learner);
  const auto token = Resume(db, started.code);
  ASSERT_TRUE(token);
  EXPECT_EQ(Find(db, *token), learner);
  EXPECT_FALSE(Find(db, started.token)) << "one browser at a time";
  EXPECT_EQ(Resume(db, "ACDEFGHJKMNP").error().code, "code.refused");
}

TEST_F(Learner, CodeHasTwelveCharactersThatLookLikeNoOther) {
  std::set<std::string> codes;
  for (int i = 0; i < 200; ++i) codes.insert(Start(db, 0, today).code);
  EXPECT_EQ(codes.size(), 200u);
  for (const auto& code : codes) {
    EXPECT_EQ(code.size(), 12u);
    EXPECT_EQ(code.find_first_of("01258BILOSUVZ"), std::string::npos) << code;
    std::string typed = ShowCode(code);
    for (auto& c : typed) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(ReadCode(" " + typed + " ").value(), code);
  }
  EXPECT_EQ(ReadCode("ACDE-FGHJ").error().code, "code.length");
  EXPECT_EQ(ReadCode("ACDE-FGHJ-KMN0").error().code, "code.character");
}

TEST_F(Learner, NeitherCodeNorCookieStandInTheDatabase) {
  const auto started = Start(db, 0, today);
  for (const char* column : {"code_hash", "token_hash"}) {
    auto query = db.Prepare(std::string("SELECT ") + column + " FROM learner");
    ASSERT_TRUE(query.Step());
    EXPECT_EQ(query.Bytes(0).size(), 32u);
    EXPECT_EQ(query.Bytes(0).find(started.code), std::string::npos);
  }
}

TEST_F(Learner, ProgressIsWhatWasDoneAndTheLastAnswerCounts) {
  const auto learner = New();
  EXPECT_EQ(ProgressOf(db, learner, course).next, 0u);
  Do(learner, "lire", {}, 20);
  Do(learner, "choisir", false, 40);
  auto progress = ProgressOf(db, learner, course);
  EXPECT_EQ(progress.done, 2u);
  EXPECT_EQ(progress.score, 0);
  EXPECT_EQ(progress.next, 2u);
  EXPECT_FALSE(progress.finished);
  Do(learner, "cocher", false);
  EXPECT_TRUE(ProgressOf(db, learner, course).finished);
  EXPECT_FALSE(ProgressOf(db, learner, course).passed);
  Do(learner, "choisir", true, 5);
  progress = ProgressOf(db, learner, course);
  EXPECT_EQ(progress.score, 50);
  EXPECT_TRUE(progress.passed);
  EXPECT_EQ(progress.spent, seconds(65));
  EXPECT_EQ(progress.last, today);
}

TEST_F(Learner, AStepThatTheCourseNoLongerHasIsPassedOver) {
  const auto learner = New();
  Do(learner, "disparue", true);
  EXPECT_EQ(ProgressOf(db, learner, course).done, 0u);
}

TEST_F(Learner, IsForgottenThirteenMonthsLater) {
  Finish(New());
  Forget(db, today + std::chrono::days(396));
  auto count = [&](const char* table) {
    auto query = db.Prepare(std::string("SELECT count(*) FROM ") + table);
    query.Step();
    return query.Int(0);
  };
  EXPECT_EQ(count("learner"), 1);
  Forget(db, today + std::chrono::days(397));
  EXPECT_EQ(count("learner"), 0);
  EXPECT_EQ(count("learner_step"), 0);
}

// The promise: nothing of these tables leads to a report, an account or a session.
TEST_F(Learner, HasNoRoadToAReport) {
  for (const char* table : {"learner", "learner_step"}) {
    auto query = db.Prepare("SELECT \"table\" FROM pragma_foreign_key_list(?1)");
    query.Bind(table);
    while (query.Step())
      EXPECT_TRUE(query.Text(0) == "collectivite" || query.Text(0) == "learner") << query.Text(0);
  }
}

TEST_F(Learner, AnAbsenceIsNoTimeSpent) {
  Pace pace;
  const core::Instant now{today};
  EXPECT_EQ(pace.Since(1, now), seconds(0));
  EXPECT_EQ(pace.Since(1, now + seconds(50)), seconds(50));
  EXPECT_EQ(pace.Since(2, now + seconds(60)), seconds(0));
  EXPECT_EQ(pace.Since(1, now + seconds(5'000)), seconds(300));
}

TEST_F(Learner, FiguresUnderFiveAreHidden) {
  const auto small = Place("petite"), large = Place("grande"), all = Place("toute");
  for (int i = 0; i < 4; ++i) Finish(New(small));
  for (int i = 0; i < 12; ++i) {
    const auto learner = New(large);
    i < 6 ? Finish(learner) : Do(learner, "lire", {});
  }
  for (int i = 0; i < 6; ++i) Finish(New(all));
  const auto figures = Figures(db, {course}, 5);
  ASSERT_EQ(figures.size(), 3u);
  EXPECT_EQ(figures[0].collectivite, "grande");
  EXPECT_EQ(figures[0].started, 12);
  EXPECT_EQ(figures[0].finished, 6);
  EXPECT_EQ(figures[1].collectivite, "petite");
  EXPECT_FALSE(figures[1].started || figures[1].finished);
  EXPECT_EQ(figures[2].finished, 6) << "nobody is left over";
}

TEST_F(Learner, AFigureDoesNotShowASmallOneByDifference) {
  const auto place = Place("grande");
  for (int i = 0; i < 12; ++i) {
    const auto learner = New(place);
    i < 10 ? Finish(learner) : Do(learner, "lire", {});
  }
  const auto figures = Figures(db, {course}, 5);
  EXPECT_EQ(figures.at(0).started, 12);
  EXPECT_FALSE(figures.at(0).finished) << "12 - 10 would show two people";
}

}  // namespace
}  // namespace learning
