#include "domain/dues/dues.h"

#include <gtest/gtest.h>

#include "domain/dues/formula.h"

namespace dues {
namespace {

scheme::Scheme SchemeOf(const std::string& id) {
  return scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
}

Question Ask(std::int64_t headcount, bool affiliated = true, const std::string& effect = "",
             int year = 2025) {
  return {headcount, affiliated, year, effect.empty() ? std::nullopt : core::ParseDay(effect)};
}

std::int64_t Fee(const scheme::Scheme& scheme, std::int64_t headcount, bool affiliated = true) {
  return Compute(scheme, Ask(headcount, affiliated)).value().yearly_fee_cents.value();
}

TEST(Dues, YearlyFeesAndTheEdgesOfTheirBands) {
  struct Row {
    const char* scheme;
    std::int64_t headcount;
    bool affiliated;
    std::int64_t cents;
  };
  const Row rows[] = {
      {"cdg62", 1, true, 200},      {"cdg62", 8, true, 1600},        {"cdg62", 250, true, 50000},
      {"cdg62", 250, false, 50000}, {"cdg60", 250, true, 0},         {"cdg45", 1, true, 13000},
      {"cdg45", 30, true, 13000},   {"cdg45", 31, true, 21000},      {"cdg45", 50, true, 21000},
      {"cdg45", 51, true, 45000},   {"cdg45", 150, true, 45000},     {"cdg45", 151, true, 75000},
      {"cdg45", 300, true, 75000},  {"cdg45", 301, true, 120000},    {"cdg45", 500, true, 120000},
      {"cdg45", 501, true, 180000}, {"cdg45", 100000, true, 180000}, {"cdg45", 40, false, 21000},
      {"cdg69", 1, true, 10000},    {"cdg69", 30, true, 10000},      {"cdg69", 31, true, 20000},
      {"cdg69", 50, true, 20000},   {"cdg69", 51, true, 30000},      {"cdg69", 150, true, 30000},
      {"cdg69", 151, true, 40000},  {"cdg69", 300, true, 40000},     {"cdg69", 301, true, 50000},
      {"cdg69", 500, true, 50000},  {"cdg69", 501, true, 50100},     {"cdg69", 1000, true, 100000},
      {"cdg69", 1, false, 150},     {"cdg69", 350, false, 52500},    {"cdg69", 501, false, 75150},
      {"amacod", 1, true, 0},       {"amacod", 3000, false, 0},
  };
  for (const auto& row : rows)
    EXPECT_EQ(Fee(SchemeOf(row.scheme), row.headcount, row.affiliated), row.cents)
        << row.scheme << " " << row.headcount;
}

TEST(Dues, ProrationCountsTheDaysLeftOnlyAfterTheFirstOfJanuary) {
  struct Row {
    const char* effect;
    int year;
    std::int64_t cents;
  };
  const Row rows[] = {
      {"2025-07-01", 2025, 5010},  {"2025-09-08", 2025, 3121},  {"2025-12-31", 2025, 0},
      {"2025-12-30", 2025, 27},    {"2025-01-01", 2025, 10000}, {"2025-01-02", 2025, 9938},
      {"2024-11-15", 2025, 10000}, {"2024-01-02", 2024, 9966},  {"2024-02-29", 2024, 8378},
  };
  for (const auto& row : rows) {
    const auto answer = Compute(SchemeOf("cdg69"), Ask(8, true, row.effect, row.year)).value();
    EXPECT_EQ(answer.due_cents, row.cents) << row.effect;
    EXPECT_EQ(answer.yearly_fee_cents, 10000);
    EXPECT_TRUE(answer.assumptions.empty());
  }
  // The same rule read into the sentence of cdg45 that is cut, and said to be so; no rule at all in cdg62.
  const auto cut = Compute(SchemeOf("cdg45"), Ask(8, true, "2025-07-01")).value();
  EXPECT_EQ(cut.due_cents, 6513);
  EXPECT_EQ(cut.assumptions, std::vector<std::string>{"dues.assumption.proration_sentence_cut"});
  const auto none = Compute(SchemeOf("cdg62"), Ask(8, true, "2025-07-01")).value();
  EXPECT_EQ(none.due_cents, 1600);
  EXPECT_EQ(none.assumptions, std::vector<std::string>{"dues.assumption.no_proration"});
}

// The days of a year that has a 29 February, in the two schemes that count them: 210 € in cdg45, 400 € in
// cdg69.
TEST(Dues, ALeapYearIsCountedByItsDaysAndDividedAsAnyOther) {
  struct Row {
    const char* effect;
    int year;
    std::int64_t cdg45, cdg69;
  };
  const Row rows[] = {{"2028-02-28", 2028, 17651, 33621}, {"2028-02-29", 2028, 17593, 33511},
                      {"2028-03-01", 2028, 17536, 33402}, {"2027-03-01", 2027, 17536, 33402},
                      {"2028-01-02", 2028, 20928, 39863}, {"2027-01-02", 2027, 20871, 39754},
                      {"2028-12-30", 2028, 57, 110},      {"2028-12-31", 2028, 0, 0},
                      {"2028-01-01", 2028, 21000, 40000}, {"2027-12-31", 2028, 21000, 40000}};
  for (const auto& row : rows) {
    EXPECT_EQ(Compute(SchemeOf("cdg45"), Ask(40, true, row.effect, row.year)).value().due_cents, row.cdg45)
        << row.effect;
    EXPECT_EQ(Compute(SchemeOf("cdg69"), Ask(200, true, row.effect, row.year)).value().due_cents, row.cdg69)
        << row.effect;
  }
}

TEST(Dues, ProvisionIsForReportsThatMayCome) {
  const auto scheme = SchemeOf("cdg69");
  const std::pair<std::int64_t, std::int64_t> rows[] = {{8, 52000},   {199, 52000}, {200, 52000},
                                                        {201, 52260}, {350, 91000}, {1000, 260000}};
  for (const auto& [headcount, cents] : rows)
    EXPECT_EQ(Compute(scheme, Ask(headcount)).value().provision_cents, cents) << headcount;
  EXPECT_EQ(Compute(SchemeOf("cdg62"), Ask(350)).value().provision_cents, std::nullopt);
}

TEST(Dues, AnUnknownAmountStaysUnknown) {
  const auto answer = Compute(SchemeOf("cdg60"), Ask(400, false)).value();
  EXPECT_EQ(answer.yearly_fee_cents, std::nullopt);
  EXPECT_EQ(answer.due_cents, std::nullopt);
  EXPECT_EQ(answer.reason, "dues.reason.missing_in_source");
  EXPECT_TRUE(answer.steps.empty());
}

TEST(Dues, TheHeadcountThatCountsHasADay) {
  EXPECT_EQ(Compute(SchemeOf("cdg62"), Ask(8)).value().headcount_date, "2024-12-31");
  EXPECT_EQ(Compute(SchemeOf("cdg69"), Ask(8)).value().headcount_date, "2025-01-01");
  EXPECT_EQ(Compute(SchemeOf("cdg69"), Ask(8, true, "2023-03-01")).value().headcount_date, "2023-01-01");
  EXPECT_EQ(Compute(SchemeOf("amacod"), Ask(8)).value().headcount_date, "");
}

TEST(Dues, StepsShowTheComputation) {
  const auto steps = Compute(SchemeOf("cdg69"), Ask(1000, true, "2025-07-01")).value().steps;
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].text, "1\u00a0000\u00a0agents × 1,00\u00a0€ = 1\u00a0000,00\u00a0€");
  EXPECT_EQ(steps[1].text, "1\u00a0000,00\u00a0€ × 183 jours / 365,25 = 501,03\u00a0€");
  EXPECT_EQ(steps[2].text, "0,5\u00a0% × 1\u00a0000 × 520,00\u00a0€ = 2\u00a0600,00\u00a0€");
}

TEST(Dues, RefusesWhatCannotBe) {
  const auto scheme = SchemeOf("cdg62");
  const auto code = [&](const Question& question) { return Compute(scheme, question).error().code; };
  EXPECT_EQ(code(Ask(0)), "headcount.positive");
  EXPECT_EQ(code(Ask(-3)), "headcount.positive");
  EXPECT_EQ(code(Ask(100001)), "headcount.too_large");
  EXPECT_EQ(code(Ask(8, true, "", 2019)), "year.range");
  EXPECT_EQ(code(Ask(8, true, "", 2101)), "year.range");
  EXPECT_EQ(code(Ask(8, true, "2026-01-01")), "effect_date.after_year");
  // All of it at once; a year that is no year says nothing about the effect date.
  EXPECT_EQ(Check(Ask(0, true, "2026-01-01")).size(), 2u);
  EXPECT_EQ(Check(Ask(0, true, "2026-01-01", 25)).size(), 2u);
  EXPECT_TRUE(Check(Ask(8, true, "2025-12-31")).empty());
}

// Whatever is asked: no amount is negative, none due exceeds the yearly fee, a later effect never owes more,
// and a larger collectivité never owes less.
TEST(Dues, PropertiesOfEveryScheme) {
  for (const char* id : {"cdg62", "cdg60", "cdg45", "cdg69", "amacod"}) {
    const auto scheme = SchemeOf(id);
    for (const bool affiliated : {true, false}) {
      std::int64_t smaller = 0, smaller_provision = 0;
      for (std::int64_t headcount = 1; headcount <= 1200; ++headcount) {
        const auto answer = Compute(scheme, Ask(headcount, affiliated, "2028-01-02", 2028)).value();
        if (!answer.yearly_fee_cents) continue;
        ASSERT_GE(*answer.yearly_fee_cents, smaller) << id << " " << headcount;
        ASSERT_GE(*answer.due_cents, 0);
        ASSERT_LE(*answer.due_cents, *answer.yearly_fee_cents) << id << " " << headcount;
        ASSERT_GE(answer.provision_cents.value_or(0), smaller_provision);
        smaller = *answer.yearly_fee_cents;
        smaller_provision = answer.provision_cents.value_or(0);
      }
      if (!Compute(scheme, Ask(77, affiliated)).value().due_cents) continue;
      std::int64_t earlier = *Compute(scheme, Ask(77, affiliated, "2027-12-31", 2028)).value().due_cents;
      for (core::Day day = *core::ParseDay("2028-01-01"); day <= *core::ParseDay("2028-12-31");
           day += std::chrono::days{1}) {
        const auto due = *Compute(scheme, {77, affiliated, 2028, day}).value().due_cents;
        ASSERT_LE(due, earlier) << id << " " << core::IsoDay(day);
        earlier = due;
      }
    }
  }
  // Under 267 agents cdg69 asks less of those who are not affiliated; the law makes collectivités of that
  // size affiliated ones.
  const auto rhone = SchemeOf("cdg69");
  EXPECT_LT(Fee(rhone, 266, false), Fee(rhone, 266, true));
  EXPECT_GT(Fee(rhone, 267, false), Fee(rhone, 267, true));
}

TEST(Dues, HalvesGoUp) {
  EXPECT_EQ(HalfUp(5, 10), 1);
  EXPECT_EQ(HalfUp(4, 10), 0);
  EXPECT_EQ(HalfUp(15, 10), 2);
  EXPECT_EQ(HalfUp(0, 7), 0);
  EXPECT_EQ(Euros(123450), "1\u00a0234,50\u00a0€");
  EXPECT_EQ(Euros(5), "0,05\u00a0€");
  EXPECT_EQ(Grouped(1234567), "1\u00a0234\u00a0567");
}

}  // namespace
}  // namespace dues
