#include "functions/membership_request/membership_request.h"

#include <gtest/gtest.h>

#include "domain/membership/life.h"
#include "tests/support/fake_env.h"

namespace membership_request {
namespace {

using fake::Says;

struct MembershipRequest : testing::Test {
  explicit MembershipRequest(std::string scheme = "cdg62") : world(std::move(scheme)) {}
  fake::World world;
  rt::Function function = Make(world.Env());

  static form::Fields Told() {
    return fake::FieldsOf({{"name", "Commune de Valmeuse"},
                           {"kind", "commune"},
                           {"siret", "216 200 999 00011"},
                           {"affiliated", "yes"},
                           {"headcount", "250"},
                           {"contact_name", "Dany Ostrevant"},
                           {"contact_email", "mairie@valmeuse.example"},
                           {"number", "2026-012"},
                           {"on", "02/11/2026"}});
  }
  rt::Response Post(form::Fields fields, const std::string& step) {
    fields.Set("step", step);
    return function.handle(fake::Post(fields));
  }
};

TEST_F(MembershipRequest, IsCheckedWithItsFeeThenFiled) {
  EXPECT_EQ(function.handle(fake::Get()).status, 200);
  const auto check = Post(Told(), "check");
  EXPECT_EQ(check.status, 200);
  EXPECT_TRUE(Says(check, "500,00")) << "2 € × 250";
  EXPECT_TRUE(Says(check, "Commune de Valmeuse"));
  EXPECT_EQ(world.Count("member"), 0) << "nothing is kept before it is sent";
  const auto sent = Post(Told(), "send");
  EXPECT_EQ(sent.status, 303);
  EXPECT_EQ(fake::Header(sent, "Location"), "/f/membership_request?done=1");
  EXPECT_EQ(function.handle(fake::Get({{"done", "1"}})).status, 200);
  auto db = world.Pool().Take();
  const auto one = membership::FindMemberBySlug(*db, "commune-de-valmeuse").value();
  EXPECT_EQ(one.state, membership::State::kAsked);
  EXPECT_EQ(membership::LifeOf(*db, one.collectivite_id).deliberation, "2026-012");
  EXPECT_EQ(membership::HeadcountOn(*db, one.collectivite_id, core::LocalDay(world.Now()))->agents, 250);
  EXPECT_FALSE(people::FindCollectivite(*db, one.slug)) << "agents do not find it yet";
  EXPECT_EQ(membership::Events(*db, one.collectivite_id).at(0).who, "")
      << "nobody's name outlives the erasing";
}

TEST_F(MembershipRequest, ComesBackWithWhatIsWrong) {
  auto told = Told();
  told.Set("siret", "12345678901234");
  told.Set("headcount", "beaucoup");
  told.Set("on", "31/02/2026");
  told.Set("contact_email", "mairie");
  const auto refused = Post(told, "send");
  EXPECT_EQ(refused.status, 422);
  for (const char* field : {"siret", "headcount", "on", "contact_email"})
    EXPECT_TRUE(Says(refused, "<a href=\"#" + std::string(field) + "\">")) << field;
  EXPECT_TRUE(Says(refused, "value=\"beaucoup\""));
  EXPECT_EQ(world.Count("member"), 0);
}

TEST_F(MembershipRequest, OfABodyThatIsKnownIsRefusedWithoutSayingMore) {
  ASSERT_EQ(Post(Told(), "send").status, 303);
  EXPECT_EQ(Post(Told(), "send").status, 409);
  EXPECT_EQ(world.Count("member"), 1);
}

TEST_F(MembershipRequest, WaitsWhenTooManyWait) {
  {
    auto db = world.Pool().Take();
    for (int i = 0; i < 200; ++i) {
      membership::Member one;
      one.name = "Commune " + std::to_string(i);
      one.kind = "commune";
      ASSERT_TRUE(membership::Add(*db, one));
    }
  }
  EXPECT_EQ(Post(Told(), "send").status, 429);
}

TEST_F(MembershipRequest, OfAProgramIsFiledAtOnce) {
  const auto filed = function.handle(fake::PostJson(
      R"({"name": "Ardelle", "kind": "commune", "siret": "21620099800013", "affiliated": "yes", "headcount": "12",
          "contact_name": "Sacha", "contact_email": "rh@ardelle.example"})"));
  EXPECT_EQ(filed.status, 201);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
}

struct MembershipRequestElsewhere : MembershipRequest {
  MembershipRequestElsewhere() : MembershipRequest("amacod") {}
};
TEST_F(MembershipRequestElsewhere, IsNotTakenWhereNobodyCanJoin) {
  EXPECT_EQ(function.handle(fake::Get()).status, 403);
  EXPECT_EQ(Post(Told(), "send").status, 403);
}

}  // namespace
}  // namespace membership_request
