// One case on the screen, and as programs read it.
#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct CasePage : Fixture {};

TEST_F(CasePage, HasTheShapeThatProgramsRelyOn) {
  FromReporter("Bonjour");
  const auto json = Json();
  EXPECT_EQ(json.Text("id"), filed.number);
  EXPECT_EQ(json.Text("facts"), "Il crie <b>chaque matin</b>.");
  EXPECT_TRUE(json.Has("identity"));
  EXPECT_TRUE(json["identity"].IsNull());
  EXPECT_EQ(
      json["messages"],
      *json::Parse(
          R"([{"id": 1, "from": "reporter", "name": "", "text": "Bonjour", "on": "2026-11-24", "read_on": "2026-11-24"}])"));
  EXPECT_EQ(json["evidence"], json::Value(json::Array()));
  ASSERT_TRUE(json["history"].IsArray());
  EXPECT_EQ(json["history"].Items()[0],
            *json::Parse(R"({"on": "2026-11-24", "what": "received", "who": "reporter", "detail": ""})"));
  EXPECT_EQ(json.Text("state"), "received");
  EXPECT_EQ(json.Text("deadline"), "2026-12-03");
}

TEST_F(CasePage, ShowsTheAnswersUnderTheirLabelsEscaped) {
  const auto page = Page();
  EXPECT_EQ(page.status, 200);
  for (const char* said : {"<dt>Que s’est-il passé", "Il crie &lt;b&gt;chaque matin&lt;/b&gt;.",
                           "Harcèlement moral", "Victime", "Reçu le 24 novembre 2026", "Accuser réception"})
    EXPECT_TRUE(Reads(page, said)) << said;
  EXPECT_FALSE(fake::Says(page, "<b>chaque"));
  EXPECT_FALSE(fake::Says(page, "moral_harassment"));
}

TEST_F(CasePage, AnIdentityUnderSealIsNowhereInIt) {
  for (const auto& answer :
       {Page(), function.handle(fake::AsJson(fake::Get({{"case", filed.number}}, desk)))}) {
    EXPECT_FALSE(fake::Says(answer, "Camille"));
    EXPECT_FALSE(fake::Says(answer, "Voirie"));
  }
  EXPECT_TRUE(Reads(Page(), "sous scellé"));
}

TEST_F(CasePage, BugTheNameThatWasReleasedWasNotShown) {
  Release({"referent"});
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "<dt>Prénom et nom</dt><dd>Camille Fictive</dd>"));
  EXPECT_TRUE(Reads(page, "<dt>Service</dt><dd>Voirie</dd>"));
  EXPECT_EQ(Json()["identity"], *json::Parse(R"({"name": "Camille Fictive", "indirect.service": "Voirie"})"));
}

TEST_F(CasePage, BugAMessageOfTheServiceItselfMadeThePageFail) {
  ASSERT_EQ(Act({{"action", "acknowledge"}, {"version", Version()}}).status, 303);
  ASSERT_EQ(
      Act({{"action", "ask_identity"}, {"reason", "Pour vous recevoir"}, {"version", Version()}}).status,
      303);
  ASSERT_EQ(
      Act({{"action", "set_state"}, {"state", "assessment"}, {"reason", "examen"}, {"version", Version()}})
          .status,
      303);
  Release({"referent", "provider"});
  ASSERT_EQ(Act({{"action", "close"},
                 {"outcome", "measures"},
                 {"reason", "Il a été déplacé."},
                 {"version", Version()}})
                .status,
            303);
  const auto page = Page();
  ASSERT_EQ(page.status, 200);
  for (const char* said :
       {"La réception a été accusée.", "L’identité a été demandée. La raison donnée : Pour vous recevoir",
        "Nouvel état annoncé à la personne : En cours d’examen.", "La personne a levé le scellé",
        "Le dossier a été clos : Des mesures ont été prises. L’explication donnée : Il a été déplacé."})
    EXPECT_TRUE(Reads(page, said)) << said;
  const auto json = Json();
  for (const auto& message : json["messages"].Items())
    EXPECT_EQ(message.Text("text").find("system."), std::string::npos);
}

TEST_F(CasePage, TheHistorySpeaksFrench) {
  Act({{"action", "set_state"}, {"state", "assessment"}, {"reason", "je regarde"}});
  Release({"referent", "provider"});
  Act({{"action", "close"}, {"outcome", "measures"}, {"reason", "Voilà."}});
  const auto page = Page();
  for (const char* said : {"(En cours d’examen, je regarde)",
                           "(le référent du dispositif, le psychologue ou le juriste du prestataire)",
                           "(Des mesures ont été prises)"})
    EXPECT_TRUE(Reads(page, said)) << said;
  for (const char* raw : {"(assessment", "(measures", "(referent"})
    EXPECT_FALSE(fake::Says(page, raw)) << raw;
}

TEST_F(CasePage, EveryViewEntersTheJournalUnderTheNameOfWhoLooked) {
  world.AddReader("second", "referent", world.Collectivite().id);
  filed = fake::FileOne(world);
  const auto other = fake::DeskCookie(world, "second");
  Page();
  Page(other);
  Json(other);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "dossier consulté, par Personne second"));
  EXPECT_TRUE(Reads(page, "dossier consulté, par Personne referent"));
  EXPECT_EQ(History(), (std::vector<std::string>{"received", "viewed", "viewed", "viewed", "viewed"}));
}

TEST_F(CasePage, ReadingTellsTheReporterAndEmptiesTheList) {
  FromReporter("Bonjour");
  EXPECT_EQ(ListJson()["cases"].Items().at(0)["unread"].Int(), 1);
  Page();
  EXPECT_EQ(ListJson()["cases"].Items().at(0)["unread"].Int(), 0);
  auto db = world.Pool().Take();
  EXPECT_TRUE(fake::AsReporter(*db, filed).Messages()[0].read_on);
}

TEST_F(CasePage, OfSomeoneElseIsNotFoundWhetherItExistsOrNot) {
  for (const char* login : {"substitute", "provider"}) {
    const auto cookie = fake::DeskCookie(world, login);
    const auto refused = Page(cookie);
    EXPECT_EQ(refused.status, 404);
    auto request = fake::Get({{"case", "AAAA-AAAA"}}, cookie);
    EXPECT_EQ(function.handle(request).body, refused.body);
    EXPECT_EQ(Program(R"({"action": "acknowledge"})", cookie).status, 404);
  }
}

TEST_F(CasePage, ANoteIsItsAuthorsAlone) {
  Release({"provider"});
  ASSERT_EQ(Act({{"action", "note"}, {"text", "rappeler <lundi>"}}).status, 303);
  EXPECT_TRUE(fake::Says(Page(), "rappeler &lt;lundi&gt;"));
  EXPECT_EQ(Json()["notes"].Items().at(0).Text("text"), "rappeler <lundi>");
  const auto other = fake::DeskCookie(world, "provider");
  const auto page = Page(other);
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(fake::Says(page, "rappeler"));
  EXPECT_TRUE(Reads(page, "note personnelle ajoutée, par Personne referent"));
  EXPECT_TRUE(Json(other)["notes"].Items().empty());
}

TEST_F(CasePage, SaysWhoMayReadIt) {
  EXPECT_TRUE(fake::Says(Page(), "<span class=\"state\">Personne referent</span>"));
  EXPECT_FALSE(fake::Says(Page(), "<span class=\"state\">Personne substitute"));
  Release({"provider"});
  EXPECT_TRUE(fake::Says(Page(), "<span class=\"state\">Personne provider</span>"));
}

TEST_F(CasePage, WithoutASessionIsTheDoor) {
  for (const std::string& cookie : {std::string("x=y"), "desk=" + vault::RandomToken(),
                                    "desk=" + fake::ReporterCookie(world, filed).substr(5)}) {
    EXPECT_EQ(fake::Header(Page(cookie), "Location"), "/connexion/");
    EXPECT_EQ(Program(R"({"action": "acknowledge"})", cookie).status, 403);
  }
}

TEST_F(CasePage, AnAccountThatIsClosedInTheMiddleOfASessionReadsNothingMore) {
  ASSERT_EQ(Page().status, 200);
  {
    auto db = world.Pool().Take();
    people::SetActive(*db, world.Account("referent").id, false);
  }
  EXPECT_EQ(Page().status, 303);
  EXPECT_EQ(Program(R"({"action": "acknowledge"})").status, 403);
}

TEST_F(CasePage, APartTakenAwayLeavesTheCasesThatWereGranted) {
  {
    auto db = world.Pool().Take();
    db->Exec("DELETE FROM assignment WHERE account_id = (SELECT id FROM account WHERE login = 'referent')");
  }
  EXPECT_EQ(Page().status, 200);
  EXPECT_EQ(ListJson()["cases"].Items().size(), 1u);
}

}  // namespace
}  // namespace case_desk
