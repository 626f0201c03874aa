// The answers: what is asked of them together, what programs may write, and where each may be read.
#include "domain/report/answers.h"

#include "functions/submit_report/submit_report_fixture.h"

namespace submit_report {
namespace {

struct Rules : Fixture {};

TEST_F(Rules, EveryKindOfFactsAndEveryCriterionIsTaken) {
  form::Fields fields = Answers({{"kinds", ""}});
  const std::vector<std::string> kinds{
      "physical_violence", "verbal_violence", "sexual_violence", "moral_harassment", "sexual_harassment",
      "sexist_act",        "discrimination",  "threat",          "intimidation",     "other"};
  for (const auto& kind : kinds) fields.Add("kinds", kind);
  const auto card = rt::ReadCard(world.Env(), "report").View({}, {});
  std::vector<std::string> criteria;
  for (const auto& section : card["sections"].Items())
    for (const auto& field : section["fields"].Items()) {
      if (field.Text("name") == "criteria")
        for (const auto& choice : field["choices"].Items()) criteria.push_back(choice.Text("value"));
    }
  ASSERT_EQ(criteria.size(), 26u);
  for (const auto& criterion : criteria) fields.Add("criteria", criterion);
  EXPECT_LT(fields.Items().size(), form::kMaxFields / 2);
  // Through the check page, whose hidden fields are what is sent next.
  const auto check = Step("check", fields);
  ASSERT_EQ(check.status, 200);
  for (const auto& criterion : criteria)
    EXPECT_TRUE(fake::Says(check, "<input type=\"hidden\" name=\"criteria\" value=\"" + criterion + "\">"))
        << criterion;
  ASSERT_EQ(Step("send", fields).status, 201);
  auto db = world.Pool().Take();
  const auto report = Only(*db, "referent").Report();
  EXPECT_EQ(report["kinds"].Items().size(), 10u);
  EXPECT_EQ(report["criteria"].Items().size(), 26u);
}

TEST_F(Rules, RefuseUnknownWordsAndWhatIsNotAText) {
  EXPECT_EQ(Errors(Program({{"kinds", "gossip"}})), Codes{"kinds.unknown"});
  EXPECT_EQ(Errors(Program({{"kinds", "discrimination"}, {"criteria", "zodiac"}})),
            Codes{"criteria.unknown"});
  EXPECT_EQ(Errors(Program({{"criteria", "age"}})), Codes{"criteria.not_discrimination"});
  EXPECT_EQ(Errors(Program({{"quality", "judge"}})), Codes{"quality.unknown"});
  EXPECT_EQ(Errors(Program({{"concerns_authority", "1"}})), Codes{"concerns_authority.unknown"});
  EXPECT_EQ(Errors(Program({{"identity.mode", "maybe"}})), Codes{"identity.mode.unknown"});
  EXPECT_EQ(Errors(Program({{"notify_email", "pas une adresse"}})), Codes{"notify_email.email"});
  // An object where a text is expected is no text.
  const auto nested = fake::PostJson(
      R"({"collectivite": "saint-romain", "quality": "victim", "kinds": ["threat"], "concerns_authority": true,
                                         "facts": {"what": "x"}, "identity": {"mode": "anonymous"}})");
  EXPECT_EQ(Errors(function.handle(nested)), Codes{"facts.required"});
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(Rules, TakeNumbersAndBooleansForWhatTheySay) {
  const auto sent = fake::PostJson(
      R"({"collectivite": "saint-romain", "quality": "victim", "kinds": ["threat"], "concerns_authority": false,
                                       "facts": 42, "sick_leave": true, "immediate_danger": true, "identity": {"mode": "anonymous"}})");
  ASSERT_EQ(function.handle(sent).status, 201);
  auto db = world.Pool().Take();
  const auto file = Only(*db, "referent");
  EXPECT_EQ(file.Report().Text("facts"), "42");
  EXPECT_EQ(file.Report().Text("sick_leave"), "yes");
  EXPECT_TRUE(file.GetHeader().urgent);
}

TEST_F(Rules, EverythingMissingIsToldAtOnce) {
  EXPECT_EQ(Errors(function.handle(fake::PostJson(R"({"collectivite": "saint-romain"})"))),
            (Codes{"quality.required", "kinds.required", "facts.required", "concerns_authority.required",
                   "identity.mode.required"}));
  EXPECT_EQ(Errors(function.handle(fake::PostJson("{}")))[0], "collectivite.required");
  EXPECT_EQ(Errors(Program({{"collectivite", "nulle-part"}})), Codes{"collectivite.unknown"});
}

TEST_F(Rules, AnIdentityIsWhatItsModeSays) {
  EXPECT_EQ(Errors(Program({{"identity.mode", "sealed"}})), Codes{"identity.name.required_sealed"});
  EXPECT_EQ(Errors(Program({{"identity.mode", "released"}})),
            (Codes{"identity.audience.required_released", "identity.name.required_released"}));
  EXPECT_EQ(Errors(Program(
                {{"identity.mode", "released"}, {"identity.name", "x"}, {"identity.audience", "mayor"}})),
            Codes{"identity.audience.unknown"});
  EXPECT_EQ(Program({{"identity.mode", "sealed"}, {"identity.phone", "06 39 98 71 23"}}).status, 201);
}

TEST_F(Rules, AnAnonymousReportKeepsNoNameThatWasTyped) {
  const fake::Pairs typed{{"identity.name", "Camille Fictive"},
                          {"identity.email", "camille@exemple.fr"},
                          {"identity.audience", "referent"}};
  EXPECT_TRUE(fake::Says(Step("check", typed), "ne seront pas enregistrés"));
  ASSERT_EQ(Step("send", typed).status, 201);
  auto db = world.Pool().Take();
  const auto file = Only(*db, "referent");
  EXPECT_FALSE(file.Identity());
  EXPECT_FALSE(file.GetHeader().has_identity);
  EXPECT_TRUE(file.GetHeader().released_to.empty());
}

TEST_F(Rules, IndirectIdentifiersGoWhereTheReporterSaysAndUnderSealOtherwise) {
  const auto code = fake::JsonOf(Program({{"indirect.service", "Voirie"},
                                          {"indirect.service.share", "share"},
                                          {"indirect.function", "Cheffe d’équipe"},
                                          {"indirect.function.share", "seal"},
                                          {"indirect.age_band", "25_34"},
                                          {"sex", "female"},
                                          {"category", "b"}}))
                        .Text("code");
  auto db = world.Pool().Take();
  const auto report = Only(*db, "referent").Report();
  EXPECT_EQ(report.Text("indirect.service"), "Voirie");
  for (const char* sealed : {"indirect.function", "indirect.age_band", "sex", "category"})
    EXPECT_FALSE(report.Has(sealed)) << sealed;
  const auto own = *fake::AsReporter(*db, {0, "", code, {}, false}).Identity();
  EXPECT_EQ(own.Text("indirect.function"), "Cheffe d’équipe");
  EXPECT_EQ(own.Text("indirect.age_band"), "25_34");
  EXPECT_EQ(own.Text("sex"), "female");
}

TEST_F(Rules, ACallBackNeedsANumberAndIsTheProvidersAlone) {
  EXPECT_EQ(Errors(Program({{"callback.mode", "phone"}})), Codes{"callback.phone.required_mode"});
  EXPECT_EQ(Errors(Program({{"callback.mode", "video"}, {"callback.phone", "12"}})),
            Codes{"callback.phone.digits"});
  ASSERT_EQ(
      Program(
          {{"callback.mode", "phone"}, {"callback.phone", "06 39 98 71 23"}, {"callback.slot", "morning"}})
          .status,
      201);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db, "referent").Report().Text("callback.phone"), "");
  const auto wishes = casefile::CallbacksFor(*db, world.Account("provider"), world.Keys("provider"));
  ASSERT_EQ(wishes.size(), 1u);
  EXPECT_EQ(wishes[0].wish.Text("slot"), "morning");
}

TEST_F(Rules, ANumberWithoutAWishIsDropped) {
  ASSERT_EQ(Program({{"callback.mode", "none"}, {"callback.phone", "06 39 98 71 23"}}).status, 201);
  EXPECT_EQ(world.Count("callback"), 0);
}

TEST_F(Rules, AnAnswerTooLongIsRefusedAndOneAtItsLimitIsNot) {
  std::string facts;
  for (int i = 0; i < 20'000; ++i) facts += "é";
  EXPECT_EQ(Program({{"facts", facts}}).status, 201);
  EXPECT_EQ(Errors(Program({{"facts", facts + "e"}})), Codes{"facts.too_long"});
}

}  // namespace
}  // namespace submit_report
