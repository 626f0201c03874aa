#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "lib/store/db.h"

namespace {

struct Store : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-store-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  std::string path = folder + "/test.db";
  ~Store() override { std::filesystem::remove_all(folder); }

  std::string Pragma(const std::string& name) {
    store::Db db(path);
    auto query = db.Prepare("PRAGMA " + name);
    query.Step();
    return query.Text(0);
  }
};

TEST_F(Store, OpensDurablyAndStrictly) {
  EXPECT_EQ(Pragma("journal_mode"), "wal");
  EXPECT_EQ(Pragma("synchronous"), "2");  // FULL: what was acknowledged survives a power cut
  EXPECT_EQ(Pragma("foreign_keys"), "1");
  EXPECT_EQ(Pragma("trusted_schema"), "0");
  EXPECT_EQ(Pragma("secure_delete"), "1");
  EXPECT_EQ(Pragma("temp_store"), "2");  // sorting spills nowhere
  EXPECT_EQ(Pragma("busy_timeout"), "5000");
  EXPECT_EQ(Pragma("wal_autocheckpoint"), "1000");
  EXPECT_EQ(Pragma("journal_size_limit"), "67108864");
  struct stat file {};
  ASSERT_EQ(::stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
}

TEST_F(Store, BindsAndReadsBackEveryKind) {
  store::Db db(path);
  db.Exec("CREATE TABLE t (i INTEGER, t TEXT, b BLOB, n TEXT) STRICT");
  const std::string bytes("\0\xff z", 4);
  db.Prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4)")
      .Bind(std::int64_t{1} << 40, "é", store::Blob{bytes}, std::nullopt)
      .Run();
  auto query = db.Prepare("SELECT * FROM t");
  ASSERT_TRUE(query.Step());
  EXPECT_EQ(query.Int(0), std::int64_t{1} << 40);
  EXPECT_EQ(query.Text(1), "é");
  EXPECT_EQ(query.Bytes(2), bytes);
  EXPECT_TRUE(query.IsNull(3));
  EXPECT_FALSE(query.Step());
}

TEST_F(Store, AStatementThatComesBackHasForgottenItsValuesAndItsRows) {
  store::Db db(path);
  db.Exec("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1), (2)");
  {
    auto query = db.Prepare("SELECT i FROM t WHERE i >= ?1 ORDER BY i");
    ASSERT_TRUE(query.Bind(1).Step());  // and is given back before its last row
  }
  EXPECT_TRUE(db.EmptyWal()) << "it still reads";
  auto query = db.Prepare("SELECT i FROM t WHERE i >= ?1 ORDER BY i"),
       same = db.Prepare("SELECT i FROM t WHERE i >= ?1 ORDER BY i");
  EXPECT_FALSE(query.Step()) << "an old value is still bound";
  ASSERT_TRUE(query.Bind(2).Step());
  EXPECT_EQ(query.Int(0), 2);
  ASSERT_TRUE(same.Bind(1).Step());
  EXPECT_EQ(same.Int(0), 1);
}

TEST_F(Store, ATransactionThatIsNotCommittedLeavesNothing) {
  store::Db db(path);
  db.Exec("CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT");
  {
    store::Transaction transaction(db);
    db.Exec("INSERT INTO t VALUES (1)");
  }
  auto query = db.Prepare("SELECT count(*) FROM t");
  query.Step();
  EXPECT_EQ(query.Int(0), 0);
}

TEST_F(Store, TellsADuplicateFromTheRest) {
  store::Db db(path);
  db.Exec("CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1)");
  try {
    db.Exec("INSERT INTO t VALUES (1)");
    FAIL();
  } catch (const store::Failure& failure) {
    EXPECT_TRUE(failure.IsDuplicate());
    EXPECT_FALSE(failure.IsDisk());
  }
}

TEST_F(Store, APoolServesManyThreads) {
  store::Pool pool(path);
  pool.Take()->Exec("CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT");
  std::vector<std::thread> threads;
  for (int n = 0; n < 4; ++n)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) pool.Take()->Exec("INSERT INTO t DEFAULT VALUES");
    });
  for (auto& thread : threads) thread.join();
  auto db = pool.Take();
  auto query = db->Prepare("SELECT count(*) FROM t");
  query.Step();
  EXPECT_EQ(query.Int(0), 80);
}

TEST_F(Store, MigratesOnceInOrderAndRefusesANewerFile) {
  std::ofstream(folder + "/0001_a.sql") << "CREATE TABLE a (i INTEGER) STRICT;";
  std::ofstream(folder + "/0002_b.sql") << "CREATE TABLE b (i INTEGER) STRICT;";
  store::Db db(path);
  EXPECT_EQ(store::Migrate(db, folder), 2);
  EXPECT_EQ(store::Migrate(db, folder), 0);
  std::filesystem::remove(folder + "/0002_b.sql");
  EXPECT_THROW(store::Migrate(db, folder), std::runtime_error);
}

TEST_F(Store, AMigrationThatFailsLeavesTheFileAsItWas) {
  std::ofstream(folder + "/0001_a.sql") << "CREATE TABLE a (i INTEGER) STRICT; CREATE TABLE broken (";
  store::Db db(path);
  EXPECT_THROW(store::Migrate(db, folder), store::Failure);
  auto query = db.Prepare("SELECT count(*) FROM sqlite_schema");
  query.Step();
  EXPECT_EQ(query.Int(0), 0);
}

TEST_F(Store, TheProjectsOwnMigrationsRun) {
  store::Db db(path);
  EXPECT_GE(store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations"), 1);
}

}  // namespace
