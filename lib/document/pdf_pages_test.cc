#include "lib/document/pdf_pages.h"

#include <gtest/gtest.h>

#include <random>

namespace document {
namespace {

Extent Lines(int count, int fewest = 1) { return {.lines = count, .leading = 10, .fewest = fewest}; }

// "0:0-3 1:0-2 | 1:2-4": brick and lines, page by page; a repeated brick bears a star.
std::string Told(const std::vector<PagePlan>& pages) {
  std::string out;
  for (const PagePlan& page : pages) {
    out += out.empty() ? "" : " |";
    for (const Placement& part : page)
      out += " " + std::to_string(part.brick) +
             (part.repeated ? "*" : ":" + std::to_string(part.from) + "-" + std::to_string(part.to));
  }
  return out.empty() ? out : out.substr(1);
}

TEST(Pages, FillsOnePageAfterTheOther) {
  EXPECT_EQ(Told(Paginate({}, 100)), "");
  EXPECT_EQ(Paginate({}, 100).size(), 1u);
  EXPECT_EQ(Told(Paginate({Lines(6), Lines(4)}, 100)), "0:0-6 1:0-4");
  EXPECT_EQ(Told(Paginate({Lines(6), Lines(8)}, 100)), "0:0-6 1:0-4 | 1:4-8");
  EXPECT_EQ(Told(Paginate({Lines(25)}, 100)), "0:0-10 | 0:10-20 | 0:20-25");
}

TEST(Pages, TearsOffNoFewerLinesThanAskedFor) {
  EXPECT_EQ(Told(Paginate({Lines(9), Lines(4, 2)}, 100)), "0:0-9 | 1:0-4");
  EXPECT_EQ(Told(Paginate({Lines(7), Lines(4, 2)}, 100)), "0:0-7 1:0-2 | 1:2-4");
  EXPECT_EQ(Told(Paginate({Lines(8), Lines(3, 2)}, 100)), "0:0-8 | 1:0-3");
  EXPECT_EQ(Told(Paginate({Lines(5), Lines(6, 6)}, 100)), "0:0-5 | 1:0-6");
}

TEST(Pages, AHeadingStaysWithWhatFollows) {
  Extent heading = Lines(1);
  heading.with_next = true;
  EXPECT_EQ(Told(Paginate({Lines(9), heading, Lines(5, 2)}, 100)), "0:0-9 | 1:0-1 2:0-5");
  EXPECT_EQ(Told(Paginate({Lines(7), heading, Lines(5, 2)}, 100)), "0:0-7 1:0-1 2:0-2 | 2:2-5");
  EXPECT_EQ(Told(Paginate({Lines(7), heading, heading, Lines(5, 5)}, 100)), "0:0-7 | 1:0-1 2:0-1 3:0-5");
  EXPECT_EQ(Told(Paginate({Lines(9), heading}, 100)), "0:0-9 1:0-1");
}

TEST(Pages, AChainThatNoPageHoldsIsBroken) {
  Extent heading = Lines(4, 4);
  heading.with_next = true;
  EXPECT_EQ(Told(Paginate({Lines(3), heading, heading, heading, Lines(3, 3)}, 100)),
            "0:0-3 1:0-4 | 2:0-4 | 3:0-4 4:0-3");
}

TEST(Pages, WhatIsTallerThanAPageGoesOn) {
  EXPECT_EQ(Told(Paginate({Lines(12, 12)}, 100)), "0:0-10 | 0:10-12");
  Extent poster{.lines = 1, .leading = 500};
  EXPECT_EQ(Told(Paginate({poster, Lines(1)}, 100)), "0:0-1 | 1:0-1");
}

TEST(Pages, TheHeaderOfATableComesBack) {
  Extent header = Lines(1);
  header.with_next = true;
  Extent row = Lines(4, 4);
  row.repeat = 0;
  EXPECT_EQ(Told(Paginate({header, row, row, row}, 100)), "0:0-1 1:0-4 2:0-4 | 0* 3:0-4");
  Extent tall = Lines(20, 2);
  tall.repeat = 0;
  EXPECT_EQ(Told(Paginate({header, tall}, 100)), "0:0-1 1:0-9 | 0* 1:9-18 | 0* 1:18-20");
}

TEST(Pages, WhiteSpaceIsTheGreaterOfTheTwoAndNoneAtTheTop) {
  Extent first = Lines(2), second = Lines(2);
  first.above = 30;
  first.below = 5;
  second.above = 20;
  second.head = 3;
  second.foot = 4;
  const std::vector<PagePlan> pages = Paginate({first, second, Lines(5), second}, 102);
  ASSERT_EQ(Told(pages), "0:0-2 1:0-2 2:0-3 | 2:3-5 3:0-2");
  EXPECT_EQ(pages[0][0].top, 0);
  EXPECT_EQ(pages[0][1].top, 40);
  EXPECT_EQ(pages[0][2].top, 67);
  EXPECT_EQ(pages[1][0].top, 0);
}

TEST(Pages, ABreakBeginsAPageOnce) {
  Extent fresh = Lines(1);
  fresh.new_page = true;
  EXPECT_EQ(Told(Paginate({fresh, Lines(1), fresh, fresh}, 100)), "0:0-1 1:0-1 | 2:0-1 | 3:0-1");
}

// Whatever the bricks: every line once and in order, nothing below the page but what is taller than one.
TEST(Pages, LosesNoLine) {
  std::mt19937 random(7);
  const auto draw = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  for (int round = 0; round < 500; ++round) {
    std::vector<Extent> bricks;
    for (int i = draw(30); i >= 0; --i) {
      const int lines = 1 + draw(i % 5 ? 6 : 40);
      bricks.push_back(
          {.above = draw(30) * 1.0,
           .below = draw(30) * 1.0,
           .head = draw(8) * 1.0,
           .foot = draw(8) * 1.0,
           .lines = lines,
           .leading = 5.0 + draw(10),
           .fewest = 1 + draw(lines),
           .with_next = draw(3) == 0,
           .new_page = draw(9) == 0,
           .repeat = !bricks.empty() && draw(3) == 0 ? draw(static_cast<int>(bricks.size()) - 1) : -1});
    }
    std::size_t brick = 0;
    int line = 0;
    for (const PagePlan& page : Paginate(bricks, 150)) {
      double bottom = 0;
      for (const Placement& part : page) {
        const Extent& e = bricks[part.brick];
        EXPECT_GE(part.top, bottom - 1e-6);
        bottom = part.top + e.head + (part.to - part.from) * e.leading + e.foot;
        if (part.repeated) continue;
        EXPECT_EQ(part.brick, brick);
        EXPECT_EQ(part.from, line);
        EXPECT_GT(part.to, part.from);
        line = part.to;
        if (line == e.lines) ++brick, line = 0;
      }
      EXPECT_LE(bottom, 150 + 1e-6);
    }
    EXPECT_EQ(brick, bricks.size());
  }
}

}  // namespace
}  // namespace document
