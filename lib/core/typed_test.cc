#include "lib/core/typed.h"

#include <gtest/gtest.h>

namespace core {
namespace {

TEST(Typed, WholeNumbersTakeTheSpacesOfAnyKind) {
  for (const char* typed : {"1250", "1 250", "1\u00a0250", "1\u202f250", "1\u2009250", " 1250 ", "01250"})
    EXPECT_EQ(ReadWhole(typed), 1250) << typed;
  for (const char* typed : {"", " ", "-1", "+1", "12,5", "1.250", "12 agents", "1e3", "1234567890"})
    EXPECT_FALSE(ReadWhole(typed)) << typed;
}

TEST(Typed, AmountsAreCents) {
  for (const char* typed : {"1250,50", "1 250,5", "1250.50 €", "1\u202f250,50\u00a0€"})
    EXPECT_EQ(ReadCents(typed), 125050) << typed;
  EXPECT_EQ(ReadCents("3"), 300);
  for (const char* typed : {"", "€", "1,234", "1,", ",5", "-1", "1,2,3", "douze"})
    EXPECT_FALSE(ReadCents(typed)) << typed;
}

TEST(Typed, DaysAreWrittenAsPeopleDo) {
  for (const char* typed : {"2026-07-01", "01/07/2026", "1/7/2026", "01.07.2026", "1-7-2026", " 01/07/2026 "})
    EXPECT_EQ(ReadDay(typed), core::ParseDay("2026-07-01")) << typed;
  for (const char* typed : {"", "/", "//", "///", "1/7", "1/7/26", "31/02/2026", "2026-7-1", "07/13/2026",
                            "1er juillet 2026", "1/7/2026/8"})
    EXPECT_FALSE(ReadDay(typed)) << typed;
}

TEST(Typed, ADayIsOfferedAsItWouldBeTyped) {
  EXPECT_EQ(TypedDay(*ParseDay("2026-03-02")), "02/03/2026");
  EXPECT_EQ(ReadDay(TypedDay(*ParseDay("2026-03-02"))), ParseDay("2026-03-02"));
}

}  // namespace
}  // namespace core
