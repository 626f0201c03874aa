// The electronic invoice: what it asks for, its arithmetic, what stands in it.
#include "domain/provider/invoice.h"

#include <gtest/gtest.h>

#include <random>

namespace provider {
namespace {

core::Day Day(const char* text) { return core::ParseDay(text).value(); }

Invoice Sample() {
  Invoice invoice;
  invoice.number = "F-2026-012";
  invoice.issued_on = Day("2026-03-31");
  invoice.due_on = Day("2026-04-30");
  invoice.from = Day("2026-03-01");
  invoice.until = Day("2026-03-31");
  invoice.seller = {"Prestataire d’essai", "21620099900011", "FR12345678901",
                    "1 rue d’Essai",       "62000",          "Arras"};
  invoice.buyer = {"Commune de <Valmeuse> & Cie", "21620099900011", "", "Place", "62000", "Valmeuse"};
  invoice.vat = Vat{200, ""};
  invoice.lines = {{"1.3", "Restitution", false, 2, 40000}, {"2.1", "Cadrage", true, 3, 90000}};
  return invoice;
}

std::vector<std::string> Codes(const Invoice& invoice) {
  std::vector<std::string> codes;
  for (const auto& refusal : Check(invoice, Day("2026-03-31"))) codes.push_back(refusal.code);
  return codes;
}

TEST(Invoice, SaysWhatItLacks) {
  EXPECT_TRUE(Check(Sample(), Day("2026-03-31")).empty());
  const auto without = [](auto change) {
    auto invoice = Sample();
    change(invoice);
    return Codes(invoice);
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(without([](auto& i) { i.seller.vat_number = ""; }), Codes{"invoice.seller"});
  EXPECT_EQ(without([](auto& i) { i.seller.siret = "12"; }), Codes{"invoice.seller"});
  EXPECT_EQ(without([](auto& i) { i.buyer.city = ""; }), Codes{"invoice.buyer"});
  EXPECT_EQ(without([](auto& i) { i.vat.reset(); }), Codes{"invoice.vat"});
  EXPECT_EQ(without([](auto& i) { i.lines.clear(); }), Codes{"invoice.lines"});
  EXPECT_EQ(without([](auto& i) { i.number = ""; }), Codes{"number.required"});
  EXPECT_EQ(without([](auto& i) { i.until = Day("2026-02-28"); }), Codes{"until.before"});
  EXPECT_EQ(without([](auto& i) { i.issued_on = Day("2026-04-01"); }), Codes{"issued_on.future"});
}

TEST(Invoice, SumsItsLinesAndRoundsItsTaxToTheCent) {
  EXPECT_EQ(TotalsOf(Sample()).net, 350000);
  EXPECT_EQ(TotalsOf(Sample()).vat, 70000);
  EXPECT_EQ(TotalsOf(Sample()).gross, 420000);
  auto odd = Sample();
  odd.vat = Vat{55, ""};
  odd.lines = {{"a", "A", false, 1, 1010}};  // 10.10 € at 5.5 %: 0.5555
  EXPECT_EQ(TotalsOf(odd).vat, 56);
  odd.vat = Vat{0, "code général des impôts, article 261"};
  EXPECT_EQ(TotalsOf(odd).vat, 0);
}

// BR-CO-10, BR-CO-13, BR-CO-15, BR-CO-17 of EN 16931, whatever is sold.
TEST(Invoice, HoldsTheArithmeticOfTheStandardForWhateverIsSold) {
  std::mt19937 random(16931);
  for (int i = 0; i < 2000; ++i) {
    auto invoice = Sample();
    invoice.vat = Vat{static_cast<int>(random() % 300 + 1), ""};
    invoice.lines.clear();
    std::int64_t sum = 0;
    for (unsigned n = 0; n <= random() % 9; ++n) {
      const std::int64_t quantity = random() % 50 + 1, cents = random() % 500000;
      invoice.lines.push_back({"x", "X", false, quantity, cents});
      sum += quantity * cents;
    }
    const auto totals = TotalsOf(invoice);
    ASSERT_EQ(totals.net, sum);
    ASSERT_EQ(totals.gross, totals.net + totals.vat);
    const auto off = totals.vat * 1000 - totals.net * invoice.vat->per_mille;
    ASSERT_LE(std::abs(off), 500) << "the nearest cent";
  }
}

TEST(Invoice, BearsWhatTheStandardAsksForAndEscapesWhatPeopleTyped) {
  auto invoice = Sample();
  invoice.service_code = "SRV1";
  invoice.engagement = "EJ-7";
  const auto xml = Cii(invoice);
  for (const char* part :
       {"<ram:ID>urn:cen.eu:en16931:2017</ram:ID>", "<ram:TypeCode>380</ram:TypeCode>",
        "<udt:DateTimeString format=\"102\">20260331</udt:DateTimeString>",
        "<ram:Name>Commune de &lt;Valmeuse&gt; &amp; Cie</ram:Name>",
        "<ram:BuyerReference>SRV1</ram:BuyerReference>", "<ram:IssuerAssignedID>EJ-7</ram:IssuerAssignedID>",
        "<ram:ID schemeID=\"VA\">FR12345678901</ram:ID>",
        "<ram:BilledQuantity unitCode=\"DAY\">3</ram:BilledQuantity>",
        "<ram:TaxTotalAmount currencyID=\"EUR\">700.00</ram:TaxTotalAmount>",
        "<ram:DuePayableAmount>4200.00</ram:DuePayableAmount>",
        "<ram:RateApplicablePercent>20.00</ram:RateApplicablePercent>"})
    EXPECT_NE(xml.find(part), std::string::npos) << part;
  invoice.vat = Vat{0, "article 261"};
  const auto exempt = Cii(invoice);
  EXPECT_NE(exempt.find("<ram:ExemptionReason>article 261</ram:ExemptionReason>"), std::string::npos);
  EXPECT_NE(exempt.find("<ram:CategoryCode>E</ram:CategoryCode>"), std::string::npos);
}

}  // namespace
}  // namespace provider
