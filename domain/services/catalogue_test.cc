#include <algorithm>

#include "domain/services/services_fixture.h"

namespace services {
namespace {

// The line with that number of the convention.
const Line& Numbered(const Catalogue& catalogue, const std::string& number) {
  return *std::find_if(catalogue.lines.begin(), catalogue.lines.end(),
                       [&](const Line& line) { return line.number == number; });
}

TEST(Catalogue, ReadsTheListOfCdg62AsItMustBeReadAndKeepsWhatIsPrinted) {
  struct Row {
    const char* number;
    std::int64_t cents;
    const char* printed;
    bool doubtful;
  };
  const Row rows[] = {
      {"1.1", 12000, "", true},
      {"1.2", 40000, "120,00\u00a0€", true},
      {"1.3", 40000, "400,00\u00a0€", false},
      {"1.4", 12000, "400,00\u00a0€", true},
      {"1.5", 18000, "120,00\u00a0€", true},
      {"1.6", 80000, "180,00\u00a0€", true},
      {"1.7", 40000, "800,00\u00a0€", true},
      {"1.9", 80000, "800,00\u00a0€", false},
      {"1.10", 88000, "880,00\u00a0€", false},
      {"1.11", 80000, "800,00\u00a0€", false},
      {"1.12", 100000, "1.000,00\u00a0€", true},
      {"2.1", 90000, "90€ / jour", true},
      {"2.6", 90000, "90€ / jour", true},
      {"2.7", 410000, "4.100,00\u00a0€", false},
      {"2.8", 685000, "6.850,00\u00a0€", false},
      {"2.9", 892500, "8.925,00\u00a0€", false},
      {"2.10", 1130000, "11.300,00\u00a0€", false},
      {"3.1", 40000, "", true},
      {"3.2", 48000, "400,00\u00a0€", true},
      {"3.3", 80000, "480,00\u00a0€", true},
      {"3.5", 90000, "90\u00a0€ / jour", true},
  };
  const auto catalogue = Of("cdg62");
  for (const auto& row : rows) {
    const auto& line = Numbered(catalogue, row.number);
    EXPECT_EQ(line.cents, row.cents) << row.number;
    EXPECT_EQ(line.printed, row.printed) << row.number;
    EXPECT_EQ(line.doubtful, row.doubtful) << row.number;
    EXPECT_EQ(line.doubt.empty(), !row.doubtful) << row.number;
  }
  EXPECT_FALSE(Numbered(catalogue, "3.4").cents) << "lost in the source, and not guessed";
  EXPECT_FALSE(Numbered(catalogue, "3.4").reason.empty());
  EXPECT_EQ(Numbered(catalogue, "2.2").unit, Unit::kDay);
  EXPECT_EQ(catalogue.paid_to, "provider");
  EXPECT_TRUE(catalogue.taxes_excluded);
}

TEST(Catalogue, ReadsTheListOfCdg45) {
  const auto catalogue = Of("cdg45");
  const std::pair<const char*, std::int64_t> rows[] = {{"psychological", 12000},
                                                       {"legal", 20000},
                                                       {"conclusions", 40000},
                                                       {"meeting", 40000},
                                                       {"psychological_5", 60000},
                                                       {"legal_5", 100000},
                                                       {"psychological_5_legal_3", 120000},
                                                       {"inquiry_start", 95000},
                                                       {"inquiry_after", 95000},
                                                       {"more_meeting", 40000},
                                                       {"group", 45000},
                                                       {"mediation", 95000},
                                                       {"webinar", 80000},
                                                       {"training", 90000}};
  for (const auto& [line, cents] : rows) {
    EXPECT_EQ(CentsOf(catalogue, line), cents) << line;
    EXPECT_FALSE(catalogue.Find(line)->doubtful) << line;
  }
  EXPECT_TRUE(catalogue.Find("admissibility")->included);
  EXPECT_EQ(catalogue.InquiryFor(3), nullptr) << "by the day only";
}

TEST(Catalogue, AListWhosePricesAreLostNamesWhatCanBeAskedForWithoutAPrice) {
  for (const char* id : {"cdg60", "cdg69"}) {
    const auto catalogue = Of(id);
    EXPECT_FALSE(catalogue.reason.empty()) << id;
    EXPECT_GT(catalogue.lines.size(), 5U) << id;
    for (const auto& line : catalogue.lines) {
      EXPECT_FALSE(line.cents) << id << " " << line.id;
      EXPECT_EQ(line.reason, catalogue.reason);
      EXPECT_FALSE(line.doubtful) << "no price, no doubt about it";
    }
  }
  EXPECT_EQ(Of("cdg69").average_report_cents, 52000);
  EXPECT_EQ(Of("amacod").paid_to, "nobody");
}

TEST(Catalogue, AnInquiryIsPricedByItsHearings) {
  const auto catalogue = Of("cdg62");
  const std::pair<std::int64_t, std::int64_t> rows[] = {{1, 410000},   {5, 410000},  {6, 685000},
                                                        {10, 685000},  {11, 892500}, {15, 892500},
                                                        {16, 1130000}, {20, 1130000}};
  for (const auto& [hearings, cents] : rows) {
    ASSERT_NE(catalogue.InquiryFor(hearings), nullptr) << hearings;
    EXPECT_EQ(catalogue.InquiryFor(hearings)->cents, cents) << hearings;
  }
  EXPECT_EQ(catalogue.InquiryFor(0), nullptr);
  EXPECT_EQ(catalogue.InquiryFor(21), nullptr) << "not in the list: by the day";
}

}  // namespace
}  // namespace services
