#include "cli/cli_fixture.h"
#include "domain/membership/roll.h"

namespace {

struct MemberByCommand : cli::Fixture {
  void SetUp() override { Prepare(); }
  std::string File(const std::string& text) {
    const auto path = folder + "/liste.csv";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
};

TEST_F(MemberByCommand, TakesInAListAndGivesItBack) {
  EXPECT_EQ(
      Run(cli::Member, {"import", File("nom;nature;siret;effectif;compte_le;premier_jour\n"
                                       "Ville d’Ardelle;commune;21620099800013;286;31/12/2025;01/03/2025\n"
                                       "Commune de Valmeuse;commune;;;;\n")}),
      0)
      << out;
  EXPECT_TRUE(Says("ajoutées : 2")) << out;
  EXPECT_EQ(Count("member"), 2);
  ASSERT_EQ(Run(cli::Member, {"export"}), 0);
  const auto csv = out;
  EXPECT_TRUE(Says("Ville d’Ardelle;commune;21620099800013;oui")) << out;
  EXPECT_EQ(Run(cli::Member, {"import", File(csv)}), 0) << out;
  EXPECT_TRUE(Says("ajoutées : 0")) << out;
  ASSERT_EQ(Run(cli::Member, {"export", "--format", "ods"}), 0);
  EXPECT_EQ(Run(cli::Member, {"import", File(out)}), 0) << out;
  EXPECT_TRUE(Says("Mises à jour : 0")) << out;
}

TEST_F(MemberByCommand, NothingIsTakenInWhenALineIsWrong) {
  EXPECT_EQ(Run(cli::Member, {"import", File("nom;siret\nVille d’Ardelle;21620099800013\nBourg;123\n")}), 2);
  EXPECT_TRUE(Says("ligne 3, colonne siret")) << out;
  EXPECT_EQ(Count("member"), 0);
  EXPECT_EQ(Count("journal"), 0);
  EXPECT_EQ(Run(cli::Member, {"import", folder + "/absent.csv"}), 2);
  EXPECT_EQ(Run(cli::Member, {"export", "--format", "pdf"}), 2);
}

}  // namespace
