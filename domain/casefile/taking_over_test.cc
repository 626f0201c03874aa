// A file taken over in a late state goes on from there, in every scheme.
#include "domain/casefile/taking_over.h"

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"

namespace casefile {
namespace {

const std::vector<std::string> kSchemes{"cdg62", "cdg60", "cdg45", "cdg69", "amacod"};

bool Has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct TakingOver : Fixture {
  void Use(const std::string& id) {
    scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
  }
  Filed Import(const std::string& state, const std::string& quality = "victim") {
    auto report = Report();
    report.report.Set("quality", quality);
    report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}});
    report.released_to = {"referent"};
    TakenDown taken;
    taken.who = "administrator";
    taken.how = "import";
    taken.former_number = "2025-17";
    taken.received_on = Today() - std::chrono::days(40);
    taken.state = state;
    taken.acknowledged_on = Today() - std::chrono::days(38);
    taken.state_on = Today() - std::chrono::days(20);
    report.taken_down = taken;
    const auto filed = File(report);
    // Whoever the scheme gives the case to later, too.
    auto key = db.Prepare("SELECT account_id FROM case_grant WHERE case_id = ?1");
    key.Bind(filed.case_id);
    key.Step();
    const auto first = key.Int(0);
    key.Reset();
    for (const auto* person : {&referent, &substitute, &provider})
      if (person->account.id == first)
        for (const auto* other : {&referent, &provider})
          Grant(db, "case_grant", other->account.id, filed.case_id, other->keys.public_key,
                AsReader(*person, filed).CaseKey());
    return filed;
  }
  // Of everybody: each act with what it still lacks.
  std::map<std::string, std::vector<std::string>> Acts(const Filed& filed) {
    std::map<std::string, std::vector<std::string>> acts;
    for (const auto* person : {&referent, &provider})
      for (const auto& one : AsReader(*person, filed).ActsNow(scheme, Today()))
        acts[one.act->id] = one.missing;
    return acts;
  }
  void AnswerAll(const Filed& filed) {
    auto mine = AsReporter(filed);
    const auto consents = mine.GetHeader().consents;  // an answer reads the header again
    for (const auto& [consent, answer] : consents)
      if (answer == "asked") {
        ASSERT_TRUE(mine.Answer(scheme, consent, true, Today())) << consent;
      }
  }
};

TEST_F(TakingOver, InEveryStateOfEverySchemeNoStepWaitsForOneThatCanNoLongerBeMade) {
  for (const auto& id : kSchemes) {
    Use(id);
    for (const auto& state : scheme.States()) {
      if (state == "received" || state == "closed") continue;
      const auto filed = Import(state);
      AnswerAll(filed);
      int ahead = 0;
      for (const auto& [act, missing] : Acts(filed)) {
        for (const auto& need : missing) {
          if (need.starts_with("overdue.")) continue;  // time brings it
          const auto* before = need.starts_with("done.")      ? scheme.ActNamed(need.substr(5))
                               : need.starts_with("consent.") ? scheme.ActNamed("ask_consent")
                                                              : nullptr;
          EXPECT_TRUE(before && Has(before->in, state)) << id << " " << state << ": " << act << " " << need;
        }
        const auto* known = scheme.ActNamed(act);
        const bool general = act == "protect" || act == "interview" || act == "close";
        if (missing.empty() && !general && !Has(AsReader(provider, filed).GetHeader().done, act))
          ahead += !known->moves_to.empty() || !scheme.ActNamed(act)->told.empty();
      }
      EXPECT_GT(ahead, 0) << id << " " << state << ": nothing leads on";
    }
  }
}

TEST_F(TakingOver, TheStepsBehindAreWrittenDownOnTheirDays) {
  Use("cdg69");
  const auto file = AsReader(provider, Import("treatment"));
  std::string acts;
  for (const auto& paper : file.Papers()) {
    acts += paper.act + " ";
    EXPECT_EQ(paper.content.Text("taken_over"), "2025-17");
    EXPECT_EQ(paper.made_on, Today() - std::chrono::days(paper.act == "acknowledge" ? 38 : 20)) << paper.act;
  }
  EXPECT_EQ(acts, "acknowledge assess qualify support action_plan ask_consent conclude ");
  EXPECT_EQ(file.GetHeader().consents.at("conclusions"), "given");
  EXPECT_EQ(file.GetHeader().papers, 7);
  EXPECT_EQ(file.History().back().what, "taken_over");
  EXPECT_EQ(file.History().back().detail, "conclude");
  EXPECT_TRUE(VerifyJournal(db).broken_at == std::nullopt);
  // And the next paper does not fall upon one of them.
  auto next = AsReader(provider, Import("treatment"));
  ASSERT_TRUE(
      next.Do(scheme, "ask_authority", json::Value::MakeObject({{"text", "Que ferez-vous"}}), 0, now));
  EXPECT_EQ(next.Papers().back().n, 8);
}

TEST_F(TakingOver, AnAgreementThatWasNotGivenIsAskedNotTakenForGranted) {
  Use("cdg69");
  const auto filed = Import("consent");
  EXPECT_EQ(AsReader(provider, filed).GetHeader().consents.at("conclusions"), "asked");
  EXPECT_FALSE(AsReader(provider, filed).Do(scheme, "conclude", json::Object(), 0, now));
  AnswerAll(filed);
  EXPECT_TRUE(AsReader(provider, filed).Do(scheme, "conclude", json::Object(), 0, now));
}

TEST_F(TakingOver, AWitnessReportInALateStateHasTheVictimsAgreementBehindItAndAnEarlyOneHasNot) {
  Use("cdg69");
  EXPECT_TRUE(Acts(Import("support", "witness")).at("action_plan").empty());
  EXPECT_EQ(Acts(Import("assessment", "witness")).at("summarise_for_employer"),
            std::vector<std::string>{"victim_agreement"});
}

}  // namespace
}  // namespace casefile
