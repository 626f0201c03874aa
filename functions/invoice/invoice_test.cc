#include "functions/invoice/invoice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "domain/membership/membership.h"
#include "tests/support/fake_case.h"

namespace invoice {
namespace {

using fake::Says;

// A scheme of its own: as cdg62, with what its file lacks to make an invoice.
struct OwnScheme {
  std::string folder = [] {
    char name[] = "/tmp/vigie-invoice-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  explicit OwnScheme(const std::string& more) {
    std::filesystem::copy(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json", folder);
    std::ofstream(folder + "/own.json") << R"({"extends": "cdg62", "id": "own", )" << more << "}";
  }
  ~OwnScheme() { std::filesystem::remove_all(folder); }
  std::string File() const { return folder + "/own.json"; }
};

constexpr const char* kWhole = R"("prices": {"vat": {"per_mille": 200, "source": "essai"}},
  "providers": [{"name": "Prestataire d’essai", "lots": ["tool", "services"],
    "trades": ["psychologist", "lawyer", "social_worker", "investigator", "project_lead"],
    "identity": {"siret": "21620099900011", "vat_number": "FR12345678901", "address": "1 rue d’Essai",
                 "postcode": "62000", "city": "Arras"}}])";

struct Invoicing : testing::Test {
  explicit Invoicing(const char* more = kWhole) : own(more), world(own.File()) {
    auto db = world.Pool().Take();
    membership::Member member;
    member.name = "Commune de Saint-Romain";
    member.slug = "commune-de-saint-romain";
    member.kind = "commune";
    member.state = membership::State::kEffective;  // agents find it, and people read for it
    member.siret = "21620099900011";
    member.place = {"Place de la Mairie", "62000", "Saint-Romain"};
    member.engagement = "EJ-7";
    place = membership::Add(*db, member).value().collectivite_id;
    for (const char* role : {"referent", "substitute", "provider"})
      world.AddReader(std::string(role) + "2", role, place);
    provider = fake::DeskCookie(world, "provider2");
  }
  // Ordered and delivered today, in a case of the commune.
  void Deliver(const std::string& line, std::int64_t quantity) {
    auto report = fake::NewReport(world);
    report.collectivite_id = place;
    const auto filed = fake::File(world, report);
    const auto scheme = fake::SchemeOf(world);
    auto db = world.Pool().Take();
    const auto lines = json::Value::MakeObject({{line, quantity}});
    const auto act = [&](const char* login, const char* what, json::Value content) {
      auto file = fake::AsReader(world, *db, login, filed);
      const auto done = file.Do(scheme, what, std::move(content), 0, world.Now());
      ASSERT_TRUE(done) << what << " " << done.error().code;
    };
    const auto with = [](json::Value content, const char* key, json::Value value) {
      return content.Set(key, std::move(value));
    };
    const auto first = json::Value::MakeObject({{"order", 1}});
    act("referent2", "acknowledge", json::Object());
    act("referent2", "assess", json::Value::MakeObject({{"reason", "Zqexamen"}}));
    act("referent2", "request_service", json::Value::MakeObject({{"lines", lines}, {"text", "Zqbesoin"}}));
    act("referent2", "order_service", with(first, "expert", world.Account("provider2").id));
    act("provider2", "accept_service", first);
    act("provider2", "deliver_service", with(with(first, "lines", lines), "text", "Zqremis"));
  }
  rt::Response Ask(fake::Pairs fields = {}) {
    for (const auto& [name, value] : fake::Pairs{{"collectivite", "commune-de-saint-romain"},
                                                 {"from", "01/11/2026"},
                                                 {"until", "30/11/2026"},
                                                 {"number", "F-12"},
                                                 {"issued_on", "24/11/2026"}})
      if (std::none_of(fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; }))
        fields.emplace_back(name, value);
    return function.handle(fake::Post(fields, provider));
  }
  OwnScheme own;
  fake::World world;
  rt::Function function = Make(world.Env());
  std::int64_t place = 0;
  std::string provider;
};

// tests/e2e/invoice.test.mjs takes the file from the test's report, and holds it against the schema.
TEST_F(Invoicing, IsMadeOfWhatWasDeliveredInThePeriodAndOfNoCase) {
  Deliver("conclusions", 1);
  Deliver("conclusions", 2);
  Deliver("report", 1);
  const auto file = Ask();
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_EQ(file.type, "application/xml");
  for (const char* part : {"<ram:BilledQuantity unitCode=\"C62\">3</ram:BilledQuantity>",
                           "<ram:SellerAssignedID>1.3</ram:SellerAssignedID>",
                           "<ram:LineTotalAmount>2000.00</ram:LineTotalAmount>",
                           "<ram:GrandTotalAmount>2400.00</ram:GrandTotalAmount>",
                           "<ram:IssuerAssignedID>EJ-7</ram:IssuerAssignedID>",
                           "<udt:DateTimeString format=\"102\">20261224</udt:DateTimeString>"})
    EXPECT_TRUE(Says(file, part)) << part;
  auto db = world.Pool().Take();
  for (const auto& listed : casefile::ListFor(*db, world.Account("provider2"), world.Keys("provider2")))
    EXPECT_FALSE(Says(file, listed.number));
  EXPECT_FALSE(Says(file, "Zq"));
  EXPECT_EQ(world.Count("journal WHERE case_id IS NULL AND CAST(entry AS TEXT) LIKE '%invoice_made%'"), 1);
  EXPECT_EQ(world.Count("journal WHERE case_id IS NULL AND CAST(entry AS TEXT) LIKE '%saint-romain%'"), 0)
      << "who is helped stays in the cases";
  RecordProperty("invoice", file.body);
}

TEST_F(Invoicing, OfAnotherPeriodHasNothing) {
  Deliver("conclusions", 1);
  const auto page = Ask({{"from", "01/10/2026"}, {"until", "31/10/2026"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Says(page, "Rien n’a été remis"));
  EXPECT_TRUE(Says(page, "value=\"F-12\""));
  EXPECT_EQ(Ask({{"until", "31/10/2026"}}).status, 422) << "before it begins";
  EXPECT_EQ(Ask({{"issued_on", "hier"}}).status, 422);
}

TEST_F(Invoicing, EverythingWrongIsToldAtOnce) {
  Deliver("conclusions", 1);
  const auto page = Ask(
      {{"collectivite", ""}, {"number", ""}, {"from", "Zqx"}, {"until", ""}, {"issued_on", "25/11/2026"}});
  EXPECT_EQ(page.status, 422);
  for (const char* field : {"collectivite", "from", "until", "number", "issued_on"})
    EXPECT_TRUE(Says(page, "<a href=\"#" + std::string(field) + "\">")) << field;
  EXPECT_TRUE(Says(page, "value=\"Zqx\""));
  EXPECT_TRUE(Says(page, "Une facture porte au plus tard la date du jour"));
  EXPECT_FALSE(Says(page, "Rien n’a été remis")) << "nobody knows yet for whom, and when";
  EXPECT_FALSE(Says(page, "La fiche de cette collectivité"));
  EXPECT_FALSE(Says(Ask({{"from", "30/11/2026"}, {"until", "01/11/2026"}}), "Rien n’a été remis"));
}

TEST_F(Invoicing, IsNotOfADayToCome) {
  Deliver("conclusions", 1);
  EXPECT_TRUE(Says(Ask({{"issued_on", "25/11/2026"}}), "<a href=\"#issued_on\">"));
  EXPECT_EQ(Ask({{"issued_on", "24/11/2026"}}).status, 200);
}

TEST_F(Invoicing, OfADoubtfulPriceIsMadeByHand) {
  Deliver("legal", 1);
  EXPECT_TRUE(Says(Ask(), "n’a pas de prix certain"));
}

TEST_F(Invoicing, IsRefusedForABodyWithoutAnAddress) {
  Deliver("conclusions", 1);
  {
    auto db = world.Pool().Take();
    auto member = membership::FindMember(*db, place).value();
    member.place.address = "";
    ASSERT_TRUE(membership::Describe(*db, member));
  }
  EXPECT_TRUE(Says(Ask(), "La fiche de cette collectivité est incomplète"));
}

TEST_F(Invoicing, IsForTheProviderAlone) {
  EXPECT_EQ(function.handle(fake::Get({}, fake::DeskCookie(world, "referent2"))).status, 403);
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/connexion/");
  EXPECT_TRUE(Says(function.handle(fake::Get({}, provider)), "Aucune prestation n’a encore été remise"));
}

struct InvoicingAsDelivered : Invoicing {
  InvoicingAsDelivered() : Invoicing(R"("name": "Essai")") {}
};
TEST_F(InvoicingAsDelivered, SaysThatTheSchemeLacksTheIdentityAndTheTax) {
  Deliver("conclusions", 1);
  const auto page = Ask();
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Says(page, "toute l’identité du prestataire"));
  EXPECT_TRUE(Says(page, "ne dit pas la TVA"));
}

}  // namespace
}  // namespace invoice
