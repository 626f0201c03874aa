#include "domain/casefile/erasure.h"

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/evidence.h"
#include "domain/casefile/joining.h"
#include "domain/casefile/journal.h"

namespace {

using casefile::Erasure;
using std::chrono::days;
using std::chrono::hours;

struct Erasing : casefile::Fixture {
  casefile::ErasedList list{folder};

  void Close(const casefile::Filed& filed, const std::string& outcome = "not_established") {
    AsReader(referent, filed)
        .Do(scheme, "close", json::Value::MakeObject({{"outcome", outcome}, {"reason", "Voilà."}}), 0, now)
        .value();
  }
  // `after` days from now, the clock moves there.
  casefile::Round Purge(int after) {
    now += hours(24 * after);
    return casefile::EraseDue(db, worker, scheme, list, "worker", now);
  }
  std::int64_t Count(const std::string& what) {
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
  bool IsThere(const casefile::Filed& filed) {
    auto query = db.Prepare("SELECT 1 FROM case_file WHERE number = ?1");
    query.Bind(filed.number);
    return query.Step();
  }
  // A report with a file, an address, a wish to be called back: a row in every table that a case may have.
  casefile::Filed FileWhole() {
    auto report = Report();
    report.idempotency_key = vault::RandomToken();
    report.notify_address = "zq@exemple.fr";
    report.callback = json::Value::MakeObject({{"mode", "phone"}, {"phone", "0600000000"}});
    report.identity = json::Value::MakeObject({{"name", "Zqnom"}});
    form::Fields fields;
    fields.Set("idempotency_key", report.idempotency_key);
    auto sink = casefile::EvidenceSink::ForDraft(pool, Today());
    sink->Begin(fields, "file", "a.txt");
    EXPECT_TRUE(sink->Write(std::string(300'000, 'a')));
    sink->End(fields);
    const auto filed = File(report);
    auto reporter = AsReporter(filed);
    reporter.MarkRead(Today());
    reporter.Post("Bonjour", "", now).value();
    auto reader = AsReader(referent, filed);
    reader.View(now);
    reader.MarkRead(Today());
    EXPECT_TRUE(reader.AddNote("Une note", now));
    const auto text = json::Value::MakeObject({{"text", "Êtes-vous d’accord ?"}});
    reader.Do(scheme, "assess", json::Object(), 0, now).value();
    reader.Do(scheme, "ask_victim", text, 0, now).value();
    const auto unlocked = casefile::Unlock(db, filed.code.substr(0, 6), filed.code).value();
    people::OpenSession(db, people::SessionKind::kCase, unlocked.case_id, unlocked.secret_key, now);
    people::OpenSession(db, people::SessionKind::kLetter, reader.Letters().at(0).id, vault::Key::Random(),
                        now);
    return filed;
  }
  // The sealed pieces of a case, by table, that must be nowhere once it is erased.
  std::vector<std::pair<std::string, std::string>> Pieces(std::int64_t id) {
    std::vector<std::pair<std::string, std::string>> pieces;
    for (const char* of : {"header FROM case_file WHERE id",
                           "report FROM case_file WHERE id",
                           "identity FROM case_file WHERE id",
                           "reporter_secret FROM case_file WHERE id",
                           "reporter_case_key FROM case_file WHERE id",
                           "reporter_identity_key FROM case_file WHERE id",
                           "salt FROM case_file WHERE id",
                           "sealed_key FROM case_grant WHERE case_id",
                           "sealed FROM message WHERE case_id",
                           "sealed FROM note WHERE case_id",
                           "sealed FROM evidence WHERE case_id",
                           "sealed FROM evidence_chunk WHERE evidence_id IN (SELECT id FROM evidence WHERE "
                           "case_id = ?1) AND 1",
                           "key_hash FROM submission WHERE case_id",
                           "sealed FROM callback WHERE case_id",
                           "sealed FROM notification_address WHERE case_id",
                           "sealed FROM paper WHERE case_id",
                           "sealed FROM letter WHERE case_id",
                           "wrapped_key FROM letter WHERE case_id",
                           "kept FROM reminder WHERE case_id",
                           "sealed FROM reminder WHERE case_id",
                           "wrapped_secret FROM session WHERE kind = 'case' AND subject_id"}) {
      const std::string where(of);
      auto query = db.Prepare("SELECT " + where + (where.ends_with("AND 1") ? "" : " = ?1"));
      query.Bind(id);
      while (query.Step()) {
        const auto bytes = query.Bytes(0);
        // From the beginning, the middle and the end: a page keeps no part of it either.
        for (const auto at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 12})
          pieces.emplace_back(where, bytes.substr(at, 12));
      }
    }
    return pieces;
  }
};

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

// Every piece of every row, in the database, its WAL and whatever else stands in the folder, among many
// cases.
TEST_F(Erasing, NothingOfAnErasedCaseIsOnTheDisk) {
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

TEST_F(Erasing, AnOlderCopyPutBackLosesItsErasedCasesAgain) {
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

TEST_F(Erasing, AListThatWasCutShortIsCompletedAndASpoiltOneRefused) {
  const auto mark = casefile::MarkOf("a"), other = casefile::MarkOf("b");
  list.Add({mark});
  std::ofstream(list.Path(), std::ios::app) << other.substr(0, 20);
  EXPECT_EQ(list.Read(), std::set<std::string>{mark});
  list.Add({other});
  EXPECT_TRUE(list.Read().contains(mark) && list.Read().contains(other));
  std::ofstream(list.Path(), std::ios::app) << "autre chose\n";
  EXPECT_THROW(list.Read(), std::runtime_error);
}

TEST_F(Erasing, NothingIsErasedThatCannotBeNoted) {
  const auto filed = FileOne();
  Close(filed);
  const casefile::ErasedList nowhere(folder + "/missing");
  EXPECT_THROW(casefile::EraseDue(db, worker, scheme, nowhere, "worker", now + hours(24 * 90)),
               std::runtime_error);
  EXPECT_TRUE(IsThere(filed));
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

TEST_F(Erasing, LinksToAnErasedCaseGoWhenOneOfTheirReadersComes) {
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

TEST_F(Erasing, TheJournalLosesWhatIsOldAndOfNoLivingCase) {
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

// Whoever looks at the disk must not see by a row which cases are closed.
TEST_F(Erasing, WhatTheWorkerIsLeftHasOneLength) {
  const auto open = FileOne(), closed = FileOne(), held = FileOne();
  Close(closed, "out_of_scope");
  Close(held);
  ASSERT_TRUE(AsReader(referent, held).KeepFor("other", "…", true, 0, now));
  EXPECT_EQ(Count("(SELECT DISTINCT length(kept) FROM reminder)"), 1);
  EXPECT_EQ(Count("reminder WHERE kept IS NULL"), 0);
}

struct Keeping : casefile::Fixture {};

TEST_F(Keeping, AHoldIsToldUnlessThatWouldDoHarmAndItsReasonIsForReaders) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReader(referent, filed).KeepFor("discipline", "Zqraison", false, 0, now));
  const auto reader = AsReader(referent, filed);
  ASSERT_TRUE(reader.GetHeader().hold);
  EXPECT_EQ(reader.GetHeader().hold->reason, "Zqraison");
  EXPECT_EQ(reader.GetHeader().hold->by, "Personne referent");
  EXPECT_EQ(AsReporter(filed).Messages().back().text, "system.hold\ndiscipline");
  EXPECT_EQ(reader.History().back().what, "hold");
  ASSERT_TRUE(db.EmptyWal());
  EXPECT_EQ(FileWith("Zqraison"), "");
  const auto messages = AsReporter(filed).Messages().size();
  ASSERT_TRUE(AsReader(referent, filed).LetGo("Fini", true, 0, now));
  EXPECT_EQ(AsReporter(filed).Messages().size(), messages) << "not told";
  EXPECT_FALSE(AsReader(referent, filed).GetHeader().hold);
}

TEST_F(Keeping, RefusesWhatIsNotThereNotKnownOrNotTheirs) {
  const auto filed = FileOne();
  auto reader = AsReader(referent, filed);
  EXPECT_EQ(reader.LetGo("x", false, 0, now).error().code, "hold.none");
  EXPECT_EQ(reader.KeepFor("curiosity", "x", false, 0, now).error().code, "hold.unknown");
  ASSERT_TRUE(reader.KeepFor("other", "x", false, 0, now));
  EXPECT_EQ(reader.KeepFor("other", "y", false, 0, now).error().code, "hold.held_before");
  EXPECT_EQ(AsReporter(filed).KeepFor("other", "x", false, 0, now).error().code, "case.not_yours");
  EXPECT_EQ(AsReporter(filed).LetGo("x", false, 0, now).error().code, "case.not_yours");
}

}  // namespace
