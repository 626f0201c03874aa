// For the tests of this room: a configuration in a temporary folder, a clock that stands still, commands as
// they are typed.
#pragma once
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "domain/access/access.h"
#include "lib/vault/vault.h"

namespace cli {

struct Fixture : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-cli-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  config::Config config = [this] {
    config::Config made;
    made.data_dir = folder;
    made.share_dir = VIGIE_SOURCE_DIR;
    made.site_dir = folder + "/site";
    made.base_url = "http://localhost:8080";
    made.scheme = "cdg62";
    return made;
  }();
  core::Instant now = core::Instant{core::Day{std::chrono::year{2026} / 11 / 24}} + std::chrono::hours(9);
  std::string out;  // of the last command

  Fixture() { vault::Start(); }
  ~Fixture() override { std::filesystem::remove_all(folder); }

  // The exit status; the sentence of a refusal, which ends a command with 2, is in `out`.
  int Run(int (*command)(Context&, const Words&), const std::vector<std::string>& words) {
    Context context{config, [this] { return now; }, {}};
    try {
      const int status = command(context, Words(words, {"--json", "--dry-run", "--replace"}));
      out = context.out;
      return status;
    } catch (const Usage& usage) {
      out = usage.what();
      return 2;
    }
  }
  bool Says(const std::string& words) const { return out.find(words) != std::string::npos; }
  void Prepare() {
    ASSERT_EQ(Run(Migrate, {}), 0);
    ASSERT_EQ(Run(Keys, {"init"}), 0);
  }
  store::Db Database() const { return store::Db(config.Database()); }
  std::int64_t Count(const std::string& what) const {
    auto db = Database();
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
  static unsigned Mode(const std::string& path) {
    struct stat file {};
    return ::stat(path.c_str(), &file) == 0 ? file.st_mode & 0777 : 0;
  }
  static std::string Read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

}  // namespace cli
