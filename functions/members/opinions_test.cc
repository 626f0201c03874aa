// What the members think of the dispositif, as a manager asks and reads it.
#include "domain/membership/opinions.h"

#include "domain/outbox/outbox.h"
#include "functions/members/members_fixture.h"

namespace members {
namespace {

using fake::Says;

struct MembersOpinions : Office {
  void Answer(const json::Value& answers, const std::string& words) {
    auto db = world.Pool().Take();
    const auto token = outbox::Due(*db, world.WorkerKeys(), world.Now()).at(0).token;
    ASSERT_TRUE(membership::GiveOpinion(*db, token, answers, words, core::LocalDay(world.Now())));
  }
  std::string Ask() {
    const auto asked = Post("", {{"do", "opinions"}});
    EXPECT_EQ(asked.status, 303);
    return fake::Header(asked, "Location");
  }
};

TEST_F(MembersOpinions, AreAskedAndReadWithTheirNames) {
  Added();
  EXPECT_TRUE(Says(Get({{"opinions", ""}}), "Aucun avis n’a encore été demandé"));
  EXPECT_EQ(Ask(), "/f/members?opinions=&asked=0") << "it is no member yet";
  ASSERT_EQ(Do({{"do", "adopt"}, {"on", "12/03/2026"}}), 303);
  EXPECT_EQ(Ask(), "/f/members?opinions=&asked=1");
  EXPECT_EQ(Ask(), "/f/members?opinions=&asked=0") << "once a day";
  EXPECT_TRUE(Says(Get({{"opinions", ""}}), "Sans réponse à ce jour"));
  EXPECT_TRUE(
      Says(Get({{"member", "commune-de-valmeuse"}}), "Avis sur le dispositif, demandé le 24 novembre 2026"));
  Answer(json::Value::MakeObject({{"known", "few"}}), "Les écoles ne savent rien.");
  const auto page = Get({{"opinions", "2026"}});
  EXPECT_TRUE(Says(page, "Presque aucun") && Says(page, "Les écoles ne savent rien."));
  EXPECT_TRUE(Says(page, "Réponses\u00a0: 1 sur 1.") && !Says(page, "Sans réponse à ce jour"));
  const auto csv = Get({{"opinions", "2026"}, {"export", "csv"}});
  EXPECT_TRUE(Says(csv, "Commune de Valmeuse") && Says(csv, "Presque aucun"));
  const auto told = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"opinions", "2026"}}, cookie))));
  EXPECT_EQ(told["given"].Items().at(0)["answers"].Text("known"), "few");
}

TEST_F(MembersOpinions, OfAYearWhenNobodyWasAskedAreNotFound) {
  EXPECT_EQ(Get({{"opinions", "2019"}}).status, 404);
  EXPECT_EQ(Get({{"opinions", "beaucoup"}}).status, 404);
  EXPECT_EQ(Get({{"opinions", ""}, {"export", "ods"}}).status, 404);
}

}  // namespace
}  // namespace members
