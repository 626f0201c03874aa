#include "domain/access/trades.h"

#include "cli/cli_fixture.h"

namespace {

struct TradesByCommand : cli::Fixture {
  TradesByCommand() {
    Prepare();
    Run(cli::Collectivite, {"add", "Commune de Valmeuse"});
    Add("yael", {"--role", "provider"});
    Add("alix", {"--role", "referent", "--collectivite", "commune-de-valmeuse"});
  }
  void Add(const std::string& login, const std::vector<std::string>& more) {
    std::vector<std::string> words{"add", login, "--name", login, "--email", "x@cdg.example"};
    words.insert(words.end(), more.begin(), more.end());
    ASSERT_EQ(Run(cli::Account, words), 0) << out;
  }
};

TEST_F(TradesByCommand, AreThoseThatTheSchemeGivesTheHolderOfTheLot) {
  EXPECT_EQ(Run(cli::Trade, {"set", "yael", "--trade", "mediator"}), 2);
  EXPECT_TRUE(Says("ce dispositif a : psychologist lawyer")) << out;
  EXPECT_EQ(Run(cli::Trade, {"set", "alix", "--trade", "lawyer"}), 2);
  EXPECT_EQ(Run(cli::Trade, {"set", "nobody", "--trade", "lawyer"}), 2);
  ASSERT_EQ(Run(cli::Trade, {"set", "yael", "--trade", "lawyer", "--trade", "investigator"}), 0) << out;
  ASSERT_EQ(Run(cli::Trade, {"list"}), 0);
  EXPECT_TRUE(Says("yael\tyael\tservices:investigator\tservices:lawyer\n")) << out;
  EXPECT_EQ(Count("journal WHERE CAST(entry AS TEXT) LIKE '%account_trades%'"), 1);
  ASSERT_EQ(Run(cli::Trade, {"set", "yael"}), 0);
  EXPECT_EQ(Count("trade"), 0);
}

TEST_F(TradesByCommand, ALotWhoseHolderHasNoTradesHasNone) {
  config.scheme = "cdg69";
  EXPECT_EQ(Run(cli::Trade, {"set", "yael", "--lot", "tool", "--trade", "lawyer"}), 2);
  EXPECT_TRUE(Says("personne n'a de métier dans le lot")) << out;
  EXPECT_EQ(Run(cli::Trade, {"set", "yael", "--trade", "lawyer"}), 0) << out;
}

}  // namespace
