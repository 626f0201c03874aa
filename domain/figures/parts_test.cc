// Someone who sees the page of the whole and of each of its parts, and wants what is hidden in one.
#include "domain/figures/parts.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <random>

namespace figures {
namespace {

constexpr int kSmall = 3;
// Three parts, and cases of none; of neither kind, one, the other, both.
constexpr std::size_t kGroups = 4, kSorts = 4;
using Population = std::array<std::array<int, kSorts>, kGroups>;
const std::vector<Dimension> kDimensions{{"kinds", {"moral_harassment", "sexist_act"}}};

json::Value CaseOf(std::size_t sort) {
  json::Value kinds = json::Array();
  if ((sort & 1) != 0) kinds.Push("moral_harassment");
  if ((sort & 2) != 0) kinds.Push("sexist_act");
  return json::Value::MakeObject(
      {{"received", 2026 * 12 + 1}, {"state", "received"}, {"kinds", std::move(kinds)}});
}

struct Pages {
  Page whole;
  std::vector<Page> parts;
};
Pages PagesOf(const Population& population) {
  std::vector<json::Value> all;
  std::vector<std::vector<json::Value>> parts(kGroups - 1);
  for (std::size_t group = 0; group < kGroups; ++group)
    for (std::size_t sort = 0; sort < kSorts; ++sort)
      for (int i = 0; i < population[group][sort]; ++i) {
        all.push_back(CaseOf(sort));
        if (group < parts.size()) parts[group].push_back(CaseOf(sort));
      }
  return {PageOf(all, 2026, kDimensions, kSmall), PartsOf(all, parts, 2026, kDimensions, kSmall)};
}

std::vector<std::vector<json::Value>> Parts(std::initializer_list<std::size_t> sizes) {
  std::vector<std::vector<json::Value>> parts;
  for (const auto size : sizes) parts.emplace_back(size, CaseOf(1));
  return parts;
}
std::vector<std::optional<std::int64_t>> Totals(std::size_t whole, std::initializer_list<std::size_t> sizes) {
  std::vector<std::optional<std::int64_t>> totals;
  for (const auto& page :
       PartsOf(std::vector<json::Value>(whole, CaseOf(1)), Parts(sizes), 2026, kDimensions, 5))
    totals.push_back(page.total);
  return totals;
}

TEST(Parts, OneThatWouldBeTheDifferenceTakesTheSmallestOtherWithIt) {
  using Shown = std::vector<std::optional<std::int64_t>>;
  EXPECT_EQ(Totals(26, {18, 6, 2}), (Shown{18, std::nullopt, std::nullopt}));
  EXPECT_EQ(Totals(24, {18, 6, 0}), (Shown{18, 6, 0})) << "nobody is in the difference";
  EXPECT_EQ(Totals(30, {18, 6, 2}), (Shown{18, 6, std::nullopt})) << "six cases, of whomever";
  EXPECT_EQ(Totals(8, {6, 0, 2}), (Shown{std::nullopt, 0, std::nullopt}));
}

TEST(Parts, SayHowManyAndOfWhichKindsAlone) {
  const auto page = PartsOf(std::vector<json::Value>(12, CaseOf(1)), Parts({12}), 2026, kDimensions, 5).at(0);
  ASSERT_EQ(page.tables.size(), 1u);
  EXPECT_EQ(page.tables[0].rows[0].count, 12);
  EXPECT_TRUE(page.delays.empty() && page.services.empty() && !page.cents);
  EXPECT_FALSE(page.rsu.at(0).total);
}

TEST(Parts, SayHowManyAloneWhenTheyAreVeryMany) {
  const std::size_t many = kMostParts + 1;
  const std::vector<std::vector<json::Value>> parts(many, std::vector<json::Value>(6, CaseOf(1)));
  const auto pages = PartsOf(std::vector<json::Value>(6 * many, CaseOf(1)), parts, 2026, kDimensions, 5);
  EXPECT_EQ(pages.back().total, 6);
  EXPECT_TRUE(pages.back().tables.empty());
}

// What a page shows of a group: its total, its two kinds; every population that fits all pages.
struct Attacker {
  explicit Attacker(const Pages& pages) : seen(pages) {}

  std::optional<std::int64_t> Kind(const Page& page, std::size_t kind) const {
    return page.tables.empty() ? std::nullopt : page.tables[0].rows[kind].count;
  }
  static std::int64_t Count(const std::array<int, kSorts>& sorts, std::size_t kind) {
    return sorts[3] + sorts[kind + 1];
  }
  // A hidden count of a page that tells the other is not nought; a few cases are one at least.
  bool Fits(std::size_t group) const {
    const auto& sorts = guess[group];
    if (group == kGroups - 1) return true;
    const auto& page = seen.parts[group];
    const int total = sorts[0] + sorts[1] + sorts[2] + sorts[3];
    if (page.total ? *page.total != total : total == 0) return false;
    for (std::size_t kind = 0; kind < 2; ++kind)
      if (const auto shown = Kind(page, kind); shown && *shown != Count(sorts, kind)) return false;
    return true;
  }
  void Look() {
    for (std::size_t kind = 0; kind < 2; ++kind) {
      std::int64_t all = 0;
      for (const auto& sorts : guess) all += Count(sorts, kind);
      if (const auto shown = Kind(seen.whole, kind); shown && *shown != all) return;
    }
    for (std::size_t group = 0; group < kGroups; ++group)
      for (std::size_t kind = 0; kind < 2; ++kind) {
        const auto count = Count(guess[group], kind);
        auto& [least, most] = range[group][kind];
        least = std::min(least, count);
        most = std::max(most, count);
      }
  }
  void Guess(std::size_t group, std::size_t sort, int left) {
    if (sort == kSorts) {
      if (!Fits(group)) return;
      if (group + 1 == kGroups) {
        if (left == 0) Look();
        return;
      }
      return Guess(group + 1, 0, left);
    }
    for (int here = 0; here <= left; ++here) {
      guess[group][sort] = here;
      Guess(group, sort + 1, left - here);
    }
    guess[group][sort] = 0;
  }

  const Pages& seen;
  Population guess{};
  std::array<std::array<std::pair<std::int64_t, std::int64_t>, 2>, kGroups> range = [] {
    std::array<std::array<std::pair<std::int64_t, std::int64_t>, 2>, kGroups> all{};
    for (auto& group : all) group.fill({1000, -1});
    return all;
  }();
};

TEST(Parts, NothingHiddenInOneCanBeWorkedOutFromAllTheOthersAndTheWhole) {
  std::mt19937 random(20261126);  // NOLINT: the same pages each time
  int hidden = 0, given = 0;
  for (int round = 0; round < 80; ++round) {
    Population population{};
    const int cases = 7 + round % 4;
    for (int i = 0; i < cases; ++i)
      ++population[std::min<std::size_t>(random() % 5, kGroups - 1)][random() % kSorts];
    const auto pages = PagesOf(population);
    Attacker attacker(pages);
    attacker.Guess(0, 0, cases);
    for (std::size_t group = 0; group + 1 < kGroups; ++group)
      for (std::size_t kind = 0; kind < 2; ++kind) {
        const auto value = Attacker::Count(population[group], kind);
        if (const auto shown = attacker.Kind(pages.parts[group], kind)) {
          EXPECT_EQ(*shown, value);
          EXPECT_TRUE(value == 0 || value >= kSmall);
          ++given;
          continue;
        }
        if (value == 0 || value >= kSmall) continue;
        ++hidden;
        const auto [least, most] = attacker.range[group][kind];
        EXPECT_LT(least, most) << "group " << group << ", round " << round;
        EXPECT_GE(most, kSmall - (pages.parts[group].total ? 0 : 1))
            << "group " << group << ", round " << round;
      }
  }
  EXPECT_GT(hidden, 30);
  EXPECT_GT(given, 10);
}

}  // namespace
}  // namespace figures
