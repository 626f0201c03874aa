#include "site/markup.h"

#include <gtest/gtest.h>

namespace site {
namespace {

TEST(Markup, ReadsOpeningTagsInOrder) {
  const auto elements =
      ReadElements("<!DOCTYPE html><!-- <b> --><P ID='a' hidden class=\"x y\">Un <em>deux</em></P><br/>");
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_EQ(elements[0].name, "p");
  EXPECT_EQ(elements[0].Text("id"), "a");
  EXPECT_EQ(elements[0].Text("class"), "x y");
  ASSERT_NE(elements[0].Get("hidden"), nullptr);
  EXPECT_EQ(elements[0].Get("title"), nullptr);
  EXPECT_EQ(elements[0].text, "Un ");
  EXPECT_EQ(elements[1].name, "em");
  EXPECT_EQ(elements[1].text, "deux");
  EXPECT_EQ(elements[2].name, "br");
}

TEST(Markup, DecodesWhatWasEscaped) {
  const auto elements =
      ReadElements("<a title=\"&quot;A&quot; &amp; &#39;B&#39;\" href=\"/?a=1&amp;b=2\">1 &lt; 2</a>");
  EXPECT_EQ(elements[0].Text("title"), "\"A\" & 'B'");
  EXPECT_EQ(elements[0].Text("href"), "/?a=1&b=2");
  EXPECT_EQ(elements[0].text, "1 < 2");
}

TEST(Markup, IsNotMisledByTagsInsideValues) {
  const auto elements = ReadElements("<a title=\"a > b\" href=/x/>oui</a><i data-x='<b>'>");
  ASSERT_EQ(elements.size(), 2u);
  EXPECT_EQ(elements[0].Text("title"), "a > b");
  EXPECT_EQ(elements[0].text, "oui");
  EXPECT_EQ(elements[1].Text("data-x"), "<b>");
}

TEST(Markup, EndsWithAnUnfinishedText) {
  for (const char* text : {"", "<", "<p", "<p class", "<p class=", "<p class=\"a", "<!--", "a < b"})
    EXPECT_NO_THROW(ReadElements(text)) << text;
}

}  // namespace
}  // namespace site
