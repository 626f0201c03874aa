#include "site/facts.h"

#include <algorithm>

#include "lib/form/card.h"
#include "site/site_fixture.h"

namespace site {
namespace {

Facts Of(const std::string& scheme) {
  TemporaryFolder folder;
  config::Config config;
  config.share_dir = kSource;
  config.base_url = "https://signalement.cdg.example";
  config.scheme = scheme;
  const auto places = (folder.Path() / "places.json").string();
  std::ofstream(places) << R"([{"slug": "valmeuse", "name": "Commune de Valmeuse"}])";
  return FactsOf(ReadInput(config, places, core::LocalDay(core::SystemClock()())));
}

bool Holds(const Facts& facts, const std::string& word) {
  bool known = false;
  const bool holds = facts.Holds(word, known);
  EXPECT_TRUE(known) << word;
  return holds;
}

TEST(Facts, ComeFromTheSchemeAlone) {
  const auto cdg62 = Of("cdg62"), cdg69 = Of("cdg69"), amacod = Of("amacod");
  EXPECT_TRUE(Holds(cdg62, "callback") && !Holds(cdg69, "callback") && Holds(cdg69, "voice_server"));
  EXPECT_TRUE(Holds(cdg69, "summary_before_consent") && !Holds(cdg62, "summary_before_consent"));
  EXPECT_TRUE(Holds(cdg69, "records_no_answer") && !Holds(cdg62, "records_no_answer"));
  EXPECT_TRUE(Holds(cdg62, "join_any_time") && !Holds(amacod, "join_any_time"));
  EXPECT_TRUE(Holds(amacod, "dues_free") && !Holds(cdg62, "dues_free"));
  EXPECT_TRUE(Holds(cdg62, "controller") && !Holds(amacod, "controller"));
  bool known = true;
  EXPECT_FALSE(cdg62.Holds("meteo", known) || known);
}

TEST(Commitments, AreOnTheSiteWhereTheSchemePublishesThem) {
  const auto cdg69 = Of("cdg69").lists.at("commitments");
  ASSERT_FALSE(cdg69.empty());
  const auto has = [&](const char* text) {
    return std::find(cdg69.begin(), cdg69.end(), text) != cdg69.end();
  };
  EXPECT_TRUE(has("Accuser réception de chaque signalement\u00a0: 7 jours ouvrés"));
  EXPECT_TRUE(has("Remettre ses conclusions argumentées, avec l’accord écrit de l’agent"));
  for (const char* unpublished : {"cdg62", "cdg45", "amacod"})
    EXPECT_FALSE(Holds(Of(unpublished), "commitments")) << unpublished;
}

TEST(Facts, SayTheScopeInTheWordsOfTheReport) {
  const auto amacod = Of("amacod"), cdg62 = Of("cdg62");
  EXPECT_EQ(amacod.lists.at("scope"), std::vector<std::string>{"Discrimination"});
  EXPECT_FALSE(Holds(amacod, "whole_scope") || Holds(amacod, "scope.threat"));
  EXPECT_TRUE(Holds(cdg62, "whole_scope") && Holds(cdg62, "scope.threat"));
}

// The criteria are written once, in the form that reports are made with.
TEST(Facts, GiveTheCriteriaOfTheReport) {
  const auto criteria = Of("cdg62").lists.at("criteria");
  EXPECT_EQ(criteria.size(), 26u);
  EXPECT_EQ(criteria.front(), "L’origine");
}

TEST(Facts, WriteDeadlinesOut) {
  const auto texts = Of("cdg45").texts;
  EXPECT_EQ(texts.at("deadline.acknowledge"), "7 jours ouvrés");
  EXPECT_EQ(texts.at("deadline.authority_answer"), "30 jours");
  EXPECT_EQ(texts.at("deadline.feedback"), "3 mois");
  EXPECT_EQ(texts.at("deadline.discipline"), "3 ans");
  EXPECT_EQ(texts.at("deadline.urgent"), "sans délai");
  EXPECT_EQ(texts.at("draft_keeping"), "30 jours");
}

}  // namespace
}  // namespace site
