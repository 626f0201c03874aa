// What a scheme's course lets be done, by whom, and what it leaves.
#include "domain/casefile/course.h"

#include "domain/casefile/case_fixture.h"

namespace casefile {
namespace {

using Codes = std::vector<std::string>;

json::Value Text(const std::string& text) { return json::Value::MakeObject({{"text", text}}); }

struct Course : Fixture {
  void Use(const std::string& id) {
    scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
  }
  Filed FileBy(const std::string& quality, bool named = true) {
    auto report = Report();
    report.report.Set("quality", quality);
    if (named) report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}});
    return File(report);
  }
  // "" when it was done.
  std::string Do(const Person& person, const Filed& filed, const std::string& act,
                 json::Value content = json::Object()) {
    const auto done = AsReader(person, filed).Do(scheme, act, content, 0, now);
    if (done) return "";
    return done.error().code.starts_with("act.needs.") ? "needs " + done.error().field : done.error().code;
  }
  std::string Answer(const Filed& filed, const std::string& consent, bool yes) {
    const auto done = AsReporter(filed).Answer(scheme, consent, yes, Today());
    return done ? "" : done.error().code;
  }
  people::Session Open(const LetterMade& letter) {
    const auto keys = UnlockLetter(db, letter.token, letter.code, Today()).value();
    return {keys.letter_id, vault::KeyPair::FromSecret(keys.key)};
  }
  bool Holds(const Person& person, const Filed& filed) {
    return Case::OpenAsReader(db, person.account, person.keys, filed.number).has_value();
  }
};

TEST_F(Course, AnActIsDoneInItsStateByItsPeopleOnItsConditions) {
  const auto filed = FileBy("victim");
  EXPECT_EQ(Do(referent, filed, "action_plan", Text("Un plan")), "act.not_now");
  EXPECT_EQ(Do(referent, filed, "assess"), "");  // acknowledges on the way
  EXPECT_TRUE(AsReader(referent, filed).GetHeader().acknowledged_on);
  for (const auto& event : AsReader(referent, filed).History())
    if (event.what == "acknowledged") {
      EXPECT_EQ(event.at, now);  // the journal tells when a reader did it, to the second
    }
  EXPECT_EQ(Do(referent, filed, "action_plan", Text("Un plan")), "needs done.qualify");
  EXPECT_EQ(Do(referent, filed, "withdraw"), "act.not_yours");
  EXPECT_EQ(Do(referent, filed, "dance"), "act.unknown");
  EXPECT_EQ(Do(referent, filed, "qualify", Text("Harcèlement moral")), "");
  EXPECT_EQ(Do(referent, filed, "action_plan", Text("Un plan")), "");
  EXPECT_EQ(Do(referent, filed, "choose_treatment", json::Value::MakeObject({{"treatment", "magic"}})),
            "treatment.unknown");
  EXPECT_EQ(Do(referent, filed, "choose_treatment", json::Value::MakeObject({{"treatment", "provider"}})),
            "");
  EXPECT_EQ(AsReader(referent, filed).GetHeader().state, "treatment");
  Codes papers;
  for (const auto& paper : AsReader(referent, filed).Papers()) papers.push_back(paper.act);
  EXPECT_EQ(papers, (Codes{"acknowledge", "assess", "qualify", "action_plan", "choose_treatment"}));
}

TEST_F(Course, WhatMayBeDoneIsShownWithWhatItLacks) {
  const auto filed = FileBy("witness");
  ASSERT_EQ(Do(referent, filed, "assess"), "");
  ASSERT_EQ(Do(referent, filed, "qualify"), "");
  const auto file = AsReader(referent, filed);
  for (const auto& now_possible : file.ActsNow(scheme, Today()))
    if (now_possible.act->id == "action_plan") {
      EXPECT_EQ(now_possible.missing, Codes{"victim_agreement"});
    }
}

TEST_F(Course, AWitnessIsFollowedBeyondAdviceOnlyWhenTheVictimAgreesInWriting) {
  const auto filed = FileBy("witness");
  ASSERT_EQ(Do(referent, filed, "assess"), "");
  ASSERT_EQ(Do(referent, filed, "qualify"), "");
  ASSERT_EQ(Do(referent, filed, "action_plan"), "needs victim_agreement");
  const auto deed = AsReader(referent, filed).Do(scheme, "ask_victim", Text("On m’a parlé de vous."), 0, now);
  ASSERT_TRUE(deed && deed->letter);
  EXPECT_EQ(UnlockLetter(db, deed->letter->token, "00000000", Today()).error().code, "code.letter");
  EXPECT_EQ(UnlockLetter(db, "another", deed->letter->code, Today()).error().code, "code.letter");
  EXPECT_FALSE(UnlockLetter(db, deed->letter->token, deed->letter->code, Today() + std::chrono::days(61)));
  const auto session = Open(*deed->letter);
  const auto letter = ReadLetter(db, session, Today()).value();
  EXPECT_EQ(letter.content.Text("text"), "On m’a parlé de vous.");
  EXPECT_TRUE(AsReader(referent, filed).Letters().at(0).opened_on);
  ASSERT_EQ(Do(referent, filed, "action_plan"), "needs victim_agreement") << "read is not agreed";
  ASSERT_TRUE(
      AnswerLetter(db, session, json::Value::MakeObject({{"agree", "yes"}, {"name", "Dominique"}}), Today()));
  EXPECT_EQ(AnswerLetter(db, session, json::Object(), Today()).error().code, "letter.answered_before");
  EXPECT_EQ(Do(referent, filed, "action_plan"), "");
  EXPECT_EQ(FileWith("On m’a parlé de vous."), "");
  EXPECT_EQ(FileWith("Dominique"), "");
}

TEST_F(Course, ConclusionsLeaveTheProviderOnlyWithAWrittenConsentWhichReleasesTheName) {
  Use("cdg45");
  const auto filed = FileBy("victim");
  EXPECT_FALSE(Holds(referent, filed));
  for (const char* act : {"assess", "qualify", "action_plan"})
    ASSERT_EQ(Do(provider, filed, act, Text("…")), "");
  const auto asking = json::Value::MakeObject({{"consent", "conclusions"}});
  EXPECT_EQ(Answer(filed, "conclusions", true), "consent.not_asked");
  ASSERT_EQ(Do(provider, filed, "ask_consent", asking), "");
  EXPECT_EQ(Do(provider, filed, "conclude"), "needs consent.conclusions");
  ASSERT_EQ(Answer(filed, "conclusions", false), "");
  EXPECT_EQ(Do(provider, filed, "conclude"), "needs consent.conclusions");
  ASSERT_EQ(Do(provider, filed, "ask_consent", asking), "");
  ASSERT_EQ(Answer(filed, "conclusions", true), "");
  EXPECT_EQ(Answer(filed, "conclusions", true), "consent.given_before");
  ASSERT_EQ(Do(provider, filed, "conclude", Text("Conclusions")), "");
  ASSERT_TRUE(Holds(referent, filed));
  EXPECT_EQ(AsReader(referent, filed).Identity()->Text("name"), "Camille Fictive");
}

TEST_F(Course, TheAuthorityThatDoesNotAnswerInTimeIsWrittenDownAndTheReporterIsTold) {
  Use("cdg45");
  const auto filed = FileBy("victim");
  for (const char* act : {"assess", "qualify", "action_plan"}) ASSERT_EQ(Do(provider, filed, act), "");
  ASSERT_EQ(Do(provider, filed, "ask_consent", json::Value::MakeObject({{"consent", "conclusions"}})), "");
  ASSERT_EQ(Answer(filed, "conclusions", true), "");
  for (const char* act : {"conclude"}) ASSERT_EQ(Do(provider, filed, act), "");
  for (const char* act : {"inform_authority", "ask_authority"})
    ASSERT_EQ(Do(referent, filed, act, Text("…")), "");
  EXPECT_EQ(Do(referent, filed, "record_no_answer"), "needs overdue.authority_answer");
  now = core::Instant{scheme.Due("authority_answer", Today())} + std::chrono::hours(34);
  EXPECT_EQ(Do(referent, filed, "record_no_answer"), "");
  EXPECT_EQ(AsReporter(filed).Messages().back().text, "system.act\nrecord_no_answer\n");
  EXPECT_NE(AsReader(referent, filed).GetHeader().DeadlineRule(), "authority_answer");
}

TEST_F(Course, ASummaryForTheEmployerDoesNotNameThePersonUnlessSomeoneLookedTwice) {
  Use("cdg69");
  const auto filed = FileBy("victim");
  for (const char* act : {"assess", "qualify"}) ASSERT_EQ(Do(provider, filed, act), "");
  auto summary = Text("Mme FICTIVE décrit des cris répétés.");
  EXPECT_EQ(Do(provider, filed, "summarise_for_employer", summary), "text.names_someone");
  EXPECT_EQ(Do(provider, filed, "summarise_for_employer", Text("Des cris répétés.")), "");
  EXPECT_EQ(Do(provider, filed, "summarise_for_employer", summary.Set("confirmed", "yes")), "");
}

TEST_F(Course, WhoeverAdvisedTheAgentCannotAdviseTheAuthority) {
  Use("cdg69");
  const auto second = Add("provider", 1);
  const auto filed = FileBy("victim");
  for (const char* act : {"assess", "qualify", "support", "action_plan"})
    ASSERT_EQ(Do(provider, filed, act), "");
  ASSERT_EQ(Do(provider, filed, "ask_consent", json::Value::MakeObject({{"consent", "conclusions"}})), "");
  ASSERT_EQ(Answer(filed, "conclusions", true), "");
  ASSERT_EQ(Do(provider, filed, "conclude"), "");
  ASSERT_EQ(Do(referent, filed, "name_experts"), "");
  EXPECT_EQ(Do(provider, filed, "advise_authority"), "needs not_adviser");
  EXPECT_EQ(Do(second, filed, "advise_authority"), "");
}

TEST_F(Course, AProtectingActNeverUncoversANameAndMayBeKeptFromTheReporter) {
  const auto filed = FileBy("victim");
  auto why = json::Value::MakeObject({{"text", "Danger de mort"}, {"silent", "yes"}});
  ASSERT_EQ(Do(referent, filed, "protect", why), "");
  EXPECT_TRUE(AsReporter(filed).Messages().empty());
  EXPECT_FALSE(AsReader(referent, filed).Identity());
  EXPECT_EQ(AsReader(referent, filed).History().back().detail, "protect");
}

TEST_F(Course, TheReporterWithdrawsAndTheCaseCanBeReopened) {
  const auto filed = FileBy("victim");
  ASSERT_TRUE(AsReporter(filed).Do(scheme, "withdraw", json::Object(), 0, now));
  EXPECT_EQ(AsReader(referent, filed).GetHeader().outcome, "withdrawn");
  EXPECT_EQ(Do(referent, filed, "reopen"), "");
  EXPECT_EQ(AsReader(referent, filed).GetHeader().DeadlineRule(), "feedback");
}

TEST_F(Course, AReaderLetsInWhomTheSchemeAllowsAndTheReporterIsTold) {
  const auto filed = FileBy("victim");
  const auto second = Add("referent", 1);  // not there when it was filed
  const auto let_in = [&](const Person& who) {
    const auto done = AsReader(referent, filed).LetIn(scheme, who.account.id, now);
    return done ? "" : done.error().code;
  };
  EXPECT_EQ(let_in(provider), "reader.refused") << "not before it was ordered";
  EXPECT_EQ(let_in(stranger), "reader.refused");
  EXPECT_EQ(let_in(second), "");
  EXPECT_TRUE(Holds(second, filed));
  EXPECT_EQ(AsReporter(filed).Messages().back().text, "system.reader\nPersonne referent");
  ASSERT_EQ(Do(referent, filed, "assess"), "");
  ASSERT_EQ(Do(referent, filed, "request_service", json::Parse(R"({"lines": {"legal": 1}})").value()), "");
  EXPECT_EQ(let_in(provider), "reader.refused") << "nor when it is only asked for";
  ASSERT_EQ(Do(referent, filed, "order_service", json::Parse(R"({"order": 1})").value()), "");
  EXPECT_EQ(let_in(provider), "");
  EXPECT_FALSE(AsReader(provider, filed).Identity());
}

}  // namespace
}  // namespace casefile
