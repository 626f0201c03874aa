// The journal: what happened, and every way of changing it afterwards.
#include "domain/casefile/journal.h"

#include <gtest/gtest.h>

#include "domain/casefile/case_fixture.h"

namespace {

using casefile::VerifyJournal;

struct Journal : casefile::Fixture {
  // Five entries: one filing, two views, an acknowledgement, a view.
  casefile::Filed filed = FileOne();
  Journal() {
    AsReader(referent, filed).View(now);
    AsReader(referent, filed).View(now + std::chrono::minutes(1));
    EXPECT_TRUE(AsReader(referent, filed)
                    .Do(scheme, "acknowledge", json::Object(), 0, now + std::chrono::minutes(2)));
    AsReader(referent, filed).View(now + std::chrono::minutes(3));
  }

  std::optional<std::int64_t> BrokenAfter(const std::string& tampering) {
    store::Transaction undone(db);
    db.Exec(tampering);
    return VerifyJournal(db).broken_at;
  }
};

TEST_F(Journal, IsWholeAfterOrdinaryWork) {
  const auto verified = VerifyJournal(db);
  EXPECT_EQ(verified.entries, 5);
  EXPECT_FALSE(verified.broken_at);
  EXPECT_EQ(verified.head.size(), 64u);
  EXPECT_FALSE(VerifyJournal(db, verified.head).broken_at);
}

TEST_F(Journal, ShowsAnEntryThatWasChangedInAnyColumn) {
  for (const std::string change :
       {"at = at + 60", "account_id = 99", "account_id = NULL", "case_id = case_id + 1",
        "entry = zeroblob(2048)", "hash = zeroblob(32)", "entry = (SELECT entry FROM journal WHERE n = 4)"})
    EXPECT_EQ(BrokenAfter("UPDATE journal SET " + change + " WHERE n = 3"), 3) << change;
}

TEST_F(Journal, ShowsAnEntryThatWasRemoved) {
  EXPECT_EQ(BrokenAfter("DELETE FROM journal WHERE n = 1"), 1);
  EXPECT_EQ(BrokenAfter("DELETE FROM journal WHERE n = 3"), 3);
  EXPECT_EQ(BrokenAfter("DELETE FROM journal WHERE n = 3; UPDATE journal SET n = n - 1 WHERE n > 3"), 3);
}

TEST_F(Journal, ShowsEntriesThatChangedPlaces) {
  EXPECT_EQ(BrokenAfter("UPDATE journal SET n = 100 WHERE n = 2; UPDATE journal SET n = 2 WHERE n = 3; "
                        "UPDATE journal SET n = 3 WHERE n = 100"),
            2);
}

TEST_F(Journal, ShowsAnEntryThatWasSlippedIn) {
  EXPECT_EQ(
      BrokenAfter(
          "INSERT INTO journal SELECT 6, at, account_id, case_id, entry, hash FROM journal WHERE n = 5"),
      6);
}

TEST_F(Journal, ShowsThatTheLastEntriesAreGoneToWhoeverNotedItsHead) {
  const auto head = VerifyJournal(db).head;
  db.Exec("DELETE FROM journal WHERE n = 5");
  EXPECT_FALSE(VerifyJournal(db).broken_at);  // a shorter chain is a chain
  EXPECT_TRUE(VerifyJournal(db, head).broken_at);
}

TEST_F(Journal, SaysNothingOfACaseWithoutItsKeyAndRefusesAnotherKey) {
  auto query = db.Prepare("SELECT CAST(entry AS TEXT) FROM journal");
  while (query.Step()) {
    EXPECT_EQ(query.Text(0).find("viewed"), std::string::npos);
    EXPECT_EQ(query.Text(0).find("Personne"), std::string::npos);
  }
  EXPECT_THROW(casefile::EntriesOf(db, filed.case_id, vault::Key::Random()), std::runtime_error);
}

TEST_F(Journal, DatesWhatAReporterDoesByTheDayAndWhatAReaderDoesByTheSecond) {
  ASSERT_TRUE(AsReporter(filed).RefuseRelease(Today()));
  const auto history = AsReader(referent, filed).History();
  EXPECT_EQ(history.front().what, "received");
  EXPECT_EQ(history.front().at, core::Instant{Today()});
  EXPECT_EQ(history[1].at, now);
  EXPECT_EQ(history.back().what, "refused");
  EXPECT_EQ(history.back().at, core::Instant{Today()});
}

TEST_F(Journal, TellsWhichOfTwoReferentsSaw) {
  const auto second = Add("referent", 0);  // for the whole CDG
  const auto shared = FileOne();
  AsReader(referent, shared).View(now);
  AsReader(second, shared).View(now);
  const auto entries = casefile::EntriesOf(db, shared.case_id, AsReader(second, shared).CaseKey());
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].account_id, referent.account.id);
  EXPECT_EQ(entries[2].account_id, second.account.id);
}

TEST_F(Journal, KnowsThatACallWasMade) {
  auto report = Report();
  report.callback = json::Value::MakeObject({{"mode", "phone"}, {"phone", "06 39 98 71 23"}});
  File(report);
  const auto before = VerifyJournal(db).entries;
  const auto wish = casefile::CallbacksFor(db, provider.account, provider.keys).at(0);
  ASSERT_TRUE(casefile::CallbackDone(db, provider.account, wish.id, now));
  EXPECT_EQ(VerifyJournal(db).entries, before + 1);
  EXPECT_FALSE(VerifyJournal(db).broken_at);
}

TEST_F(Journal, OfAnActThatFailedHasNoEntry) {
  const auto before = VerifyJournal(db).entries;
  EXPECT_FALSE(
      AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));  // acknowledged before
  EXPECT_FALSE(
      AsReader(referent, filed).AskIdentity("pourquoi", 1, now));  // the case changed since version 1
  EXPECT_EQ(VerifyJournal(db).entries, before);
}

// A number given again would join the journal of the case that was erased to the new one.
TEST_F(Journal, BugAnErasedCasesNumberInTheDatabaseWasGivenAgain) {
  db.Prepare("DELETE FROM case_file WHERE id = ?1").Bind(filed.case_id).Run();
  const auto next = FileOne();
  EXPECT_NE(next.case_id, filed.case_id);
  EXPECT_EQ(AsReader(referent, next).History().size(), 1u);
}

}  // namespace
