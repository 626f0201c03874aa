// The promises of a case: who reads it, who cannot, what is lost, what is found on the disk.

#include <gtest/gtest.h>

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/journal.h"

namespace {

using casefile::Case;

struct CaseFile : casefile::Fixture {};

TEST_F(CaseFile, IsOpenedByItsCodeAndByItsReader) {
  const auto filed = FileOne();
  EXPECT_EQ(filed.code.size(), 24u);
  auto reporter = AsReporter(filed);
  EXPECT_EQ(reporter.Report().Text("facts"), "Le secret des faits");
  auto reader = AsReader(referent, filed);
  EXPECT_EQ(reader.Report().Text("facts"), "Le secret des faits");
  EXPECT_EQ(reader.GetHeader().state, "received");
  EXPECT_EQ(core::IsoDay(reader.GetHeader().clocks.at("acknowledge")),
            "2026-03-11");  // seven working days after 2 March
}

TEST_F(CaseFile, AWrongSecretAndAnUnknownLocatorAreRefusedAlike) {
  const auto filed = FileOne();
  const auto wrong =
      casefile::Unlock(db, filed.code.substr(0, 6), filed.code.substr(0, 6) + "000000000000000000");
  const auto unknown =
      casefile::Unlock(db, filed.code.substr(0, 6) == "123456" ? "654321" : "123456", filed.code);
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error(), unknown.error());
}

TEST_F(CaseFile, OnTheAuthorityIsTheSubstitutesAloneAndTheReferentCannotTellThatItExists) {
  auto report = Report();
  report.concerns_authority = true;
  const auto filed = File(report);
  EXPECT_TRUE(Case::OpenAsReader(db, substitute.account, substitute.keys, filed.number));
  const auto refused = Case::OpenAsReader(db, referent.account, referent.keys, filed.number);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Case::OpenAsReader(db, referent.account, referent.keys, "AAAA-AAAA").error());
  EXPECT_TRUE(casefile::ListFor(db, referent.account, referent.keys).empty());
}

TEST_F(CaseFile, IsNotReadableForAReaderOfAnotherCollectivite) {
  const auto filed = FileOne();
  EXPECT_FALSE(Case::OpenAsReader(db, stranger.account, stranger.keys, filed.number));
  // Even with the row of a grant stolen from the right reader.
  db.Prepare(
        "INSERT INTO case_grant SELECT ?1, case_id, sealed_key, NULL FROM case_grant WHERE account_id = ?2")
      .Bind(stranger.account.id, referent.account.id)
      .Run();
  EXPECT_FALSE(Case::OpenAsReader(db, stranger.account, stranger.keys, filed.number));
}

TEST_F(CaseFile, TheIdentityOpensForNobodyBeforeTheReleaseAndForTheChosenOnesAfter) {
  auto report = Report();
  report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}, {"email", "c@exemple.fr"}});
  const auto filed = File(report);
  EXPECT_FALSE(AsReader(referent, filed).Identity());
  // No row anywhere holds the identity key for anyone but the reporter: every sealed column, with every
  // account's keys.
  for (const auto* person : {&referent, &substitute, &stranger, &provider})
    for (const auto* sql : {"SELECT sealed_key FROM case_grant", "SELECT sealed_key FROM identity_grant",
                            "SELECT reporter_identity_key FROM case_file"}) {
      auto query = db.Prepare(sql);
      while (query.Step())
        if (const auto key = vault::OpenSealed(person->keys, query.Bytes(0))) {
          auto identity = db.Prepare("SELECT identity FROM case_file");
          identity.Step();
          EXPECT_FALSE(vault::Decrypt(vault::Key::FromBytes(*key), "case:" + filed.number + ":identity:0",
                                      identity.Bytes(0)));
        }
    }
  auto reporter = AsReporter(filed);
  ASSERT_TRUE(reporter.Release({"referent"}, json::Value(), Today()));
  EXPECT_EQ(AsReader(referent, filed).Identity()->Text("name"), "Camille Fictive");
  EXPECT_EQ(AsReader(referent, filed).GetHeader().released_to, std::vector<std::string>{"referent"});
}

TEST_F(CaseFile, ReleasingNothingIsRefusedAndCanBeCompletedWithAName) {
  const auto filed = FileOne();
  EXPECT_EQ(AsReporter(filed).Release({"referent"}, json::Value(), Today()).error().code, "name.required");
  ASSERT_TRUE(AsReporter(filed).Release({"employer"}, json::Value::MakeObject({{"name", "Camille Fictive"}}),
                                        Today()));
  EXPECT_EQ(AsReader(referent, filed).Identity()->Text("name"), "Camille Fictive");
}

TEST_F(CaseFile, MessagesGoBothWaysWithTheirReadingMarks) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "a", now));
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "a", now));  // the same form twice
  EXPECT_EQ(AsReporter(filed).Messages().size(), 1u);
  EXPECT_FALSE(AsReporter(filed).Messages()[0].read_on);
  EXPECT_EQ(casefile::ListFor(db, referent.account, referent.keys)[0].unread, 1);
  AsReader(referent, filed).MarkRead(Today());
  EXPECT_EQ(AsReporter(filed).Messages()[0].read_on, Today());
  EXPECT_EQ(casefile::ListFor(db, referent.account, referent.keys)[0].unread, 0);
  ASSERT_TRUE(AsReader(referent, filed).Post("Merci", "", now));
  EXPECT_EQ(AsReporter(filed).Messages(1)[0].from, "referent");
  AsReporter(filed).MarkRead(Today() + std::chrono::days(1));
  EXPECT_EQ(AsReader(referent, filed).Messages()[1].read_on, Today() + std::chrono::days(1));
}

TEST_F(CaseFile, SentTwiceIsOneCaseWithTheSameCode) {
  const auto report = Report();
  const auto first = File(report), second = File(report);
  EXPECT_EQ(first.code, second.code);
  EXPECT_EQ(first.number, second.number);
  EXPECT_TRUE(second.replayed);
  auto weak = Report();
  weak.idempotency_key = "abc";
  EXPECT_EQ(File(weak).code.size(), 24u);
  EXPECT_EQ(File(weak).code, "");  // such a key could be guessed: the code is given once
}

TEST_F(CaseFile, OfTwoWhoActAtOnceOneWinsAndTheOtherIsTold) {
  const auto filed = FileOne();
  auto one = AsReader(referent, filed), two = AsReader(referent, filed);
  const auto seen = one.Version();
  ASSERT_TRUE(one.SetState(scheme, "assessment", "examen", seen, now));
  const auto late = two.Do(scheme, "close", Closing("fini"), seen, now);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "case.changed");
  EXPECT_EQ(AsReader(referent, filed).GetHeader().state, "assessment");
}

TEST_F(CaseFile, LivesFromReceiptToClosingAndMayBeReopened) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  EXPECT_EQ(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now).error().code,
            "case.acknowledged_before");
  EXPECT_EQ(AsReader(referent, filed).GetHeader().DeadlineRule(), "admissibility");
  EXPECT_FALSE(AsReader(referent, filed).SetState(scheme, "n'existe pas", "x", 0, now));
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Voilà ce qui a été fait."), 0, now));
  EXPECT_EQ(AsReader(referent, filed).GetHeader().DeadlineRule(), "retaliation_check");
  EXPECT_EQ(AsReader(referent, filed).SetState(scheme, "treatment", "x", 0, now).error().code,
            "state.not_now");
  ASSERT_TRUE(AsReader(referent, filed).SetState(scheme, "assessment", "élément nouveau", 0, now));
  EXPECT_FALSE(AsReader(referent, filed).GetHeader().closed_on);
  std::vector<std::string> told;
  for (const auto& message : AsReporter(filed).Messages())
    told.push_back(message.text.substr(0, message.text.find('\n')));
  EXPECT_EQ(told, (std::vector<std::string>{"system.acknowledged", "system.closed", "system.reopened"}));
  EXPECT_FALSE(
      AsReporter(filed).Do(scheme, "acknowledge", json::Object(), 0, now));  // not the reporter's to do
}

TEST_F(CaseFile, QuickGrantsOpenTheSameCases) {
  FileOne();
  FileOne();
  casefile::QuickenGrants(db, referent.account, referent.keys);
  auto query = db.Prepare("SELECT count(*) FROM case_grant WHERE quick_key IS NULL");
  query.Step();
  EXPECT_EQ(query.Int(0), 0);
  EXPECT_EQ(casefile::ListFor(db, referent.account, referent.keys).size(), 2u);
}

TEST_F(CaseFile, ACallBackIsReadByTheProviderAlone) {
  auto report = Report();
  report.callback = json::Value::MakeObject({{"mode", "phone"}, {"phone", "06 39 98 71 23"}});
  const auto filed = File(report);
  const auto wishes = casefile::CallbacksFor(db, provider.account, provider.keys);
  ASSERT_EQ(wishes.size(), 1u);
  EXPECT_EQ(wishes[0].wish.Text("phone"), "06 39 98 71 23");
  EXPECT_TRUE(casefile::CallbacksFor(db, referent.account, referent.keys).empty());
  EXPECT_FALSE(casefile::CallbackDone(db, referent.account, wishes[0].id, now));
  EXPECT_TRUE(casefile::CallbackDone(db, provider.account, wishes[0].id, now));
  EXPECT_TRUE(casefile::CallbacksFor(db, provider.account, provider.keys).empty());
}

TEST_F(CaseFile, ANoteIsItsAuthorsAlone) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReader(referent, filed).AddNote("rappeler lundi", now));
  EXPECT_EQ(AsReader(referent, filed).Notes()[0].text, "rappeler lundi");
  EXPECT_TRUE(AsReporter(filed).Notes().empty());
}

TEST_F(CaseFile, WithoutAnyReaderIsRefusedBeforeAnythingIsWritten) {
  auto report = Report();
  report.collectivite_id = 2;
  report.concerns_authority = true;  // the second collectivité has no substitute
  EXPECT_EQ(casefile::File(db, scheme, report, worker.public_key, Today()).error().code,
            "concerns_authority.no_reader");
}

TEST_F(CaseFile, TheJournalTellsWhatHappenedAndShowsEveryTampering) {
  const auto filed = FileOne();
  AsReader(referent, filed).View(now);
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  std::vector<std::string> what;
  for (const auto& event : AsReader(referent, filed).History()) what.push_back(event.what);
  EXPECT_EQ(what, (std::vector<std::string>{"received", "viewed", "acknowledged"}));
  const auto whole = casefile::VerifyJournal(db);
  EXPECT_EQ(whole.entries, 3);
  EXPECT_FALSE(whole.broken_at);
  EXPECT_FALSE(casefile::VerifyJournal(db, whole.head).broken_at);
  EXPECT_TRUE(casefile::VerifyJournal(db, std::string(64, '0')).broken_at);
  db.Exec("UPDATE journal SET at = at + 1 WHERE n = 2");
  EXPECT_EQ(casefile::VerifyJournal(db).broken_at, 2);
  db.Exec("UPDATE journal SET at = at - 1 WHERE n = 2; DELETE FROM journal WHERE n = 1");
  EXPECT_EQ(casefile::VerifyJournal(db).broken_at, 1);
}

TEST_F(CaseFile, WhatWasAlteredIsNeverTakenForWhatWasWritten) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "", now));
  for (const std::string column : {"header", "report", "reporter_case_key"}) {
    const auto flip = "UPDATE case_file SET " + column + " = CAST(substr(" + column + ", 1, length(" +
                      column + ") - 1) || CASE substr(" + column +
                      ", -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)";
    store::Transaction undone(db);
    db.Exec(flip);
    EXPECT_THROW(
        {
          auto reporter = AsReporter(filed);
          reporter.Report();
        },
        std::runtime_error)
        << column;
  }
  db.Exec("UPDATE message SET sealed = zeroblob(1100)");
  EXPECT_THROW(AsReporter(filed).Messages(), std::runtime_error);
}

TEST_F(CaseFile, NothingReadableIsOnTheDisk) {
  auto report = Report();
  report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}});
  report.notify_address = "camille@exemple.fr";
  report.callback = json::Value::MakeObject({{"mode", "phone"}, {"phone", "0639987123"}});
  const auto filed = File(report);
  ASSERT_TRUE(AsReporter(filed).Post("Message secret", "", now));
  ASSERT_TRUE(AsReader(referent, filed).AskIdentity("Motif secret", 0, now));
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Explication secrète"), 0, now));
  for (const std::string word : {"secret des", "Message secret", "Motif", "Explication", "Camille", "camille",
                                 "0639987123", "moral_harassment", "measures", "closed", filed.code.c_str()})
    EXPECT_EQ(FileWith(word), "") << word;
}

}  // namespace
