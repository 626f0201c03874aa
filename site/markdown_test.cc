#include "site/markdown.h"

#include <gtest/gtest.h>

namespace site {
namespace {

const std::map<std::string, std::string> kFacts{{"operator", "CDG d’essai <&>"}, {"slug", "valmeuse"}};

const Pictures kPictures{{"plan.svg", {"/assets/plan.0123456789ab.svg", "<svg/>", 320, 200}}};

Article Read(const std::string& text, Problems& problems) {
  return RenderMarkdown(text, kFacts, kPictures, "f.md", problems);
}

std::string Html(const std::string& text) {
  Problems problems;
  const auto article = Read(text, problems);
  EXPECT_TRUE(problems.empty()) << problems.front();
  return article.html;
}

TEST(Markdown, GivesHeadingsAnAddress) {
  Problems problems;
  const auto article = Read("## Où ça ?\n\nIci.\n\n### Plus près\n\n## Où ça encore ?\n", problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(article.headings.size(), 3u);
  EXPECT_EQ(article.headings[0].id, "ou-ca");
  EXPECT_EQ(article.headings[0].text, "Où ça\u202f?");
  EXPECT_EQ(article.headings[1].level, 3);
  EXPECT_NE(article.html.find("<h2 id=\"ou-ca\">Où ça\u202f?</h2>"), std::string::npos);
  EXPECT_NE(article.html.find("<h3 id=\"plus-pres\">"), std::string::npos);
  EXPECT_NE(article.html.find("<h2 id=\"ou-ca-encore\">"), std::string::npos);
}

TEST(Markdown, FillsInFactsAsTextNotAsHtml) {
  EXPECT_EQ(Html("Bonjour de {operator}."), "<p>Bonjour de CDG d’essai &lt;&amp;&gt;.</p>\n");
  EXPECT_EQ(Html("[Ici](/c/{slug}/)"), "<p><a href=\"/c/valmeuse/\">Ici</a></p>\n");
}

TEST(Markdown, TurnsMarkedQuotesIntoNotices) {
  EXPECT_EQ(Html("> [!danger]\n> Appelez le **17**.\n"),
            "<div class=\"notice notice-danger\">\n<p>Appelez le <strong>17</strong>.</p>\n</div>\n");
  EXPECT_NE(Html("> [!info]\n> Bon à savoir.\n").find("<div class=\"notice\">"), std::string::npos);
  EXPECT_NE(Html("> Une citation.\n").find("<blockquote>"), std::string::npos);
}

TEST(Markdown, ShowsAPictureWithItsTextAndItsSize) {
  EXPECT_EQ(Html("![Le plan \"du\" bâtiment : {slug}](plan.svg)"),
            "<p><img src=\"/assets/plan.0123456789ab.svg\" alt=\"Le plan «\u00a0du\u00a0» bâtiment\u00a0: "
            "valmeuse\" "
            "width=\"320\" height=\"200\"></p>\n");
}

TEST(Markdown, LeavesCodeAsItIs) { EXPECT_EQ(Html("`a ? b`"), "<p><code>a ? b</code></p>\n"); }

TEST(Markdown, NamesWhatIsUnknownAndWhatWouldDo) {
  Problems problems;
  EXPECT_EQ(FillIn("{prenom} et {slug}", kFacts, "f.md", problems), " et valmeuse");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0], "f.md : {prenom} n’est pas connu ici ; possibles : {operator}, {slug}");
}

}  // namespace
}  // namespace site
