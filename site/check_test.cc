// One rule at a time is in site/invalid_sites; here, what the rules must let pass.
#include "site/check.h"

#include <gtest/gtest.h>

namespace site {
namespace {

std::string Page(const std::string& title, const std::string& content) {
  return "<!DOCTYPE html><html lang=\"fr\"><head><title>" + title +
         "</title></head><body><header role=\"banner\"></header><nav role=\"navigation\"></nav><main "
         "role=\"main\"><h1>" +
         title + "</h1>" + content + "</main><footer role=\"contentinfo\"></footer></body></html>";
}

Problems Check(const std::string& content) {
  return CheckPages({{"/", Page("Accueil", content)}, {"/autre/", Page("Autre", "<p id=\"ici\">Ici</p>")}},
                    {{"/", "content/fr/index.md"}}, {{"/assets/mark.svg", 500}, {"/assets/big.png", 99'000}});
}

TEST(Check, LetsEveryHonestLinkPass) {
  for (const char* target :
       {"/autre/", "/autre/#ici", "#la", "/f/find_collectivite", "/f/case_desk?case=1", "/assets/mark.svg",
        "https://www.legifrance.gouv.fr", "mailto:a@b.fr", "tel:17", "sms:114"})
    EXPECT_EQ(Check("<p id=\"la\"><a href=\"" + std::string(target) + "\">Ici</a></p>"), Problems{})
        << target;
}

TEST(Check, StopsEveryOther) {
  for (const char* target :
       {"autre/", "/autre", "/autre/#la-bas", "//exemple.fr/", "http://exemple.fr", "javascript:x()",
        "ftp://a.fr", "/f/", "/f/Find", "/assets/none.svg", "data:text/html,x"})
    EXPECT_EQ(Check("<a href=\"" + std::string(target) + "\">Ici</a>").size(), 1u) << target;
}

TEST(Check, FollowsIdsFromFieldsToTheirTexts) {
  EXPECT_EQ(Check("<label for=\"a\">A</label><p id=\"aide\">1</p><p id=\"a-error\">2</p><input id=\"a\" "
                  "aria-describedby=\"aide a-error\">"),
            Problems{});
  const auto problems = Check("<p id=\"aide\">1</p><input aria-describedby=\"aide absent\">");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(
      problems[0],
      "content/fr/index.md (/) : <input aria-describedby=\"aide absent\"> : rien ne porte l’id « absent »");
}

TEST(Check, LetsHeadingsGoUpFreely) {
  EXPECT_EQ(Check("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>"), Problems{});
}

TEST(Check, WeighsAPageWithEachPictureOnce) {
  const std::string big = "<img src=\"/assets/big.png\" alt=\"Une cour\" width=\"9\" height=\"9\">";
  EXPECT_EQ(Check(big + big), Problems{});
  const auto problems = Check(big + std::string(51'000, '.'));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0], "content/fr/index.md (/) : la page pèse 150 ko avec ses images ; 150 au plus");
}

TEST(Check, TellsEachFaultOfAPage) {
  EXPECT_EQ(Check("<h3>Trop bas</h3><a href=\"/nulle-part/\">Ici</a><iframe></iframe>").size(), 3u);
}

}  // namespace
}  // namespace site
