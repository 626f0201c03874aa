#include "lib/core/sentence.h"

#include <gtest/gtest.h>

TEST(Sentence, IsFilledMarkByMark) {
  EXPECT_EQ(core::Filled("Page %n sur %t", {{"%n", "2"}, {"%t", "12"}}), "Page 2 sur 12");
  EXPECT_EQ(core::Filled("%n, encore %n", {{"%n", "2"}}), "2, encore 2");
  EXPECT_EQ(core::Filled("%a et %b", {{"%a", "%b"}, {"%b", "à 100 %"}}), "%b et à 100 %");
  EXPECT_EQ(core::Filled("Rien à dire %d", {{"%n", "2"}}), "Rien à dire %d");
}
