#include "cli/cli_fixture.h"
#include "domain/casefile/journal.h"
#include "lib/json/value.h"

namespace {

struct Server : cli::Fixture {
  std::string copy = folder + "/sauvegarde.db";

  void Happen(int times) {
    auto db = Database();
    for (int i = 0; i < times; ++i) {
      store::Transaction transaction(db);
      casefile::Append(db, {now, 0, 0, json::Value::MakeObject({{"what", "essai"}, {"detail", i}})}, nullptr);
      transaction.Commit();
    }
  }
  std::string Head() {
    EXPECT_EQ(Run(cli::Verify, {}), 0) << out;
    const auto at = out.find("ailleurs : ") + std::string("ailleurs : ").size();
    return out.substr(at, 64);
  }
  // Writes over a part of the database, as a failing disk would.
  void Spoil(std::streamoff from, std::size_t bytes) {
    Database().EmptyWal();
    std::fstream file(config.Database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(from);
    file << std::string(bytes, '\x55');
  }
};

TEST_F(Server, MigratesOnceIntoAFileOfItsOwnersAlone) {
  EXPECT_EQ(Run(cli::Migrate, {}), 0);
  EXPECT_TRUE(Says("mise à jour")) << out;
  EXPECT_EQ(Mode(config.Database()), 0600u);
  EXPECT_EQ(Run(cli::Migrate, {}), 0);
  EXPECT_EQ(out, "La base est à jour.\n");
  EXPECT_EQ(Run(cli::Migrate, {"encore"}), 2);
}

TEST_F(Server, MakesTheWorkersKeysOnce) {
  EXPECT_EQ(Run(cli::Keys, {"init"}), 0);
  EXPECT_EQ(Mode(folder + "/keys/worker.key"), 0600u);
  const auto secret = Read(folder + "/keys/worker.key"), shared = Read(folder + "/keys/worker.pub");
  const auto pair =
      vault::KeyPair::FromSecret(vault::Key::FromBytes(vault::FromHex(secret.substr(0, 64)).value()));
  EXPECT_EQ(shared, vault::Hex(pair.public_key) + "\n");
  EXPECT_EQ(Run(cli::Keys, {"init"}), 0);
  EXPECT_EQ(Read(folder + "/keys/worker.key"), secret);
  EXPECT_EQ(Run(cli::Keys, {}), 2);
  EXPECT_EQ(Run(cli::Keys, {"remove"}), 2);
}

// A server of an earlier version gets the key of the attestations, and keeps its own.
TEST_F(Server, MakesTheKeyOfTheAttestationsOnce) {
  Run(cli::Keys, {"init"});
  const auto worker = Read(folder + "/keys/worker.key"), signing = Read(folder + "/keys/attestation.key");
  EXPECT_EQ(Mode(folder + "/keys/attestation.key"), 0600u);
  EXPECT_EQ(signing.size(), 65u);
  EXPECT_EQ(Run(cli::Keys, {"init"}), 0);
  EXPECT_EQ(Read(folder + "/keys/attestation.key"), signing);
  std::filesystem::remove(folder + "/keys/attestation.key");
  EXPECT_EQ(Run(cli::Keys, {"init"}), 0);
  EXPECT_NE(Read(folder + "/keys/attestation.key"), signing);
  EXPECT_EQ(Read(folder + "/keys/worker.key"), worker);
}

TEST_F(Server, KeysWhoseMakingWasCutShortAreCompleted) {
  Run(cli::Keys, {"init"});
  const auto secret = Read(folder + "/keys/worker.key"), shared = Read(folder + "/keys/worker.pub");
  std::filesystem::remove(folder + "/keys/worker.pub");
  EXPECT_EQ(Run(cli::Keys, {"init"}), 0);
  EXPECT_EQ(Read(folder + "/keys/worker.pub"), shared);
  EXPECT_EQ(Read(folder + "/keys/worker.key"), secret);
}

TEST_F(Server, FindsAnIntactDatabaseIntact) {
  Prepare();
  Happen(3);
  EXPECT_EQ(Run(cli::Verify, {}), 0);
  EXPECT_TRUE(Says("Base : intacte.\nJournal : 3 entrées, chaîne intacte.\nEmpreinte à noter ailleurs : "))
      << out;
}

TEST_F(Server, FindsAJournalEntryThatWasChangedOrRemoved) {
  Prepare();
  Happen(5);
  Database().Exec("UPDATE journal SET at = at + 1 WHERE n = 2");
  EXPECT_EQ(Run(cli::Verify, {}), 1);
  EXPECT_TRUE(Says("ROMPUE à l'entrée 2")) << out;
  Database().Exec("UPDATE journal SET at = at - 1 WHERE n = 2; DELETE FROM journal WHERE n = 4");
  EXPECT_EQ(Run(cli::Verify, {}), 1);
  EXPECT_TRUE(Says("ROMPUE à l'entrée 4")) << out;
}

TEST_F(Server, AHeadNotedElsewhereProvesThatNothingBeforeItIsGone) {
  Prepare();
  Happen(3);
  const auto head = Head();
  Happen(2);
  EXPECT_EQ(Run(cli::Verify, {"--head", head}), 0) << out;
  EXPECT_EQ(Run(cli::Verify, {"--head", std::string(64, '0')}), 1);
  EXPECT_TRUE(Says("l'empreinte donnée ne s'y trouve pas")) << out;
  Database().Exec("DELETE FROM journal WHERE n > 2");  // the end cut off: the chain alone does not show it
  EXPECT_EQ(Run(cli::Verify, {}), 0);
  EXPECT_EQ(Run(cli::Verify, {"--head", head}), 1);
  EXPECT_TRUE(Says("ont été effacées")) << out;
  Database().Exec("DELETE FROM journal");
  EXPECT_EQ(Run(cli::Verify, {"--head", head}), 1);
  EXPECT_TRUE(Says("ont été effacées")) << out;
}

TEST_F(Server, FindsADamagedDatabase) {
  Prepare();
  Happen(200);
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(config.Database()));
  Spoil(size - 4096, 4096);
  EXPECT_EQ(Run(cli::Verify, {}), 1);
  EXPECT_TRUE(Says("ABÎMÉE")) << out;
  Spoil(0, 4096);
  EXPECT_EQ(Run(cli::Verify, {}), 1);
  EXPECT_TRUE(Says("ABÎMÉE")) << out;
}

TEST_F(Server, FindsRowsWhoseParentIsGone) {
  Prepare();
  Database().Exec(
      "PRAGMA foreign_keys = OFF; INSERT INTO assignment (account_id, role) VALUES (77, 'manager')");
  EXPECT_EQ(Run(cli::Verify, {}), 1);
  EXPECT_TRUE(Says("ABÎMÉE")) << out;
}

TEST_F(Server, ABackupIsWholeItsOwnersAloneAndRestoredByPuttingItBack) {
  Prepare();
  Happen(4);
  const auto head = Head();
  auto writing = Database();  // someone is at work
  EXPECT_EQ(Run(cli::Backup, {copy}), 0) << out;
  EXPECT_TRUE(Says(head)) << out;
  EXPECT_EQ(Mode(copy), 0600u);
  EXPECT_FALSE(std::filesystem::exists(copy + "-wal")) << "one file, that is all";
  Happen(3);
  { const auto gone = std::move(writing); }
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(config.Database() + end);
  std::filesystem::rename(copy, config.Database());
  EXPECT_EQ(Run(cli::Migrate, {}), 0);
  EXPECT_EQ(Head(), head);
}

TEST_F(Server, ABackupOverwritesNothingAndADamagedOneIsNotKept) {
  Prepare();
  Happen(5);
  std::ofstream(copy) << "précieux";
  EXPECT_EQ(Run(cli::Backup, {copy}), 2);
  EXPECT_TRUE(Says("existe déjà")) << out;
  EXPECT_EQ(Read(copy), "précieux");
  std::filesystem::remove(copy);
  EXPECT_EQ(Run(cli::Backup, {}), 2);
  EXPECT_THROW(Run(cli::Backup, {folder + "/missing/x.db"}), std::runtime_error);
  Database().Exec("DELETE FROM journal WHERE n = 2");
  EXPECT_EQ(Run(cli::Backup, {copy}), 1);
  EXPECT_TRUE(Says("ROMPUE à l'entrée 2")) << out;
  EXPECT_FALSE(std::filesystem::exists(copy));
}

}  // namespace
