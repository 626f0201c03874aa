#include "runtime/lobby.h"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

const std::string kRequest = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
std::string Post(std::size_t length) {
  return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

// A visitor's connection. Reading gives up after 5 s.
class Visitor {
 public:
  explicit Visitor(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    timeval patience{5, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    connected = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  Visitor(Visitor&& other) noexcept : connected(other.connected), fd_(std::exchange(other.fd_, -1)) {}
  ~Visitor() {
    if (fd_ >= 0) ::close(fd_);
  }
  void Say(std::string_view text) const {
    static_cast<void>(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL));
  }
  std::string Hear() const {
    std::string all;
    char buffer[4096];
    for (ssize_t count; (count = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;) all.append(buffer, count);
    return all;
  }
  std::string Ask(std::string_view text) const {
    Say(text);
    return Hear();
  }
  bool connected;

 private:
  int fd_;
};

// A running lobby whose host answers "whole" or "rest", and reads what is announced before "rest".
class Lobby : public ::testing::Test {
 protected:
  Lobby() {
    std::string option = "--unix";
    char name[] = "test";
    char* argv[] = {name, option.data(), path_.data(), nullptr};
    listener_ = OpenListener(3, argv);
  }
  ~Lobby() override {
    if (thread_.joinable()) Stop();
    std::filesystem::remove(path_);
  }
  void Start(bool inherited = false) {
    listener_.inherited = inherited;
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    thread_ = std::thread([this] { Receive(listener_, stop_, [this](Visit& visit) { Serve(visit); }); });
  }
  void Serve(Visit& visit) {
    if (!visit.whole && !visit.head.refused) {
      char buffer[4096];
      for (std::size_t left = visit.head.length; left > 0;) {
        auto count = visit.connection.Read(buffer, std::min(left, sizeof buffer));
        if (count == 0) return;
        left -= count;
      }
    }
    ++serving_;
    while (serving_ < together_) std::this_thread::sleep_for(milliseconds{1});
    std::this_thread::sleep_for(milliseconds{slow_});
    if (visit.head.path == "/file") {
      visit.rest = [](Visit& later) { later.connection.Write(std::string(2'000'000, 'x')); };
    } else {
      visit.connection.Write(visit.whole ? "whole" : "rest");
    }
  }
  void Stop() {
    ::eventfd_write(stop_, 1);
    thread_.join();
    ::close(stop_);
  }
  std::vector<Visitor> Crowd(std::size_t count, const std::string& first_words = "") {
    std::vector<Visitor> crowd;
    for (std::size_t i = 0; i < count; ++i) crowd.emplace_back(path_).Say(first_words);
    return crowd;
  }

  std::string path_ = ::testing::TempDir() + "lobby" + std::to_string(::getpid()) + ".sock";
  Listener listener_;
  int stop_ = -1;
  std::thread thread_;
  std::atomic<int> serving_{0}, slow_{0}, together_{0};
};

TEST_F(Lobby, ServesWhatIsWhole) {
  Start();
  EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
  EXPECT_EQ(Visitor(path_).Ask(Post(3) + "abc"), "whole");
}

TEST_F(Lobby, WaitsForAShortBodyAndAsksForIt) {
  Start();
  Visitor visitor(path_);
  visitor.Say(Post(6) + "abc");
  std::this_thread::sleep_for(milliseconds{50});
  EXPECT_EQ(serving_, 0);
  EXPECT_EQ(visitor.Ask("def"), "whole");
  Visitor polite(path_);
  polite.Say("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  std::this_thread::sleep_for(milliseconds{50});
  EXPECT_EQ(polite.Ask("abc"), "HTTP/1.1 100 Continue\r\n\r\nwhole");
}

TEST_F(Lobby, LetsTheHostReadALongBody) {
  Start();
  Visitor visitor(path_);
  visitor.Say(Post(65UL * 1024));
  EXPECT_EQ(visitor.Ask(std::string(65UL * 1024, 'a')), "rest");
}

TEST_F(Lobby, PutsMoreWorkersToWorkWhenSomeAreHeldUp) {
  together_ = 12;  // each waits for all of them
  Start();
  auto crowd = Crowd(12, kRequest);
  for (const auto& visitor : crowd) EXPECT_EQ(visitor.Hear(), "whole");
}

TEST_F(Lobby, SendsAFileToItsEnd) {
  Start();
  EXPECT_EQ(Visitor(path_).Ask("GET /file HTTP/1.1\r\nHost: a\r\n\r\n").size(), 2'000'000u);
}

TEST_F(Lobby, ServesARequestOfTwoOnly) {
  Start();
  EXPECT_EQ(Visitor(path_).Ask(kRequest + kRequest), "whole");
  EXPECT_EQ(Visitor(path_).Ask(Post(3) + "abc" + kRequest), "whole");
  EXPECT_EQ(serving_, 2);
}

TEST_F(Lobby, IsNotHeldUpByTheSilentTheSlowAndTheLong) {
  Start();
  auto silent = Crowd(300), half = Crowd(300, "GET / HT"), body = Crowd(300, Post(100) + "abc");
  auto refused = Crowd(100, "BREW / HTTP/1.1\r\n\r\n"), long_body = Crowd(300, Post(1'000'000) + "abc");
  auto unread = Crowd(50, "GET /file HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int i = 0; i < 20; ++i) {
    auto begin = steady_clock::now();
    EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
    EXPECT_EQ(Visitor(path_).Ask(Post(3) + "abc"), "whole");
    EXPECT_LT(steady_clock::now() - begin, milliseconds{2500});
  }
}

TEST_F(Lobby, SendsNobodyAwayWhoJustCame) {
  Start();
  auto crowd = Crowd(500);
  std::this_thread::sleep_for(milliseconds{100});
  std::atomic<int> served = 0;
  for (const auto& visitor : crowd) visitor.Say(kRequest);
  for (const auto& visitor : crowd) served += visitor.Hear() == "whole";
  EXPECT_EQ(served, 500);
}

TEST_F(Lobby, FinishesWhatWasBegunWhenItStops) {
  slow_ = 300;
  Start();
  auto crowd = Crowd(40, kRequest);  // more than there are workers
  Visitor begun(path_);
  begun.Say("GET / HTTP");
  while (serving_ == 0) std::this_thread::sleep_for(milliseconds{1});
  std::jthread stopping([this] { Stop(); });
  std::this_thread::sleep_for(milliseconds{100});
  begun.Say("/1.1\r\nHost: a\r\n\r\n");
  for (const auto& visitor : crowd) EXPECT_EQ(visitor.Hear(), "whole");
  EXPECT_EQ(begun.Hear(), "whole");
}

TEST_F(Lobby, ServesThoseWhoWaitInItsOwnListenerAndRefusesLaterOnes) {
  auto early = Crowd(20, kRequest);
  Start();
  Stop();
  for (const auto& visitor : early) EXPECT_EQ(visitor.Hear(), "whole");
  EXPECT_FALSE(Visitor(path_).connected);
}

TEST_F(Lobby, LeavesAnInheritedListenerToTheNextProcess) {
  Start(true);
  EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
  Stop();
  Visitor waiting(path_);
  ASSERT_TRUE(waiting.connected);
  waiting.Say(kRequest);
  Start(true);
  EXPECT_EQ(waiting.Hear(), "whole");
}

TEST_F(Lobby, RestsOnceNobodyCameForAWhileAndLosesNoVisitor) {
  listener_.rest = milliseconds{200};
  Start(true);
  EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
  thread_.join();  // by itself
  Visitor next(path_);
  ASSERT_TRUE(next.connected);
  next.Say(kRequest);
  Start(true);
  EXPECT_EQ(next.Hear(), "whole");
}

TEST_F(Lobby, DoesNotRestWhileSomeoneIsServed) {
  listener_.rest = milliseconds{50};
  slow_ = 400;
  Start(true);
  Visitor slow(path_);
  slow.Say(kRequest);
  std::this_thread::sleep_for(milliseconds{200});
  EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
  EXPECT_EQ(slow.Hear(), "whole");
}

TEST_F(Lobby, AnOwnListenerNeverRests) {
  listener_.rest = milliseconds{1};
  Start();
  std::this_thread::sleep_for(milliseconds{100});
  EXPECT_EQ(Visitor(path_).Ask(kRequest), "whole");
}

TEST_F(Lobby, StopsAtOnceWhenNobodyIsThere) {
  Start();
  auto begin = steady_clock::now();
  Stop();
  EXPECT_LT(steady_clock::now() - begin, milliseconds{500});
}

TEST_F(Lobby, DoesNotWaitForTheSilentWhenItStops) {
  Start();
  auto silent = Crowd(10);
  std::this_thread::sleep_for(milliseconds{50});
  auto begin = steady_clock::now();
  Stop();
  EXPECT_LT(steady_clock::now() - begin, milliseconds{2500});
}

}  // namespace
}  // namespace rt
