#include "lib/document/drawing.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace document {
namespace {

std::string Svg(const std::string& inside) { return "<svg viewBox=\"0 0 20 10\">\n" + inside + "\n</svg>\n"; }

TEST(Drawing, ReadsShapesInOrderWithTheirColours) {
  const Drawing drawing = ReadDrawing(Svg(
      "<path fill=\"none\" stroke=\"#0d5468\" stroke-width=\"2\" d=\"M1 2 H5 V-3.5 L0,0 C1 1 2 2 3 3 Z\"/>"
      "<circle fill=\"#b9651b\" cx=\"5\" cy=\"5\" r=\"2\"/>"));
  EXPECT_EQ(drawing.width, 20);
  EXPECT_EQ(drawing.height, 10);
  ASSERT_EQ(drawing.shapes.size(), 2u);
  const Shape& line = drawing.shapes[0];
  std::string commands;
  for (const auto& step : line.steps) commands += step.what;
  EXPECT_EQ(commands, "MLLLCZ");
  EXPECT_EQ(line.steps[1].at[0], 5);
  EXPECT_EQ(line.steps[1].at[1], 2) << "H keeps the height";
  EXPECT_EQ(line.steps[2].at[1], -3.5);
  EXPECT_EQ(line.steps[4].at[5], 3);
  EXPECT_TRUE(line.fill.empty());
  EXPECT_EQ(line.stroke, "#0d5468");
  EXPECT_EQ(drawing.shapes[1].fill, "#b9651b");
  EXPECT_EQ(drawing.shapes[1].steps.front().at[0], 5) << "a circle begins at its top";
}

TEST(Drawing, RefusesWhatItDoesNotKnow) {
  for (const char* inside : {"<script>", "<image href=\"file:///etc/passwd\"/>", "<path d=\"Q1 1 2 2\"/>",
                             "<path d=\"L1 1\"/>", "<path d=\"M1\"/>", "<path style=\"x\" d=\"M1 1\"/>",
                             "<g>", "text", "<path d=\"M1 1\"", "<circle r=\"x\"/>"})
    EXPECT_THROW(ReadDrawing(Svg(inside)), std::invalid_argument) << inside;
  for (const char* whole :
       {"", "<svg viewBox=\"0 0 1 1\">", "<path d=\"M1 1\"/></svg>", "<svg viewBox=\"1 0 2 2\"></svg>",
        "<svg></svg>", "<svg viewBox=\"0 0 1 1\"></svg>x"})
    EXPECT_THROW(ReadDrawing(whole), std::invalid_argument) << whole;
}

}  // namespace
}  // namespace document
