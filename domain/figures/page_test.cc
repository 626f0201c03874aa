// What a page counts, and what it leaves out.
#include "domain/figures/page.h"

#include <gtest/gtest.h>

namespace figures {
namespace {

json::Value Case(std::int64_t month = 1) {
  return json::Value::MakeObject({{"received", 2026 * 12 + month},
                                  {"state", "received"},
                                  {"kinds", json::Array{json::Value("moral_harassment")}},
                                  {"origin", "staff"},
                                  {"sick_leave", "yes"},
                                  {"gender", "female"}});
}

const std::vector<Dimension> kDimensions{
    {"kinds", {"moral_harassment", "physical_violence", "sexual_violence"}},
    {"gender", {"female", "male"}},
    {"origin", {"staff", "user"}},
    {"progress", {"state.received", "outcome.measures"}}};

Page PageFor(const std::vector<json::Value>& cases) { return PageOf(cases, 2026, kDimensions, 5); }

std::optional<std::int64_t> CountOf(const Page& page, const std::string& table, const std::string& word) {
  for (const auto& one : page.tables)
    if (one.id == table)
      for (const auto& row : one.rows)
        if (row.word == word) return row.count;
  return -1;
}

TEST(FiguresOfAYear, AreOfItsOwnCasesEachOnce) {
  std::vector<json::Value> cases(6, Case());
  auto joined = Case();
  joined.Set("state", "closed").Set("outcome", "duplicate");
  cases.push_back(joined);
  cases.push_back(Case(-1));  // December of the year before
  cases.push_back(Case(12));
  const auto page = PageFor(cases);
  EXPECT_EQ(page.total, 6);
  EXPECT_EQ(CountOf(page, "kinds", "moral_harassment"), 6);
  EXPECT_EQ(YearsIn(cases), (std::vector<std::int64_t>{2027, 2026, 2025}));
}

TEST(FiguresOfAYear, OfFewerCasesThanTheThresholdSayNothing) {
  const auto page = PageFor(std::vector<json::Value>(4, Case()));
  EXPECT_FALSE(page.total);
  EXPECT_TRUE(page.tables.empty() && page.delays.empty() && page.services.empty());
  ASSERT_EQ(page.rsu.size(), 3u) << "the official tables are there, with nothing in them";
  for (const auto& table : page.rsu) {
    EXPECT_FALSE(table.total);
    for (const auto& row : table.rows) EXPECT_FALSE(row.men || row.women || row.others);
  }
}

TEST(FiguresOfAYear, WithoutACaseAreNoughtsInEveryTableOfTheRapportSocialUnique) {
  const auto page = PageFor({});
  EXPECT_EQ(page.total, 0);
  ASSERT_EQ(page.rsu.size(), 3u);
  for (const auto& table : page.rsu) {
    EXPECT_EQ(table.total, 0);
    for (const auto& row : table.rows) EXPECT_TRUE(row.men == 0 && row.women == 0 && row.others == 0);
  }
}

TEST(FiguresOfAYear, FillTheTablesOfTheRapportSocialUnique) {
  std::vector<json::Value> cases;
  for (int i = 0; i < 8; ++i) cases.push_back(Case());
  for (int i = 0; i < 7; ++i) cases.push_back(Case().Set("gender", "male").Set("origin", "user"));
  for (int i = 0; i < 6; ++i) {
    auto both = Case();
    both.Set("kinds", json::Array{json::Value("physical_violence"), json::Value("sexual_violence")});
    cases.push_back(both.Set("sick_leave", "unknown"));
  }
  const auto page = PageFor(cases);
  ASSERT_EQ(page.rsu.size(), 3u);
  const auto& violence = page.rsu[0];
  EXPECT_EQ(violence.total, 6);  // of two kinds, and one report
  EXPECT_EQ(violence.rows[4].word, "apart");
  EXPECT_EQ(violence.rows[4].women, 6);
  EXPECT_EQ(violence.rows[0].women, 0);
  const auto& moral = page.rsu[1];
  EXPECT_EQ(moral.total, 15);
  EXPECT_EQ(moral.rows[0].word, "AVP001");
  EXPECT_EQ(moral.rows[0].women, 8);
  EXPECT_EQ(moral.rows[2].men, 7);
  EXPECT_EQ(page.rsu[2].total, 0);
}

TEST(FiguresOfAYear, GiveTheMedianOfADelayThatEnoughCasesHave) {
  std::vector<json::Value> cases(9, Case());
  for (std::size_t i = 0; i < 5; ++i) cases[i].Set("acknowledgement", std::int64_t{1} << i);
  for (std::size_t i = 0; i < 4; ++i) cases[i].Set("assessment", 30);
  const auto page = PageFor(cases);
  EXPECT_EQ(page.delays[0].days, 4);
  EXPECT_FALSE(page.delays[1].days);
}

TEST(FiguresOfAYear, GiveACostOnlyWithEveryPrestationThatMakesIt) {
  const auto with = [](const char* line) {
    auto one = Case();
    one.Set("services", json::Array{json::Value::MakeObject({{"line", line}, {"count", 2}})});
    return one.Set("cents", 24'000);
  };
  std::vector<json::Value> cases(5, with("psychological"));
  auto page = PageFor(cases);
  EXPECT_EQ(page.services[0].count, 10);
  EXPECT_EQ(page.cents, 120'000);
  cases.push_back(with("legal"));
  page = PageFor(cases);
  EXPECT_FALSE(page.services[0].count);
  EXPECT_EQ(page.services[1].count, 10);
  EXPECT_FALSE(page.cents);
}

TEST(FiguresOfAYear, CountWhoWouldRatherNotSayAmongThoseWhoDoNot) {
  std::vector<json::Value> cases(5, Case());
  for (auto& one : cases) one.Set("gender", "unsaid");
  cases.resize(10, Case());
  EXPECT_EQ(CountOf(PageFor(cases), "gender", "unsaid"), 5);
  EXPECT_EQ(CountOf(PageFor(cases), "gender", "other_word"), -1);
}

}  // namespace
}  // namespace figures
