// The form again, and the check page: nothing that was typed is lost, and nothing of it becomes HTML.
#include "functions/submit_report/submit_report_fixture.h"

namespace submit_report {
namespace {

struct Pages : Fixture {
  const std::string wicked = "<script>alert(1)</script> & \"guillemets\" </textarea>";
  const std::string escaped =
      "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;guillemets&quot; &lt;/textarea&gt;";
};

TEST_F(Pages, EachAddressIsAskedForWithTheAdviceNotToGiveTheOneOfWork) {
  const auto page = Step("check", {{"quality", ""}});
  ASSERT_EQ(page.status, 422);
  std::size_t advised = 0;
  for (auto at = page.body.find("messagerie professionnelle"); at != std::string::npos;
       at = page.body.find("messagerie professionnelle", at + 1))
    ++advised;
  EXPECT_EQ(advised, 2u) << "to be reached, and to be told that there is something new";
}

TEST_F(Pages, ARefusedFormKeepsEveryAnswer) {
  const fake::Pairs typed{{"quality", ""},
                          {"kinds", "discrimination"},
                          {"criteria", "religion"},
                          {"facts", "Ligne une\nLigne deux"},
                          {"when", "mardi"},
                          {"where", "au dépôt"},
                          {"persons", "le chef"},
                          {"consequences", "insomnie"},
                          {"sick_leave", "yes"},
                          {"witnesses", "deux collègues"},
                          {"steps_taken", "rien"},
                          {"expected", "que cela cesse"},
                          {"origin", "elected"},
                          {"concerns_authority", "yes"},
                          {"immediate_danger", "yes"},
                          {"identity.mode", "sealed"},
                          {"identity.name", "Camille Fictive"},
                          {"identity.email", "camille@exemple.fr"},
                          {"identity.phone", "06 39 98 71 23"},
                          {"indirect.service", "Voirie"},
                          {"indirect.service.share", "share"},
                          {"indirect.age_band", "25_34"},
                          {"sex", "female"},
                          {"category", "b"},
                          {"notify_email", "autre@exemple.fr"},
                          {"callback.mode", "phone"},
                          {"callback.phone", "06 39 98 71 24"},
                          {"callback.slot", "evening"}};
  const auto page = Step("check", typed);
  ASSERT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, ">\nLigne une\nLigne deux</textarea>"));
  for (const auto& [name, value] : typed) {
    if (value.empty() || name == "facts") continue;
    const bool chosen = fake::Says(page, "value=\"" + value + "\" checked") ||
                        fake::Says(page, "value=\"" + value + "\" selected");
    EXPECT_TRUE(chosen || fake::Says(page, " value=\"" + value + "\">") ||
                fake::Says(page, ">\n" + value + "</textarea>"))
        << name;
  }
  EXPECT_TRUE(fake::Says(page, "name=\"idempotency_key\" value=\"" + key + "\""));
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(Pages, EveryErrorIsTiedToItsFieldAndTheSummaryTakesTheFocus) {
  const auto page = Step("check", fake::Pairs{{"quality", ""},
                                              {"kinds", ""},
                                              {"facts", ""},
                                              {"concerns_authority", ""},
                                              {"identity.mode", ""},
                                              {"notify_email", "faux"}});
  ASSERT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "<title>Erreur : "));
  EXPECT_TRUE(fake::Says(page, "class=\"error-summary\" role=\"alert\" tabindex=\"-1\" autofocus"));
  for (const std::string id :
       {"quality", "kinds", "facts", "concerns_authority", "identity-mode", "notify_email"}) {
    EXPECT_TRUE(fake::Says(page, "<a href=\"#" + id + "\">")) << id;
    EXPECT_EQ(Times(page, " id=\"" + id + "\""), 1u) << id;
    EXPECT_EQ(Times(page, " id=\"" + id + "-error\""), 1u) << id;
    const auto described = page.body.find(id + "-error\"", page.body.find("aria-describedby=\"" + id));
    EXPECT_NE(described, std::string::npos) << id;
  }
  EXPECT_EQ(Times(page, "<p class=\"error\""), 6u);
  EXPECT_GE(Times(page, "aria-invalid=\"true\""), 6u);
}

TEST_F(Pages, WhatIsTypedIsEscapedOnEveryPage) {
  const fake::Pairs typed{{"facts", wicked}, {"where", wicked}, {"indirect.service", wicked}};
  for (const char* step : {"check", "edit"}) {
    const auto page = Step(step, typed);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(fake::Says(page, escaped)) << step;
    EXPECT_FALSE(fake::Says(page, "<script")) << step;
  }
  auto refused = typed;
  refused.push_back({"quality", wicked});
  const auto page = Step("check", refused);
  EXPECT_EQ(page.status, 422);
  EXPECT_FALSE(fake::Says(page, "<script"));
  auto strange = Answers({{"facts", wicked}, {"collectivite", "nulle-part"}});
  EXPECT_FALSE(fake::Says(Step("check", strange), "<script"));
}

TEST_F(Pages, TheCheckPageStatesAnswersReadersAndWhatHappensToTheName) {
  const auto page = Step("check", {{"kinds", "sexist_act"}, {"when", "lundi"}});
  ASSERT_EQ(page.status, 200);
  for (const char* said :
       {"Agissement sexiste", "Des cris chaque matin.", "lundi", "Commune de Saint-Romain",
        "Le référent signalement de votre collectivité.", "Vous restez anonyme", "Rien n’est encore envoyé"})
    EXPECT_TRUE(fake::Says(page, said)) << said;
  EXPECT_FALSE(fake::Says(page, "Le référent suppléant"));
  EXPECT_EQ(world.Count("case_file"), 0);
  EXPECT_EQ(world.Count("submission"), 0);
}

TEST_F(Pages, TheCheckPageNamesTheSubstituteAndThoseToWhomTheNameIsGiven) {
  const auto page = Step("check", {{"concerns_authority", "yes"},
                                   {"identity.mode", "released"},
                                   {"identity.name", "Camille Fictive"},
                                   {"identity.audience", "provider"}});
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Le référent habituel ne peut pas ouvrir ce signalement."));
  EXPECT_TRUE(
      fake::Says(page, "Le psychologue ou le juriste du prestataire. Cette personne est tenue au secret."));
  EXPECT_TRUE(fake::Says(page, "Vous donnez votre nom maintenant."));
  EXPECT_TRUE(fake::Says(page, "<li>le psychologue ou le juriste du prestataire</li>"));
  ASSERT_EQ(Step("send", {{"concerns_authority", "yes"},
                          {"identity.mode", "released"},
                          {"identity.name", "Camille Fictive"},
                          {"identity.audience", "provider"}})
                .status,
            201);
  EXPECT_EQ(Holds("substitute") + Holds("provider"), 2u);
  EXPECT_EQ(Holds("referent"), 0u);
}

TEST_F(Pages, AnImmediateDangerShowsTheNumbersAndIsStillTaken) {
  for (const char* step : {"check", "send"}) {
    const auto page = Step(step, {{"immediate_danger", "yes"}});
    EXPECT_LT(page.status, 300);
    for (const char* number : {"tel:17", "tel:112", "sms:114", "tel:15", "tel:3114"})
      EXPECT_TRUE(fake::Says(page, number)) << step << number;
  }
  auto db = world.Pool().Take();
  EXPECT_TRUE(Only(*db, "referent").GetHeader().urgent);
}

TEST_F(Pages, EditGivesTheFormBackWithoutComplaint) {
  const auto page = Step("edit", {{"facts", ""}});
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(fake::Says(page, "error-summary"));
  EXPECT_TRUE(fake::Says(page, "value=\"moral_harassment\" checked"));
}

TEST_F(Pages, BugTheCheckPageReadAnswersThatWereGone) {
  const auto page = Step("check");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "<dd>Des cris chaque matin.</dd>"));
}

TEST_F(Pages, AnUnknownCollectiviteLosesNoAnswer) {
  const auto page = Step("check", {{"collectivite", "nulle-part"}, {"when", "mardi"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "<title>Erreur : "));
  EXPECT_TRUE(fake::Says(page, "<a href=\"#collectivite\">"));
  EXPECT_TRUE(fake::Says(page, "aria-describedby=\"collectivite-error\""));
  EXPECT_TRUE(fake::Says(page, "<option value=\"saint-romain\">Commune de Saint-Romain</option>"));
  for (const char* kept : {"name=\"when\" value=\"mardi\"", "name=\"facts\" value=\"Des cris chaque matin.\"",
                           "name=\"kinds\" value=\"moral_harassment\""})
    EXPECT_TRUE(fake::Says(page, kept)) << kept;
  EXPECT_EQ(Times(page, "name=\"collectivite\""), 1u);
}

TEST_F(Pages, AnUnknownStepIsToldAndFilesNothing) {
  EXPECT_EQ(Step("destroy").status, 422);
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(Pages, AFormWithTwoKeysIsRefusedOnceAndGoesThroughThen) {
  auto fields = Answers();
  fields.Add("idempotency_key", vault::RandomToken());
  const auto page = Step("check", fields);
  EXPECT_EQ(page.status, 422);
  EXPECT_EQ(Times(page, "name=\"idempotency_key\""), 1u);
}

}  // namespace
}  // namespace submit_report
