#include "site/stylesheet.h"

#include "site/site_fixture.h"

namespace site {
namespace {

TEST(Stylesheet, MeasuresContrastAsWcagDoes) {
  EXPECT_NEAR(Contrast("#000000", "#ffffff"), 21, 0.01);
  EXPECT_NEAR(Contrast("#ffffff", "#767676"), 4.54, 0.01);
  EXPECT_NEAR(Contrast("#777777", "#ffffff"), 4.48, 0.01);
  EXPECT_EQ(Contrast("#123456", "#123456"), 1);
  EXPECT_EQ(Contrast("red", "#ffffff"), 0) << "what is not a colour never passes";
}

TEST(Stylesheet, ReadsBothThemes) {
  const auto palette = ReadPalette(
      "/* :root { --ink: #ff0000; } */ :root { --ink: #111111; --paper: #eeeeee; }\n"
      "@media (prefers-color-scheme: dark) { :root { --ink: #dddddd; } }");
  EXPECT_EQ(palette.light.at("ink"), "#111111");
  EXPECT_EQ(palette.dark.at("ink"), "#dddddd");
  EXPECT_EQ(palette.dark.at("paper"), "#eeeeee") << "what the dark theme does not change stays";
}

TEST(Stylesheet, RefusesAPaletteThatLacksAColour) {
  EXPECT_FALSE(CheckPalette({}, "base.css").empty());
  Palette palette = ReadPalette(ReadAll(kSource / "templates/layouts/base.css"));
  EXPECT_EQ(CheckPalette(palette, "base.css"), Problems{});
  palette.light.erase("focus");
  EXPECT_FALSE(CheckPalette(palette, "base.css").empty());
}

TEST(Stylesheet, LosesOnlyWhatNobodyReads) {
  EXPECT_EQ(Shorten("/* a */\na ,  b {\n  color: red;\n  margin: 0 auto;\n}\n"),
            "a,b{color: red;margin: 0 auto}");
  EXPECT_EQ(Shorten("a::after { content: \"  ;  \"; }"), "a::after{content: \"  ;  \"}");
  EXPECT_EQ(Shorten("@media (min-width: 56rem) { a > b { margin: calc(1px + 2px) } }"),
            "@media (min-width: 56rem){a > b{margin: calc(1px + 2px)}}");
}

TEST(Stylesheet, AllowsTheMainAreaAloneNoOutline) {
  EXPECT_EQ(CheckStyles("main:focus { outline: none; }"), Problems{});
  EXPECT_EQ(CheckStyles("main:focus { outline: none; } a { outline: none; }").size(), 1u);
}

TEST(Stylesheet, OfTheProgramHoldsItsOwnRules) {
  Problems problems;
  const auto css = ReadStyles((kSource / "templates").string(), problems);
  EXPECT_EQ(problems, Problems{});
  EXPECT_EQ(CheckStyles(css), Problems{});
  EXPECT_LT(Shorten(css).size(), css.size());
}

TEST(Stylesheet, MustBeThere) {
  Problems problems;
  ReadStyles("/nowhere", problems);
  EXPECT_EQ(problems.size(), 1u);
}

}  // namespace
}  // namespace site
