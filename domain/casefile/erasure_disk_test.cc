// What stays on the disk once a case is erased, and in the copies of it.
#include "domain/casefile/erasure.h"
#include "domain/casefile/erasure_fixture.h"
#include "domain/casefile/joining.h"
#include "domain/casefile/journal.h"

namespace {

using std::chrono::hours;

struct ErasedDisk : casefile::ErasingFixture {};

// Every piece of every row, in the database, its WAL and whatever else stands in the folder, among many
// cases.
TEST_F(ErasedDisk, NothingOfAnErasedCaseIsOnTheDisk) {
  std::vector<casefile::Filed> all;
  for (int i = 0; i < 12; ++i) all.push_back(FileWhole());
  std::vector<std::pair<std::string, std::string>> pieces;
  for (std::size_t i = 0; i < all.size(); i += 2) {
    Close(all[i]);
    const auto own = Pieces(all[i].case_id);
    ASSERT_GT(own.size(), 60u);
    pieces.insert(pieces.end(), own.begin(), own.end());
  }
  ASSERT_NE(FileWith(pieces.back().second), "") << "it is looked for where it was";
  EXPECT_EQ(Purge(70).Cases(), 6);
  ASSERT_TRUE(db.EmptyWal());
  for (const auto& [of, piece] : pieces) EXPECT_EQ(FileWith(piece), "") << of;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 2 == 0) {
      EXPECT_EQ(FileWith(all[i].number), "") << "its number";
      EXPECT_FALSE(casefile::Unlock(db, all[i].code.substr(0, 6), all[i].code));
    } else {
      EXPECT_EQ(AsReporter(all[i]).Evidence().size(), 1u);
      EXPECT_EQ(AsReader(referent, all[i]).Letters().size(), 1u);
    }
  }
  for (const char* table : {"case_grant", "message", "note", "read_mark", "submission", "callback", "paper",
                            "letter", "reminder", "notification_address", "outbox"})
    EXPECT_EQ(Count(std::string(table) + " WHERE case_id NOT IN (SELECT id FROM case_file)"), 0) << table;
  EXPECT_EQ(Count("evidence"), 6);
  EXPECT_EQ(Count("session"), 12);
  EXPECT_FALSE(casefile::VerifyJournal(db).broken_at);
}

TEST_F(ErasedDisk, AnOlderCopyPutBackLosesItsErasedCasesAgain) {
  const auto erased = FileOne(), other = FileOne();
  Close(erased);
  db.CopyInto(folder + "/copy.db");
  Purge(70);
  store::Db copy(folder + "/copy.db");
  EXPECT_EQ(casefile::Replay(copy, list.Read(), "administrator", now), 1);
  EXPECT_EQ(casefile::Replay(copy, list.Read(), "administrator", now), 0);
  EXPECT_FALSE(casefile::Unlock(copy, erased.code.substr(0, 6), erased.code));
  EXPECT_TRUE(casefile::Unlock(copy, other.code.substr(0, 6), other.code));
  EXPECT_EQ(casefile::Erasures(copy).at(0).lot.reason, "replayed");
}

TEST_F(ErasedDisk, AListThatWasCutShortIsCompletedAndASpoiltOneRefused) {
  const auto mark = casefile::MarkOf("a"), other = casefile::MarkOf("b");
  list.Add({mark});
  std::ofstream(list.Path(), std::ios::app) << other.substr(0, 20);
  EXPECT_EQ(list.Read(), std::set<std::string>{mark});
  list.Add({other});
  EXPECT_TRUE(list.Read().contains(mark) && list.Read().contains(other));
  std::ofstream(list.Path(), std::ios::app) << "autre chose\n";
  EXPECT_THROW(list.Read(), std::runtime_error);
}

TEST_F(ErasedDisk, NothingIsErasedThatCannotBeNoted) {
  const auto filed = FileOne();
  Close(filed);
  const casefile::ErasedList nowhere(folder + "/missing");
  EXPECT_THROW(casefile::EraseDue(db, worker, scheme, nowhere, "worker", now + hours(24 * 90)),
               std::runtime_error);
  EXPECT_TRUE(IsThere(filed));
}

TEST_F(ErasedDisk, LinksToAnErasedCaseGoWhenOneOfTheirReadersComes) {
  const auto one = FileOne(), other = FileOne();
  {
    auto a = AsReader(referent, one), b = AsReader(referent, other);
    ASSERT_TRUE(casefile::Together::Link(a, b, "Mêmes faits", now));
  }
  Close(one);
  Purge(70);
  casefile::QuickenGrants(db, referent.account, referent.keys);
  EXPECT_EQ(Count("case_link"), 0);
}

TEST_F(ErasedDisk, TheJournalLosesWhatIsOldAndOfNoLivingCase) {
  const auto early = FileOne();
  Close(early);
  Purge(70);
  now += hours(24 * 300);
  const auto living = FileOne();
  const auto before = casefile::VerifyJournal(db);
  Purge(70);  // what was before the second report is more than a year old, but for the purge itself
  const auto verified = casefile::VerifyJournal(db, before.head);
  EXPECT_FALSE(verified.broken_at) << "a head noted of what stays still holds";
  EXPECT_EQ(verified.cut_on, Today());
  EXPECT_EQ(verified.entries, before.entries);
  EXPECT_EQ(Count("journal WHERE case_id = " + std::to_string(early.case_id)), 0);
  Purge(900);
  EXPECT_GT(AsReader(referent, living).History().size(), 0u) << "of a case that lives, all stays";
  db.Exec("UPDATE journal SET at = at + 1 WHERE n = (SELECT min(n) FROM journal)");
  EXPECT_TRUE(casefile::VerifyJournal(db).broken_at);
}

// Whoever looks at the disk must not see by a row which cases are closed.
TEST_F(ErasedDisk, WhatTheWorkerIsLeftHasOneLength) {
  const auto open = FileOne(), closed = FileOne(), held = FileOne();
  Close(closed, "out_of_scope");
  Close(held);
  ASSERT_TRUE(AsReader(referent, held).KeepFor("other", "…", true, 0, now));
  EXPECT_EQ(Count("(SELECT DISTINCT length(kept) FROM reminder)"), 1);
  EXPECT_EQ(Count("reminder WHERE kept IS NULL"), 0);
}

}  // namespace
