#include <algorithm>
#include <set>

#include "domain/scheme/scheme_fixture.h"

namespace scheme {
namespace {

bool Has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A case that follows the course of a scheme. What is true of it is told by hand.
struct Walk {
  explicit Walk(const std::string& id) : scheme(Delivered(id)) {}

  // Does the act, or says what stands in its way.
  std::string Do(const std::string& role, const std::string& id) {
    const auto* act = scheme.ActNamed(id);
    if (!act) return "no such act";
    if (!Has(act->by, role)) return "not by " + role;
    if (!Has(act->in, state)) return "not in " + state;
    for (const auto& need : act->needs)
      if (!holds.contains(need)) return "needs " + need;
    holds.insert("done." + id);
    for (const auto& clock : act->starts) holds.insert("started." + clock);
    if (!act->moves_to.empty()) state = act->moves_to;
    return "";
  }
  void All(const std::string& role, std::initializer_list<const char*> ids) {
    for (const char* id : ids) EXPECT_EQ(Do(role, id), "") << scheme.Id() << " " << role << " " << id;
  }

  Scheme scheme;
  std::string state = "received";
  std::set<std::string> holds;
};

TEST(Course, TheReferentReadsAssessesAndOrdersTheProviderOnlyWhenNeeded) {
  for (const char* id : {"cdg62", "cdg60"}) {
    Walk walk(id);
    EXPECT_EQ(walk.Do("provider", "acknowledge"), "not by provider");
    walk.All("referent", {"acknowledge", "assess", "qualify"});
    EXPECT_EQ(walk.Do("reporter", "sign_record"), "needs identity.referent") << "a signature is a name";
    walk.holds.insert("identity.referent");
    EXPECT_EQ(walk.Do("reporter", "sign_record"), "");
    EXPECT_EQ(walk.Do("referent", "action_plan"), "needs victim_agreement")
        << "a witness who asks for advice";
    walk.holds.insert("victim_agreement");
    walk.All("referent", {"action_plan", "choose_treatment"});
    EXPECT_EQ(walk.state, "treatment");
    EXPECT_EQ(walk.Do("provider", "report_admissibility"), "needs done.order_service");
    walk.All("referent", {"order_service"});
    EXPECT_EQ(walk.Do("provider", "report_admissibility"), "");
    EXPECT_EQ(walk.Do("referent", "ask_authority"), "no such act");
    walk.All("referent", {"close"});
    EXPECT_EQ(walk.state, "closed");
    walk.All("referent", {"reopen"});
    EXPECT_EQ(walk.state, "assessment");
  }
}

TEST(Course, TheProviderReadsFirstAndTheReferentOfTheCdgAsksTheAuthority) {
  Walk walk("cdg45");
  EXPECT_EQ(walk.Do("referent", "acknowledge"), "not by referent");
  walk.All("provider", {"acknowledge", "assess", "qualify", "ask_victim"});
  walk.holds.insert("victim_agreement");
  walk.All("provider", {"action_plan", "ask_consent"});
  EXPECT_EQ(walk.state, "consent");
  EXPECT_EQ(walk.Do("provider", "conclude"), "needs consent.conclusions");
  walk.holds.insert("consent.conclusions");
  walk.All("provider", {"conclude"});
  EXPECT_EQ(walk.Do("provider", "ask_authority"), "not by provider");
  EXPECT_EQ(walk.Do("referent", "ask_authority"), "needs done.inform_authority");
  walk.All("referent", {"inform_authority", "ask_authority"});
  EXPECT_TRUE(walk.holds.contains("started.authority_answer"));
  EXPECT_EQ(walk.Do("referent", "record_no_answer"), "needs overdue.authority_answer");
  walk.holds.insert("overdue.authority_answer");
  walk.All("referent", {"record_no_answer", "close"});
  EXPECT_TRUE(Has(walk.scheme.Outcomes(), "no_answer"));
}

TEST(Course, NothingIsHandledForSomebodyWhomTheProviderDoesNotKnow) {
  Walk walk("cdg69");
  walk.All("provider", {"acknowledge", "reorient"});  // advice to an anonymous witness
  EXPECT_EQ(walk.Do("provider", "assess"), "needs identity.provider");
  walk.holds.insert({"identity.provider", "victim_agreement"});
  walk.All("provider",
           {"assess", "qualify", "summarise_for_employer", "support", "action_plan", "ask_consent"});
  EXPECT_EQ(walk.Do("provider", "conclude"), "needs consent.conclusions");
  walk.All("provider", {"support", "ask_consent"});  // refused, talked over, asked again
  walk.holds.insert("consent.conclusions");
  walk.All("provider", {"conclude", "ask_authority"});
  EXPECT_EQ(walk.Do("referent", "ask_authority"), "not by referent");
  walk.All("authority", {"record_answer", "choose_treatment", "order_service"});
  EXPECT_EQ(walk.Do("provider", "advise_authority"), "needs done.name_experts");
  walk.All("authority", {"name_experts"});
  EXPECT_EQ(walk.Do("provider", "advise_authority"), "needs not_adviser");
  walk.All("reporter", {"withdraw"});
  EXPECT_EQ(walk.state, "closed");
}

TEST(Course, TheCellTellsTheEmployerNothingWithoutAgreement) {
  Walk walk("amacod");
  walk.All("provider", {"acknowledge", "assess", "qualify"});
  walk.holds.insert("victim_agreement");
  EXPECT_EQ(walk.Do("provider", "inform_authority"), "needs consent.employer");
  walk.All("provider", {"ask_consent"});
  walk.holds.insert("consent.employer");
  walk.All("provider", {"inform_authority"});
  EXPECT_EQ(walk.Do("provider", "mediate"), "needs consent.mediation");
  walk.holds.insert("consent.mediation");
  walk.All("provider", {"mediate"});
  walk.All("authority", {"record_answer"});
  walk.All("provider", {"close"});
}

TEST(Course, EverySchemeAsksTheVictimAndMayActWithoutAgreementForAReasonOfLaw) {
  for (const auto& id : DeliveredIds()) {
    const auto scheme = Delivered(id);
    const auto* protect = scheme.ActNamed("protect");
    ASSERT_NE(protect, nullptr) << id;
    EXPECT_NE(protect->source.find("L134-6"), std::string::npos) << id;
    EXPECT_TRUE(protect->needs.empty()) << id;
    const auto* victim = scheme.ConsentNamed("victim");
    ASSERT_NE(victim, nullptr) << id;
    EXPECT_TRUE(victim->of_victim) << id;
    EXPECT_EQ(victim->asked_by, scheme.ActNamed("ask_victim")->by) << id;
    // Beyond advice, nothing without the victim.
    for (const char* act : {"action_plan", "conclude", "inform_authority", "choose_treatment"})
      if (const auto* found = scheme.ActNamed(act)) {
        const bool direct = Has(found->needs, "victim_agreement");
        const bool through =
            std::any_of(found->needs.begin(), found->needs.end(), [&](const std::string& need) {
              const auto* before = need.starts_with("done.") ? scheme.ActNamed(need.substr(5)) : nullptr;
              return before && before->id != "qualify";
            });
        EXPECT_TRUE(direct || through) << id << " " << act;
      }
  }
}

TEST(Course, SaysWhoMayBeLetInAndWhatAConsentReleases) {
  const auto cdg45 = Delivered("cdg45");
  EXPECT_EQ(cdg45.JoinOf("referent")->needs, (std::vector<std::string>{"identity.referent", "ordinary"}));
  EXPECT_EQ(Delivered("cdg62").JoinOf("provider")->needs, std::vector<std::string>{"done.order_service"});
  EXPECT_FALSE(Delivered("cdg62").JoinOf("authority"));
  EXPECT_FALSE(Delivered("amacod").JoinOf("referent"));
  EXPECT_EQ(cdg45.ConsentNamed("conclusions")->releases, (std::vector<std::string>{"referent", "employer"}));
  EXPECT_TRUE(Delivered("amacod").ConsentNamed("mediation")->releases.empty());
  EXPECT_EQ(cdg45.ConsentNamed("press"), nullptr);
  EXPECT_EQ(cdg45.PhaseOf("consent"), "Votre accord");
  EXPECT_EQ(cdg45.PhaseOf("closed"), "");
}

using FaultyCourse = OwnFolder;

TEST_F(FaultyCourse, NamesTheKeyAndTheWordsThatWouldDo) {
  struct Row {
    std::string base, patch, said;
  };
  const Row rows[] = {
      {"cdg62", R"({"acts": {"qualify": {"in": ["analysis"]}}})",
       "course.acts.qualify.in[0]: expected one of received, acknowledged"},
      {"cdg62", R"({"acts": {"qualify": {"by": ["maire"]}}})",
       "course.acts.qualify.by[0]: expected one of reporter, referent"},
      {"amacod", R"({"acts": {"qualify": {"by": ["referent"]}}})",
       "course.acts.qualify.by[0]: expected one of reporter, provider, authority"},
      {"cdg62", R"({"acts": {"dance": {"label": "Danser"}}})",
       "course.acts.dance: expected no such key; known here: acknowledge"},
      {"cdg62", R"({"acts": {"assess": {"moves_to": "nowhere"}}})",
       "course.acts.assess.moves_to: expected one of received"},
      {"cdg62", R"({"acts": {"assess": {"starts": ["soon"]}}})",
       "course.acts.assess.starts[0]: expected one of acknowledge"},
      {"cdg45", R"({"acts": {"conclude": {"needs": ["consent.conclusion"]}}})",
       "course.acts.conclude.needs[0]: expected one of course.consents: consent.identity, "
       "consent.conclusions, consent.victim, "
       "for example \"consent.identity\""},
      {"cdg45", R"({"acts": {"conclude": {"needs": ["identity.press"]}}})",
       "needs[0]: expected one of audiences: identity.referent"},
      {"cdg45", R"({"acts": {"conclude": {"needs": ["done.mediate"]}}})",
       "needs[0]: expected one of course.acts: done.acknowledge"},
      {"cdg45", R"({"acts": {"conclude": {"needs": ["overdue.answer"]}}})",
       "needs[0]: expected one of deadlines: overdue.receipt"},
      {"cdg45", R"({"acts": {"conclude": {"needs": ["often"]}}})",
       "needs[0]: expected a condition: consent.…"},
      {"cdg45", R"({"joins": {"referent": {"needs": ["often"]}}})",
       "course.joins.referent.needs[0]: expected a condition"},
      {"cdg45", R"({"acts": {"ask_victim": null}})", "expected a course with the act ask_victim"},
      {"cdg45", R"({"acts": {"ask_consent": null}})",
       "states[3].id (from " + kDelivered +
           "/cdg45.json): expected a state that the acts of the course lead to"},
      {"cdg62", R"({"acts": {"protect": null}})",
       "course.acts.protect: expected an act that every scheme has"},
      {"cdg62", R"({"acts": {"close": {"moves_to": "treatment"}}})",
       "course.acts.close.moves_to: expected the state closed"},
      {"cdg62", R"({"acts": {"reopen": null}})",
       "states[4].id (from " + kDelivered +
           "/cdg62.json): expected a state that an act of the course leaves"},
      {"cdg45", R"({"acts": {"ask_authority": {"by": ["substitute"]}}})",
       "course.acts.ask_authority.by: expected the referent among them"},
      {"cdg69", R"({"acts": {"summarise_for_employer": null}})",
       "course.acts.summarise_for_employer: expected an act, since employer_learns"},
      {"cdg45", R"({"consents": {"conclusions": {"releases": ["press"]}}})",
       "course.consents.conclusions.releases[0]: expected one of referent"},
      {"cdg62", R"({"orders": null})", "course.orders: expected an object with lot, agreement"},
      {"cdg62", R"({"orders": {"agreement": "often"}})", "course.orders.agreement: expected one of required"},
      {"amacod", R"({"orders": {"lot": "tool", "agreement": "noted"}})",
       "course.orders.lot: expected a lot that one of the providers holds"},
      {"cdg62", R"({"acts": {"deliver_service": null}})",
       "course.acts.deliver_service: expected an act, since interventions may be asked for"},
      {"cdg62", R"({"inquiry_steps": null})",
       "expected an act where course.inquiry_steps names the steps, and only there"},
      {"cdg62", R"({"treatments": null})", "course.treatments: expected an object with own_means"},
  };
  for (const auto& row : rows) {
    const auto said =
        Said(Write("cdg99", "{\"extends\": \"" + row.base + "\", \"course\": " + row.patch + "}"));
    EXPECT_NE(said.find(row.said), std::string::npos) << row.patch << "\n" << said;
  }
}

}  // namespace
}  // namespace scheme
