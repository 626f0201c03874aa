#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "lib/store/db.h"

namespace store {
namespace {

std::string Made() {
  auto db = Db::InMemory();
  db.Exec("CREATE TABLE word(text TEXT); INSERT INTO word VALUES ('écrit')");
  return db.Bytes();
}

// A path may hold what means something in a URI.
TEST(Frozen, IsReadFromItsFileAlone) {
  const std::string file = testing::TempDir() + "a?b#c%41" + std::to_string(::getpid()) + ".db";
  std::ofstream(file, std::ios::binary) << Made();
  auto db = Db::OpenFrozen(file);
  {
    auto query = db.Prepare("SELECT text FROM word");
    ASSERT_TRUE(query.Step());
    EXPECT_EQ(query.Text(0), "écrit");
  }
  EXPECT_THROW(db.Exec("INSERT INTO word VALUES ('ajouté')"), Failure);
  for (const char* tail : {"-wal", "-shm", "-journal"}) EXPECT_FALSE(std::filesystem::exists(file + tail));
  std::filesystem::remove(file);
  EXPECT_THROW(Db::OpenFrozen(file), Failure) << "it is never created";
}

TEST(Frozen, HasTheSameBytesForTheSameStatements) { EXPECT_EQ(Made(), Made()); }

}  // namespace
}  // namespace store
