#include "functions/headcount/headcount.h"

#include <gtest/gtest.h>

#include "domain/campaign/campaign.h"
#include "domain/outbox/outbox.h"
#include "tests/support/fake_env.h"
#include "tests/support/fake_member.h"

namespace {

struct Headcount : testing::Test {
  fake::World world{"cdg69"};
  rt::Function function = headcount::Make(world.Env());
  scheme::Scheme scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg69.json");
  campaign::By by{0, "", world.Now()};
  std::string token = Prepare();

  std::string Prepare() {
    auto db = world.Pool().Take();
    fake::AddMember(*db, "Commune d’Amont", "mairie@amont.example");
    EXPECT_TRUE(campaign::Open(*db, 2027, *core::ParseDay("2027-04-30"), by));
    EXPECT_EQ(campaign::Ask(*db, scheme, 2027, world.Env().worker_public_key, by).value(), 1);
    return outbox::Due(*db, world.WorkerKeys(), world.Now()).at(0).token;
  }
  std::string State() {
    auto db = world.Pool().Take();
    return campaign::Lines(*db, scheme, 2027).at(0).state;
  }
};

TEST_F(Headcount, TheLinkShowsWhoIsAskedAndWhichDayCounts) {
  const auto page = function.handle(fake::Get({{"t", token}}));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Commune d’Amont"));
  EXPECT_TRUE(fake::Says(page, "1er janvier 2025"));
  EXPECT_EQ(fake::Header(page, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"t", token}})))).Text("reference"),
            "2025-01-01");
}

TEST_F(Headcount, IsToldWithoutTheTokenComingBackInAnAddress) {
  const auto told = function.handle(fake::Post({{"t", token}, {"headcount", "1 250"}}));
  EXPECT_EQ(told.status, 303);
  EXPECT_EQ(fake::Outside(told).find(token), std::string::npos);
  EXPECT_EQ(State(), "ready");
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({{"told", "1"}})), "enregistré"));
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({{"t", token}})), "1250")) << "to be corrected";
}

TEST_F(Headcount, RefusesWhatIsNoNumberAndKeepsIt) {
  for (const char* typed : {"", "beaucoup", "12,5", "0", "100001", "-3"}) {
    const auto page = function.handle(fake::Post({{"t", token}, {"headcount", typed}}));
    EXPECT_EQ(page.status, 422) << typed;
    EXPECT_TRUE(fake::Says(page, "value=\"" + std::string(typed) + "\"")) << typed;
  }
  EXPECT_EQ(State(), "waiting");
}

TEST_F(Headcount, AnotherLinkOpensNothingAndAFrozenYearTakesNone) {
  EXPECT_EQ(function.handle(fake::Get({{"t", "another"}})).status, 404);
  EXPECT_EQ(function.handle(fake::Post({{"t", "another"}, {"headcount", "3"}})).status, 404);
  {
    auto db = world.Pool().Take();
    ASSERT_TRUE(campaign::Freeze(*db, scheme, 2027, by));
  }
  EXPECT_EQ(function.handle(fake::Post({{"t", token}, {"headcount", "3"}})).status, 409);
  EXPECT_EQ(State(), "waiting");
}

}  // namespace
