#include "runtime/connection.h"

#include <gtest/gtest.h>

#include <thread>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr Patience kShort{milliseconds{200}, milliseconds{400}, 1000, milliseconds{200}};

std::string ReadSome(Connection& connection) {
  char buffer[64];
  return std::string(buffer, connection.Read(buffer, sizeof buffer));
}

TEST(Connection, GivesWhatWasReceivedBeforeWhatComes) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "first");
  pair.Say("second");
  EXPECT_EQ(ReadSome(connection), "first");
  EXPECT_EQ(ReadSome(connection), "second");
  pair.EndSpeech();
  EXPECT_EQ(ReadSome(connection), "");
}

TEST(Connection, LeavesASilentVisitor) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "", kShort);
  auto begin = steady_clock::now();
  EXPECT_EQ(ReadSome(connection), "");
  auto waited = steady_clock::now() - begin;
  EXPECT_GE(waited, milliseconds{200});
  EXPECT_LT(waited, milliseconds{2000});
}

TEST(Connection, LeavesAVisitorWhoDrips) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "", kShort);
  std::jthread visitor([&pair](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pair.Say("a");
      std::this_thread::sleep_for(milliseconds{50});
    }
  });
  auto begin = steady_clock::now();
  while (!ReadSome(connection).empty()) {
  }
  EXPECT_LT(steady_clock::now() - begin, milliseconds{2000});
}

TEST(Connection, FollowsASlowVisitorWhoGoesOn) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "", kShort);
  std::jthread visitor([&pair] {
    for (int i = 0; i < 16; ++i) {  // 800 ms, twice as long as the grace, at 5 kB a second
      pair.Say(std::string(256, 'a'));
      std::this_thread::sleep_for(milliseconds{50});
    }
    pair.EndSpeech();
  });
  std::size_t read = 0;
  for (std::string piece; !(piece = ReadSome(connection)).empty();) read += piece.size();
  EXPECT_EQ(read, 16u * 256);
}

TEST(Connection, SendsAllOrSaysThatNobodyReads) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "", kShort);
  const std::string long_text(4UL * 1024 * 1024, 'x');
  {
    std::jthread visitor([&] { EXPECT_EQ(pair.Hear(), long_text); });
    EXPECT_TRUE(connection.Write(long_text));
    ::shutdown(connection.fd(), SHUT_WR);
  }
  SocketPair other;
  Connection unread(other.TakeServer(), "", kShort);
  EXPECT_FALSE(unread.Write(long_text));
  other.Close();
  EXPECT_FALSE(unread.Write("x"));
}

TEST(Connection, LingersUntilTheVisitorEndsButNotForLong) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "", {.linger = milliseconds{5000}});
  pair.Say(std::string(1000, 'a'));
  pair.EndSpeech();
  auto begin = steady_clock::now();
  connection.Linger();
  EXPECT_LT(steady_clock::now() - begin, milliseconds{2000});

  SocketPair other;
  Connection endless(other.TakeServer(), "", kShort);
  std::jthread visitor([&other](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      other.Say("a");
      std::this_thread::sleep_for(milliseconds{5});
    }
  });
  begin = steady_clock::now();
  endless.Linger();
  auto waited = steady_clock::now() - begin;
  EXPECT_GE(waited, milliseconds{200});
  EXPECT_LT(waited, milliseconds{2000});
  EXPECT_EQ(other.Hear(), "");  // our side ended at once
}

}  // namespace
}  // namespace rt
