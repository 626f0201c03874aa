// The reporter decides who learns who they are.
#include "functions/consent/consent.h"

#include <gtest/gtest.h>

#include "tests/support/fake_case.h"

namespace consent {
namespace {

struct Consent : ::testing::Test {
  fake::World world;
  rt::Function function;
  casefile::Filed filed;
  std::string cookie;

  explicit Consent(const std::string& scheme = "cdg62")
      : world(scheme),
        function(Make(world.Env())),
        filed(fake::FileNamed(world)),
        cookie(fake::ReporterCookie(world, filed)) {}

  rt::Response Page() const { return function.handle(fake::Get({}, cookie)); }
  rt::Response Decide(const fake::Pairs& fields) const { return function.handle(fake::Post(fields, cookie)); }
  rt::Response Program(std::string_view body) const { return function.handle(fake::PostJson(body, cookie)); }
  bool Knows(const std::string& login) {
    auto db = world.Pool().Take();
    const auto file =
        casefile::Case::OpenAsReader(*db, world.Account(login), world.Keys(login), filed.number);
    return file && file->Identity().has_value();
  }
  void Ask(const std::string& reason) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReader(world, *db, "referent", filed).AskIdentity(reason, 0, world.Now()));
  }
};

TEST_F(Consent, AProgramReleasesToItsAudienceAndIsToldToWhom) {
  const auto answer = Program(R"({"decision": "release", "audience": ["provider"]})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(fake::JsonOf(answer), *json::Parse(R"({"released_to": ["provider"]})"));
  EXPECT_TRUE(Knows("provider"));
  EXPECT_FALSE(Knows("referent"));
  EXPECT_EQ(fake::JsonOf(Program(R"({"decision": "release", "audience": "referent"})")),
            *json::Parse(R"({"released_to": ["provider", "referent"]})"));
  EXPECT_TRUE(Knows("referent"));
}

TEST_F(Consent, BeforeItEveryoneReadsNothing) {
  EXPECT_FALSE(Knows("referent"));
  EXPECT_TRUE(fake::Says(Page(), "Votre identité est sous scellé"));
  EXPECT_EQ(fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie)))),
            *json::Parse(R"({"identity_asked": false, "released_to": []})"));
}

TEST_F(Consent, ThePageShowsWhatIsSealedUnderItsLabelsAndWhatEachChoiceEntails) {
  const auto page = Page();
  for (const char* said :
       {"Camille Fictive", "<dt>Service</dt><dd>Voirie</dd>", "Ce que chaque choix change",
        "articles L134-1 et suivants", "ne peut pas être repris", "messagerie professionnelle"})
    EXPECT_TRUE(fake::Says(page, said)) << said;
}

TEST_F(Consent, APageIsAskedWhetherItWasUnderstood) {
  const auto refused = Decide({{"decision", "release"}, {"audience", "referent"}, {"name", "<b>Camille"}});
  EXPECT_EQ(refused.status, 422);
  for (const char* part :
       {"<title>Erreur", "autofocus", "<a href=\"#understood\">", "understood-error\"",
        "value=\"referent\" checked", "value=\"release\" checked", "value=\"&lt;b&gt;Camille\""})
    EXPECT_TRUE(fake::Says(refused, part)) << part;
  EXPECT_FALSE(Knows("referent"));
  const auto done = Decide({{"decision", "release"}, {"audience", "referent"}, {"understood", "yes"}});
  EXPECT_EQ(fake::Header(done, "Location"), "/f/consent");
  EXPECT_TRUE(Knows("referent"));
}

TEST_F(Consent, EveryDecisionIsDatedAndNoneTakesBackWhatWasReleased) {
  Ask("Pour vous recevoir");
  Program(R"({"decision": "refuse"})");
  world.Later(std::chrono::days{1});
  cookie = fake::ReporterCookie(world, filed);
  Program(R"({"decision": "release", "audience": ["referent"]})");
  world.Later(std::chrono::days{1});
  cookie = fake::ReporterCookie(world, filed);
  EXPECT_EQ(fake::JsonOf(Program(R"({"decision": "refuse"})")),
            *json::Parse(R"({"released_to": ["referent"]})"));
  const auto page = Page();
  for (const char* said : {"Le 24 novembre 2026 : on vous a demandé de lever le scellé",
                           "Le 24 novembre 2026 : vous avez choisi de ne pas lever le scellé",
                           "Le 25 novembre 2026 : vous avez levé le scellé pour",
                           "Le 26 novembre 2026 : vous avez choisi de ne pas lever le scellé"}) {
    std::string plain = page.body;
    for (std::size_t at; (at = plain.find("\u00a0")) != std::string::npos;) plain.replace(at, 2, " ");
    EXPECT_NE(plain.find(said), std::string::npos) << said;
  }
  EXPECT_TRUE(fake::Says(page, "le référent du dispositif"));
  EXPECT_TRUE(Knows("referent"));
}

TEST_F(Consent, ARequestToReleaseIsShownWithItsReasonAndAnsweredOnce) {
  Ask("Pour vous <b>recevoir</b>");
  EXPECT_TRUE(fake::Says(Page(), "Pour vous &lt;b&gt;recevoir&lt;/b&gt;"));
  EXPECT_EQ(Program(R"({"decision": "refuse"})").status, 200);
  EXPECT_FALSE(fake::Says(Page(), "La raison donnée"));
  EXPECT_FALSE(Knows("referent"));
  auto db = world.Pool().Take();
  auto reader = fake::AsReader(world, *db, "referent", filed);
  EXPECT_FALSE(reader.GetHeader().identity_asked);
  EXPECT_EQ(reader.Messages().back().text, "system.refused");
}

TEST_F(Consent, WhatIsMissingIsRefusedInWords) {
  const auto code = [&](std::string_view body) {
    const auto answer = Program(body);
    EXPECT_EQ(answer.status, 422);
    const auto json = fake::JsonOf(answer);
    return json["errors"].Items().at(0).Text("field") + "." + json["errors"].Items().at(0).Text("code");
  };
  EXPECT_EQ(code("{}"), "decision.required");
  EXPECT_EQ(code(R"({"decision": "perhaps"})"), "decision.unknown");
  EXPECT_EQ(code(R"({"decision": "release"})"), "audience.required_release");
  EXPECT_EQ(code(R"({"decision": "release", "audience": ["press"]})"), "audience.unknown");
  EXPECT_EQ(code(R"({"decision": "release", "audience": ["referent"], "email": "faux"})"), "email.email");
  EXPECT_FALSE(Knows("referent"));
}

TEST_F(Consent, AnAudienceWithoutAnybodyIsRefusedAndNothingIsReleased) {
  {
    auto db = world.Pool().Take();
    people::SetActive(*db, world.Account("provider").id, false);
  }
  const auto page = Decide(
      {{"decision", "release"}, {"audience", "referent"}, {"audience", "provider"}, {"understood", "yes"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "<a href=\"#audience\">"));
  EXPECT_TRUE(fake::Says(page, "value=\"provider\" checked"));
  EXPECT_FALSE(Knows("referent"));
}

TEST_F(Consent, SomeoneAnonymousGivesTheirNameFirst) {
  filed = fake::FileOne(world);
  cookie = fake::ReporterCookie(world, filed);
  EXPECT_TRUE(fake::Says(Page(), "Personne ne sait qui vous êtes"));
  const auto refused = Decide({{"decision", "release"}, {"audience", "referent"}, {"understood", "yes"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(fake::Says(refused, "<a href=\"#name\">"));
  EXPECT_EQ(Decide({{"decision", "release"},
                    {"audience", "referent"},
                    {"understood", "yes"},
                    {"name", " Camille Fictive "}})
                .status,
            303);
  auto db = world.Pool().Take();
  EXPECT_EQ(fake::AsReader(world, *db, "referent", filed).Identity()->Text("name"), "Camille Fictive");
}

TEST_F(Consent, IsTheReportersSessionAlone) {
  for (const std::string& other : {std::string(), "case=" + vault::RandomToken(),
                                   "case=" + world.SignIn("referent"), fake::DeskCookie(world, "referent")}) {
    cookie = other;
    EXPECT_EQ(Program(R"({"decision": "release", "audience": ["referent"]})").status, 403);
    EXPECT_EQ(fake::Header(Page(), "Location"), "/suivre/");
  }
  EXPECT_FALSE(Knows("referent"));
}

TEST_F(Consent, ThatComesAfterTheSessionIsGivenBackWhole) {
  const auto page = function.handle(
      fake::Post({{"decision", "release"}, {"audience", "referent"}, {"name", "Camille Fictive"}}));
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "value=\"Camille Fictive\"") && fake::Says(page, "action=\"/f/consent\""));
  EXPECT_FALSE(Knows("referent"));
}

TEST_F(Consent, ByGetNothingIsDecided) {
  function.handle(
      fake::Get({{"decision", "release"}, {"audience", "referent"}, {"understood", "yes"}}, cookie));
  EXPECT_FALSE(Knows("referent"));
}

struct ConsentAmacod : Consent {
  ConsentAmacod() : Consent("amacod") {}
};

TEST_F(ConsentAmacod, OffersOnlyWhomTheSchemeKnowsAndSaysWhoKnowsAlready) {
  const auto page = Page();
  EXPECT_FALSE(fake::Says(page, "value=\"referent\""));
  EXPECT_FALSE(fake::Says(page, "Lever pour le référent"));
  EXPECT_TRUE(fake::Says(page, "value=\"employer\""));
  EXPECT_TRUE(fake::Says(page, "connue de la première personne qui lit"));
  const auto answer = fake::JsonOf(Program(R"({"decision": "release", "audience": ["referent"]})"));
  EXPECT_EQ(answer["errors"].Items().at(0).Text("code"), "not_offered");
}

}  // namespace
}  // namespace consent
