#include "domain/casefile/erasure.h"

#include "domain/casefile/erasure_fixture.h"
#include "domain/casefile/joining.h"
#include "domain/casefile/journal.h"

namespace {

using std::chrono::days;
using std::chrono::hours;

struct Erasing : casefile::ErasingFixture {};

TEST_F(Erasing, AClosedCaseGoesAfterItsLastDayAndNotBefore) {
  const auto filed = FileOne();
  Close(filed);  // on 2 March, two months
  EXPECT_EQ(Purge(61).Cases(), 0) << "2 May, its last day";
  EXPECT_TRUE(IsThere(filed));
  EXPECT_EQ(casefile::DueFor(db, worker, scheme, Today() + days(1)).Cases(), 1);
  EXPECT_TRUE(IsThere(filed)) << "looked at only";
  const auto round = Purge(1);
  ASSERT_EQ(round.lots.size(), 1u);
  EXPECT_EQ(round.lots[0].reason, "no_follow_up");
  EXPECT_FALSE(IsThere(filed));
}

TEST_F(Erasing, AnOpenCaseStaysHoweverOldAndAReopenedOneToo) {
  const auto open = FileOne(), reopened = FileOne();
  Close(reopened);
  AsReader(referent, reopened)
      .Do(scheme, "reopen", json::Value::MakeObject({{"reason", "Du nouveau."}}), 0, now)
      .value();
  EXPECT_EQ(Purge(2000).Cases(), 0);
  EXPECT_TRUE(IsThere(open) && IsThere(reopened));
}

TEST_F(Erasing, AHoldKeepsItUntilItIsLiftedAndGivesTimeThen) {
  const auto filed = FileOne();
  Close(filed);
  ASSERT_TRUE(AsReader(referent, filed).KeepFor("judicial", "Zqplainte", false, 0, now));
  EXPECT_EQ(Purge(1000).Cases(), 0);
  ASSERT_TRUE(AsReader(referent, filed).LetGo("Jugement définitif.", false, 0, now));
  EXPECT_EQ(Purge(15).Cases(), 0) << "a hold lifted by mistake can be set again";
  EXPECT_EQ(Purge(1).Cases(), 1);
}

TEST_F(Erasing, AMessageAfterTheClosingBeginsTheTimeAgain) {
  const auto filed = FileOne();
  Close(filed);
  now += hours(24 * 40);
  AsReporter(filed).Post("Encore un mot", "", now).value();
  EXPECT_EQ(Purge(40).Cases(), 0);
  EXPECT_EQ(Purge(22).Cases(), 1);
}

// Both are due when the round begins; while the first goes, a reader keeps the second.
TEST_F(Erasing, WhatAReaderDecidesInTheMeantimeWins) {
  const auto one = FileOne(), other = FileOne();
  Close(one);
  Close(other);
  db.Exec("CREATE TEMP TABLE held (kept BLOB)");
  const auto held = vault::SealTo(worker.public_key, retention::Write(std::nullopt));
  db.Prepare("INSERT INTO held VALUES (?1)").Bind(store::Blob{held}).Run();
  db.Exec(
      "CREATE TEMP TRIGGER meanwhile AFTER DELETE ON main.case_file BEGIN UPDATE reminder SET kept = (SELECT "
      "kept FROM held); END");
  EXPECT_EQ(Purge(62).Cases(), 1);
  EXPECT_FALSE(IsThere(one));
  EXPECT_TRUE(IsThere(other));
  EXPECT_FALSE(list.Read().contains(casefile::MarkOf(other.number)));
}

TEST_F(Erasing, ADuplicateGoesWithTheCaseThatLivesOn) {
  const auto main = FileOne(), twice = FileOne();
  {
    auto duplicate = AsReader(referent, twice), lives = AsReader(referent, main);
    ASSERT_TRUE(casefile::Together::Join(scheme, duplicate, lives, "Envoyé deux fois", 0, now));
  }
  EXPECT_EQ(Purge(400).Cases(), 0) << "its files may still be needed";
  Close(main);
  EXPECT_EQ(Purge(30).Cases(), 0);
  const auto round = Purge(40);
  EXPECT_EQ(round.Cases(), 2);
  EXPECT_EQ(Count("case_file"), 0);
}

TEST_F(Erasing, TheCertificateSaysHowManyAndWhyAndNothingElse) {
  const auto first = FileOne();
  now += hours(24 * 3);
  const auto second = FileOne(), third = FileOne();
  Close(first);
  Close(second);
  Close(third, "out_of_scope");
  Purge(90);
  const auto all = casefile::Erasures(db);
  ASSERT_EQ(all.size(), 2u);
  const auto& lot = all[0].lot.reason == "no_follow_up" ? all[0].lot : all[1].lot;
  EXPECT_EQ(lot.cases, 2);
  EXPECT_EQ(lot.received_to - lot.received_from, days(3));
  EXPECT_EQ(all[0].erased_on, Today());
  const auto head = casefile::VerifyJournal(db).head;
  for (const auto& each : all) EXPECT_EQ(each.journal_hash, head);
  Purge(0);
  EXPECT_EQ(casefile::VerifyJournal(db).head, head) << "nothing due: nothing said";
}

TEST_F(Erasing, AMemberThatLeftLosesItsCasesAndNobodyElseTheirs) {
  auto elsewhere = Report();
  elsewhere.collectivite_id = 2;
  const auto mine = FileOne(), theirs = File(elsewhere);
  ASSERT_TRUE(AsReader(referent, mine).KeepFor("request", "Demande écrite.", true, 0, now));
  EXPECT_EQ(casefile::EraseAllOf(db, 1, list, "administrator", now).Cases(), 1);
  EXPECT_FALSE(IsThere(mine));
  EXPECT_TRUE(IsThere(theirs));
  const auto all = casefile::Erasures(db);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].lot.reason, "leaving");
  EXPECT_EQ(all[0].lot.collectivite_id, 1);
}

TEST_F(Erasing, WhatAnotherKeyWasToldIsCountedAndLeft) {
  const auto filed = FileOne();
  Close(filed);
  worker = vault::KeyPair::Generate();
  const auto round = Purge(90);
  EXPECT_EQ(round.Cases(), 0);
  EXPECT_EQ(round.unknown, 1);
  EXPECT_TRUE(IsThere(filed));
}

// A case that was closed before there was this: its first reader leaves the worker what it needs.
TEST_F(Erasing, ACaseOfBeforeIsCaughtUpWithWhenItIsRead) {
  const auto filed = FileOne();
  Close(filed);
  db.Exec("UPDATE reminder SET kept = NULL");
  EXPECT_EQ(Purge(90).unknown, 1);
  AsReader(referent, filed).View(now);
  EXPECT_EQ(Purge(0).Cases(), 1);
}

TEST_F(Erasing, TheForecastIsForManagersAndNamesNoCase) {
  const auto manager = Add("manager", 0);
  const auto closed = FileOne(), open = FileOne();
  Close(closed);
  casefile::Foretell(db, worker, scheme, Today());
  const auto forecast = casefile::ForecastFor(db, manager.account, manager.keys).value();
  ASSERT_EQ(forecast.rows.size(), 1u) << "an open case that is not old has no row";
  EXPECT_EQ(forecast.rows[0].collectivite_id, 1);
  EXPECT_EQ(core::IsoDay(*forecast.rows[0].month), "2026-05-01");
  EXPECT_EQ(forecast.rows[0].cases, 1);
  EXPECT_FALSE(casefile::ForecastFor(db, referent.account, referent.keys));
  casefile::Foretell(db, worker, scheme, Today() + days(370));
  const auto later = casefile::ForecastFor(db, manager.account, manager.keys).value();
  ASSERT_EQ(later.rows.size(), 2u);
  EXPECT_FALSE(later.rows[0].month) << "received more than a year ago, and without a day";
}

}  // namespace
