// What is counted of a case: who opens it, what it says, and what the disk does not.
#include "domain/figures/facets.h"

#include <gtest/gtest.h>

#include "domain/casefile/case_fixture.h"

namespace {

using figures::Scope;

struct Facets : casefile::Fixture {
  casefile::Person manager = Add("manager", 0), committee = Add("committee", 0);

  void SignIn(const casefile::Person& person) {
    const auto account = *people::FindAccount(db, person.account.id);
    figures::Attend(db, account, person.keys);
    casefile::Case::SealMissingFacets(db, account, person.keys, Today());
  }
  // What the person counts in a scope; nothing at all without its key.
  std::optional<std::vector<json::Value>> Counted(const casefile::Person& person, const Scope& scope) {
    const auto account = *people::FindAccount(db, person.account.id);
    const auto held = figures::Open(db, account, person.keys, scope);
    if (!held) return std::nullopt;
    return figures::Read(db, *held);
  }
  std::size_t Count(const casefile::Person& person, const Scope& scope) {
    const auto counted = Counted(person, scope);
    return counted ? counted->size() : 99;
  }
  casefile::NewCase Whole() {
    auto report = Report();
    report.report.Set("origin", "elected").Set("criteria", json::Array{json::Value("union_activities")});
    report.report.Set("indirect.status", "trainee").Set("indirect.service", "Fontainerie");
    report.identity = json::Value::MakeObject({{"name", "Camille"},
                                               {"sex", "female"},
                                               {"category", "b"},
                                               {"education", "bac"},
                                               {"indirect.age_band", "55_over"}});
    return report;
  }
};

TEST_F(Facets, AreCountedByWhoeverIsEntitledAndByNobodyElse) {
  SignIn(manager);
  SignIn(referent);
  File(Whole());
  const auto own = Counted(referent, {1, false}).value();
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0].Text("origin"), "elected");
  EXPECT_EQ(own[0].Text("gender") + own[0].Text("category"), "femaleb");
  EXPECT_EQ(own[0].Text("education"), "bac");
  EXPECT_EQ(own[0].Text("status") + own[0].Text("service"), "traineeFontainerie");
  EXPECT_EQ(own[0]["received"].Int(), 2026 * 12 + 2);
  const auto all = Counted(manager, {0, false}).value();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].Has("service"));
  EXPECT_EQ(all[0].Text("band"), "unknown");
  EXPECT_FALSE(Counted(manager, {1, false}));
  EXPECT_FALSE(Counted(referent, {0, false}));
  EXPECT_FALSE(Counted(stranger, {1, false}));
  EXPECT_FALSE(Counted(provider, {0, false}));
}

TEST_F(Facets, OfAnIndirectIdentifierUnderSealNothingIsCounted) {
  SignIn(manager);
  const auto filed = File(Whole());
  const auto all = Counted(manager, {0, false}).value();
  EXPECT_FALSE(all[0].Has("age_band"));
  // Nor when the reporter acts, whose keys open the identity.
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "", now));
  EXPECT_FALSE(Counted(manager, {0, false}).value()[0].Has("age_band"));
  EXPECT_EQ(Counted(manager, {0, false}).value()[0].Text("gender"), "female");
}

TEST_F(Facets, FollowTheCaseThroughWhoeverHoldsItsKey) {
  SignIn(manager);
  const auto filed = File(Whole());
  now += std::chrono::days{4};
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  now += std::chrono::days{30};
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Voilà."), 0, now));
  const auto all = Counted(manager, {0, false}).value();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].Text("state") + " " + all[0].Text("outcome"), "closed measures");
  EXPECT_EQ(all[0]["acknowledgement"].Int(), 4);
  EXPECT_EQ(all[0]["assessment"].Int(), 34);
  // A reader does not know the person's words: they stay as they were counted.
  EXPECT_EQ(all[0].Text("gender"), "female");
}

TEST_F(Facets, OfWhatConcernsTheAuthorityReachTheSubstitutesAndTheCdgAlone) {
  for (const auto* person : {&manager, &referent, &substitute}) SignIn(*person);
  auto report = Whole();
  report.concerns_authority = true;
  File(report);
  File(Whole());
  EXPECT_EQ(Count(referent, {1, false}), 1u);
  EXPECT_FALSE(Counted(referent, {1, true}));
  EXPECT_EQ(Count(substitute, {1, false}), 1u);
  EXPECT_EQ(Count(substitute, {1, true}), 1u);
  EXPECT_EQ(Count(manager, {0, false}), 2u);
  // The disk shows two rows under either pair, of one length: not which case is of which kind.
  auto query = db.Prepare(
      "SELECT count(*), count(DISTINCT length(f.sealed)), count(DISTINCT length(f.person)) FROM figure f "
      "JOIN "
      "figure_key k ON k.id = f.key_id WHERE k.collectivite_id = 1 GROUP BY k.apart");
  for (int pair = 0; pair < 2; ++pair) {
    ASSERT_TRUE(query.Step());
    EXPECT_EQ(query.Int(0), 2);
    EXPECT_EQ(query.Int(1), 1);
    EXPECT_EQ(query.Int(2), 1);
  }
}

TEST_F(Facets, OfACaseThatIsErasedAreStillCounted) {
  SignIn(manager);
  SignIn(referent);
  const auto filed = File(Whole());
  for (const char* table : {"submission", "case_grant", "case_file"})
    db.Exec(std::string("DELETE FROM ") + table);
  EXPECT_EQ(Count(manager, {0, false}), 1u);
  EXPECT_EQ(Count(referent, {1, false}), 1u);
  auto query = db.Prepare("SELECT count(*) FROM case_figure");
  ASSERT_TRUE(query.Step());
  EXPECT_EQ(query.Int(0), 0);  // nothing is left that says which rows were this case's
}

TEST_F(Facets, OfACaseFiledBeforeThereWasAKeyAreSealedWhenAReaderSignsIn) {
  File(Whole());
  SignIn(manager);
  EXPECT_EQ(Count(manager, {0, false}), 0u);
  SignIn(referent);
  EXPECT_EQ(Count(manager, {0, false}), 1u);
  EXPECT_EQ(Count(referent, {1, false}), 1u);
}

TEST_F(Facets, AreGivenOnToANewcomerWhenSomeoneWhoHoldsTheKeySignsIn) {
  SignIn(manager);
  File(Whole());
  const auto newcomer = Add("manager", 0);
  SignIn(newcomer);
  EXPECT_FALSE(Counted(newcomer, {0, false}));
  SignIn(manager);
  EXPECT_EQ(Count(newcomer, {0, false}), 1u);
  EXPECT_EQ(Count(committee, {0, false}), 1u);
}

TEST_F(Facets, AreNoLongerOpenedByWhoeverLostTheirPart) {
  SignIn(manager);
  File(Whole());
  db.Exec("DELETE FROM assignment WHERE account_id = " + std::to_string(committee.account.id));
  EXPECT_FALSE(Counted(committee, {0, false}));
  SignIn(manager);
  auto query = db.Prepare("SELECT count(*) FROM figure_grant WHERE account_id = ?1");
  query.Bind(committee.account.id);
  ASSERT_TRUE(query.Step());
  EXPECT_EQ(query.Int(0), 0);
}

TEST_F(Facets, AreSealedAgainWhenNobodyHoldsTheKeyAnyMore) {
  SignIn(manager);
  File(Whole());
  db.Exec("DELETE FROM figure_grant");
  SignIn(manager);
  EXPECT_EQ(Count(manager, {0, false}), 0u);
  SignIn(referent);
  EXPECT_EQ(Count(manager, {0, false}), 1u);
}

TEST_F(Facets, AreReadAlikeOnceTheyWereMadeQuickToOpen) {
  SignIn(manager);
  const auto filed = File(Whole());
  const auto slow = Counted(manager, {0, false}).value();
  SignIn(manager);
  EXPECT_EQ(Counted(manager, {0, false}).value(), slow);
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  EXPECT_EQ(Counted(manager, {0, false}).value()[0].Text("state"), "acknowledged");
}

TEST_F(Facets, StandNowhereInClear) {
  for (const auto* person : {&manager, &referent, &substitute}) SignIn(*person);
  const auto filed = File(Whole());
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  for (const auto* person : {&manager, &referent, &substitute}) SignIn(*person);
  for (const char* word : {"moral_harassment", "union_activities", "elected", "female", "trainee", "55_over",
                           "Fontainerie", "acknowledged", "acknowledgement", "gender"})
    EXPECT_EQ(FileWith(word), "") << word;
}

}  // namespace
