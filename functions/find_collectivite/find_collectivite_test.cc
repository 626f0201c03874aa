#include "functions/find_collectivite/find_collectivite.h"

#include <gtest/gtest.h>

#include "tests/support/fake_env.h"

namespace {

using Names = std::vector<std::string>;

// One place stands there from the beginning: « Commune de Saint-Romain ».
struct FindCollectivite : testing::Test {
  void Add(const std::string& slug, const std::string& name) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(people::AddCollectivite(*db, slug, name)) << name;
  }
  Names Search(const std::string& typed) {
    Names names;
    const auto answer = fake::JsonOf(find.handle(fake::AsJson(fake::Get({{"q", typed}}))));
    for (const auto& place : answer["collectivites"].Items()) names.push_back(place.Text("name"));
    return names;
  }
  fake::World world;
  rt::Function find = find_collectivite::Make(world.Env());
};

TEST_F(FindCollectivite, MakesNoDifferenceOfAccentsCaseHyphensAndApostrophes) {
  Add("ecully", "Commune d’Écully");
  Add("isle", "Ville de L’Isle-d’Abeau");
  Add("oeuilly", "Commune d’Œuilly");
  Add("saint-cyr", "Communauté de communes Saint Cyr");
  const Names romain{"Commune de Saint-Romain"}, ecully{"Commune d’Écully"}, isle{"Ville de L’Isle-d’Abeau"},
      cyr{"Communauté de communes Saint Cyr"};
  for (const char* typed : {"saint-romain", "SAINT ROMAIN", "romain", "Romain saint", "st-romain",
                            "St Romain", "  saint\u00a0romain  ", "oma"})
    EXPECT_EQ(Search(typed), romain) << typed;
  for (const char* typed : {"ecully", "Écully", "ÉCULLY", "d'ecully", "d’Écully", "E\u0301cully"})
    EXPECT_EQ(Search(typed), ecully) << typed;
  for (const char* typed : {"l'isle d'abeau", "L’Isle-d’Abeau", "isle abeau", "isle"})
    EXPECT_EQ(Search(typed), isle) << typed;
  for (const char* typed : {"saint-cyr", "saint cyr", "st cyr"}) EXPECT_EQ(Search(typed), cyr) << typed;
  EXPECT_EQ(Search("oeuilly"), Names{"Commune d’Œuilly"});
  EXPECT_TRUE(Search("saint abeau").empty());
  EXPECT_TRUE(Search("romaine").empty());
}

TEST_F(FindCollectivite, AnEmptySearchShowsEveryoneAndAnAbsurdOneNobody) {
  for (const char* typed : {"", "   ", "-"}) EXPECT_EQ(Search(typed).size(), 1u) << typed;
  for (const char* typed : {"%", "_", "*", "Ж", "!!", "' OR 1=1"})
    EXPECT_TRUE(Search(typed).empty()) << typed;
  EXPECT_EQ(find.handle(fake::Get()).status, 200);
  const auto none = find.handle(fake::Get({{"q", "zzz"}}));
  EXPECT_TRUE(fake::Says(none, "Aucune collectivité ne correspond"));
  EXPECT_TRUE(fake::Says(none, "/contact/"));
}

TEST_F(FindCollectivite, ThreeHundredPlacesStayEasy) {
  {
    auto db = world.Pool().Take();
    store::Transaction all(*db);
    for (int i = 100; i < 400; ++i)
      ASSERT_TRUE(
          people::AddCollectivite(*db, "commune-" + std::to_string(i), "Commune " + std::to_string(i)));
    all.Commit();
  }
  EXPECT_EQ(Search("commune").size(), 50u);
  EXPECT_EQ(Search("commune 24").size(), 13u);  // 124, 224, 324 and 240 to 249
  EXPECT_EQ(Search("commune 399"), Names{"Commune 399"});
  const auto many = find.handle(fake::Get({{"q", "commune"}}));
  EXPECT_TRUE(fake::Says(many, "Les 50 premières collectivités sont affichées"));
  const auto one = find.handle(fake::Get({{"q", "399"}}));
  EXPECT_TRUE(fake::Says(one, "Une collectivité trouvée."));
  EXPECT_TRUE(fake::Says(one, "<a href=\"/c/commune-399/\">Commune 399</a>"));
  EXPECT_TRUE(fake::Says(find.handle(fake::Get({{"q", "commune 24"}})), "13 collectivités trouvées."));
}

TEST_F(FindCollectivite, WhatWasTypedIsShownAgainAndIsNeverMarkup) {
  Add("piege", "Commune <i>du</i> \"Piège\"");
  const auto page = find.handle(fake::Get({{"q", "\"><script>alert(1)</script>"}}));
  EXPECT_FALSE(fake::Says(page, "<script>"));
  EXPECT_TRUE(fake::Says(page, "value=\"&quot;&gt;&lt;script&gt;"));
  const auto named = find.handle(fake::Get({{"q", "piège"}}));
  EXPECT_FALSE(fake::Says(named, "<i>"));
  EXPECT_TRUE(fake::Says(named, "value=\"piège\""));
}

TEST_F(FindCollectivite, ShowsActivePlacesAloneAndTakesNoPost) {
  world.Pool().Take()->Exec("UPDATE collectivite SET active = 0");
  EXPECT_TRUE(Search("").empty());
  const auto refused = find.handle(fake::Post(fake::Pairs{{"q", "romain"}}));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(fake::Header(refused, "Allow"), "GET, HEAD");
}

}  // namespace
