// What happens when several act at once, when the disk refuses, and when the program itself is wrong.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "lib/store/db.h"

namespace store {
namespace {

class Robust : public testing::Test {
 protected:
  Robust() {
    char name[] = "/tmp/vigie-store-XXXXXX";
    folder_ = ::mkdtemp(name);
    path_ = folder_ + "/test.db";
  }
  ~Robust() override { std::filesystem::remove_all(folder_); }

  static std::int64_t Number(Db& db, const std::string& sql) {
    auto query = db.Prepare(sql);
    return query.Step() ? query.Int(0) : -1;
  }
  static int CodeOf(const std::function<void()>& act) {
    try {
      act();
    } catch (const Failure& failure) {
      EXPECT_TRUE(failure.IsDisk()) << failure.what();
      return failure.code & 0xFF;
    }
    return 0;
  }

  std::string folder_, path_;
};

TEST_F(Robust, EveryFileOfTheDatabaseIsTheOwnersAloneWhateverTheUmask) {
  const mode_t before = ::umask(0);
  Db db(path_);
  db.Exec("CREATE TABLE t (i INTEGER) STRICT");
  ::umask(before);
  for (const char* end : {"", "-wal", "-shm"}) {
    struct stat file {};
    ASSERT_EQ(::stat((path_ + end).c_str(), &file), 0) << end;
    EXPECT_EQ(file.st_mode & 0777, 0600u) << end;
  }
}

TEST_F(Robust, ProcessesThatStartTogetherMigrateOnce) {
  for (int n = 1; n <= 3; ++n)
    std::ofstream(folder_ + "/000" + std::to_string(n) + "_t.sql")
        << "CREATE TABLE t" << n << " (i INTEGER) STRICT; INSERT INTO t" << n << " VALUES (1);";
  std::array<pid_t, 6> children{};
  for (auto& child : children) {
    child = ::fork();
    ASSERT_NE(child, -1);
    if (child == 0) {
      try {
        Db db(path_);
        ::_exit(Migrate(db, folder_));
      } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        ::_exit(100);
      }
    }
  }
  int ran = 0;
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ran += WEXITSTATUS(status);
  }
  EXPECT_EQ(ran, 3);
  Db db(path_);
  EXPECT_EQ(Number(db, "PRAGMA user_version"), 3);
  EXPECT_EQ(Number(db, "SELECT count(*) FROM t1, t2, t3"), 1);
}

TEST_F(Robust, ThreadsThatOpenANewFileTogetherAllGetIt) {
  std::vector<std::thread> threads;
  for (int n = 0; n < 8; ++n)
    threads.emplace_back(
        [&] { EXPECT_NO_THROW(Db(path_).Exec("CREATE TABLE IF NOT EXISTS t (i INTEGER)")); });
  for (auto& thread : threads) thread.join();
}

TEST_F(Robust, ADiskThatRefusesIsToldFromAProgramThatIsWrong) {
  EXPECT_EQ(CodeOf([&] { Db db(folder_ + "/missing/test.db"); }), 14);  // SQLITE_CANTOPEN
  Db db(path_);
  db.Exec("CREATE TABLE t (b BLOB) STRICT; INSERT INTO t VALUES (x'00'); PRAGMA max_page_count = 2");
  EXPECT_EQ(CodeOf([&] { db.Exec("INSERT INTO t VALUES (zeroblob(100000))"); }), 13);  // SQLITE_FULL
  EXPECT_EQ(Number(db, "SELECT count(*) FROM t"), 1) << "reading still works";
  db.Exec("PRAGMA max_page_count = 1000");
  db.Exec("INSERT INTO t VALUES (zeroblob(100000))");
  db.Exec("PRAGMA query_only = ON");
  EXPECT_EQ(CodeOf([&] { db.Exec("DELETE FROM t"); }), 8);  // SQLITE_READONLY
  EXPECT_TRUE(Failure(10 | (4 << 8), "SQLITE_IOERR_FSYNC").IsDisk());
  EXPECT_FALSE(Failure(5, "SQLITE_BUSY").IsDisk());
  EXPECT_FALSE(Failure(1, "SQLITE_ERROR").IsDisk());
}

TEST_F(Robust, AStatementServesAgainAfterItsEndAndAfterAFailure) {
  Db db(path_);
  db.Exec("CREATE TABLE t (i INTEGER PRIMARY KEY, b BLOB NOT NULL) STRICT");
  auto insert = db.Prepare("INSERT INTO t VALUES (?1, ?2)");
  insert.Bind(1, Blob{std::string(100, 'a')});
  insert.Run();  // the bytes are gone by now: binding copied them
  EXPECT_THROW(insert.Bind(1, Blob{"b"}).Run(), Failure);
  insert.Bind(std::size_t{2}, Blob{std::string_view()}).Run();
  auto query = db.Prepare("SELECT b FROM t WHERE i = ?1");
  ASSERT_TRUE(query.Bind(1).Step());
  EXPECT_EQ(query.Bytes(0), std::string(100, 'a'));
  EXPECT_FALSE(query.Step());
  ASSERT_TRUE(query.Bind(2).Step());
  EXPECT_FALSE(query.IsNull(0)) << "no bytes are not NULL";
}

TEST_F(Robust, AForgottenParameterOrASecondStatementIsRefused) {
  Db db(path_);
  db.Exec("CREATE TABLE t (a INTEGER, b INTEGER) STRICT");
  EXPECT_THROW(db.Prepare("INSERT INTO t VALUES (?1, ?2)").Bind(1).Run(), std::logic_error);
  EXPECT_THROW(db.Prepare("INSERT INTO t VALUES (?1, ?1)").Bind(1, 2).Run(), std::logic_error);
  EXPECT_THROW(static_cast<void>(db.Prepare("SELECT 1; DELETE FROM t")), std::logic_error);
  EXPECT_THROW(static_cast<void>(db.Prepare("")), std::logic_error);
  EXPECT_NO_THROW(static_cast<void>(db.Prepare("SELECT 1;\n")));
}

TEST_F(Robust, WritersWaitForEachOtherAndTheSecondSeesTheFirst) {
  Db first(path_), second(path_);
  first.Exec("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (0)");
  std::thread other;
  {
    Transaction mine(first);
    other = std::thread([&] {
      Transaction theirs(second);
      second.Exec("UPDATE t SET i = i + 1");
      theirs.Commit();
    });
    first.Exec("UPDATE t SET i = i + 10");
    mine.Commit();
  }
  other.join();
  EXPECT_EQ(Number(first, "SELECT i FROM t"), 11);
}

TEST_F(Robust, APoolNeverLendsAConnectionThatIsInATransaction) {
  Pool pool(path_);
  pool.Take()->Exec("CREATE TABLE t (i INTEGER) STRICT");
  pool.Take()->Exec("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
  auto db = pool.Take();
  EXPECT_FALSE(db->InTransaction());
  EXPECT_EQ(Number(*db, "SELECT count(*) FROM t"), 0);
}

TEST_F(Robust, MigrationsThatCannotBeTrustedAreRefused) {
  Db db(path_);
  EXPECT_THROW(Migrate(db, folder_), std::runtime_error);  // none
  EXPECT_THROW(Migrate(db, folder_ + "/missing"), std::runtime_error);
  const std::string first = folder_ + "/0001_a.sql";
  for (const char* text :
       {"", "COMMIT; CREATE TABLE a (i INTEGER)",
        "CREATE TABLE p (i INTEGER PRIMARY KEY); CREATE TABLE c (i INTEGER REFERENCES p (i));"
        "PRAGMA defer_foreign_keys = ON; INSERT INTO c VALUES (7)"}) {
    std::ofstream(first) << text;
    EXPECT_THROW(Migrate(db, folder_), std::runtime_error) << text;
    EXPECT_EQ(Number(db, "PRAGMA user_version"), 0) << text;
  }
  std::ofstream(folder_ + "/0003_c.sql") << "SELECT 1";
  EXPECT_THROW(Migrate(db, folder_), std::runtime_error);  // 0002 is missing
}

}  // namespace
}  // namespace store
