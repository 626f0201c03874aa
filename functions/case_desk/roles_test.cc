// One person, one account, several parts; and those who read no case.
#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct Roles : Fixture {
  people::Collectivite elsewhere = [this] {
    auto db = world.Pool().Take();
    return *people::AddCollectivite(*db, "ardelle", "Ville d’Ardelle");
  }();
  casefile::Filed FileAt(const people::Collectivite& place, bool concerns_authority) {
    auto report = fake::NewReport(world);
    report.collectivite_id = place.id;
    report.concerns_authority = concerns_authority;
    return fake::File(world, report);
  }
  // The référent of the first collectivité, substitute in the second.
  void TakeBothParts() {
    auto db = world.Pool().Take();
    ASSERT_TRUE(people::Assign(*db, world.Account("referent").id, "substitute", elsewhere.id));
    ASSERT_TRUE(people::Assign(*db, world.Account("referent").id, "committee", 0));
  }
};

TEST_F(Roles, OneAccountServesSeveralCollectivitesInSeveralParts) {
  TakeBothParts();
  const auto apart = FileAt(elsewhere, true);
  const auto here = FileAt(world.Collectivite(), true);
  const auto list = ListJson();
  std::vector<std::string> seen;
  for (const auto& row : list["cases"].Items()) seen.push_back(row.Text("id"));
  EXPECT_EQ(seen, (std::vector<std::string>{apart.number, filed.number}));
  EXPECT_EQ(function.handle(fake::Get({{"case", here.number}}, desk)).status, 404)
      << "the substitute's alone";
  auto db = world.Pool().Take();
  EXPECT_EQ(fake::AsReader(world, *db, "referent", filed).Who().role, "referent");
  EXPECT_EQ(fake::AsReader(world, *db, "referent", apart).Who().role, "substitute");
}

TEST_F(Roles, BugAPartWithoutCasesTookTheActsOfTheReferentAway) {
  TakeBothParts();
  EXPECT_EQ(Act({{"action", "acknowledge"}}).status, 303);
  EXPECT_EQ(Json().Text("state"), "acknowledged");
}

TEST_F(Roles, SomeoneWhoIsBothReadsAReportOnTheAuthorityAsItsSubstitute) {
  auto db = world.Pool().Take();
  ASSERT_TRUE(people::Assign(*db, world.Account("substitute").id, "referent", world.Collectivite().id));
  EXPECT_EQ(fake::AsReader(world, *db, "substitute", FileAt(world.Collectivite(), true)).Who().role,
            "substitute");
  EXPECT_EQ(fake::AsReader(world, *db, "substitute", FileAt(world.Collectivite(), false)).Who().role,
            "referent");
}

TEST_F(Roles, TheCommitteeAndTheManagerHoldNoCaseAndAreLedToTheFigures) {
  world.AddReader("comite", "committee", 0);
  world.AddReader("gestion", "manager", 0);
  for (const char* login : {"comite", "gestion"}) {
    desk = fake::DeskCookie(world, login);
    EXPECT_TRUE(ListJson()["cases"].Items().empty()) << login;
    EXPECT_TRUE(fake::Says(List(), "href=\"/f/figures\"")) << login;
    EXPECT_FALSE(Reads(List(), filed.number)) << login;
    EXPECT_EQ(Page(desk).status, 404) << login;
  }
  desk = fake::DeskCookie(world, "provider");
  EXPECT_FALSE(fake::Says(List(), "/f/figures"));
}

}  // namespace
}  // namespace case_desk
