// The desk's list: what programs read, what is found, 50 a page, and calls to make.
#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct DeskList : Fixture {
  std::vector<std::string> Found(const fake::Pairs& query) {
    std::vector<std::string> numbers;
    const auto list = ListJson(query);
    for (const auto& row : list["cases"].Items()) numbers.push_back(row.Text("id"));
    return numbers;
  }
  casefile::Filed FileKind(const char* kind) {
    auto report = fake::NewReport(world);
    report.report.Set("kinds", json::Array{json::Value(kind)});
    return fake::File(world, report);
  }
};

using Numbers = std::vector<std::string>;

TEST_F(DeskList, HasTheShapeThatProgramsRelyOn) {
  FromReporter("Bonjour");
  const auto json = ListJson();
  ASSERT_EQ(json["cases"].Items().size(), 1u);
  const auto& row = json["cases"].Items()[0];
  EXPECT_EQ(row.Text("id"), filed.number);
  EXPECT_EQ(row["state"], json::Value("received"));
  EXPECT_EQ(row["deadline"], json::Value("2026-12-03"));
  EXPECT_EQ(row["unread"], json::Value(1));
  Program(R"({"action": "close", "outcome": "measures", "reason": "x"})");
  const auto after = ListJson();
  EXPECT_EQ(after["cases"].Items()[0].Text("deadline"), "2027-02-24");  // no retaliation meanwhile?
  EXPECT_EQ(after["cases"].Items()[0].Text("state"), "closed");
}

TEST_F(DeskList, ShowsStateAgeDeadlineAndWhatIsUnread) {
  FromReporter("Bonjour");
  world.Later(std::chrono::days{3});
  desk = fake::DeskCookie(world, "referent");
  const auto page = List();
  for (const char* said : {"Commune de Saint-Romain", "Harcèlement moral", "24 novembre 2026", "il y a 3 j",
                           "Reçu", "dans 4 jours ouvrés", "Accuser réception", "non lus : 1"})
    EXPECT_TRUE(Reads(page, said)) << said;
  world.Later(std::chrono::days{14});
  desk = fake::DeskCookie(world, "referent");
  EXPECT_TRUE(Reads(List(), "en retard de"));
}

TEST_F(DeskList, FindsByNumberPlaceAndKindWhateverTheAccents) {
  const auto threat = FileKind("threat");
  EXPECT_EQ(Found({{"q", "menace"}}), Numbers{threat.number});
  EXPECT_EQ(Found({{"q", "HARCELEMENT"}}), Numbers{filed.number});
  EXPECT_EQ(Found({{"q", threat.number.substr(0, 4)}}), Numbers{threat.number});
  EXPECT_EQ(Found({{"q", "saint  romain menace"}}), Numbers{threat.number});
  EXPECT_EQ(Found({{"q", "saint-romain"}}).size(), 2u);
  // Never by the words of a report: they would stay in the history of a browser.
  EXPECT_TRUE(Found({{"q", "crie"}}).empty());
  const auto none = List({{"q", "<rien>"}});
  EXPECT_TRUE(fake::Says(none, "value=\"&lt;rien&gt;\""));
  EXPECT_TRUE(Reads(none, "Aucun dossier ne correspond"));
}

TEST_F(DeskList, FiltersByStateAndByWhatIsUnread) {
  const auto other = FileKind("threat");
  FromReporter("Bonjour");
  EXPECT_EQ(Found({{"unread", "1"}}), Numbers{filed.number});
  EXPECT_EQ(Found({{"unread", "0"}}).size(), 2u);
  Program(R"({"action": "acknowledge"})");
  EXPECT_EQ(Found({{"state", "acknowledged"}}), Numbers{filed.number});
  EXPECT_EQ(Found({{"state", "received"}}), Numbers{other.number});
  EXPECT_TRUE(fake::Says(List({{"state", "received"}}), "<option value=\"received\" selected>"));
}

TEST_F(DeskList, FiftyAPageNewestFirstAndTheSearchGoesAlong) {
  const auto today = core::LocalDay(world.Now());
  {
    auto db = world.Pool().Take();
    const auto scheme = fake::SchemeOf(world);
    for (int i = 0; i < 51; ++i) {
      auto report = fake::NewReport(world);
      report.report.Set("kinds", json::Array{json::Value("threat")});
      ASSERT_TRUE(casefile::File(*db, scheme, report, world.WorkerKeys().public_key,
                                 today + std::chrono::days{i < 50 ? 1 : 2}));
    }
  }
  const auto first = ListJson();
  EXPECT_EQ(first["cases"].Items().size(), 50u);
  EXPECT_EQ(first["total"].Int(), 52);
  EXPECT_EQ(first["pages"].Int(), 2);
  EXPECT_EQ(first["cases"].Items()[0].Text("received_on"), "2026-11-26");
  const auto second = ListJson({{"page", "2"}});
  ASSERT_EQ(second["cases"].Items().size(), 2u);
  EXPECT_EQ(second["cases"].Items()[1].Text("id"), filed.number);
  EXPECT_EQ(Found({{"q", "menace"}}).size(), 50u);
  EXPECT_TRUE(fake::Says(List({{"q", "menace & co"}, {"unread", "0"}}), "value=\"menace &amp; co\""));
  const auto page = List({{"q", "menace"}, {"state", "received"}});
  EXPECT_TRUE(fake::Says(page, "/f/case_desk?page=2&amp;state=received&amp;q=menace"));
  EXPECT_TRUE(Reads(page, "Page 1 sur 2"));
  for (const char* odd : {"0", "-1", "99", "x", "123456789012345678901"})
    EXPECT_EQ(List({{"page", odd}}).status, 200) << odd;
}

TEST_F(DeskList, IsEmptyForWhoeverHoldsNothing) {
  desk = fake::DeskCookie(world, "provider");
  EXPECT_TRUE(ListJson()["cases"].Items().empty());
  EXPECT_TRUE(Reads(List(), "Aucun dossier ne vous est confié pour le moment"));
}

TEST_F(DeskList, TellsAManagerThatNoCaseIsTheirs) {
  world.AddReader("gestion", "manager", 0);
  desk = fake::DeskCookie(world, "gestion");
  const auto page = List();
  EXPECT_TRUE(Reads(page, "Il ne donne accès à aucun dossier"));
  EXPECT_FALSE(Reads(page, "Vous recevrez un courriel"));
  EXPECT_TRUE(ListJson()["cases"].Items().empty());
}

TEST_F(DeskList, BugAManagerWhoAlsoReadsWasToldThatNoCaseIsTheirs) {
  {
    auto db = world.Pool().Take();
    ASSERT_TRUE(people::Assign(*db, world.Account("referent").id, "manager", 0));
  }
  EXPECT_FALSE(Reads(List(), "Il ne donne accès à aucun dossier"));
}

TEST_F(DeskList, ACallToMakeStandsThereInWordsUntilItWasMade) {
  {
    auto db = world.Pool().Take();
    const auto wish =
        json::Value::MakeObject({{"mode", "phone"}, {"phone", "06 39 98 71 23"}, {"slot", "morning"}});
    ASSERT_TRUE(fake::AsReporter(*db, filed).AskCallback(wish, core::LocalDay(world.Now())));
  }
  EXPECT_FALSE(Reads(List(), "06 39 98 71 23"));
  desk = fake::DeskCookie(world, "provider");
  const auto page = List();
  EXPECT_TRUE(Reads(page, "06 39 98 71 23"));
  EXPECT_TRUE(Reads(page, "Créneau souhaité : Le matin."));
  const auto listed = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, desk))));
  const auto& wish = listed["callbacks"].Items().at(0);
  EXPECT_EQ(wish.Text("slot") + " " + wish.Text("phone"), "morning 06 39 98 71 23");
  const auto id = wish.Text("id");
  EXPECT_TRUE(Reads(page, "name=\"callback\" value=\"" + id + "\""));
  EXPECT_EQ(function
                .handle(fake::Post({{"action", "callback_done"}, {"callback", id}},
                                   fake::DeskCookie(world, "referent")))
                .status,
            404);
  EXPECT_EQ(function.handle(fake::Post({{"action", "callback_done"}, {"callback", id}}, desk)).status, 303);
  EXPECT_EQ(function.handle(fake::Post({{"action", "callback_done"}, {"callback", id}}, desk)).status, 404);
  EXPECT_FALSE(Reads(List(), "06 39 98 71 23"));
}

TEST_F(DeskList, WithoutASessionIsTheDoor) {
  desk = "desk=" + vault::RandomToken();
  EXPECT_EQ(fake::Header(List(), "Location"), "/connexion/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}, desk))).status, 403);
}

}  // namespace
}  // namespace case_desk
