#include "runtime/listener.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace rt {
namespace {

Listener Open(std::vector<std::string> words) {
  words.insert(words.begin(), "essai");
  std::vector<char*> argv;
  argv.reserve(words.size());
  for (auto& word : words) argv.push_back(word.data());
  return OpenListener(static_cast<int>(argv.size()), argv.data());
}

struct ListenerTest : ::testing::Test {
  std::string path = ::testing::TempDir() + "listener" + std::to_string(::getpid()) + ".sock";
  ~ListenerTest() override {
    std::filesystem::remove(path);
    ::unsetenv("PORT");
    ::unsetenv("LISTEN_PID");
    ::unsetenv("LISTEN_FDS");
  }
};

TEST_F(ListenerTest, ReplacesWhatAnEarlierProcessLeft) {
  auto first = Open({"--unix", path});
  auto second = Open({"--unix", path});
  EXPECT_FALSE(second.inherited);
  EXPECT_TRUE(::fcntl(second.fd, F_GETFL) & O_NONBLOCK);
  struct stat seen {};
  ASSERT_EQ(::stat(path.c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 0777, 0660u);
  ::close(first.fd);
  ::close(second.fd);
}

TEST_F(ListenerTest, NeverReplacesAFile) {
  std::ofstream(path) << "mine";
  EXPECT_THROW(Open({"--unix", path}), std::runtime_error);
  EXPECT_EQ(std::filesystem::file_size(path), 4u);
}

TEST_F(ListenerTest, RefusesWhatItCannotUnderstand) {
  EXPECT_THROW(Open({"--unix", ""}), std::runtime_error);
  EXPECT_THROW(Open({"--unix", "/tmp/" + std::string(120, 'a')}), std::runtime_error);
  EXPECT_THROW(Open({"--unix"}), std::runtime_error);
  EXPECT_THROW(Open({"--port", "1"}), std::runtime_error);
  for (const char* port : {"", "0", "65536", "80a", "-1"}) {
    ::setenv("PORT", port, 1);
    EXPECT_THROW(Open({}), std::runtime_error) << port;
  }
}

TEST_F(ListenerTest, TakesWhatSystemdPassesToItAndNobodyElse) {
  ::setenv("LISTEN_FDS", "1", 1);
  ::setenv("LISTEN_PID", "1", 1);
  auto own = Open({"--unix", path});  // they were meant for another process
  EXPECT_FALSE(own.inherited);
  ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
  ::dup2(own.fd, 3);
  auto passed = Open({"--unix", path});
  EXPECT_TRUE(passed.inherited);
  EXPECT_EQ(passed.fd, 3);
  int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(file, 3);
  EXPECT_THROW(Open({}), std::runtime_error);  // does not listen
  ::setenv("LISTEN_FDS", "2", 1);
  EXPECT_THROW(Open({}), std::runtime_error);
  if (own.fd != 3) ::close(own.fd);
  if (file != 3) ::close(file);
}

}  // namespace
}  // namespace rt
