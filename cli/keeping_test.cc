#include "cli/cli_fixture.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/erasure.h"
#include "domain/scheme/scheme.h"
#include "lib/store/db.h"

namespace {

using std::chrono::hours;

struct Keeping : cli::Fixture {
  std::string copy = folder + "/sauvegarde.db";
  scheme::Scheme scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json");
  vault::KeyPair referent = vault::KeyPair::Generate();
  std::int64_t account = 0;

  void SetUp() override {
    Prepare();
    auto db = Database();
    people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse").value();
    account = people::AddAccount(db, "referent", "Personne Référente", "referent@cdg.example").value();
    ASSERT_TRUE(people::Assign(db, account, "referent", 1));
    db.Prepare("UPDATE account SET public_key = ?2 WHERE id = ?1")
        .Bind(account, store::Blob{referent.public_key})
        .Run();
  }
  casefile::Filed File() {
    auto db = Database();
    casefile::NewCase report;
    report.collectivite_id = 1;
    report.report = json::Parse(R"({"facts": "Zqfaits", "kinds": ["threat"], "quality": "victim"})").value();
    report.idempotency_key = vault::RandomToken();
    return casefile::File(db, scheme, report, cli::ReadWorkerKey(config), core::LocalDay(now)).value();
  }
  void Close(const casefile::Filed& filed) {
    auto db = Database();
    casefile::Case::OpenAsReader(db, *people::FindAccount(db, account), referent, filed.number)
        .value()
        .Do(scheme, "close", *json::Parse(R"({"outcome": "not_established", "reason": "Voilà."})"), 0, now)
        .value();
  }
  bool Opens(const casefile::Filed& filed) {
    auto db = Database();
    return casefile::Unlock(db, filed.code.substr(0, 6), filed.code).has_value();
  }
};

TEST_F(Keeping, PurgeSaysWhatItWouldDoThenDoesIt) {
  const auto filed = File();
  Close(filed);
  now += hours(24 * 70);
  EXPECT_EQ(Run(cli::Purge, {"--dry-run"}), 0) << out;
  EXPECT_TRUE(Says("rien ne l'est :\n  sans suite : 1 dossier(s), reçus du 24 novembre 2026")) << out;
  EXPECT_TRUE(Opens(filed));
  EXPECT_EQ(Run(cli::Purge, {}), 0) << out;
  EXPECT_TRUE(Says("Effacés :\n  sans suite : 1 dossier(s)")) << out;
  EXPECT_FALSE(Opens(filed));
  EXPECT_EQ(Mode(folder + "/erased.list"), 0600u);
  EXPECT_EQ(Run(cli::Purge, {}), 0);
  EXPECT_TRUE(Says("Rien n'était à effacer")) << out;
  EXPECT_EQ(Run(cli::Purge, {"maintenant"}), 2);
}

TEST_F(Keeping, YesterdaysBackupPutBackHasNoErasedCase) {
  const auto erased = File(), other = File();
  Close(erased);
  now += hours(24 * 69);
  ASSERT_EQ(Run(cli::Backup, {copy}), 0) << out;
  {
    auto db = Database();
    const auto unlocked = casefile::Unlock(db, other.code.substr(0, 6), other.code).value();
    people::OpenSession(db, people::SessionKind::kCase, unlocked.case_id, unlocked.secret_key, now);
    // As a member that leaves does: before its day by the rule, so that only the list knows.
    db.Exec("UPDATE reminder SET kept = NULL WHERE case_id = " + std::to_string(erased.case_id));
    casefile::EraseAllOf(db, 1, casefile::ErasedList(folder), "administrator", now);
  }
  EXPECT_FALSE(Opens(erased));
  EXPECT_EQ(Run(cli::Restore, {copy}), 2) << "a database is there";
  EXPECT_TRUE(Says("--replace")) << out;
  EXPECT_EQ(Run(cli::Restore, {copy, "--replace"}), 0) << out;
  EXPECT_TRUE(Says("effacés de nouveau : 2")) << out;
  EXPECT_FALSE(Opens(erased) || Opens(other));
  EXPECT_TRUE(std::filesystem::exists(config.Database() + ".before"));
  EXPECT_EQ(Run(cli::Verify, {}), 0) << out;
  EXPECT_EQ(Run(cli::Restore, {copy, "--replace"}), 2) << "the one kept aside is not overwritten";
}

TEST_F(Keeping, ARestoreEndsSessionsAndKeepsWhatIsNotErased) {
  const auto filed = File();
  {
    auto db = Database();
    const auto unlocked = casefile::Unlock(db, filed.code.substr(0, 6), filed.code).value();
    people::OpenSession(db, people::SessionKind::kCase, unlocked.case_id, unlocked.secret_key, now);
  }
  ASSERT_EQ(Run(cli::Backup, {copy}), 0) << out;
  std::filesystem::remove(config.Database());
  EXPECT_EQ(Run(cli::Restore, {copy}), 0) << out;
  EXPECT_EQ(Count("session"), 0);
  EXPECT_TRUE(Opens(filed));
  EXPECT_EQ(Mode(config.Database()), 0600u);
  EXPECT_TRUE(Says("Aucune liste de dossiers effacés")) << out;
}

// The disk was lost with its list: the one kept elsewhere counts, and is kept here from then on.
TEST_F(Keeping, AListKeptElsewhereIsReplayedToo) {
  const auto filed = File();
  ASSERT_EQ(Run(cli::Backup, {copy}), 0) << out;
  std::filesystem::create_directories(folder + "/ailleurs");
  casefile::ErasedList(folder + "/ailleurs").Add({casefile::MarkOf(filed.number)});
  EXPECT_EQ(Run(cli::Restore, {copy, "--replace", "--erased", folder + "/ailleurs/erased.list"}), 0) << out;
  EXPECT_FALSE(Opens(filed));
  EXPECT_EQ(casefile::ErasedList(folder).Read().size(), 1u);
}

TEST_F(Keeping, ARestoreIsRefusedWhileAProgramHasTheDatabaseOrTheBackupIsDamaged) {
  const auto filed = File();
  File();  // a second entry of the journal, so that the first can be missed
  ASSERT_EQ(Run(cli::Backup, {copy}), 0) << out;
  {
    auto open = Database();
    auto query = open.Prepare("SELECT count(*) FROM case_file");
    query.Step();
    EXPECT_EQ(Run(cli::Restore, {copy, "--replace"}), 2);
    EXPECT_TRUE(Says("arrêtez-les d'abord")) << out;
  }
  std::filesystem::copy_file(copy, folder + "/autre.db");
  { store::Db(folder + "/autre.db").Exec("DELETE FROM journal WHERE n = 1"); }
  EXPECT_EQ(Run(cli::Restore, {folder + "/autre.db", "--replace"}), 1);
  EXPECT_TRUE(Says("rien n'a été changé")) << out;
  EXPECT_TRUE(Opens(filed));
  EXPECT_FALSE(std::filesystem::exists(config.Database() + ".restoring"));
  EXPECT_EQ(Run(cli::Restore, {folder + "/rien.db"}), 2);
}

TEST_F(Keeping, TheDoctorSaysWhatWasNotDoneLately) {
  EXPECT_EQ(Run(cli::Doctor, {}), 1);
  EXPECT_TRUE(Says("À REGARDER sauvegarde (vigie backup) : jamais")) << out;
  Run(cli::Backup, {copy});
  Run(cli::Purge, {});
  {
    auto db = Database();
    casefile::Note(db, "worker", now);
  }
  EXPECT_EQ(Run(cli::Doctor, {}), 0) << out;
  now += hours(72);
  EXPECT_EQ(Run(cli::Doctor, {}), 1);
  std::ofstream(config.Database() + ".before") << "x";
  Run(cli::Doctor, {});
  EXPECT_TRUE(Says("vigie.db.before")) << out;
}

TEST_F(Keeping, PapersAreWrittenFromTheConfigurationAndFromWhatWasErased) {
  EXPECT_EQ(Run(cli::Paper, {"register", folder}), 0) << out;
  EXPECT_EQ(Run(cli::Paper, {"impact", folder}), 0) << out;
  EXPECT_TRUE(Read(folder + "/register-2026-11-24.pdf").starts_with("%PDF"));
  EXPECT_TRUE(Read(folder + "/impact-2026-11-24.odt").starts_with("PK"));
  EXPECT_EQ(Run(cli::Paper, {"certificate", folder}), 2);
  EXPECT_TRUE(Says("rien n'a encore été effacé")) << out;
  const auto filed = File();
  Close(filed);
  now += hours(24 * 70);
  Run(cli::Purge, {});
  EXPECT_EQ(Run(cli::Paper, {"elimination", folder}), 0) << out;
  const auto sheet = Read(folder + "/elimination-2027-02-02.csv");
  EXPECT_NE(sheet.find("sans suite;2026-11-24;2026-11-24;1;2027-02-02;"), std::string::npos) << sheet;
  EXPECT_EQ(sheet.find(filed.number), std::string::npos);
  EXPECT_THROW(Run(cli::Paper, {"elimination", folder}), std::runtime_error) << "nothing is overwritten";
}

}  // namespace
