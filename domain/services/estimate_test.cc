#include <algorithm>
#include <map>
#include <random>

#include "domain/services/services_fixture.h"

namespace services {
namespace {

// "2 psychological, 1 conclusions" of what an estimate buys.
std::string Bought(const std::vector<Item>& items) {
  std::string list;
  for (const auto& item : items)
    list += (list.empty() ? "" : ", ") + std::to_string(item.quantity) + " " + item.line;
  return list;
}

TEST(Estimate, FindsTheBouquetThatCostsLeast) {
  struct Row {
    const char* scheme;
    std::vector<Wanted> wanted;
    std::int64_t asked, best;
    const char* bought;
  };
  const Row rows[] = {
      // 5 × 1.4 + 1.3 = 1 000; 1.10 = 880
      {"cdg62", {{"psychological", 5}, {"conclusions", 1}}, 100000, 88000, "1 psychological_5"},
      // Four cost as much as the bouquet of five: the bouquet is one item.
      {"cdg62", {{"psychological", 4}, {"conclusions", 1}}, 88000, 88000, "1 psychological_5"},
      {"cdg62", {{"psychological", 3}, {"conclusions", 1}}, 76000, 76000, "1 conclusions, 3 psychological"},
      {"cdg62", {{"psychological", 5}}, 60000, 60000, "5 psychological"},
      {"cdg62", {{"legal", 3}, {"conclusions", 1}}, 94000, 80000, "1 legal_3"},
      {"cdg62",
       {{"psychological", 5}, {"legal", 3}, {"conclusions", 1}},
       154000,
       100000,
       "1 psychological_5_legal_3"},
      {"cdg62",
       {{"psychological", 7}, {"legal", 4}, {"conclusions", 1}},
       196000,
       142000,
       "2 psychological, 1 legal, 1 psychological_5_legal_3"},
      {"cdg62", {{"admissibility", 1}, {"action_plan", 1}, {"conclusions", 1}}, 92000, 80000, "1 report"},
      {"cdg62", {{"psychological", 10}, {"conclusions", 2}}, 200000, 176000, "2 psychological_5"},
      // A bouquet that was asked for is replaced by a cheaper way to have what it holds.
      {"cdg62", {{"psychological_5", 1}, {"legal", 3}}, 142000, 100000, "1 psychological_5_legal_3"},
      {"cdg62", {{"inquiry_10", 1}, {"meeting", 1}}, 725000, 725000, "1 meeting, 1 inquiry_10"},
      {"cdg62", {{"mediation", 2}}, 180000, 180000, "2 mediation"},
      {"cdg45", {{"psychological", 5}, {"conclusions", 1}}, 100000, 60000, "1 psychological_5"},
      {"cdg45", {{"psychological", 1}, {"conclusions", 1}}, 52000, 52000, "1 psychological, 1 conclusions"},
      {"cdg45", {{"legal", 5}, {"conclusions", 1}}, 140000, 100000, "1 legal_5"},
      {"cdg45",
       {{"psychological", 5}, {"legal", 3}, {"conclusions", 1}},
       160000,
       120000,
       "1 psychological_5_legal_3"},
  };
  for (const auto& row : rows) {
    const auto estimate = EstimateOf(Of(row.scheme), row.wanted).value();
    EXPECT_EQ(estimate.asked_cents, row.asked) << row.bought;
    EXPECT_EQ(estimate.best_cents, row.best) << row.bought;
    EXPECT_EQ(Bought(estimate.best), row.bought);
  }
}

TEST(Estimate, OfTwoThatCostTheSameTheOneWithoutADoubtThenTheShorterIsTaken) {
  Catalogue catalogue;
  const auto add = [&](const char* id, std::int64_t cents, bool doubtful, std::vector<Part> contains) {
    Line line;
    line.id = id;
    line.cents = cents;
    line.doubtful = doubtful;
    line.contains = std::move(contains);
    catalogue.lines.push_back(std::move(line));
  };
  add("a", 100, false, {});
  add("b", 200, false, {});
  add("both", 300, true, {{"a", 1}, {"b", 1}});
  EXPECT_EQ(Bought(EstimateOf(catalogue, {{"a", 1}, {"b", 1}}).value().best), "1 a, 1 b");
  add("both_for_sure", 300, false, {{"a", 1}, {"b", 1}});
  EXPECT_EQ(Bought(EstimateOf(catalogue, {{"a", 1}, {"b", 1}}).value().best), "1 both_for_sure");
}

TEST(Estimate, SaysWhatIsUnknownWhatIsDoubtfulAndWhatTheFeeIncludes) {
  const auto cdg62 = Of("cdg62");
  auto estimate = EstimateOf(cdg62, {{"training", 2}, {"conclusions", 1}}).value();
  EXPECT_EQ(estimate.unknown, std::vector<std::string>{"training"});
  EXPECT_EQ(estimate.asked.front().cents, std::nullopt);
  EXPECT_EQ(estimate.best_cents, 40000) << "the part that is known";
  EXPECT_TRUE(estimate.doubtful.empty());
  EXPECT_EQ(Bought(estimate.best), "1 conclusions, 2 training");

  estimate = EstimateOf(cdg62, {{"psychological", 5}, {"legal", 3}, {"conclusions", 1}}).value();
  EXPECT_EQ(estimate.doubtful,
            (std::vector<std::string>{"psychological", "legal", "psychological_5_legal_3"}));

  estimate = EstimateOf(cdg62, {{"admissibility", 1}, {"action_plan", 1}, {"conclusions", 1}}).value();
  ASSERT_EQ(estimate.spare.size(), 1U) << "the bouquet brings a communication kit too";
  EXPECT_EQ(estimate.spare.front().line, "kit");
  EXPECT_EQ(estimate.spare.front().count, 1);

  estimate = EstimateOf(Of("cdg45"), {{"admissibility", 1}, {"action_plan", 1}, {"legal", 1}}).value();
  EXPECT_EQ(estimate.included, (std::vector<std::string>{"admissibility", "action_plan"}));
  EXPECT_EQ(estimate.best_cents, 20000);
  EXPECT_EQ(estimate.asked.front().cents, 0);

  estimate = EstimateOf(Of("cdg69"), {{"inquiry", 1}}).value();
  EXPECT_EQ(estimate.unknown, std::vector<std::string>{"inquiry"});
  estimate = EstimateOf(Of("amacod"), {{"mediation", 1}}).value();
  EXPECT_EQ(estimate.best_cents, 0);
  EXPECT_TRUE(estimate.unknown.empty());
}

TEST(Estimate, RefusesWhatIsNotInTheListAndQuantitiesThatMakeNoSense) {
  const auto catalogue = Of("cdg62");
  const auto refused = [&](const std::vector<Wanted>& wanted) {
    const auto estimate = EstimateOf(catalogue, wanted);
    return estimate ? std::string("accepted") : estimate.error().field + ": " + estimate.error().code;
  };
  EXPECT_EQ(refused({}), ": service.required");
  EXPECT_EQ(refused({{"massage", 1}}), "massage: service.unknown");
  EXPECT_EQ(refused({{"legal", 0}}), "legal: quantity.positive");
  EXPECT_EQ(refused({{"legal", -3}}), "legal: quantity.positive");
  EXPECT_EQ(refused({{"legal", 51}}), "legal: quantity.too_large");
  EXPECT_EQ(refused({{"legal", 25}, {"legal", 26}}), "legal: quantity.too_large");
  EXPECT_EQ(refused({{"legal", 50}}), "accepted");
  EXPECT_EQ(EstimateOf(catalogue, {{"legal", 1}, {"legal", 2}}).value().asked.size(), 1U)
      << "said twice, counted together";
}

// ---- any catalogue, any wish

struct Random {
  explicit Random(unsigned seed) : engine(seed) {}
  std::int64_t Upto(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(0, most)(engine);
  }
  std::mt19937 engine;
};

Catalogue AnyCatalogue(Random& random, int plain, int bouquets) {
  Catalogue catalogue;
  for (int i = 0; i < plain; ++i) {
    Line line;
    line.id = std::string(1, static_cast<char>('a' + i));
    line.cents = 1000 + random.Upto(40000);
    line.doubtful = random.Upto(2) == 0;
    catalogue.lines.push_back(line);
  }
  for (int i = 0; i < bouquets; ++i) {
    Line line;
    line.id = std::string(1, static_cast<char>('A' + i));
    std::int64_t by_the_piece = 0;
    for (int p = 0; p < plain; ++p)
      if (const auto count = random.Upto(4) - 1; count > 0) {
        line.contains.push_back({catalogue.lines[p].id, count});
        by_the_piece += count * *catalogue.lines[p].cents;
      }
    if (line.contains.empty()) continue;
    line.cents = by_the_piece * (60 + random.Upto(60)) / 100;
    catalogue.lines.push_back(line);
  }
  return catalogue;
}

std::map<std::string, std::int64_t> Given(const Catalogue& catalogue, const std::vector<Item>& items) {
  std::map<std::string, std::int64_t> given;
  for (const auto& item : items) {
    const auto& line = *catalogue.Find(item.line);
    if (!line.IsBouquet()) given[line.id] += item.quantity;
    for (const auto& part : line.contains) given[part.line] += item.quantity * part.count;
  }
  return given;
}

// The least cost, by trying every number of every bouquet.
std::int64_t LeastByTrying(const Catalogue& catalogue, std::map<std::string, std::int64_t> needs,
                           std::size_t from = 0) {
  while (from < catalogue.lines.size() && !catalogue.lines[from].IsBouquet()) ++from;
  if (from == catalogue.lines.size()) {
    std::int64_t cents = 0;
    for (const auto& [id, quantity] : needs)
      cents += std::max<std::int64_t>(0, quantity) * *catalogue.Find(id)->cents;
    return cents;
  }
  const auto& bouquet = catalogue.lines[from];
  std::int64_t least = LeastByTrying(catalogue, needs, from + 1);
  for (int count = 1; count <= 6; ++count) {
    for (const auto& part : bouquet.contains)
      if (needs.contains(part.line)) needs[part.line] -= part.count;
    least = std::min(least, count * *bouquet.cents + LeastByTrying(catalogue, needs, from + 1));
  }
  return least;
}

TEST(Estimate, TheBestIsTheCheapestCoversTheWishAndIsNeverDearerThanThePieces) {
  Random random(20261125);
  for (int round = 0; round < 300; ++round) {
    const auto catalogue = AnyCatalogue(random, 4, 3);
    std::vector<Wanted> wanted;
    for (const auto& line : catalogue.lines)
      if (const auto quantity = random.Upto(6); quantity > 0 && !line.IsBouquet())
        wanted.push_back({line.id, quantity});
    if (wanted.empty()) continue;
    const auto estimate = EstimateOf(catalogue, wanted).value();
    std::map<std::string, std::int64_t> needs;
    std::int64_t pieces = 0;
    for (const auto& each : wanted) {
      needs[each.line] = each.quantity;
      pieces += each.quantity * CentsOf(catalogue, each.line);
    }
    EXPECT_EQ(estimate.asked_cents, pieces);
    EXPECT_LE(estimate.best_cents, pieces);
    EXPECT_EQ(estimate.best_cents, LeastByTrying(catalogue, needs)) << "round " << round;
    auto given = Given(catalogue, estimate.best);
    std::int64_t paid = 0;
    for (const auto& item : estimate.best) paid += item.quantity * CentsOf(catalogue, item.line);
    EXPECT_EQ(estimate.best_cents, paid);
    for (const auto& part : estimate.spare) given[part.line] -= part.count;
    for (const auto& [id, quantity] : given) EXPECT_EQ(quantity, needs[id]) << "round " << round << " " << id;
  }
}

TEST(Estimate, TheLargestWishAmongTheMostBouquetsIsAnswered) {
  Random random(7);
  for (int round = 0; round < 5; ++round) {
    const auto catalogue = AnyCatalogue(random, 6, 8);
    std::vector<Wanted> wanted;
    for (const auto& line : catalogue.lines)
      if (!line.IsBouquet()) wanted.push_back({line.id, 50 - random.Upto(5)});
    const auto estimate = EstimateOf(catalogue, wanted).value();
    EXPECT_LE(estimate.best_cents, estimate.asked_cents);
  }
}

}  // namespace
}  // namespace services
