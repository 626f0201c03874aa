// Someone who wants to know a hidden count, with everything that the page shows.
#include "domain/figures/hiding.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>

#include "domain/figures/bounds.h"
#include "domain/figures/page.h"

namespace figures {
namespace {

constexpr int kSmall = 3;

TEST(Hiding, BoundsAreThoseOfTheSums) {
  // a + b = 7, b + c = 5, all at least 1.
  const std::vector<Sum> sums{{{0, 1}, {}, 7}, {{1, 2}, {}, 5}};
  EXPECT_NEAR(*Bound(sums, {1, 1, 1}, 0, false), 6, 1e-6);
  EXPECT_NEAR(*Bound(sums, {1, 1, 1}, 0, true), 3, 1e-6);
  EXPECT_NEAR(*Bound(sums, {1, 1, 1}, 2, false), 4, 1e-6);
  // a - b = 2 has no end upwards.
  EXPECT_FALSE(Bound({{{0}, {1}, 2}}, {0, 0}, 0, false));
  EXPECT_NEAR(*Bound({{{0}, {1}, 2}}, {0, 0}, 0, true), 2, 1e-6);
}

TEST(Hiding, ASmallCountTakesAnotherOneWithIt) {
  Counts counts(5);
  const int total = counts.Known(30), small = counts.Add(2), next = counts.Add(8), large = counts.Add(20);
  counts.Sum({total}, {small, next, large});
  counts.Hide();
  EXPECT_TRUE(counts.IsHidden(small));
  EXPECT_TRUE(counts.IsHidden(next));
  EXPECT_FALSE(counts.IsHidden(large));
}

TEST(Hiding, TwoSmallCountsThatMakeFewTogetherTakeAThird) {
  Counts counts(5);
  const int total = counts.Known(30), one = counts.Add(2), other = counts.Add(2), large = counts.Add(26);
  counts.Sum({total}, {one, other, large});
  counts.Hide();
  EXPECT_TRUE(counts.IsHidden(large));  // 30 - 26 would say that four people are in two rows
}

TEST(Hiding, NoughtIsShownAndSoIsWhatHidesNobody) {
  Counts counts(5);
  const int total = counts.Known(30), none = counts.Add(0), one = counts.Add(10), other = counts.Add(20);
  counts.Sum({total}, {none, one, other});
  counts.Hide();
  for (const int at : {none, one, other}) EXPECT_FALSE(counts.IsHidden(at));
}

TEST(Hiding, ATableOfSmallCountsAloneIsHiddenAsAWhole) {
  Counts counts(5);
  const int total = counts.Known(5);
  std::vector<int> parts;
  for (const std::int64_t value : {1, 1, 1, 1, 1, 0}) parts.push_back(counts.Add(value));
  counts.Sum({total}, parts);
  counts.Hide();
  for (const int at : parts) {
    EXPECT_TRUE(counts.IsHidden(at));
    EXPECT_TRUE(counts.MayBeNought(at));
  }
}

// ---- the attack

using Population = std::vector<int>;  // how many of each of the 16 kinds of case

json::Value CaseOf(int cell) {
  json::Value kinds = json::Array();
  if ((cell & 4) != 0) kinds.Push("moral_harassment");
  if ((cell & 8) != 0) kinds.Push("sexist_act");
  return json::Value::MakeObject({{"received", 2026 * 12 + 1},
                                  {"state", "received"},
                                  {"gender", (cell & 1) != 0 ? "male" : "female"},
                                  {"origin", "staff"},
                                  {"sick_leave", (cell & 2) != 0 ? "yes" : "no"},
                                  {"kinds", std::move(kinds)}});
}

const std::vector<Dimension>& Dimensions() {
  static const std::vector<Dimension> all{{"kinds", {"moral_harassment", "sexist_act"}},
                                          {"gender", {"male", "female"}},
                                          {"sick_leave", {"yes", "no"}}};
  return all;
}

Page PageFor(const Population& population) {
  std::vector<json::Value> cases;
  for (int cell = 0; cell < 16; ++cell)
    for (int i = 0; i < population[static_cast<std::size_t>(cell)]; ++i) cases.push_back(CaseOf(cell));
  return PageOf(cases, 2026, Dimensions(), kSmall);
}

// A count of the page: which kinds of case it counts, and what is shown of it.
struct Shown {
  std::string name;
  unsigned cells = 0;
  std::optional<std::int64_t> count;
  int table = 0;
};

unsigned CellsWhere(const std::function<bool(const json::Value&)>& is) {
  unsigned cells = 0;
  for (int cell = 0; cell < 16; ++cell)
    if (is(CaseOf(cell))) cells |= 1U << cell;
  return cells;
}

bool IsOf(const json::Value& one, const std::string& kind) {
  for (const auto& word : one["kinds"].Items())
    if (word.String() == kind) return true;
  return false;
}

std::vector<Shown> Everything(const Page& page) {
  std::vector<Shown> all;
  int table = 0;
  for (const auto& one : page.tables) {
    ++table;
    for (const auto& row : one.rows)
      all.push_back({one.id + " " + row.word, CellsWhere([&](const json::Value& value) {
                       return one.id == "kinds" ? IsOf(value, row.word) : value.Text(one.id) == row.word;
                     }),
                     row.count, table});
  }
  for (const auto& one : page.rsu) {
    ++table;
    const std::string kind = one.id == "moral" ? "moral_harassment" : one.id == "sexual" ? "sexist_act" : "-";
    for (std::size_t row = 0; row < 2; ++row)
      for (const bool men : {true, false})
        all.push_back({one.id + " " + one.rows[row].word + (men ? " men" : " women"),
                       CellsWhere([&](const json::Value& value) {
                         return IsOf(value, kind) && (value.Text("gender") == "male") == men &&
                                (value.Text("sick_leave") == "yes") == (row == 0);
                       }),
                       men ? one.rows[row].men : one.rows[row].women, table});
    all.push_back({one.id + " total", CellsWhere([&](const json::Value& value) { return IsOf(value, kind); }),
                   one.total, -table});
  }
  return all;
}

std::int64_t CountIn(const Population& population, unsigned cells) {
  std::int64_t count = 0;
  for (std::size_t cell = 0; cell < 16; ++cell)
    if ((cells >> cell & 1U) != 0) count += population[cell];
  return count;
}

struct Range {
  std::int64_t least = 1000, most = -1;
};

// Every population of so many cases that the page could be of; what a hidden count is in each of them. Where
// a table shows something, a hidden count of it is taken not to be nought, as the rule says.
std::map<std::string, Range> Attack(const std::vector<Shown>& shown, int cases) {
  std::map<int, bool> partly;
  for (const auto& one : shown) partly[one.table] = partly[one.table] || one.count.has_value();
  std::map<std::string, Range> ranges;
  Population guess(16, 0);
  const std::function<void(std::size_t, int)> fill = [&](std::size_t cell, int left) {
    const unsigned filled = (1U << cell) - 1;
    for (const auto& one : shown) {  // too many already, or too few for good
      if (!one.count) continue;
      const auto now = CountIn(guess, one.cells & filled);
      if (now > *one.count || ((one.cells & ~filled) == 0 && now != *one.count) || now + left < *one.count)
        return;
    }
    if (cell == 16) {
      if (left > 0) return;
      for (const auto& one : shown)
        if (!one.count && partly[one.table] && CountIn(guess, one.cells) == 0) return;
      for (const auto& one : shown) {
        auto& range = ranges[one.name];
        range.least = std::min(range.least, CountIn(guess, one.cells));
        range.most = std::max(range.most, CountIn(guess, one.cells));
      }
      return;
    }
    for (int here = 0; here <= left; ++here) {
      guess[cell] = here;
      fill(cell + 1, left - here);
    }
    guess[cell] = 0;
  };
  fill(0, cases);
  return ranges;
}

TEST(Hiding, NothingHiddenCanBeWorkedOutFromWhatIsShown) {
  std::mt19937 random(20261126);  // NOLINT: the same pages each time
  int hidden = 0, given = 0;
  for (int page = 0; page < 120; ++page) {
    Population population(16, 0);
    const int cases = 6 + page % 4, kinds = 1 << (page / 4 % 4 + 1);
    for (int i = 0; i < cases; ++i) ++population[random() % static_cast<unsigned>(kinds)];
    const auto shown = Everything(PageFor(population));
    const auto ranges = Attack(shown, cases);
    for (const auto& one : shown) {
      const auto value = CountIn(population, one.cells);
      if (one.count) {
        EXPECT_EQ(*one.count, value) << one.name;
        EXPECT_TRUE(value == 0 || value >= kSmall) << one.name;
        ++given;
        continue;
      }
      if (value == 0) continue;  // hidden with its table: that nobody is there names nobody
      ++hidden;
      EXPECT_LT(ranges.at(one.name).least, ranges.at(one.name).most) << one.name << ", page " << page;
      EXPECT_GE(ranges.at(one.name).most, kSmall) << one.name << ", page " << page;
    }
  }
  EXPECT_GT(hidden, 100);
  EXPECT_GT(given, 100);
}

}  // namespace
}  // namespace figures
