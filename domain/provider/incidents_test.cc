// Incidents with a provider, from the first word to the erasing.
#include "domain/provider/incidents.h"

#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"
#include "domain/casefile/journal.h"

namespace provider {
namespace {

using std::chrono::days;

const std::string kSchemes = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";

struct Provided : people::Fixture {
  scheme::Scheme scheme = scheme::Scheme::Read(kSchemes + "/cdg69.json");
  people::Account manager = people::FindAccount(db, Add("manager", "manager")).value();
  people::Account referent = people::FindAccount(db, Add("referent")).value();
  core::Day today = core::LocalDay(now);

  Fault Late() const {
    return {
        "conclusions", "", "", place.id, today - days{3}, "Zqfaits : les conclusions ne sont pas venues."};
  }
  std::int64_t Told(const people::Account& by) { return Tell(db, scheme, Late(), by, now).value(); }
  core::Result<void> Does(std::int64_t id, Step step) {
    if (step.day == core::Day()) step.day = today;
    if (step.text.empty()) step.text = "Zqtexte";
    return Do(db, scheme, id, step, manager, now);
  }
  std::string State(std::int64_t id) { return Find(db, id).value().State(); }
  std::string Mails() {
    auto query = db.Prepare(
        "SELECT o.template || ' ' || a.login FROM outbox o JOIN account a ON a.id = o.account_id ORDER BY "
        "o.id");
    std::string mails;
    while (query.Step()) mails += query.Text(0) + "; ";
    return mails;
  }
};

TEST(Commitments, BearTheirProviderAndTheirDeadline) {
  const auto scheme = scheme::Scheme::Read(kSchemes + "/cdg69.json");
  for (const auto& one : CommitmentsOf(scheme)) {
    EXPECT_FALSE(one.provider.empty()) << one.id;
    if (one.id == "acknowledge") {
      ASSERT_TRUE(one.within);
      EXPECT_EQ(one.within->count, 7);
      EXPECT_EQ(one.provider, "cabinet Strada avocats");
    }
    if (one.id == "access") EXPECT_FALSE(one.within);
  }
  EXPECT_EQ(ProvidersOf(scheme).size(), 2u);
  EXPECT_EQ(AnswerBy(scheme, core::ParseDay("2026-03-02").value()), core::ParseDay("2026-03-17"));
}

TEST_F(Provided, ToldByACollectiviteReachesTheManagersWithoutAWordInMailOrJournal) {
  const auto id = Told(referent);
  EXPECT_EQ(State(id), "told");
  EXPECT_EQ(Mails(), "incident_told manager; ");
  const auto incident = Find(db, id).value();
  EXPECT_EQ(incident.fault.provider, "cabinet Strada avocats");
  EXPECT_EQ(incident.collectivite, "Commune de Valmeuse");
  EXPECT_EQ(incident.teller, referent.name);
  EXPECT_EQ(Told(referent), id) << "told twice the same day";
  EXPECT_EQ(Incidents(db).size(), 1u);
  EXPECT_EQ(casefile::VerifyJournal(db).entries, 1);
  auto journal = db.Prepare("SELECT count(*) FROM journal WHERE instr(entry, CAST('Zq' AS BLOB))");
  journal.Step();
  EXPECT_EQ(journal.Int(0), 0);
}

TEST_F(Provided, TakenDownByTheOfficeIsOpenAndTellsNobody) {
  EXPECT_EQ(State(Told(manager)), "open");
  EXPECT_EQ(Mails(), "");
}

TEST_F(Provided, KeepsTheCommitmentAsItStoodThatDay) {
  const auto id = Told(manager);
  db.Exec("UPDATE provider_incident SET commitment = 'of_another_contract'");
  EXPECT_EQ(Find(db, id)->fault.promised,
            "Remettre ses conclusions argumentées, avec l’accord écrit de l’agent");
}

TEST_F(Provided, GoesFromAQuestionToADecisionThatMayBeContestedToItsEnd) {
  const auto id = Told(referent);
  ASSERT_TRUE(Does(id, {.act = "ask"}));
  EXPECT_EQ(State(id), "open");
  ASSERT_TRUE(Does(id, {.act = "answer", .contested = true}));
  EXPECT_EQ(State(id), "contested");
  ASSERT_TRUE(Does(id, {.act = "decide", .decision = "reminder"}));
  EXPECT_EQ(State(id), "decided");
  ASSERT_TRUE(Does(id, {.act = "answer", .contested = true}));
  EXPECT_EQ(State(id), "contested");
  EXPECT_EQ(Does(id, {.act = "close"}).error().code, "incident.not_now");
  ASSERT_TRUE(Does(id, {.act = "decide", .decision = "none"}));
  ASSERT_TRUE(Does(id, {.act = "close"}));
  EXPECT_EQ(State(id), "closed");
  EXPECT_EQ(Does(id, {.act = "answer"}).error().kind, core::Kind::kConflict);
  EXPECT_EQ(Mails(), "incident_told manager; incident_news referent; ") << "one that waits is enough";
  EXPECT_EQ(casefile::VerifyJournal(db).entries, 7);
}

TEST_F(Provided, NoPenaltyBeforeTheProviderWasHeard) {
  const auto id = Told(manager);
  const auto penalty = [&](std::int64_t cents) {
    return Step{.act = "decide", .decision = "penalty", .cents = cents, .computation = "3 jours à 50 €"};
  };
  EXPECT_EQ(Does(id, penalty(15000)).error().code, "decision.unheard");
  EXPECT_EQ(Does(id, {.act = "decide", .decision = "termination"}).error().code, "decision.unheard");
  ASSERT_TRUE(Does(id, {.act = "ask"}));
  now += std::chrono::hours{24} * 15;
  today = core::LocalDay(now);
  EXPECT_EQ(Does(id, penalty(15000)).error().code, "decision.early") << "the fifteenth day is still theirs";
  now += std::chrono::hours{24};
  today = core::LocalDay(now);
  EXPECT_EQ(Does(id, penalty(0)).error().code, "amount.required");
  auto untold = penalty(15000);
  untold.computation = " ";
  EXPECT_EQ(Does(id, untold).error().code, "computation.required");
  ASSERT_TRUE(Does(id, penalty(15000)));
  const auto counts = CountsOf(Incidents(db), 2026);
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts[0].decision, "penalty");
  EXPECT_EQ(counts[0].cents, 15000);
  EXPECT_TRUE(CountsOf(Incidents(db), 2025).empty());
}

TEST_F(Provided, AnAnswerLetsThePenaltyBeDecidedAtOnce) {
  const auto id = Told(manager);
  ASSERT_TRUE(Does(id, {.act = "ask"}));
  ASSERT_TRUE(Does(id, {.act = "answer"}));
  EXPECT_TRUE(Does(id, {.act = "decide", .decision = "termination"}));
}

TEST_F(Provided, RefusesWhatCannotBe) {
  auto fault = Late();
  fault.commitment = "tea";
  EXPECT_EQ(Tell(db, scheme, fault, manager, now).error().code, "commitment.unknown");
  fault = {"", "Nobody", "", 0, today, "x"};
  EXPECT_EQ(Tell(db, scheme, fault, manager, now).error().code, "commitment.unknown");
  fault.provider = "Valeur et Conformité";
  EXPECT_TRUE(Tell(db, scheme, fault, manager, now));
  EXPECT_EQ(Tell(db, scheme, fault, referent, now).error().code, "collectivite.required");
  fault = Late();
  fault.happened_on = today + days{1};
  EXPECT_EQ(Tell(db, scheme, fault, manager, now).error().code, "happened_on.future");
  fault = Late();
  fault.facts = "  ";
  EXPECT_EQ(Tell(db, scheme, fault, manager, now).error().code, "facts.required");
  const auto id = Told(manager);
  EXPECT_EQ(Does(id, {.act = "ask", .day = today + days{1}}).error().code, "day.future");
  EXPECT_EQ(Does(id, {.act = "ask", .day = today - days{4}}).error().code, "day.before");
  EXPECT_EQ(Does(999, {.act = "ask"}).error().code, "incident.unknown");
  EXPECT_EQ(Does(id, {.act = "decide", .decision = ""}).error().code, "decision.required");
}

TEST_F(Provided, SaysEverythingThatIsWrongAtOnce) {
  const auto codes = [](const core::Refusals& refusals) {
    std::string all;
    for (const auto& one : refusals) all += one.code + " ";
    return all;
  };
  EXPECT_EQ(codes(Wrong(db, scheme, {"tea", "", "", 0, today + days{1}, " "}, referent, today)),
            "commitment.unknown collectivite.required happened_on.future facts.required ");
  const auto incident = Find(db, Told(manager)).value();
  EXPECT_EQ(
      codes(Wrong(scheme, incident, {.act = "decide", .day = today + days{1}, .decision = "penalty"}, today)),
      "day.future decision.unheard amount.required computation.required text.required ");
}

TEST_F(Provided, GoesFiveYearsAfterTheContractOrItsEndWhateverIsLast) {
  const auto open = Told(referent), closed = Tell(db, scheme, Late(), manager, now).value();
  ASSERT_TRUE(Does(closed, {.act = "decide", .decision = "none"}));
  ASSERT_TRUE(Does(closed, {.act = "close"}));
  const auto on = [](const char* day) {
    return core::Instant{core::ParseDay(day).value()} + std::chrono::hours(9);
  };
  EXPECT_EQ(DueToForget(db, scheme, core::ParseDay("2033-12-31").value()), 0)
      << "the contract ends on 31/12/2028";
  EXPECT_EQ(Forget(db, scheme, on("2033-12-31")), 0);
  EXPECT_EQ(DueToForget(db, scheme, core::ParseDay("2034-01-01").value()), 1);
  EXPECT_EQ(Forget(db, scheme, on("2034-01-01")), 1);
  EXPECT_FALSE(Find(db, closed));
  EXPECT_TRUE(Find(db, open)) << "what is not closed stays";
  auto steps = db.Prepare("SELECT count(*) FROM provider_incident_step");
  steps.Step();
  EXPECT_EQ(steps.Int(0), 0);
}

}  // namespace
}  // namespace provider
