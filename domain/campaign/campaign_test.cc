#include "domain/campaign/campaign.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "domain/casefile/journal.h"
#include "domain/membership/membership_fixture.h"
#include "domain/outbox/outbox.h"
#include "lib/vault/vault.h"

namespace campaign {
namespace {

using membership::Day;
using membership::State;

struct Office : membership::Fixture {
  scheme::Scheme scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg69.json");
  vault::KeyPair worker = (vault::Start(), vault::KeyPair::Generate());
  By by{0, "Camille Gestion", core::Instant{Day("2026-02-02")} + std::chrono::hours{9}};

  std::int64_t Join(const std::string& name, std::int64_t agents, const char* effective = "2025-01-01",
                    const char* ends = nullptr, bool affiliated = true) {
    auto member = Named(name, State::kEffective);
    member.affiliated = affiliated;
    member.effective_on = Day(effective);
    if (ends) member.ends_on = Day(ends);
    member.contact.email = "mairie@commune.example";
    const auto id = membership::Add(db, member).value().collectivite_id;
    const auto joining = core::Day{std::chrono::year_month_day{Day(effective)}.year() / 1 / 1};
    if (agents > 0) {
      EXPECT_TRUE(membership::SetHeadcount(db, id, {joining, agents, "déclaré", joining}));
    }
    return id;
  }
  void OpenAndFreeze() {
    ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
    ASSERT_TRUE(Freeze(db, scheme, 2026, by));
  }
  std::string TokenOf(int mail) {
    return outbox::Due(db, worker, by.now).at(static_cast<std::size_t>(mail)).token;
  }
  std::vector<std::int64_t> Amounts() {
    std::vector<std::int64_t> all;
    for (const auto& bill : Bills(db, 2026)) all.push_back(bill.cents);
    return all;
  }
  std::string Fails(const char* statement) {
    try {
      db.Exec(statement);
    } catch (const store::Failure& failure) {
      return failure.what();
    }
    return {};
  }
};

TEST_F(Office, AYearIsOpenedOnce) {
  EXPECT_EQ(Open(db, 2019, Day("2026-04-30"), by).error().code, "year.range");
  EXPECT_EQ(Open(db, 2026, Day("2026-02-01"), by).error().code, "campaign.due_on.past");
  ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
  EXPECT_EQ(Open(db, 2026, Day("2026-05-30"), by).error().code, "campaign.exists");
  EXPECT_EQ(Find(db, 2026)->due_on, Day("2026-04-30"));
  EXPECT_EQ(Ask(db, scheme, 2027, worker.public_key, by).error().code, "campaign.none");
  EXPECT_EQ(Issue(db, scheme, 2026, by).error().code, "campaign.not_frozen");
}

TEST_F(Office, WhoeverHasNotToldItsHeadcountIsAskedByAPersonalLinkOnceADay) {
  Join("Amont", 0);
  Join("Aval", 12);
  ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
  EXPECT_EQ(Ask(db, scheme, 2026, worker.public_key, by).value(), 1) << "Aval has told";
  EXPECT_EQ(Ask(db, scheme, 2026, worker.public_key, by).value(), 0) << "today already";
  by.now += std::chrono::days{7};
  EXPECT_EQ(Ask(db, scheme, 2026, worker.public_key, by).value(), 1);
  const auto mails = outbox::Due(db, worker, by.now);
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails[0].mail, "headcount_asked");
  EXPECT_EQ(mails[1].mail, "headcount_chased");
  EXPECT_EQ(mails[0].to, "mairie@commune.example");
  EXPECT_EQ(mails[0].token, mails[1].token) << "the first link stays good";
  const auto request = FindRequest(db, scheme, mails[0].token).value();
  EXPECT_EQ(request.name, "Amont");
  EXPECT_EQ(request.reference, Day("2025-01-01")) << "cdg69 counts on 1 January of the year of joining";
  EXPECT_EQ(FindRequest(db, scheme, "another").error().code, "campaign.link");
}

TEST_F(Office, AHeadcountIsToldAndToldAgainUntilTheYearIsFrozen) {
  Join("Amont", 0);
  ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
  ASSERT_TRUE(Ask(db, scheme, 2026, worker.public_key, by));
  const auto token = TokenOf(0);
  EXPECT_EQ(Tell(db, scheme, token, 0, by.now).error().code, "headcount.positive");
  ASSERT_TRUE(Tell(db, scheme, token, 31, by.now));
  ASSERT_TRUE(Tell(db, scheme, token, 30, by.now));
  const auto line = Lines(db, scheme, 2026).at(0);
  EXPECT_EQ(line.state, "ready");
  EXPECT_EQ(line.answer->due_cents, 10000);
  EXPECT_EQ(line.told_on, Day("2026-02-02"));
  ASSERT_TRUE(Freeze(db, scheme, 2026, by));
  EXPECT_EQ(Tell(db, scheme, token, 500, by.now).error().code, "campaign.link_over");
  EXPECT_EQ(Ask(db, scheme, 2026, worker.public_key, by).error().code, "campaign.frozen");
  EXPECT_TRUE(outbox::Due(db, worker, by.now).empty()) << "nobody is asked any more";
}

TEST_F(Office, WhatWasFrozenCountsEvenIfAnotherHeadcountIsWrittenLater) {
  const auto id = Join("Amont", 0);
  ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
  ASSERT_TRUE(Ask(db, scheme, 2026, worker.public_key, by));
  ASSERT_TRUE(Tell(db, scheme, TokenOf(0), 30, by.now));
  ASSERT_TRUE(Freeze(db, scheme, 2026, by));
  ASSERT_TRUE(membership::SetHeadcount(db, id, {Day("2025-01-01"), 400, "x", Day("2026-02-03")}));
  EXPECT_EQ(Issue(db, scheme, 2026, by).value(), 1);
  EXPECT_EQ(Amounts(), std::vector<std::int64_t>{10000});
}

TEST_F(Office, BillsFollowEachOtherAndRunningAgainChangesNothing) {
  Join("Bourg", 30);
  Join("Amont", 501);
  Join("Cité", 8, "2026-07-01");                    // newcomer: 183 days of 365,25
  Join("Débours", 31, "2025-01-01", "2026-06-30");  // leaves within the year: the year is due
  Join("Écart", 31, "2024-01-01", "2025-12-31");    // left before
  Join("Futur", 31, "2027-01-01");                  // begins after
  Join("Grève", 8, "2026-12-31");                   // no day is left: nothing is due
  Join("Hors", 350, "2025-01-01", nullptr, false);
  OpenAndFreeze();
  EXPECT_EQ(Issue(db, scheme, 2026, by).value(), 5);
  EXPECT_EQ(Amounts(), (std::vector<std::int64_t>{50100, 10000, 5010, 20000, 52500}));
  const auto bills = Bills(db, 2026);
  EXPECT_EQ(bills[0].Number(), "2026-0001");
  EXPECT_EQ(bills[0].name, "Amont") << "by name";
  EXPECT_EQ(bills[2].effect, Day("2026-07-01"));
  EXPECT_EQ(bills[3].ends_on, Day("2026-06-30"));
  EXPECT_EQ(bills[0].provision_cents, 130260);
  EXPECT_EQ(bills[2].steps.at(1).text, "100,00\u00a0€ × 183 jours / 365,25 = 50,10\u00a0€");
  EXPECT_EQ(Issue(db, scheme, 2026, by).value(), 0);
  Join("Arrivée", 8);
  EXPECT_EQ(Issue(db, scheme, 2026, by).value(), 1);
  EXPECT_EQ(Bills(db, 2026).back().n, 6) << "a newcomer takes the next number, wherever its name stands";
  EXPECT_EQ(Lines(db, scheme, 2026).size(), 7u);
}

TEST_F(Office, ABillSaysOnWhichDayItsAgentsWereCounted) {
  Join("Amont", 30);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  EXPECT_EQ(Bills(db, 2026).at(0).reference, "2025-01-01") << "not on 1 January of the year that is billed";
  ASSERT_TRUE(Correct(db, scheme, 2026, 1, 51, "Erreur", by));
  EXPECT_EQ(Bills(db, 2026).at(2).reference, "2025-01-01");
}

TEST_F(Office, WhatWasIssuedCannotBeChangedNorErasedNorNumberedOtherwise) {
  Join("Amont", 30);
  Join("Bourg", 30);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  EXPECT_NE(Fails("DELETE FROM bill").find("stays"), std::string::npos);
  EXPECT_NE(Fails("UPDATE bill SET cents = 1").find("not changed"), std::string::npos);
  EXPECT_NE(Fails("UPDATE bill SET content = '{}'").find("not changed"), std::string::npos);
  EXPECT_NE(
      Fails(
          "INSERT INTO bill (year, n, collectivite_id, issued_on, cents, content) VALUES (2026, 4, 1, 1, 1, "
          "'{}')")
          .find("follow"),
      std::string::npos);
}

TEST_F(Office, ACreditNoteTakesBackAPartOrTheWholeAndNoMore) {
  Join("Amont", 30);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  EXPECT_EQ(Credit(db, 2026, 9, 1, "x", by).error().code, "campaign.bill_unknown");
  EXPECT_EQ(Credit(db, 2026, 1, 1, " ", by).error().code, "campaign.reason");
  EXPECT_EQ(Credit(db, 2026, 1, 0, "x", by).error().code, "campaign.amount");
  EXPECT_EQ(Credit(db, 2026, 1, 10001, "x", by).error().code, "campaign.amount");
  EXPECT_EQ(Credit(db, 2026, 1, 2500, "Départ", by).value(), 2);
  EXPECT_EQ(Credit(db, 2026, 1, 7501, "x", by).error().code, "campaign.amount");
  EXPECT_EQ(Credit(db, 2026, 2, 1, "x", by).error().code, "campaign.credit_of_credit");
  EXPECT_EQ(Lines(db, scheme, 2026).at(0).state, "issued");
  EXPECT_EQ(Credit(db, 2026, 1, 7500, "Départ", by).value(), 3);
  EXPECT_EQ(Lines(db, scheme, 2026).at(0).state, "credited");
  EXPECT_EQ(Amounts(), (std::vector<std::int64_t>{10000, -2500, -7500}));
  EXPECT_EQ(Issue(db, scheme, 2026, by).value(), 0) << "who was billed is not billed again by running again";
}

TEST_F(Office, ACorrectionTakesTheBillBackAndBillsAgain) {
  const auto id = Join("Amont", 30);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  EXPECT_EQ(Correct(db, scheme, 2026, 1, 29, "x", by).error().code, "campaign.same_fee");
  EXPECT_EQ(Correct(db, scheme, 2026, 1, 0, "x", by).error().code, "headcount.positive");
  EXPECT_EQ(Correct(db, scheme, 2026, 1, 51, "Erreur de saisie", by).value(), 3);
  EXPECT_EQ(Amounts(), (std::vector<std::int64_t>{10000, -10000, 30000}));
  EXPECT_EQ(membership::HeadcountOn(db, id, Day("2026-01-01"))->agents, 51);
  const auto line = Lines(db, scheme, 2026).at(0);
  EXPECT_EQ(line.bill, 3);
  EXPECT_EQ(line.state, "issued");
  EXPECT_EQ(MarkPaid(db, 2026, 3, Day("2026-02-03"), by).error().code, "campaign.paid_on") << "tomorrow";
  ASSERT_TRUE(MarkPaid(db, 2026, 3, Day("2026-02-02"), by));
  EXPECT_EQ(Lines(db, scheme, 2026).at(0).state, "paid");
  ASSERT_TRUE(MarkPaid(db, 2026, 3, std::nullopt, by));
  EXPECT_EQ(Lines(db, scheme, 2026).at(0).state, "issued");
}

TEST_F(Office, FreeSchemesBillNothingAndUnknownFeesStayUnknown) {
  Join("Amont", 30);
  Join("Bourg", 400, "2025-01-01", nullptr, false);
  for (const auto& [id, states] : {std::pair("cdg60", "nothing unknown"), {"amacod", "nothing nothing"}}) {
    const auto other =
        scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
    const auto lines = Lines(db, other, 2026);
    EXPECT_EQ(lines.at(0).state + " " + lines.at(1).state, states) << id;
  }
  ASSERT_TRUE(Open(db, 2026, Day("2026-04-30"), by));
  ASSERT_TRUE(Freeze(db, scheme, 2026, by));
  const auto free = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg60.json");
  EXPECT_EQ(Issue(db, free, 2026, by).value(), 0);
}

TEST_F(Office, EveryActIsInTheJournal) {
  Join("Amont", 30);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  ASSERT_TRUE(Correct(db, scheme, 2026, 1, 51, "Erreur", by));
  ASSERT_TRUE(MarkPaid(db, 2026, 3, Day("2026-02-02"), by));
  std::string all;
  auto query = db.Prepare("SELECT CAST(entry AS TEXT) FROM journal ORDER BY n");
  while (query.Step()) all += query.Text(0);
  for (const char* what : {"campaign_opened", "campaign_frozen", "bills_issued", "bill_corrected",
                           "bill_paid", "Camille Gestion"})
    EXPECT_NE(all.find(what), std::string::npos) << what;
  EXPECT_FALSE(casefile::VerifyJournal(db).broken_at);
}

// Killed while it issues, whenever that is: all of the bills or none, and the numbers go on without a gap.
TEST_F(Office, AProcessThatIsKilledLeavesNoGapAndNoHalf) {
  for (int i = 0; i < 300; ++i) Join("Commune " + std::to_string(1000 + i), 1 + i);
  OpenAndFreeze();
  const auto file = folder + "/vigie.db";
  int killed = 0;
  for (int wait = 500; wait < 400'000; wait = wait * 3 / 2) {
    const auto child = ::fork();
    if (child == 0) {
      store::Db own(file);
      store::Transaction transaction(own);
      if (!Issue(own, scheme, 2026, by)) ::_exit(1);
      transaction.Commit();
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(wait));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    killed += WIFSIGNALED(status) ? 1 : 0;
    const auto bills = Bills(db, 2026);
    ASSERT_TRUE(bills.empty() || bills.size() == 300u) << bills.size();
    for (std::size_t i = 0; i < bills.size(); ++i) ASSERT_EQ(bills[i].n, static_cast<int>(i) + 1);
    if (!bills.empty()) break;
  }
  EXPECT_GT(killed, 3);
  store::Transaction transaction(db);
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  transaction.Commit();
  EXPECT_EQ(Bills(db, 2026).size(), 300u);
}

// Whatever the headcount and the first day: a bill is never negative nor above the yearly fee.
TEST_F(Office, NoBillIsNegativeNorAboveTheYearlyFee) {
  int n = 0;
  for (const char* day : {"2026-01-01", "2026-01-02", "2026-02-28", "2026-12-30"})
    for (const int agents : {1, 30, 31, 500, 501, 100'000})
      Join("Commune " + std::to_string(++n), agents, day);
  OpenAndFreeze();
  ASSERT_TRUE(Issue(db, scheme, 2026, by));
  ASSERT_EQ(Bills(db, 2026).size(), 24u);
  for (const auto& bill : Bills(db, 2026)) {
    EXPECT_GT(bill.cents, 0);
    EXPECT_LE(bill.cents, bill.yearly_cents);
  }
}

}  // namespace
}  // namespace campaign
