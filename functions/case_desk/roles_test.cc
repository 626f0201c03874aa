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

TEST_F(Roles, TheCommitteeSeesNumbersNoCaseAndNoSmallNumber) {
  world.AddReader("comite", "committee", 0);
  desk = fake::DeskCookie(world, "comite");
  for (int i = 0; i < 3; ++i) fake::FileOne(world);
  auto json = ListJson();
  EXPECT_TRUE(json["cases"].Items().empty());
  ASSERT_EQ(json["figures"].Items().size(), 12u);
  EXPECT_EQ(json["figures"].Items()[0].Text("month"), "2026-11");
  EXPECT_TRUE(json["figures"].Items()[0]["reports"].IsNull()) << "four: too few to be told";
  EXPECT_TRUE(Reads(List(), "moins de 5"));
  fake::FileOne(world);
  json = ListJson();
  EXPECT_EQ(json["figures"].Items()[0]["reports"], json::Value(5));
  EXPECT_TRUE(json["figures"].Items()[1]["reports"].IsNull());
  EXPECT_TRUE(Reads(List(), "<th scope=\"row\">novembre 2026</th><td>5</td>"));
  EXPECT_FALSE(Reads(List(), filed.number));
  EXPECT_EQ(Page(desk).status, 404);
}

TEST_F(Roles, ACommitteeOfOneCollectiviteCountsThatOneAlone) {
  world.AddReader("comite", "committee", elsewhere.id);
  desk = fake::DeskCookie(world, "comite");
  for (int i = 0; i < 6; ++i) fake::FileOne(world);
  EXPECT_TRUE(ListJson()["figures"].Items()[0]["reports"].IsNull());
}

TEST_F(Roles, AManagerHasNeitherCasesNorFigures) {
  world.AddReader("gestion", "manager", 0);
  desk = fake::DeskCookie(world, "gestion");
  EXPECT_TRUE(ListJson()["figures"].Items().empty());
  EXPECT_FALSE(Reads(List(), "mois par mois"));
}

}  // namespace
}  // namespace case_desk
