// Other dispositifs: who reads first, and who learns the name.
#include "functions/submit_report/submit_report_fixture.h"

namespace submit_report {
namespace {

constexpr const char* kName = "Camille Fictive";

struct Scheme : Fixture {
  explicit Scheme(const std::string& id) : Fixture(id) {}
  void TestBody() override {}
  bool Knows(const std::string& login) {
    auto db = world.Pool().Take();
    const auto identity = Only(*db, login).Identity();
    return identity && identity->Text("name") == kName;
  }
};

TEST(Schemes, WhereAnonymityIsAllowedAnyoneMayStayAnonymous) {
  for (const char* id : {"cdg62", "cdg60", "cdg45"})
    for (const char* quality : {"victim", "witness", "on_behalf"}) {
      Scheme of(id);
      EXPECT_EQ(of.Program({{"quality", quality}}).status, 201) << id << quality;
    }
}

TEST(Schemes, TheFirstReaderIsWhoTheSchemeSays) {
  for (const auto& [id, ordinary, apart] : {std::tuple{"cdg62", "referent", "substitute"},
                                            {"cdg60", "referent", "substitute"},
                                            {"cdg45", "provider", "provider"}}) {
    Scheme of(id);
    EXPECT_EQ(fake::JsonOf(of.Program())["readers"].Items().at(0).String(), ordinary) << id;
    EXPECT_EQ(of.Holds(ordinary), 1u) << id;
    of.Program({{"concerns_authority", "yes"}, {"idempotency_key", vault::RandomToken()}});
    EXPECT_EQ(of.Holds(apart), std::string(ordinary) == apart ? 2u : 1u) << id;
    EXPECT_EQ(of.Holds("referent"), std::string(ordinary) == "referent" ? 1u : 0u) << id;
  }
}

TEST(Schemes, Cdg69AsksTheNameOfAVictimAndNotOfAWitness) {
  Scheme of("cdg69");
  EXPECT_EQ(Fixture::Errors(of.Program()), Codes{"identity.mode.not_anonymous"});
  EXPECT_EQ(Fixture::Errors(of.Program({{"quality", "on_behalf"}})), Codes{"identity.mode.not_anonymous"});
  ASSERT_EQ(of.Program({{"quality", "witness"}, {"indirect.service", "Voirie"}}).status, 201);
  auto db = of.world.Pool().Take();
  EXPECT_FALSE(of.Only(*db, "provider").Identity());
}

TEST(Schemes, Cdg69TellsTheNameToTheFirstReaderAndSaysSoBefore) {
  Scheme of("cdg69");
  const fake::Pairs sealed{{"identity.mode", "sealed"}, {"identity.name", kName}};
  const auto page = of.Step("check", sealed);
  EXPECT_TRUE(fake::Says(page, "Le règlement de ce dispositif prévoit que votre nom soit connu de"));
  EXPECT_TRUE(fake::Says(page, "Le cabinet chargé du conseil et de l’accompagnement."));
  ASSERT_EQ(of.Step("send", sealed).status, 201);
  EXPECT_TRUE(of.Knows("provider"));
  EXPECT_EQ(of.Holds("referent"), 0u);
}

TEST(Schemes, AmacodAsksEveryonesNameAndOffersNoReferent) {
  Scheme of("amacod");
  for (const char* quality : {"victim", "witness", "on_behalf"})
    EXPECT_EQ(Fixture::Errors(of.Program({{"quality", quality}})), Codes{"identity.mode.not_anonymous"})
        << quality;
  const fake::Pairs released{{"identity.mode", "released"}, {"identity.name", kName}};
  auto to = released;
  to.push_back({"identity.audience", "referent"});
  EXPECT_EQ(Fixture::Errors(of.Program(to)), Codes{"identity.audience.not_offered"});
  ASSERT_EQ(of.Program({{"identity.mode", "sealed"}, {"identity.name", kName}}).status, 201);
  EXPECT_TRUE(of.Knows("provider"));
  EXPECT_TRUE(fake::Says(of.Step("check", {{"identity.mode", "sealed"}, {"identity.name", kName}}),
                         "La cellule d’écoute de l’AMACOD."));
}

TEST(Schemes, WhatASchemeCountsIsAskedThereAndNowhereElse) {
  const fake::Pairs said{
      {"identity.mode", "sealed"}, {"identity.name", kName}, {"education", "bac"}, {"reason", "hiring"}};
  for (const char* id : {"cdg62", "cdg60", "cdg45", "cdg69"})
    EXPECT_EQ(Fixture::Errors(Scheme(id).Program(said)),
              (Codes{"education.not_offered", "reason.not_offered"}))
        << id;
  Scheme of("amacod");
  EXPECT_TRUE(fake::Says(of.Step("edit", said), "Votre niveau d’études"));
  EXPECT_FALSE(fake::Says(Scheme("cdg62").Step("edit"), "Votre niveau d’études"));
  EXPECT_TRUE(fake::Says(of.Step("check", said), "Baccalauréat"));
  ASSERT_EQ(of.Program(said).status, 201);
  auto db = of.world.Pool().Take();
  EXPECT_FALSE(of.Only(*db, "provider").Report().Has("education")) << "counted, and under seal otherwise";
}

TEST(Schemes, Cdg45GivesTheCaseToTheReferentOnlyWithTheName) {
  Scheme of("cdg45");
  ASSERT_EQ(of.Program({{"identity.mode", "sealed"}, {"identity.name", kName}}).status, 201);
  EXPECT_FALSE(of.Knows("provider"));
  EXPECT_EQ(of.Holds("referent"), 0u);
  const auto answer = of.Program({{"idempotency_key", vault::RandomToken()},
                                  {"identity.mode", "released"},
                                  {"identity.name", kName},
                                  {"identity.audience", "referent"}});
  EXPECT_EQ(fake::JsonOf(answer)["readers"], *json::Parse(R"(["provider", "referent"])"));
  EXPECT_EQ(of.Holds("referent"), 1u);
  EXPECT_TRUE(of.Knows("referent"));
}

TEST(Schemes, ACallBackIsTakenOnlyWhereItIsOfferedAndSomeoneCanCall) {
  const fake::Pairs wish{
      {"callback.mode", "phone"}, {"callback.phone", "06 39 98 71 23"}, {"quality", "witness"}};
  Scheme none("cdg45");
  EXPECT_EQ(Fixture::Errors(none.Program(wish)), Codes{"callback.mode.unavailable"});
  Scheme offered("cdg62");
  {
    auto db = offered.world.Pool().Take();
    people::SetActive(*db, offered.world.Account("provider").id, false);
  }
  EXPECT_EQ(Fixture::Errors(offered.Program(wish)), Codes{"callback.mode.unavailable"});
  EXPECT_TRUE(fake::Says(offered.Step("send", wish), "06 39 98 71 23"));
}

}  // namespace
}  // namespace submit_report
