// Taking over the files of another dispositif: once, whole or not at all, with codes to hand over.

#include "cli/cli_fixture.h"
#include "domain/casefile/desk.h"
#include "domain/casefile/journal.h"
#include "lib/core/text.h"

namespace cli {
namespace {

struct CaseImport : Fixture {
  vault::KeyPair keys = vault::KeyPair::Generate();
  std::string codes = folder + "/codes.csv", last;

  CaseImport() {
    config.scheme = "cdg69";
    Prepare();
    auto db = Database();
    const auto place = people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse").value();
    for (const char* role : {"provider", "substitute"}) {
      const auto id = people::AddAccount(db, role, "Personne", "p@cdg.example").value();
      EXPECT_TRUE(people::Assign(db, id, role, place.id));
      db.Prepare("UPDATE account SET public_key = ?2 WHERE id = ?1")
          .Bind(id, store::Blob{keys.public_key})
          .Run();
    }
  }
  int Import(const std::string& rows, const std::string& to = "") {
    const auto file = folder + "/reprise.csv";
    std::ofstream(file) << "number;received_on;state;acknowledged_on;quality;kinds;facts;concerns_authority;"
                           "identity.mode;identity.name\n"
                        << rows;
    return Run(Case, {"import", file, "--collectivite", "valmeuse", "--codes", to.empty() ? codes : to});
  }
  casefile::Case Only() {
    db_.emplace(config.Database());
    const auto account = *people::FindAccountByLogin(*db_, "provider");
    const auto list = casefile::ListFor(*db_, account, keys);
    EXPECT_EQ(list.size(), 1u);
    return casefile::Case::OpenAsReader(*db_, account, keys, list.at(0).number).value();
  }
  std::optional<store::Db> db_;
  const std::string one =
      "2025-17;3/2/2026;;10/02/2026;victim;moral_harassment threat;\"Des cris ; \"\"chaque\"\" matin.\nEt le "
      "soir.\";no;sealed;Camille Fictive\n";
  const std::string two = "2025-18;2026-03-01;;;witness;threat;Des menaces.;no;anonymous;\n";
};

TEST_F(CaseImport, TakesOpenFilesOverWithTheirDaysAndGivesEachACode) {
  ASSERT_EQ(Import(one), 0) << out;
  EXPECT_TRUE(Says("Dossiers repris : 1."));
  const auto file = Only();
  EXPECT_EQ(core::IsoDay(file.ReceivedOn()), "2026-02-03");
  EXPECT_EQ(file.GetHeader().state, "acknowledged");
  EXPECT_EQ(file.GetHeader().acknowledged_on, core::ParseDay("2026-02-10"));
  EXPECT_EQ(file.Report().Text("facts"), "Des cris ; \"chaque\" matin.\nEt le soir.");
  EXPECT_EQ(file.GetHeader().kinds, (std::vector<std::string>{"moral_harassment", "threat"}));
  EXPECT_EQ(file.Identity()->Text("name"), "Camille Fictive");
  EXPECT_EQ(file.History()[0].who, "administrator");
  EXPECT_EQ(file.History()[0].detail, "import\n2025-17");
  EXPECT_EQ(Mode(codes), 0600u);
  const auto given = Read(codes);
  const auto code = core::Digits(given.substr(given.rfind(';')));
  auto db = Database();
  EXPECT_TRUE(casefile::Unlock(db, code.substr(0, 6), code)->provisional);
  EXPECT_FALSE(Says(code));
  EXPECT_EQ(Count("journal WHERE CAST(entry AS TEXT) LIKE '%cases_imported%'"), 1);
  EXPECT_FALSE(casefile::VerifyJournal(db).broken_at);
}

TEST_F(CaseImport, ALateStateComesWithTheStepsBehindItAndGoesOnFromThere) {
  const auto scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg69.json");
  ASSERT_EQ(Import("2025-19;3/2/2026;support;10/02/2026;victim;threat;Des cris.;no;sealed;Camille Fictive\n"),
            0)
      << out;
  auto file = Only();
  EXPECT_EQ(file.GetHeader().state, "support");
  const auto plan = json::Value::MakeObject({{"text", "Le plan"}});
  EXPECT_TRUE(file.Do(scheme, "action_plan", plan, 0, now));
  EXPECT_EQ(file.Papers().back().act, "action_plan");
}

TEST_F(CaseImport, TwiceTakesNothingOverTwice) {
  ASSERT_EQ(Import(one), 0) << out;
  ASSERT_EQ(Import(one, folder + "/more.csv"), 0) << out;
  EXPECT_TRUE(Says("Dossiers repris : 0. Déjà repris auparavant : 1."));
  EXPECT_FALSE(std::filesystem::exists(folder + "/more.csv"));
  ASSERT_EQ(Import(one + two, folder + "/more.csv"), 0) << out;
  EXPECT_TRUE(Says("Dossiers repris : 1. Déjà repris auparavant : 1."));
  EXPECT_EQ(Count("case_file"), 2);
  EXPECT_EQ(Count("submission WHERE sealed_code IS NOT NULL"), 0);
}

TEST_F(CaseImport, TellsEveryFaultByItsLineAndTakesNothingOver) {
  EXPECT_EQ(Import(one + "2025-17;demain;closed;;victim;gossip;;no;anonymous;\n" +
                   ";25/12/2026;assessment;;witness;threat;Des faits.;no;anonymous;;;\n"),
            2);
  for (const char* fault :
       {"rien n'a été repris", "ligne 4, number : « 2025-17 » figure déjà plus haut", "ligne 4, received_on",
        "ligne 4, state : un dossier clos", "ligne 4, kinds", "ligne 4, facts : Racontez",
        "ligne 4, identity.mode : Ce dispositif vous demande votre nom", "ligne 5, number",
        "ligne 5, received_on : ce jour n'est pas encore arrivé", "ligne 5 : plus de cellules"})
    EXPECT_TRUE(Says(fault)) << fault << "\n" << out;
  EXPECT_FALSE(Says("ligne 2"));
  EXPECT_EQ(Count("case_file"), 0);
  EXPECT_FALSE(std::filesystem::exists(codes));
}

TEST_F(CaseImport, AReportThatNobodyCanReadUndoesTheWhole) {
  {
    auto db = Database();
    people::SetActive(db, people::FindAccountByLogin(db, "provider")->id, false);
  }
  EXPECT_EQ(Import(one), 2);
  EXPECT_TRUE(Says("ligne 2, collectivite : Personne ne peut encore lire"));
  EXPECT_EQ(Count("case_file"), 0);
}

TEST_F(CaseImport, WhereTheCodesCannotBeWrittenNothingIsTakenOver) {
  std::ofstream(codes) << "d'autres codes";
  EXPECT_THROW(Import(one), std::runtime_error);
  EXPECT_EQ(Count("case_file"), 0);
  EXPECT_EQ(Read(codes), "d'autres codes");
}

TEST_F(CaseImport, IsRefusedWhereTheSchemeHasNoSuchOption) {
  config.scheme = "cdg62";
  EXPECT_EQ(Import(one), 2);
  EXPECT_TRUE(Says("ne prévoit pas de reprise d'historique"));
  EXPECT_EQ(Count("case_file"), 0);
}

TEST_F(CaseImport, RefusesAColumnThatDoesNotExistAndAnUnknownCollectivite) {
  const auto file = folder + "/autre.csv";
  std::ofstream(file) << "received_on,nom\n1/2/2026,x\n";
  EXPECT_EQ(Run(Case, {"import", file, "--collectivite", "valmeuse", "--codes", codes}), 2);
  EXPECT_TRUE(Says("la colonne « nom » n'existe pas"));
  EXPECT_TRUE(Says("il manque la colonne number"));
  EXPECT_EQ(Run(Case, {"import", file, "--collectivite", "nulle-part", "--codes", codes}), 2);
  EXPECT_TRUE(Says("aucune collectivité n'a l'adresse « nulle-part »"));
}

}  // namespace
}  // namespace cli
