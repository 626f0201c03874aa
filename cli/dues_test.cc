#include "cli/cli_fixture.h"
#include "domain/campaign/campaign.h"
#include "lib/sheet/sheet.h"

namespace {

struct DuesByCommand : cli::Fixture {
  DuesByCommand() {
    Prepare();
    auto db = Database();
    for (const auto& [name, agents] : {std::pair("Amont", 8), {"Bourg", 0}}) {
      membership::Member member;
      member.name = name;
      member.kind = "commune";
      member.state = membership::State::kEffective;
      member.effective_on = core::ParseDay("2025-01-01");
      member.contact.email = "mairie@commune.example";
      const auto id = membership::Add(db, member).value().collectivite_id;
      if (agents > 0) {
        EXPECT_TRUE(membership::SetHeadcount(
            db, id, {*core::ParseDay("2026-12-31"), agents, "déclaré", *core::ParseDay("2026-11-01")}));
      }
    }
  }
};

TEST_F(DuesByCommand, WalksTheCampaignFromTheServer) {
  EXPECT_EQ(Run(cli::Dues, {"issue", "2027"}), 2);
  EXPECT_TRUE(Says("Aucune campagne")) << out;
  EXPECT_EQ(Run(cli::Dues, {"open", "2027", "--due", "hier"}), 2);
  ASSERT_EQ(Run(cli::Dues, {"open", "2027", "--due", "30/04/2027"}), 0) << out;
  ASSERT_EQ(Run(cli::Dues, {"ask", "2027"}), 0);
  EXPECT_EQ(out, "Courriels à partir : 1.\n");
  ASSERT_EQ(Run(cli::Dues, {"freeze", "2027"}), 0);
  ASSERT_EQ(Run(cli::Dues, {"issue", "2027"}), 0);
  EXPECT_EQ(out, "Appels émis : 1.\n");
  ASSERT_EQ(Run(cli::Dues, {"issue", "2027"}), 0);
  EXPECT_EQ(out, "Appels émis : 0.\n");
  ASSERT_EQ(Run(cli::Dues, {"list", "2027"}), 0);
  EXPECT_TRUE(Says("amont ; 8 ; 16,00\u00a0€ ; Émis")) << out;
  EXPECT_TRUE(Says("bourg ; – ; – ; Effectif attendu")) << out;
  EXPECT_EQ(Count("journal WHERE CAST(entry AS TEXT) LIKE '%administrator%'"), 5);
}

TEST_F(DuesByCommand, PaysCorrectsAndCreditsABill) {
  ASSERT_EQ(Run(cli::Dues, {"open", "2027", "--due", "30/04/2027"}), 0) << out;
  ASSERT_EQ(Run(cli::Dues, {"freeze", "2027"}), 0);
  ASSERT_EQ(Run(cli::Dues, {"issue", "2027"}), 0);
  ASSERT_EQ(Run(cli::Dues, {"correct", "2027", "1", "--agents", "12", "--reason", "Recompté"}), 0) << out;
  EXPECT_EQ(out, "Nouvel appel 2027-0003.\n") << "2 takes the first one back";
  ASSERT_EQ(Run(cli::Dues, {"credit", "2027", "3", "--amount", "4,50", "--reason", "Geste"}), 0) << out;
  EXPECT_EQ(out, "Avoir 2027-0004.\n");
  EXPECT_EQ(Run(cli::Dues, {"credit", "2027", "3", "--amount", "quatre", "--reason", "Geste"}), 2);
  EXPECT_EQ(Run(cli::Dues, {"credit", "2027", "3", "--amount", "400", "--reason", "Geste"}), 2);
  const auto today = core::IsoDay(*core::ParseDay("2026-11-24"));
  ASSERT_EQ(Run(cli::Dues, {"pay", "2027", "3", "--on", today}), 0) << out;
  ASSERT_EQ(Run(cli::Dues, {"unpay", "2027", "3"}), 0) << out;
  EXPECT_EQ(Run(cli::Dues, {"pay", "2027", "99", "--on", today}), 2);
  EXPECT_EQ(Run(cli::Dues, {"pay", "2027", "sept", "--on", today}), 2);
}

TEST_F(DuesByCommand, WritesTheStatementInThreeFormatsAndOverNoFile) {
  ASSERT_EQ(Run(cli::Dues, {"open", "2027", "--due", "30/04/2027"}), 0) << out;
  ASSERT_EQ(Run(cli::Dues, {"freeze", "2027"}), 0);
  ASSERT_EQ(Run(cli::Dues, {"issue", "2027"}), 0);
  for (const char* ending : {".ods", ".csv"}) {
    const auto file = folder + "/etat" + ending;
    ASSERT_EQ(Run(cli::Dues, {"export", "2027", file}), 0) << out;
    EXPECT_EQ(sheet::Read(Read(file)).value().at(1).cells.at(2), "2027-0001");
    EXPECT_EQ(Run(cli::Dues, {"export", "2027", file}), 2);
    EXPECT_TRUE(Says("existe déjà"));
  }
  EXPECT_EQ(Run(cli::Dues, {"export", "2027", folder + "/etat.xlsx"}), 0);
  EXPECT_EQ(Run(cli::Dues, {"export", "2027", folder + "/etat.doc"}), 2);
}

}  // namespace
