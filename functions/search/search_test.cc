#include "functions/search/search.h"

#include <gtest/gtest.h>

#include <fstream>

#include "lib/fulltext/index.h"
#include "tests/support/fake_env.h"

namespace {

struct Search : testing::Test {
  Search() { Publish({{"/quitter/", "Naviguer <sans> traces", "Effacez l’historique & le reste."}}); }
  void Publish(const std::vector<fulltext::Page>& pages) {
    std::filesystem::create_directories(world.Env().config.site_dir);
    std::ofstream(world.Env().config.site_dir + "/search.db", std::ios::binary) << fulltext::MakeIndex(pages);
  }
  rt::Response Ask(const std::string& typed) { return search.handle(fake::Post(fake::Pairs{{"q", typed}})); }
  fake::World world;
  rt::Function search = search::Make(world.Env());
};

TEST_F(Search, ShowsThePagesWithTheWordsMarked) {
  const auto page = Ask("historiques");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "<a href=\"/quitter/\">Naviguer &lt;sans&gt; traces</a>"));
  EXPECT_TRUE(fake::Says(page, "Effacez l’<mark>historique</mark> &amp; le reste."));
  EXPECT_TRUE(fake::Says(page, "Une page trouvée."));
  EXPECT_TRUE(fake::Says(page, "value=\"historiques\"")) << "what was typed can be changed";
  const auto json = fake::JsonOf(search.handle(fake::PostJson(R"({"q": "historique"})")));
  EXPECT_EQ(json["pages"].Items().at(0).Text("extract"), "Effacez l’historique & le reste.");
  EXPECT_TRUE(json["has_all"].Bool());
}

TEST_F(Search, SaysWhenItFoundLessThanWasAsked) {
  EXPECT_TRUE(fake::Says(Ask("historique girafe"), "Aucune page ne contient tous ces mots"));
  const auto none = Ask("girafe");
  EXPECT_EQ(none.status, 200);
  EXPECT_TRUE(fake::Says(none, "Aucune page ne parle de cela"));
  EXPECT_TRUE(fake::Says(none, "/plan-du-site/") && fake::Says(none, "/urgence/"));
}

TEST_F(Search, AsksForAWordWhenThereIsNone) {
  for (const auto& [typed, sentence] : {std::pair{"", "Écrivez un ou plusieurs mots"},
                                        {"  ", "Écrivez un ou plusieurs mots"},
                                        {"?!", "Écrivez au moins un mot"}}) {
    const auto page = Ask(typed);
    EXPECT_EQ(page.status, 422) << typed;
    EXPECT_TRUE(fake::Says(page, sentence)) << typed;
    EXPECT_TRUE(fake::Says(page, "Erreur"));
  }
  const auto refused = Ask(std::string(201, 'a'));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(fake::Says(refused, "200 caractères au plus"));
}

// What someone looks for stands in no address: neither that of the answer nor those of its links.
TEST_F(Search, TakesNoWordsFromAnAddress) {
  const auto get = search.handle(fake::Get({{"q", "historique"}}));
  EXPECT_EQ(get.status, 303);
  EXPECT_EQ(fake::Header(get, "Location"), "/rechercher/");
  EXPECT_EQ(search.handle(fake::AsJson(fake::Get({{"q", "historique"}}))).status, 405);
  const auto found = Ask("historique");
  EXPECT_FALSE(fake::Says(found, "?q="));
  EXPECT_TRUE(fake::Says(found, "method=\"post\" action=\"/f/search\""));
}

TEST_F(Search, LooksInTheSiteAsItIsNow) {
  EXPECT_TRUE(fake::Says(Ask("girafe"), "Aucune page"));
  std::filesystem::remove(world.Env().config.site_dir + "/search.db");
  Publish({{"/zoo/", "Le zoo", "Une girafe."}});
  EXPECT_TRUE(fake::Says(Ask("girafe"), "href=\"/zoo/\""));
}

TEST_F(Search, WhatWasTypedIsNeverMarkup) {
  EXPECT_FALSE(fake::Says(Ask("\"><script>alert(1)</script>"), "<script>"));
}

}  // namespace
