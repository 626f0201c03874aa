#include "lib/core/time.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace core {
namespace {

using namespace std::chrono_literals;

constexpr Day kDay{std::chrono::year{2026} / 11 / 24};

class InFrance : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    ::tzset();
  }
  void TearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
};

TEST(Day, GoesToTextAndBack) {
  EXPECT_EQ(IsoDay(kDay), "2026-11-24");
  EXPECT_EQ(ParseDay("2026-11-24"), kDay);
  EXPECT_EQ(ParseDay("2028-02-29"), Day{std::chrono::year{2028} / 2 / 29});
  EXPECT_EQ(FromDayNumber(DayNumber(kDay)), kDay);
  EXPECT_EQ(DayNumber(Day{}), 0);
}

TEST(Day, RefusesEverythingElse) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "24/11/2026",
                           "2026-11-24 ", " 2026-11-24", "2026-11-2x", "+026-11-24", "2026_11_24"})
    EXPECT_FALSE(ParseDay(text)) << text;
}

TEST(Day, IsWrittenInFrench) {
  EXPECT_EQ(FrenchDay(kDay), "24 novembre 2026");
  EXPECT_EQ(FrenchDay(Day{std::chrono::year{2026} / 5 / 1}), "1er mai 2026");
  EXPECT_EQ(FrenchDay(Day{std::chrono::year{2026} / 8 / 31}), "31 août 2026");
}

TEST_F(InFrance, TheDayChangesAtLocalMidnightInWinterAndSummer) {
  EXPECT_EQ(LocalDay(kDay + 22h + 59min), kDay);
  EXPECT_EQ(LocalDay(kDay + 23h), kDay + std::chrono::days{1});
  const Day summer{std::chrono::year{2026} / 7 / 14};
  EXPECT_EQ(LocalDay(summer + 22h), summer + std::chrono::days{1});
}

TEST_F(InFrance, TheHourIsTheOneThatAClockShows) {
  EXPECT_EQ(LocalHour(kDay + 22h + 59min), 23);
  EXPECT_EQ(LocalHour(kDay + 23h), 0);
  EXPECT_EQ(LocalHour(Day{std::chrono::year{2026} / 7 / 14} + 5h), 7);
}

TEST_F(InFrance, AnInstantIsWrittenAsPeopleSayIt) {
  EXPECT_EQ(FrenchTime(kDay + 8h + 5min), "24 novembre 2026 à 9 h 05");
}

}  // namespace
}  // namespace core
