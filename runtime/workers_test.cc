#include "runtime/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::unique_ptr<Visit> VisitOf(SocketPair& pair) {
  return std::unique_ptr<Visit>(new Visit{{pair.TakeServer(), ""}, {}, true});
}

std::size_t Threads() {
  std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

TEST(Workers, BeginWhenTheyAreNeededAndAreNoMoreThanTheirCount) {
  const auto before = Threads();
  std::atomic<bool> go = false;
  std::atomic<int> served = 0;
  const Host host = [&](Visit&) {
    while (!go) std::this_thread::sleep_for(milliseconds{1});
    ++served;
  };
  Workers workers(3, 3, host);
  EXPECT_EQ(Threads(), before);
  SocketPair pairs[5];
  for (std::size_t i = 0; i < 5; ++i) {
    workers.Take(VisitOf(pairs[i]));
    EXPECT_EQ(Threads(), before + std::min<std::size_t>(i + 1, 3));
  }
  while (workers.Waiting() > 2) std::this_thread::sleep_for(milliseconds{1});
  go = true;
  workers.Finish(steady_clock::now() + milliseconds{5000});
  EXPECT_EQ(served, 5);
}

TEST(Workers, AreFewAsLongAsNobodyIsHeldUp) {
  const auto before = Threads();
  std::atomic<bool> go = false;
  const Host host = [&](Visit&) {
    while (!go) std::this_thread::sleep_for(milliseconds{1});
  };
  Workers workers(3, 1, host);
  SocketPair pairs[5];
  for (auto& pair : pairs) workers.Take(VisitOf(pair));
  workers.Hurry();
  EXPECT_EQ(Threads(), before + 1);
  for (std::size_t i = 2; i < 5; ++i) {
    std::this_thread::sleep_for(milliseconds{25});
    workers.Hurry();
    EXPECT_EQ(Threads(), before + std::min<std::size_t>(i, 3));
  }
  go = true;
  workers.Finish(steady_clock::now() + milliseconds{5000});
  EXPECT_EQ(workers.Waiting(), 0u);
}

TEST(Workers, LeaveToThePatientWhatTakesLong) {
  std::atomic<int> rests = 0;
  const Host host = [&](Visit& visit) { visit.rest = [&](Visit&) { ++rests; }; };
  Workers patient(1, 1, host), ready(1, 1, host, &patient);
  SocketPair pairs[2];
  ready.Take(VisitOf(pairs[0]));
  patient.Take(VisitOf(pairs[1]));
  EXPECT_EQ(pairs[0].Hear(), "");
  EXPECT_EQ(pairs[1].Hear(), "");
  EXPECT_EQ(rests, 2);
}

TEST(Workers, CutWhatDoesNotEndInTime) {
  const Host host = [](Visit& visit) {
    char byte;
    visit.connection.Read(&byte, 1);
  };
  Workers workers(1, 1, host);
  SocketPair served, waiting;
  workers.Take(VisitOf(served));
  while (workers.Waiting() > 0) std::this_thread::sleep_for(milliseconds{1});
  workers.Take(VisitOf(waiting));
  auto begin = steady_clock::now();
  workers.Finish(begin + milliseconds{100});
  auto waited = steady_clock::now() - begin;
  EXPECT_GE(waited, milliseconds{100});
  EXPECT_LT(waited, milliseconds{2000});
  EXPECT_EQ(served.Hear(), "");
  EXPECT_EQ(waiting.Hear(), "");
}

}  // namespace
}  // namespace rt
