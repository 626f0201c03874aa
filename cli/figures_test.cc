#include <fstream>

#include "cli/cli_fixture.h"
#include "lib/json/value.h"

namespace {

constexpr const char* kPassword = "une longue phrase de passe 1";

struct FiguresByCommand : cli::Fixture {
  std::string totp;
  std::vector<std::string> asked;  // for what the command asked
  std::string password = kPassword;

  FiguresByCommand() {
    Prepare();
    EXPECT_EQ(Run(cli::Collectivite, {"add", "Commune de Valmeuse", "--slug", "valmeuse"}), 0);
    EXPECT_EQ(Run(cli::Account, {"add", "gestion", "--name", "Alix Mervande", "--email", "alix@cdg.example",
                                 "--role", "manager"}),
              0);
    auto db = Database();
    const auto token = people::Invite(db, people::FindAccountByLogin(db, "gestion")->id, now);
    totp = people::InvitationTotp(token);
    EXPECT_TRUE(people::AcceptInvitation(db, token, kPassword, vault::TotpCode(totp, now), now));
    now += std::chrono::minutes(1);
  }
  int Figures(std::vector<std::string> words) {
    cli::Context context{config,
                         [this] { return now; },
                         {},
                         [this](const std::string& what) {
                           asked.push_back(what);
                           return asked.size() % 2 == 1 ? password : vault::TotpCode(totp, now);
                         }};
    now += std::chrono::minutes(1);  // a code works once
    try {
      const int status = cli::Figures(context, cli::Words(words, {}));
      out = context.out;
      return status;
    } catch (const cli::Usage& usage) {
      out = usage.what();
      return 2;
    }
  }
};

TEST_F(FiguresByCommand, AreOpenedByThePasswordAndTheCodeOfWhoeverMaySeeThem) {
  ASSERT_EQ(Figures({"2026", "--login", "gestion", "--format", "json"}), 0) << out;
  EXPECT_EQ(asked, (std::vector<std::string>{"Mot de passe de gestion", "Code à usage unique"}));
  const auto page = json::Parse(out).value();
  EXPECT_EQ(page.Text("of"), "cdg");
  EXPECT_EQ(page["total"].Int(), 0);
  EXPECT_EQ(page["feedback"]["total"].Int(), 0);
}

TEST_F(FiguresByCommand, AreRefusedToAWrongPasswordAndToWhoeverMayNotSeeThem) {
  password = "une autre phrase de passe";
  EXPECT_EQ(Figures({"2026", "--login", "gestion"}), 2);
  EXPECT_EQ(Figures({"2026", "--login", "personne"}), 2);
  password = kPassword;
  EXPECT_EQ(Figures({"2026", "--login", "gestion", "--of", "valmeuse"}), 2);
  EXPECT_TRUE(Says("ne voit pas ces chiffres")) << out;
  EXPECT_EQ(Figures({"1999", "--login", "gestion"}), 2);
  EXPECT_TRUE(Says("pas de chiffres pour 1999")) << out;
  EXPECT_EQ(Figures({"2026"}), 2);
  EXPECT_TRUE(Says("--login"));
  EXPECT_EQ(Figures({"2026", "--login", "gestion", "--password", "x"}), 2) << "never on the command line";
  EXPECT_EQ(Figures({"2026", "--login", "gestion", "--format", "doc"}), 2);
}

TEST_F(FiguresByCommand, AreOfABodyWhereTheOfficeReportsToIt) {
  config.scheme = "cdg45";
  EXPECT_EQ(Figures({"2026", "--login", "gestion", "--of", "valmeuse", "--format", "json"}), 0) << out;
  EXPECT_EQ(json::Parse(out).value().Text("name"), "Commune de Valmeuse");
}

TEST_F(FiguresByCommand, AreTheTablesOfTheRapportSocialUniqueToo) {
  ASSERT_EQ(Figures({"2026", "--login", "gestion", "--format", "rsu_ods"}), 0) << out;
  EXPECT_EQ(out.substr(0, 2), "PK");
  config.scheme = "amacod";
  EXPECT_EQ(Figures({"2026", "--login", "gestion", "--format", "rsu_ods"}), 2);
}

TEST_F(FiguresByCommand, AreWrittenInAFileOfTheirOwner) {
  const auto file = folder + "/bilan.odt";
  ASSERT_EQ(Figures({"2026", "--login", "gestion", "--format", "odt", "--out", file}), 0) << out;
  struct stat what {};
  ASSERT_EQ(::stat(file.c_str(), &what), 0);
  EXPECT_EQ(what.st_mode & 0777, 0600u);
  EXPECT_THROW(Figures({"2026", "--login", "gestion", "--format", "odt", "--out", file}), std::runtime_error);
}

}  // namespace
