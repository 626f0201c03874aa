// How long a case is kept, on the desk: its day, and keeping it longer.
#include <fstream>

#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct KeepingPage : Fixture {
  void Close() {
    ASSERT_EQ(Act({{"action", "close"},
                   {"outcome", "not_established"},
                   {"reason", "Voilà."},
                   {"version", Version()}})
                  .status,
              303);
  }
};

TEST_F(KeepingPage, SaysWhenTheCaseWillBeErased) {
  EXPECT_TRUE(Reads(Page(), "Un dossier ouvert n’a pas de date d’effacement"));
  EXPECT_TRUE(Json()["keeping"]["last"].IsNull());
  Close();
  EXPECT_TRUE(Reads(Page(), "Dossier sans suite : il sera effacé après le <strong>24 janvier 2027</strong>"));
  EXPECT_EQ(Json()["keeping"].Text("last"), "2027-01-24");
}

TEST_F(KeepingPage, AHoldIsSetAndLiftedWithAReason) {
  Close();
  EXPECT_EQ(Act({{"action", "hold"}, {"why", "judicial"}, {"version", Version()}}).status, 422)
      << "no reason";
  EXPECT_EQ(Act({{"action", "hold"}, {"why", "envie"}, {"reason", "x"}, {"version", Version()}}).status, 422);
  ASSERT_EQ(
      Act({{"action", "hold"}, {"why", "judicial"}, {"reason", "Plainte du 3 mars."}, {"version", Version()}})
          .status,
      303);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "Ce dossier n’est pas effacé : une procédure judiciaire est en cours."));
  EXPECT_TRUE(Reads(page, "Plainte du 3 mars."));
  EXPECT_TRUE(
      Reads(page, "Ce dossier est conservé au-delà de sa durée : une procédure judiciaire est en cours."));
  EXPECT_TRUE(Json()["keeping"]["last"].IsNull());
  EXPECT_EQ(Json()["keeping"]["hold"].Text("why"), "judicial");
  EXPECT_EQ(History().back(), "viewed");
  ASSERT_EQ(Act({{"action", "lift_hold"}, {"reason", "Jugement définitif."}, {"version", Version()}}).status,
            303);
  EXPECT_EQ(Json()["keeping"].Text("last"), "2027-01-24");
}

TEST_F(KeepingPage, ASecondHoldKeepsWhatWasTyped) {
  const auto before = Version();
  ASSERT_EQ(Act({{"action", "hold"}, {"why", "other"}, {"reason", "Un"}, {"version", before}}).status, 303);
  const auto late = Act({{"action", "hold"}, {"why", "other"}, {"reason", "Zqdeux"}, {"version", Version()}});
  EXPECT_EQ(late.status, 409);
  EXPECT_TRUE(Reads(late, "Zqdeux"));
}

TEST_F(KeepingPage, SilentTellsThePersonNothing) {
  ASSERT_EQ(
      Act({{"action", "hold"}, {"why", "other"}, {"reason", "x"}, {"silent", "yes"}, {"version", Version()}})
          .status,
      303);
  auto db = world.Pool().Take();
  EXPECT_TRUE(fake::AsReporter(*db, filed).Messages().empty());
}

// A CDG that wishes an archive.
TEST(ArchiveOnTheDesk, CasesThatAreKeptApartAreListedApart) {
  const auto own = std::filesystem::temp_directory_path() / ("vigie-" + vault::RandomToken() + ".json");
  std::ofstream(own) << R"({"extends": "cdg62", "retention": {"rules": {"archive": {"count": 36}}}})";
  fake::World world(own.string());
  const auto function = Make(world.Env());
  const auto& config = world.Env().config;
  const auto scheme = scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder());
  auto db = world.Pool().Take();
  const auto filed = casefile::File(*db, scheme, fake::NewReport(world), world.WorkerKeys().public_key,
                                    core::LocalDay(world.Now()))
                         .value();
  fake::AsReader(world, *db, "referent", filed)
      .Do(scheme, "close", fake::Closing("Voilà."), 0, world.Now())
      .value();
  const auto cases = [&](const fake::Pairs& query) {
    const auto answer = function.handle(fake::AsJson(fake::Get(query, fake::DeskCookie(world, "referent"))));
    return fake::JsonOf(answer)["cases"].Items().size();
  };
  EXPECT_EQ(cases({}), 1u);
  EXPECT_EQ(cases({{"state", "archive"}}), 0u);
  world.Later(std::chrono::days{366});
  EXPECT_EQ(cases({}), 0u);
  EXPECT_EQ(cases({{"state", "archive"}}), 1u);
  const auto page = function.handle(fake::Get({{"case", filed.number}}, fake::DeskCookie(world, "referent")));
  EXPECT_TRUE(Reads(page, "En archive intermédiaire depuis le 24 novembre 2027"));
  EXPECT_TRUE(Reads(page, "il sera effacé après le <strong>24 novembre 2030</strong>"));
  std::filesystem::remove(own);
}

}  // namespace
}  // namespace case_desk
