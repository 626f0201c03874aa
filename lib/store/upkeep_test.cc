#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/store/db.h"

namespace store {
namespace {

class Upkeep : public testing::Test {
 protected:
  Upkeep() {
    char name[] = "/tmp/vigie-store-XXXXXX";
    folder_ = ::mkdtemp(name);
    path_ = folder_ + "/test.db";
  }
  ~Upkeep() override { std::filesystem::remove_all(folder_); }

  bool OnDisk(const std::string& word) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << in.rdbuf();
      if (bytes.str().find(word) != std::string::npos) return true;
    }
    return false;
  }
  static std::int64_t Count(Db& db) {
    auto query = db.Prepare("SELECT count(*) FROM t");
    query.Step();
    return query.Int(0);
  }

  std::string folder_, path_;
};

TEST_F(Upkeep, ErasedBytesAreNowhereOnceTheWalIsEmptied) {
  Db db(path_);
  db.Exec(
      "CREATE TABLE t (i INTEGER, word TEXT) STRICT; INSERT INTO t VALUES (1, 'quelque-chose'), (2, "
      "'reste')");
  db.Exec("DELETE FROM t WHERE i = 1");
  ASSERT_TRUE(OnDisk("quelque-chose")) << "the WAL keeps it for a while";
  EXPECT_TRUE(db.EmptyWal());
  EXPECT_FALSE(OnDisk("quelque-chose"));
  EXPECT_EQ(std::filesystem::file_size(path_ + "-wal"), 0u);
  EXPECT_EQ(Count(db), 1);
}

TEST_F(Upkeep, EmptyingTheWalWaitsForNobody) {
  Db db(path_), other(path_);
  db.Exec("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1)");
  {
    auto reading = other.Prepare("SELECT i FROM t");
    ASSERT_TRUE(reading.Step());
    db.Exec("INSERT INTO t VALUES (2)");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(db.EmptyWal());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  }
  EXPECT_TRUE(db.EmptyWal());
  auto timeout = db.Prepare("PRAGMA busy_timeout");
  timeout.Step();
  EXPECT_EQ(timeout.Int(0), 5000) << "every other act waits for its turn again";
}

TEST_F(Upkeep, ACopyIsWholeAndItsOwnersAloneWhileOthersWrite) {
  Db db(path_), other(path_);
  db.Exec("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1)");
  const mode_t before = ::umask(0);
  {
    Transaction theirs(other);
    other.Exec("INSERT INTO t VALUES (2)");
    db.CopyInto(folder_ + "/copy.db");
    theirs.Commit();
  }
  ::umask(before);
  struct stat file {};
  ASSERT_EQ(::stat((folder_ + "/copy.db").c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
  Db copy(folder_ + "/copy.db");
  EXPECT_EQ(Count(copy), 1) << "what was committed, and nothing else";
  EXPECT_EQ(Count(db), 2);
}

TEST_F(Upkeep, ACopyOverwritesNothingAndLeavesNothingHalfDone) {
  Db db(path_);
  db.Exec("CREATE TABLE t (i INTEGER) STRICT");
  std::ofstream(folder_ + "/there") << "précieux";
  EXPECT_THROW(db.CopyInto(folder_ + "/there"), Failure);
  EXPECT_EQ(std::filesystem::file_size(folder_ + "/there"), std::string("précieux").size());
  EXPECT_THROW(db.CopyInto(folder_ + "/missing/copy.db"), Failure);
  db.Exec("BEGIN");  // a copy cannot be made inside a transaction
  EXPECT_THROW(db.CopyInto(folder_ + "/half.db"), Failure);
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/half.db"));
}

TEST_F(Upkeep, OnlyADatabaseOfTheNewestShapeIsOpened) {
  const auto why = [&] {
    try {
      OpenMigrated(path_, folder_);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  std::ofstream(folder_ + "/0001_a.sql") << "CREATE TABLE a (i INTEGER) STRICT";
  EXPECT_EQ(why(), path_ + " manque : lancez d'abord « vigie migrate »");
  EXPECT_FALSE(std::filesystem::exists(path_)) << "looking creates nothing";
  {
    Db db(path_);
    EXPECT_EQ(why(), path_ + " n'est pas à jour : lancez d'abord « vigie migrate »");
    Migrate(db, folder_);
  }
  EXPECT_EQ(why(), "");
  std::ofstream(folder_ + "/0002_b.sql") << "CREATE TABLE b (i INTEGER) STRICT";
  EXPECT_EQ(why(), path_ + " n'est pas à jour : lancez d'abord « vigie migrate »");
  {
    Db db(path_);
    Migrate(db, folder_);
  }
  std::filesystem::remove(folder_ + "/0002_b.sql");
  EXPECT_NE(why().find("version plus récente"), std::string::npos);
}

}  // namespace
}  // namespace store
