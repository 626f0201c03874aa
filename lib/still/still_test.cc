#include "lib/still/still.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace still {
namespace {

int At(const std::string& planes, std::size_t i) { return static_cast<unsigned char>(planes.at(i)); }

// The values of BT.709 for a screen: white 235, black 16, and no colour at 128.
TEST(Still, GivesThePlanesThatAVideoIsMadeOf) {
  Layer layer(4, 2);
  layer.Fill({0, 0, 2, 2}, "#ffffff");
  layer.Fill({2, 0, 2, 2}, "#ff0000");
  const std::string planes = layer.Planes();
  ASSERT_EQ(planes.size(), 12u);
  EXPECT_NEAR(At(planes, 0), 235, 1);
  EXPECT_NEAR(At(planes, 2), 63, 1);
  EXPECT_NEAR(At(planes, 8), 128, 1);
  EXPECT_NEAR(At(planes, 9), 102, 1);
  EXPECT_NEAR(At(planes, 10), 128, 1);
  EXPECT_NEAR(At(planes, 11), 240, 1);
}

TEST(Still, LaysALayerOverAnotherAsStronglyAsItIsTold) {
  Layer below(2, 2), above(2, 2);
  below.Fill({0, 0, 2, 2}, "#000000");
  above.Fill({0, 0, 2, 2}, "#ffffff");
  below.Lay(above, 0, 0, 0.5);
  EXPECT_NEAR(At(below.Planes(), 0), 126, 2);
}

TEST(Still, DrawsOneGroupOfADrawingInsideItsBox) {
  const Svg svg(R"(<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4" viewBox="0 0 4 4">
    <g id="l1"><rect width="2" height="4" fill="#ffffff"/></g><g id="l2"><rect width="4" height="4"/></g></svg>)");
  EXPECT_TRUE(svg.Has("l2"));
  EXPECT_FALSE(svg.Has("l3"));
  Layer layer(4, 4);
  layer.Draw(svg, "l1", {0, 0, 4, 4});
  const std::string planes = layer.Planes();
  EXPECT_EQ(At(planes, 0), 235);
  EXPECT_EQ(At(planes, 3), 16);
  EXPECT_THROW(layer.Draw(svg, "l3", {0, 0, 4, 4}), std::runtime_error);
  EXPECT_THROW(Svg("<html>"), std::runtime_error);
}

TEST(Still, SetsATextIntoLinesOfItsWidth) {
  const Typefaces typefaces;
  const Layer one = typefaces.Write("Bonjour", {.size = 20, .leading = 30}, 500);
  const Layer three =
      typefaces.Write("Bonjour bonjour bonjour", {.size = 20, .leading = 30}, one.width() + 2);
  EXPECT_EQ(one.height(), 30);
  EXPECT_EQ(three.height(), 90);
  EXPECT_LE(three.width(), one.width() + 2);
  Layer ground(one.width() + one.width() % 2, 30);
  ground.Lay(typefaces.Write("Bonjour", {.size = 20, .leading = 30, .colour = "#ffffff"}, 500), 0, 0);
  const std::string planes = ground.Planes();
  EXPECT_GT(std::count_if(planes.begin(), planes.begin() + ground.width() * 30,
                          [](char c) { return static_cast<unsigned char>(c) > 200; }),
            100);
}

}  // namespace
}  // namespace still
