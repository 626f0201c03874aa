// Guesses are slowed down name by name, and nobody is shut out.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "domain/access/access.h"

namespace people {
namespace {

using namespace std::chrono_literals;

constexpr core::Instant kStart{std::chrono::seconds{1'800'000'000}};

TEST(Throttle, FreeFailuresCostNothingThenTheWaitDoublesUpToItsLongest) {
  Throttle throttle(3, 30s);
  auto now = kStart;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(throttle.Try("jeanne", now), 0s) << i;
  for (const auto wait : {2s, 4s, 8s, 16s, 30s, 30s, 30s}) {
    EXPECT_EQ(throttle.Try("jeanne", now), wait);
    EXPECT_EQ(throttle.Try("jeanne", now + wait - 1s), 1s) << "asking again does not make it longer";
    now += wait;
    EXPECT_EQ(throttle.Try("jeanne", now), 0s);
  }
}

TEST(Throttle, NeverShutsOutForGood) {
  Throttle throttle(0, 60s);
  auto now = kStart;
  for (int i = 0; i < 1000; ++i) {
    now += 60s;
    ASSERT_EQ(throttle.Try("jeanne", now), 0s) << i;
  }
}

TEST(Throttle, NoNameSlowsAnother) {
  Throttle throttle(1, 60s);
  for (int i = 0; i < 10; ++i) throttle.Try("jeanne", kStart);
  EXPECT_GT(throttle.Try("jeanne", kStart), 0s);
  EXPECT_EQ(throttle.Try("jeanne.essai", kStart), 0s);
  EXPECT_EQ(throttle.Try("", kStart), 0s);
}

TEST(Throttle, ASuccessForgetsTheFailures) {
  Throttle throttle(1, 60s);
  for (int i = 0; i < 3; ++i) throttle.Try("jeanne", kStart);
  throttle.Succeeded("jeanne");
  EXPECT_EQ(throttle.Try("jeanne", kStart), 0s);
  EXPECT_EQ(throttle.Try("jeanne", kStart), 0s);
  EXPECT_EQ(throttle.Try("jeanne", kStart), 2s);
}

TEST(Throttle, AnHourWithoutFailureForgetsThemToo) {
  Throttle throttle(1, 60s);
  throttle.Try("jeanne", kStart);
  throttle.Try("jeanne", kStart + 59min);
  EXPECT_EQ(throttle.Try("jeanne", kStart + 59min), 2s);
  throttle.Try("jeanne", kStart + 3h);
  EXPECT_EQ(throttle.Try("jeanne", kStart + 3h), 0s);
}

TEST(Throttle, AClockThatIsPutBackMakesNobodyWaitForIt) {
  Throttle throttle(0, 60s);
  const auto wrong = kStart + 24h * 365;
  throttle.Try("jeanne", wrong);
  throttle.Try("jeanne", wrong);
  EXPECT_EQ(throttle.Try("jeanne", kStart), 0s);
  EXPECT_EQ(throttle.Try("jeanne", kStart), 2s);
}

TEST(Throttle, RemembersABoundedNumberOfNamesAndThoseThatWaitFirst) {
  Throttle throttle(1, 60s);
  throttle.Try("first", kStart);
  for (int i = 0; i < 6; ++i) throttle.Try("jeanne", kStart + std::chrono::seconds(1 << i));
  const auto now = kStart + 35s;
  ASSERT_GT(throttle.Try("jeanne", now), 0s);
  for (std::size_t i = 0; i < 2 * Throttle::kMostNames; ++i)
    throttle.Try("made up " + std::to_string(i), now);
  EXPECT_GT(throttle.Try("jeanne", now), 0s) << "the one under attack is kept";
  throttle.Try("first", now);
  EXPECT_EQ(throttle.Try("first", now), 0s)
      << "the oldest one is forgotten: this is its second try, not its third";
}

TEST(Throttle, CountsFromManyThreads) {
  Throttle throttle(10, 60s);
  std::atomic<int> let_in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k) let_in += throttle.Try("jeanne", kStart) == 0s ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(let_in, 11);
}

}  // namespace
}  // namespace people
