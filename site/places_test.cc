#include "site/places.h"

#include "site/site_fixture.h"

namespace site {
namespace {

TEST(Places, AreFoundAtTheNameOfTheirTerritory) {
  const std::pair<const char*, const char*> rows[] = {
      {"Commune de Valmeuse", "Valmeuse"},
      {"Communauté de communes des Sept Vallons", "Sept Vallons"},
      {"Centre communal d’action sociale d'Arlon", "Arlon"},
      {"Ville d’Évry", "Évry"},
      {"Commune de La Chapelle", "La Chapelle"},
      {"Syndicat des eaux du Val de l’Ourse", "Val de l’Ourse"},
      {"CCAS de Port-Cendre", "Port-Cendre"},
      {"Métropole", "Métropole"},
      {"Commune de 7 Fontaines", "7 Fontaines"},
      {"Œuilly", "Œuilly"},
      {"régie des transports", "régie des transports"},
  };
  for (const auto& [name, found] : rows) EXPECT_EQ(SearchName(name), found) << name;
}

TEST(Places, AreGroupedByLetterWithoutAccents) {
  const auto letters = ByLetter({{"zut", "Zutkerque"},
                                 {"evry", "Ville d’Évry"},
                                 {"arlon", "Commune d’Arlon"},
                                 {"sept", "7 Fontaines"},
                                 {"etang", "CCAS d’Étang"}});
  std::string shape;
  for (const auto& letter : letters.Items()) {
    shape += letter.Text("letter") + " " + letter.Text("id") + ":";
    for (const auto& place : letter["members"].Items()) shape.append(" ").append(place.Text("slug"));
    shape += "; ";
  }
  EXPECT_EQ(shape, "0-9 lettre-0-9: sept; A lettre-a: arlon; E lettre-e: etang evry; Z lettre-z: zut; ");
}

TEST(Places, MayBeNone) {
  EXPECT_TRUE(ByLetter({}).Items().empty());
  TestSite site;
  site.Write("collectivites.json", "[]");
  EXPECT_EQ(site.Build().count("c/valmeuse/index.html"), 0u);
}

}  // namespace
}  // namespace site
