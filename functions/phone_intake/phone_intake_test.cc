// A report typed for someone else: who may, what is asked, who reads it, and the code that is handed over.
#include "functions/phone_intake/phone_intake.h"

#include <gtest/gtest.h>

#include "domain/casefile/code.h"
#include "tests/support/fake_case.h"

namespace phone_intake {
namespace {

struct PhoneIntake : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  const std::string key = vault::RandomToken();

  // Complete; `changes` replace or, with an empty value, remove.
  form::Fields Answers(const fake::Pairs& changes = {}) const {
    auto fields = fake::FieldsOf({{"collectivite", "saint-romain"},
                                  {"how", "phone"},
                                  {"received_on", "23/11/2026"},
                                  {"idempotency_key", key},
                                  {"quality", "victim"},
                                  {"kinds", "moral_harassment"},
                                  {"facts", "Des cris chaque matin."},
                                  {"concerns_authority", "no"},
                                  {"identity.mode", "anonymous"}});
    for (const auto& [name, value] : changes) fields.Remove(name);
    for (const auto& [name, value] : changes)
      if (!value.empty()) fields.Add(name, value);
    return fields;
  }
  rt::Response Step(const std::string& step, const fake::Pairs& changes = {},
                    const std::string& login = "referent") {
    auto fields = Answers(changes);
    fields.Set("step", step);
    return function.handle(fake::Post(fields, fake::DeskCookie(world, login)));
  }
  rt::Response Program(const fake::Pairs& changes = {}, const std::string& login = "referent") {
    return function.handle(fake::AsJson(fake::Post(Answers(changes), fake::DeskCookie(world, login))));
  }
  rt::Response Open(const std::string& login) {
    return function.handle(fake::Get({}, fake::DeskCookie(world, login)));
  }
  std::vector<casefile::Listed> ListOf(const std::string& login) {
    auto db = world.Pool().Take();
    return casefile::ListFor(*db, world.Account(login), world.Keys(login));
  }
  static std::string ErrorOf(const rt::Response& response) {
    const auto error = fake::JsonOf(response)["errors"].Items().at(0);
    return error.Text("field") + "." + error.Text("code");
  }
};

TEST_F(PhoneIntake, IsForThoseWhoReadCasesAndForTheirOwnCollectivites) {
  world.AddReader("manager", "manager", 0);
  world.AddReader("committee", "committee", 0);
  world.AddReader("everywhere", "provider", 0);
  {
    auto db = world.Pool().Take();
    people::AddCollectivite(*db, "ardelle", "Commune d’Ardelle").value();
  }
  for (const char* login : {"referent", "substitute", "provider"}) {
    const auto page = Open(login);
    EXPECT_EQ(page.status, 200) << login;
    EXPECT_TRUE(fake::Says(page, "value=\"saint-romain\" selected")) << login;
    EXPECT_FALSE(fake::Says(page, "Ardelle")) << login;
  }
  EXPECT_TRUE(fake::Says(Open("everywhere"), "Ardelle"));
  for (const char* login : {"manager", "committee"}) {
    EXPECT_EQ(Open(login).status, 403) << login;
    EXPECT_EQ(Step("send", {}, login).status, 403) << login;
  }
  EXPECT_EQ(ErrorOf(Program({{"collectivite", "ardelle"}})), "collectivite.unknown");
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(PhoneIntake, WithoutASessionKeepsWhatWasTyped) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/connexion/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Post(Answers()))).status, 403);
  const auto page = function.handle(fake::Post(Answers({{"when", "mardi"}})));
  EXPECT_EQ(page.status, 403);
  for (const char* part : {"action=\"/f/phone_intake\"", "name=\"when\" value=\"mardi\"",
                           "name=\"facts\" value=\"Des cris chaque matin.\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(PhoneIntake, ARefusedFormKeepsEverythingAndTellsEachError) {
  const auto page = Step("check", {{"how", ""},
                                   {"received_on", "31/02/2026"},
                                   {"quality", ""},
                                   {"where", "au dépôt"},
                                   {"identity.mode", "sealed"},
                                   {"identity.email", "camille@exemple.fr"}});
  EXPECT_EQ(page.status, 422);
  for (const char* part :
       {"<title>Erreur : ", "<a href=\"#how\">", "<a href=\"#received_on\">", "<a href=\"#quality\">",
        "value=\"31/02/2026\"", "value=\"au dépôt\"", "value=\"camille@exemple.fr\"",
        "Des cris chaque matin.", "value=\"saint-romain\" selected", "value=\"sealed\" checked"})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_TRUE(fake::Says(page, "name=\"idempotency_key\" value=\"" + key + "\""));
  EXPECT_EQ(fake::JsonOf(Program({{"how", ""}, {"quality", ""}}))["errors"].Items().size(), 2u);
}

TEST_F(PhoneIntake, TheDayIsOneOfTheLastYear) {
  for (const auto& [typed, code] : fake::Pairs{{"25/11/2026", "future"},
                                               {"22/11/2025", "too_old"},
                                               {"hier", "day"},
                                               {"1/1", "day"},
                                               {"24/11/26", "day"}})
    EXPECT_EQ(ErrorOf(Program({{"received_on", typed}})), "received_on." + code) << typed;
  for (const char* typed : {"24/11/2026", " 3/2/2026 ", "2026-11-01", "24/11/2025"}) {
    const auto filed = Program({{"received_on", typed}, {"idempotency_key", vault::RandomToken()}});
    EXPECT_EQ(filed.status, 201) << typed;
  }
}

TEST_F(PhoneIntake, TheCheckPageTellsEverythingBeforeAnythingIsKept) {
  const auto page = Step("check");
  ASSERT_EQ(page.status, 200);
  for (const char* said :
       {"Commune de Saint-Romain", "par téléphone", "23 novembre 2026", "Harcèlement moral",
        "Le référent signalement de votre collectivité.", "Vous restez anonyme",
        "name=\"how\" value=\"phone\"", "name=\"received_on\" value=\"23/11/2026\""})
    EXPECT_TRUE(fake::Says(page, said)) << said;
  EXPECT_FALSE(fake::Says(page, "Vous ne pourrez pas ouvrir ce dossier"));
  EXPECT_EQ(world.Count("case_file"), 0);
  EXPECT_TRUE(fake::Says(Step("edit", {{"facts", ""}}), "value=\"23/11/2026\""));
}

TEST_F(PhoneIntake, GivesTheProvisionalCodeAndOpensToItsReader) {
  const auto page = Step("send");
  ASSERT_EQ(page.status, 201);
  const auto listed = ListOf("referent").at(0);
  EXPECT_EQ(core::IsoDay(listed.received_on), "2026-11-23");
  EXPECT_TRUE(fake::Says(page, "href=\"/f/case_desk?case=" + listed.number));
  EXPECT_TRUE(fake::Says(page, "http://localhost:8080/suivre/"));
  EXPECT_TRUE(fake::Says(page, "2 décembre 2026"));  // seven working days after the 23rd
  EXPECT_EQ(fake::Header(page, "Cache-Control"), "no-store");
  const auto code = fake::JsonOf(Program()).Text("code");  // the same key: the same case
  EXPECT_TRUE(fake::Says(page, "<span>" + code.substr(8, 4) + "</span>"));
  EXPECT_EQ(world.Count("case_file"), 1);
  auto db = world.Pool().Take();
  EXPECT_TRUE(casefile::Unlock(*db, code.substr(0, 6), code)->provisional);
}

TEST_F(PhoneIntake, SentTwiceMakesOneCase) {
  EXPECT_EQ(Step("send").status, 201);
  EXPECT_TRUE(fake::Says(Step("send"), "Ce signalement était déjà enregistré"));
  EXPECT_EQ(world.Count("case_file"), 1);
}

TEST_F(PhoneIntake, TellsTheReferentBeforeSendingThatWhatConcernsTheAuthorityIsNotForThem) {
  const auto check = Step("check", {{"concerns_authority", "yes"}});
  EXPECT_TRUE(fake::Says(check, "Vous ne pourrez pas ouvrir ce dossier"));
  EXPECT_TRUE(fake::Says(check, "il va au suppléant, et à lui seul"));
  EXPECT_FALSE(fake::Says(Step("check", {{"concerns_authority", "yes"}}, "substitute"),
                          "Vous ne pourrez pas ouvrir ce dossier"));
  const auto answer = fake::JsonOf(Program({{"concerns_authority", "yes"}}));
  EXPECT_FALSE(answer["opens"].Bool());
  EXPECT_EQ(answer["readers"], *json::Parse(R"(["substitute"])"));
  EXPECT_TRUE(ListOf("referent").empty());
  EXPECT_EQ(ListOf("substitute").size(), 1u);
  EXPECT_FALSE(fake::Says(Step("send", {{"concerns_authority", "yes"}}), "Ouvrir le dossier"));
}

TEST_F(PhoneIntake, TellsAProviderWhoIsNotTheFirstReader) {
  const auto check = Step("check", {}, "provider");
  EXPECT_TRUE(fake::Says(check, "ce signalement va d’abord à quelqu’un d’autre"));
  EXPECT_EQ(Step("send", {}, "provider").status, 201);
  EXPECT_TRUE(ListOf("provider").empty());
  EXPECT_EQ(ListOf("referent").size(), 1u);
}

TEST_F(PhoneIntake, WithoutAReaderNothingIsFiledAndNothingLost) {
  {
    auto db = world.Pool().Take();
    people::SetActive(*db, world.Account("substitute").id, false);
  }
  const auto page = Step("send", {{"concerns_authority", "yes"}});
  EXPECT_EQ(page.status, 409);
  EXPECT_TRUE(fake::Says(page, "Des cris chaque matin."));
  EXPECT_TRUE(fake::Says(page, "href=\"#concerns_authority\""));
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(PhoneIntake, WhatIsTypedIsEscaped) {
  for (const char* step : {"check", "edit"}) {
    const auto page = Step(step, {{"facts", "<script>alert(1)</script>"}, {"where", "\"><script>"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(fake::Says(page, "<script")) << step;
  }
}

TEST_F(PhoneIntake, AnUnknownStepIsToldAndAProgramHasNoForm) {
  EXPECT_EQ(Step("destroy").status, 422);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}, fake::DeskCookie(world, "referent")))).status, 405);
}

}  // namespace
}  // namespace phone_intake
