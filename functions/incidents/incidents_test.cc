#include "functions/incidents/incidents.h"

#include <gtest/gtest.h>

#include "domain/provider/incidents.h"
#include "lib/sheet/sheet.h"
#include "tests/support/fake_env.h"

namespace incidents {
namespace {

using fake::Says;

struct IncidentDesk : testing::Test {
  fake::World world{"cdg69"};
  rt::Function function = Make(world.Env());
  std::string manager, referent;

  IncidentDesk() {
    world.AddReader("robin", "manager", 0);
    manager = "desk=" + world.SignIn("robin");
    referent = "desk=" + world.SignIn("referent");
  }
  rt::Response Get(const std::string& who, const fake::Pairs& query = {}) {
    return function.handle(fake::Get(query, who));
  }
  rt::Response Post(const std::string& who, const fake::Pairs& fields) {
    return function.handle(fake::Post(fields, who));
  }
  static fake::Pairs Late() {
    return {{"do", "tell"},
            {"commitment", "conclusions"},
            {"collectivite", "saint-romain"},
            {"happened_on", "02/11/2026"},
            {"facts", "Zqretard <b>"}};
  }
  fake::Pairs Step(const std::string& act, fake::Pairs more = {}) {
    more.insert(more.end(), {{"do", act}, {"incident", "1"}, {"day", "24/11/2026"}, {"text", "Zqtexte"}});
    return more;
  }
};

TEST_F(IncidentDesk, IsToldByAReferentAndDealtWithByTheOffice) {
  EXPECT_TRUE(Says(Get(referent, {{"do", "tell"}}), "<option value=\"saint-romain\" selected>"))
      << "the only one that it can be";
  const auto told = Post(referent, Late());
  EXPECT_EQ(told.status, 303);
  EXPECT_EQ(fake::Header(told, "Location"), "/f/incidents?told=1");
  EXPECT_TRUE(Says(Get(referent, {{"told", "1"}}), "Remettre ses conclusions"));
  const auto one = Get(manager, {{"incident", "1"}});
  EXPECT_EQ(one.status, 200);
  for (const char* part : {"Zqretard &lt;b&gt;", "Signalé", "cabinet Strada avocats", "Personne referent"})
    EXPECT_TRUE(Says(one, part)) << part;
  EXPECT_TRUE(Says(Get(manager, {{"incident", "1"}, {"do", "ask"}}), "value=\"24/11/2026\""));
  EXPECT_EQ(Post(manager, Step("ask")).status, 303);
  EXPECT_TRUE(Says(Get(manager, {{"incident", "1"}}), "9 décembre 2026")) << "fifteen days to answer";
  EXPECT_EQ(Post(manager, Step("answer", {{"contested", "yes"}})).status, 303);
  EXPECT_TRUE(Says(Get(manager), "Contesté"));
  EXPECT_EQ(Post(manager,
                 Step("decide",
                      {{"decision", "penalty"}, {"amount", "150,00 €"}, {"computation", "3 jours à 50 €"}}))
                .status,
            303);
  EXPECT_TRUE(Says(Get(manager), "150,00"));
  EXPECT_EQ(Post(manager, Step("close")).status, 303);
  EXPECT_TRUE(Says(Get(manager, {{"incident", "1"}}), "Clos"));
  EXPECT_FALSE(Says(Get(manager, {{"incident", "1"}}), "Que faire"));
}

TEST_F(IncidentDesk, TheCollectiviteReadsTheDecisionAndNotTheProvidersWords) {
  ASSERT_EQ(Post(referent, Late()).status, 303);
  auto answer = Step("answer", {{"contested", "no"}});
  answer.back().second = "Zqprestataire";
  ASSERT_EQ(Post(manager, answer).status, 303);
  auto decision = Step("decide", {{"decision", "reminder"}});
  decision.back().second = "Zqmotif";
  ASSERT_EQ(Post(manager, decision).status, 303);
  const auto page = Get(referent, {{"incident", "1"}});
  EXPECT_TRUE(Says(page, "Zqmotif"));
  EXPECT_TRUE(Says(page, "Rappel de l’engagement"));
  EXPECT_FALSE(Says(page, "Zqprestataire"));
  const auto json = function.handle(fake::AsJson(fake::Get({{"incident", "1"}}, referent)));
  EXPECT_FALSE(Says(json, "Zqprestataire"));
}

TEST_F(IncidentDesk, WhatIsRefusedKeepsWhatWasTyped) {
  auto late = Late();
  late[3].second = "31/02/2026";
  const auto page = Post(referent, late);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Says(page, "<a href=\"#happened_on\">"));
  EXPECT_TRUE(Says(page, "Zqretard &lt;b&gt;"));
  ASSERT_EQ(Post(manager, Late()).status, 303);
  const auto early = Post(manager, Step("decide", {{"decision", "penalty"}, {"amount", "beaucoup"}}));
  EXPECT_EQ(early.status, 422);
  EXPECT_TRUE(Says(early, "<a href=\"#amount\">"));
  const auto unheard = Post(
      manager, Step("decide", {{"decision", "penalty"}, {"amount", "50"}, {"computation", "1 jour à 50 €"}}));
  EXPECT_EQ(unheard.status, 422);
  EXPECT_TRUE(Says(unheard, "Demandez d’abord au prestataire"));
  EXPECT_EQ(Post(manager, Step("close")).status, 409);
}

TEST_F(IncidentDesk, EverythingWrongIsToldAtOnce) {
  ASSERT_EQ(Post(manager, Late()).status, 303);
  const auto decided = Post(manager, Step("decide", {{"decision", "penalty"}, {"amount", "Zq50 mille"}}));
  for (const char* part : {"<a href=\"#amount\">", "<a href=\"#computation\">", "value=\"Zq50 mille\"",
                           "Demandez d’abord au prestataire", "Zqtexte"})
    EXPECT_TRUE(Says(decided, part)) << part;
  const auto empty = Post(manager, {{"do", "decide"}, {"incident", "1"}, {"day", "01/01/2020"}});
  for (const char* part : {"<a href=\"#day\">", "<a href=\"#decision", "<a href=\"#text\">"})
    EXPECT_TRUE(Says(empty, part)) << part;
  const auto told = Post(referent, {{"do", "tell"}, {"happened_on", "01/01/2027"}, {"facts", ""}});
  for (const char* part : {"<a href=\"#commitment\">", "<a href=\"#happened_on\">", "<a href=\"#facts\">",
                           "n’est pas encore venu"})
    EXPECT_TRUE(Says(told, part)) << part;
}

TEST_F(IncidentDesk, OfAReferentIsOfACollectiviteAndTheOfficeMayNameNone) {
  const auto form = Get(referent, {{"do", "tell"}});
  EXPECT_TRUE(Says(form, "Votre collectivité"));
  EXPECT_FALSE(Says(form, "(facultatif)"));
  auto fault = Late();
  fault[2].second = "";
  const auto page = Post(referent, fault);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Says(page, "Choisissez la collectivité où la prestation était attendue."));
  EXPECT_TRUE(Says(page, "Zqretard"));
  EXPECT_TRUE(Says(Get(manager, {{"do", "tell"}}), "(facultatif)"));
  EXPECT_EQ(Post(manager, fault).status, 303);
}

TEST_F(IncidentDesk, IsForTheOfficeAndThePeopleOfTheCollectiviteAlone) {
  ASSERT_EQ(Post(manager, Late()).status, 303);
  EXPECT_EQ(Get(referent, {{"incident", "1"}}).status, 404) << "the office's own are not shown";
  EXPECT_EQ(Post(referent, Step("decide", {{"decision", "none"}})).status, 404);
  ASSERT_EQ(Post(referent, Late()).status, 303);
  EXPECT_EQ(Post(referent, {{"do", "close"}, {"incident", "2"}, {"day", "24/11/2026"}, {"text", "x"}}).status,
            404);
  EXPECT_EQ(Get(referent, {{"export", "csv"}}).status, 404);
  auto db = world.Pool().Take();
  const auto other = people::AddCollectivite(*db, "valmeuse", "Commune de Valmeuse").value();
  world.AddReader("ailleurs", "referent", other.id);
  const auto elsewhere = "desk=" + world.SignIn("ailleurs");
  EXPECT_EQ(Get(elsewhere, {{"incident", "2"}}).status, 404);
  EXPECT_EQ(Post(elsewhere, Late()).status, 422) << "of a collectivité that is not theirs";
  EXPECT_EQ(Get("desk=" + world.SignIn("provider")).status, 403);
  EXPECT_EQ(fake::Header(Get(""), "Location"), "/connexion/");
  const auto kept = Post("", Late());
  EXPECT_EQ(kept.status, 403);
  EXPECT_TRUE(Says(kept, "Zqretard &lt;b&gt;")) << "what was typed is given back";
  EXPECT_EQ(world.Count("provider_incident"), 2);
}

TEST_F(IncidentDesk, TheListIsFilteredAndTakenAway) {
  ASSERT_EQ(Post(manager, Late()).status, 303);
  EXPECT_TRUE(Says(Get(manager, {{"state", "open"}, {"year", "2026"}}), "incident=1"));
  EXPECT_FALSE(Says(Get(manager, {{"state", "closed"}}), "incident=1"));
  EXPECT_TRUE(Says(Get(manager), "7 jours ouvrés")) << "the delays that the providers are bound to";
  const auto csv = Get(manager, {{"export", "csv"}, {"state", "open"}});
  EXPECT_EQ(csv.type, "text/csv; charset=utf-8");
  EXPECT_EQ(sheet::Read(csv.body)->size(), 2u);
  EXPECT_EQ(sheet::Read(Get(manager, {{"export", "ods"}, {"state", "closed"}}).body)->size(), 1u);
  EXPECT_EQ(Get(manager, {{"export", "doc"}}).status, 404);
}

TEST_F(IncidentDesk, AProgramIsAnswered) {
  const auto told = function.handle(fake::PostJson(
      R"({"do": "tell", "commitment": "other.0", "happened_on": "2026-11-02", "facts": "Zq"})", manager));
  EXPECT_EQ(told.status, 201);
  EXPECT_EQ(fake::JsonOf(told)["id"].Int(), 1);
  const auto done = function.handle(fake::PostJson(
      R"({"do": "decide", "incident": "1", "day": "2026-11-24", "decision": "none", "text": "Zq"})",
      manager));
  EXPECT_EQ(fake::JsonOf(done).Text("state"), "decided");
  const auto list = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, manager))));
  EXPECT_EQ(list["incidents"].Items().at(0).Text("provider"), "Valeur et Conformité");
  EXPECT_FALSE(list["commitments"].Items().empty());
}

}  // namespace
}  // namespace incidents
