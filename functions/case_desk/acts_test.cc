// What is done to a case: by forms, by programs, and by two people at once.
#include <thread>

#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct Acts : Fixture {};

TEST_F(Acts, ByAProgramUnderTheNamesThatItReliesOn) {
  const auto acknowledged = Program(R"({"action": "acknowledge"})");
  EXPECT_EQ(acknowledged.status, 200);
  EXPECT_EQ(fake::JsonOf(acknowledged).Text("state"), "acknowledged");
  EXPECT_EQ(Program(R"({"action": "message", "text": "Bonjour"})").status, 200);
  EXPECT_EQ(Program(R"({"action": "ask_identity", "reason": "Pour vous recevoir"})").status, 200);
  EXPECT_EQ(fake::JsonOf(Program(R"({"action": "set_state", "state": "assessment", "reason": "examen"})"))
                .Text("state"),
            "assessment");
  EXPECT_EQ(fake::JsonOf(Program(R"({"action": "close", "outcome": "measures", "reason": "Voilà."})"))
                .Text("state"),
            "closed");
  EXPECT_EQ(History(), (std::vector<std::string>{"received", "acknowledged", "message", "identity_asked",
                                                 "state", "closed"}));
}

TEST_F(Acts, AProgramMayGiveTheOutcomeAsStateAndAReasonAsText) {
  EXPECT_EQ(Program(R"({"action": "ask_identity", "text": "Pour vous recevoir"})").status, 200);
  EXPECT_TRUE(Reads(Page(), "Pour vous recevoir"));
  EXPECT_EQ(Program(R"({"action": "close", "state": "support", "text": "Voilà."})").status, 200);
  EXPECT_TRUE(Reads(Page(), "Clos : La personne a été accompagnée"));
}

TEST_F(Acts, WhatIsMissingOrUnknownIsRefusedInWords) {
  const auto code = [&](std::string_view body) {
    const auto answer = Program(body);
    EXPECT_EQ(answer.status, 422) << body;
    const auto json = fake::JsonOf(answer);
    const auto& error = json.Has("errors") ? json["errors"].Items().at(0) : json["error"];
    EXPECT_FALSE(error.Text("message").empty());
    return error.Text("field") + "." + error.Text("code");
  };
  EXPECT_EQ(code(R"({"action": "message"})"), "text.required");
  EXPECT_EQ(code(R"({"action": "ask_identity"})"), "reason.required");
  EXPECT_EQ(code(R"({"action": "set_state", "state": "nowhere", "reason": "x"})"), "state.unknown");
  EXPECT_EQ(code(R"({"action": "set_state", "state": "closed", "reason": "x"})"), "state.unknown");
  EXPECT_EQ(code(R"({"action": "set_state", "state": "assessment"})"), "reason.required");
  EXPECT_EQ(code(R"({"action": "close", "reason": "x"})"), "outcome.required");
  EXPECT_EQ(code(R"({"action": "close", "outcome": "nothing", "reason": "x"})"), "outcome.unknown");
  EXPECT_EQ(code(R"({"action": "destroy"})"), ".desk.action_unknown");
  EXPECT_EQ(History(), std::vector<std::string>{"received"});
}

TEST_F(Acts, ARefusedFormKeepsWhatWasTypedAndTiesItsErrors) {
  const std::string long_reason = std::string(4000, 'a') + "<b>";
  const auto page = Act({{"action", "act"}, {"act", "close"}, {"outcome", ""}, {"reason", long_reason}});
  EXPECT_EQ(page.status, 422);
  for (const std::string part :
       {"<title>Erreur", "autofocus", "<a href=\"#outcome\">", "<a href=\"#reason\">", "id=\"reason-error\"",
        "aria-describedby=\"reason-hint reason-error\"", "aria-invalid=\"true\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_TRUE(fake::Says(page, std::string(4000, 'a') + "&lt;b&gt;</textarea>"));
}

TEST_F(Acts, TheSameMessageFormTwiceIsOneMessage) {
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(Act({{"action", "message"}, {"text", "Bonjour"}, {"once", "jeton"}}).status, 303);
  EXPECT_EQ(Json()["messages"].Items().size(), 1u);
}

TEST_F(Acts, OfTwoAtOnceOneWinsAndTheOtherIsToldWithWhatTheyTyped) {
  const auto seen = Version();
  ASSERT_EQ(Act({{"action", "act"}, {"act", "assess"}, {"reason", "je regarde"}, {"version", seen}}).status,
            303);
  const auto late = Act({{"action", "close"},
                         {"outcome", "support"},
                         {"reason", "Une <longue> explication"},
                         {"version", seen}});
  EXPECT_EQ(late.status, 409);
  for (const char* said : {"<title>Erreur", "autofocus", "Quelqu’un d’autre a agi sur ce dossier",
                           "Une &lt;longue&gt; explication</textarea>", "value=\"support\" selected"})
    EXPECT_TRUE(Reads(late, said)) << said;
  EXPECT_TRUE(fake::Says(late, "name=\"version\" value=\"" + Version() + "\""));
  EXPECT_EQ(Json().Text("state"), "assessment");
  EXPECT_EQ(Act({{"action", "close"},
                 {"outcome", "support"},
                 {"reason", "Une explication"},
                 {"version", Version()}})
                .status,
            303);
}

TEST_F(Acts, BugWhatWasTypedIntoAFormThatIsGoneWasLost) {
  const auto seen = Version();
  ASSERT_EQ(Act({{"action", "ask_identity"}, {"reason", "premier"}, {"version", seen}}).status, 303);
  const auto asked = Act({{"action", "ask_identity"}, {"reason", "le <second> motif"}, {"version", seen}});
  EXPECT_EQ(asked.status, 409);
  EXPECT_TRUE(Reads(asked, "<dd>le &lt;second&gt; motif</dd>"));
  ASSERT_EQ(Act({{"action", "close"}, {"outcome", "support"}, {"reason", "premier"}}).status, 303);
  const auto closed = Act(
      {{"action", "close"}, {"outcome", "measures"}, {"reason", "ma longue explication"}, {"version", seen}});
  EXPECT_EQ(closed.status, 409);
  EXPECT_TRUE(Reads(closed, "ma longue explication</textarea>"));
  EXPECT_TRUE(Reads(closed, "value=\"measures\" selected"));
}

TEST_F(Acts, AConflictIsAlsoAViewThatTheJournalKnows) {
  const auto seen = Version();
  Act({{"action", "acknowledge"}, {"version", seen}});
  ASSERT_EQ(Act({{"action", "acknowledge"}, {"version", seen}}).status, 409);
  EXPECT_EQ(History().back(), "viewed");
}

TEST_F(Acts, AProgramIsToldOfEveryConflict) {
  const auto conflict = [&](std::string_view body) {
    const auto answer = Program(body);
    EXPECT_EQ(answer.status, 409) << body;
    return fake::JsonOf(answer)["error"].Text("code");
  };
  const auto seen = Version();
  Program(R"({"action": "acknowledge"})");
  EXPECT_EQ(conflict(R"({"action": "acknowledge"})"), "case.acknowledged_before");
  EXPECT_EQ(conflict(R"({"action": "close", "outcome": "measures", "reason": "x", "version": )" + seen + "}"),
            "case.changed");
  Program(R"({"action": "ask_identity", "reason": "x"})");
  EXPECT_EQ(conflict(R"({"action": "ask_identity", "reason": "x"})"), "case.identity_asked_before");
  Program(R"({"action": "close", "outcome": "measures", "reason": "x"})");
  EXPECT_EQ(conflict(R"({"action": "close", "outcome": "measures", "reason": "x"})"), "case.closed_before");
  EXPECT_EQ(conflict(R"({"action": "ask_identity", "reason": "x"})"), "case.closed_before");
}

TEST_F(Acts, OfManyInTheSameInstantExactlyOneWins) {
  const auto seen = Version();
  std::vector<std::thread> threads;
  std::vector<int> statuses(6);
  for (auto& status : statuses)
    threads.emplace_back([&] {
      status =
          Program(R"({"action": "set_state", "state": "assessment", "reason": "x", "version": )" + seen + "}")
              .status;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 200), 1);
  EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 409), 5);
}

TEST_F(Acts, AReadingInBetweenIsNoConflict) {
  world.AddReader("second", "referent", world.Collectivite().id);
  filed = fake::FileOne(world);
  FromReporter("Bonjour");
  const auto seen = Version();
  Page(fake::DeskCookie(world, "second"));
  EXPECT_EQ(Act({{"action", "acknowledge"}, {"version", seen}}).status, 303);
}

TEST_F(Acts, AClosedCaseIsReopenedWithAReasonAndMayBeWrittenIn) {
  Act({{"action", "close"}, {"outcome", "measures"}, {"reason", "Voilà."}});
  EXPECT_EQ(Act({{"action", "message"}, {"text", "Un dernier mot"}}).status, 303);
  EXPECT_TRUE(Reads(Page(), "Rouvrir le dossier"));
  EXPECT_EQ(Json().Text("rule"), "retaliation_check");
  ASSERT_EQ(Act({{"action", "act"}, {"act", "reopen"}, {"reason", "élément nouveau"}}).status, 303);
  EXPECT_TRUE(Reads(Page(), "Le dossier a été rouvert."));
  EXPECT_TRUE(Json()["deadline"].IsString());
}

TEST_F(Acts, BugATextWrittenAfterTheEndOfTheSessionWasLost) {
  const auto page = Act({{"action", "message"}, {"text", "Une heure de <i>travail</i>"}, {"once", "jeton"}},
                        "desk=terminée");
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "Une heure de &lt;i&gt;travail&lt;/i&gt;"));
  EXPECT_TRUE(fake::Says(page, "name=\"text\" value=\"Une heure de &lt;i&gt;travail&lt;/i&gt;\""));
  EXPECT_TRUE(fake::Says(page, "action=\"/f/case_desk?case=" + filed.number + "\""));
  EXPECT_TRUE(fake::Says(page, "href=\"/connexion/\""));
  EXPECT_TRUE(fake::Says(page, "name=\"once\" value=\"jeton\""));
  EXPECT_FALSE(fake::Says(page, ">jeton<")) << "what only the program reads is not shown";
  EXPECT_TRUE(Json()["messages"].Items().empty());
}

TEST_F(Acts, AfterTheEndOfTheSessionChoicesAreKeptTooAndAPasswordIsNot) {
  const auto page =
      Act({{"action", "close"}, {"outcome", "measures"}, {"password", "Zqsecret"}}, "desk=terminée");
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "name=\"outcome\" value=\"measures\""));
  EXPECT_FALSE(fake::Says(page, "Zqsecret"));
  EXPECT_EQ(fake::Header(Act({}, "desk=terminée"), "Location"), "/connexion/") << "nothing was filled in";
  EXPECT_EQ(Json().Text("state"), "received");
}

TEST_F(Acts, NearTheEndOfTheSessionThePageSaysWhenAndHowToProlongIt) {
  EXPECT_FALSE(fake::Says(Page(), "Votre session se ferme"));
  world.Later(std::chrono::hours{10});
  EXPECT_TRUE(fake::Says(Page(), "Votre session se ferme le "));
  EXPECT_TRUE(fake::Says(Page(), "href=\"/f/sign_in#session\" target=\"_blank\""));
}

TEST_F(Acts, NoneHappensByGet) {
  function.handle(fake::Get({{"case", filed.number}, {"action", "acknowledge"}}, desk));
  EXPECT_EQ(Json().Text("state"), "received");
}

TEST_F(Acts, TheReporterIsToldByMailWhenTheyGaveAnAddress) {
  auto report = fake::NewReport(world);
  report.notify_address = "quelquun@exemple.fr";
  filed = fake::File(world, report);
  Act({{"action", "acknowledge"}});
  Act({{"action", "message"}, {"text", "Bonjour"}});
  EXPECT_EQ(world.Count("outbox WHERE template = 'reporter_news'"), 1)
      << "one mail waits, however much is new";
}

}  // namespace
}  // namespace case_desk
