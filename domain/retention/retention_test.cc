#include "domain/retention/retention.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace {

using retention::Kept;
using std::chrono::days;

core::Day D(const char* text) { return core::ParseDay(text).value(); }

struct Retention : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-retention-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  std::string schemes = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";
  scheme::Scheme scheme = scheme::Scheme::Read(schemes + "/cdg62.json");
  ~Retention() override { std::filesystem::remove_all(folder); }

  // cdg62 with other rules.
  scheme::Scheme Own(const std::string& rules) {
    const auto file = folder + "/own.json";
    std::ofstream(file) << R"({"extends": "cdg62", "retention": {"rules": {)" << rules << "}}}";
    return scheme::Scheme::Read(file, schemes);
  }
  core::Day Last(const Kept& kept) { return retention::TermOf(scheme, kept).value().last; }
};

TEST_F(Retention, CountsByTheRuleFromTheClosing) {
  EXPECT_EQ(Last({"no_follow_up", D("2026-03-02"), D("2026-03-02"), ""}), D("2026-05-02"));
  EXPECT_EQ(Last({"measures", D("2026-03-02"), D("2026-03-02"), ""}), D("2027-03-02"));
  EXPECT_EQ(Last({"measures", D("2028-02-29"), D("2028-02-29"), ""}), D("2029-02-28")) << "no 29th then";
  EXPECT_EQ(Last({"no_follow_up", D("2026-12-31"), D("2026-12-31"), ""}), D("2027-02-28"));
}

TEST_F(Retention, IsThereOnItsLastDayAndOverOnTheNext) {
  const auto term = retention::TermOf(scheme, {"no_follow_up", D("2026-03-02"), D("2026-03-02"), ""}).value();
  EXPECT_FALSE(term.IsOver(D("2026-05-02")));
  EXPECT_TRUE(term.IsOver(D("2026-05-03")));
}

TEST_F(Retention, NothingGoesBeforeThePersonCouldReadWhy) {
  EXPECT_EQ(Last({"out_of_scope", D("2026-03-02"), D("2026-03-02"), ""}), D("2026-03-17"));
  EXPECT_EQ(Last({"no_follow_up", D("2026-03-02"), D("2026-04-30"), ""}), D("2026-05-15"));
  EXPECT_EQ(Last({"measures", D("2026-03-02"), D("2026-04-30"), ""}), D("2027-03-02")) << "not longer by it";
}

TEST_F(Retention, ARuleThatTheCdgChangesHoldsForWhatIsClosedAlready) {
  scheme = Own(R"("no_follow_up": {"count": 6})");
  EXPECT_EQ(Last({"no_follow_up", D("2026-03-02"), D("2026-03-02"), ""}), D("2026-09-02"));
}

TEST_F(Retention, TheArchiveFollowsMeasuresAloneAndOnlyWhenTheCdgWishes) {
  const Kept measures{"measures", D("2026-03-02"), D("2026-03-02"), ""};
  EXPECT_FALSE(retention::TermOf(scheme, measures)->archived_after);
  scheme = Own(R"("archive": {"count": 36})");
  const auto term = retention::TermOf(scheme, measures).value();
  EXPECT_EQ(term.last, D("2030-03-02"));
  EXPECT_FALSE(term.IsArchived(D("2027-03-02")));
  EXPECT_TRUE(term.IsArchived(D("2027-03-03")));
  const auto other =
      retention::TermOf(scheme, {"no_follow_up", D("2026-03-02"), D("2026-03-02"), ""}).value();
  EXPECT_EQ(other.last, D("2026-05-02"));
  EXPECT_FALSE(other.archived_after);
}

TEST_F(Retention, ADuplicateHasNoDayOfItsOwn) {
  EXPECT_FALSE(retention::TermOf(scheme, {"with", D("2026-03-02"), D("2026-03-02"), "K7-M2"}));
}

// Whoever sees the sealed text's length must not learn whether the case is closed.
TEST_F(Retention, IsWrittenInOneLengthWhateverItSays) {
  const Kept kept{"out_of_scope", D("2026-03-02"), D("2026-03-05"), ""},
      with{"with", D("2026-03-02"), D("2026-03-05"), "2026-ABCD-EFGH"};
  EXPECT_EQ(retention::Write(kept).size(), retention::Write(std::nullopt).size());
  EXPECT_EQ(retention::Write(with).size(), retention::Write(kept).size());
  const auto read = retention::Read(retention::Write(with));
  ASSERT_TRUE(read.known && read.kept);
  EXPECT_EQ(read.kept->rule, "with");
  EXPECT_EQ(read.kept->main, "2026-ABCD-EFGH");
  EXPECT_EQ(read.kept->since, D("2026-03-02"));
  EXPECT_EQ(read.kept->acted_on, D("2026-03-05"));
  EXPECT_TRUE(retention::Read(retention::Write(std::nullopt)).known);
  EXPECT_FALSE(retention::Read(retention::Write(std::nullopt)).kept);
}

TEST_F(Retention, WhatIsNotWhatWasWrittenIsNotTakenForAnything) {
  auto text = retention::Write(Kept{"measures", D("2026-03-02"), D("2026-03-02"), ""});
  EXPECT_FALSE(retention::Read("").known);
  EXPECT_FALSE(retention::Read(text.substr(1)).known);
  text.replace(16, 10, "2026-02-30");
  EXPECT_FALSE(retention::Read(text).known);
}

// Each scheme's outcomes, so that none is kept by a rule that nobody chose.
TEST_F(Retention, EveryOutcomeOfEverySchemeHasARule) {
  for (const char* id : {"cdg62", "cdg60", "cdg45", "cdg69", "amacod"}) {
    const auto each = scheme::Scheme::Read(schemes + "/" + id + ".json");
    for (const auto& outcome : each.Outcomes())
      EXPECT_TRUE(
          retention::TermOf(each, {each.KeptAs(outcome), D("2026-03-02"), D("2026-03-02"), ""}).has_value())
          << id << " " << outcome;
    EXPECT_EQ(each.KeptAs("out_of_scope"), "out_of_scope");
    EXPECT_EQ(each.KeptAs("measures"), "measures");
  }
}

}  // namespace
