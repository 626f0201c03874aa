// Smaller promises of casefile.h: messages, reading, wishes, grants, and forms sent again.
#include <gtest/gtest.h>

#include <thread>

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/evidence.h"

namespace {

using casefile::Case;

struct Promises : casefile::Fixture {
  std::int64_t Count(const std::string& table) {
    auto query = db.Prepare("SELECT count(*) FROM " + table);
    query.Step();
    return query.Int(0);
  }
};

TEST_F(Promises, TheSameFormInManyThreadsFilesOneCase) {
  const auto report = Report();
  std::vector<std::thread> threads;
  std::vector<std::string> codes(6);
  for (auto& code : codes)
    threads.emplace_back([&] {
      auto own = pool.Take();
      code = casefile::File(*own, scheme, report, worker.public_key, Today()).value().code;
    });
  for (auto& thread : threads) thread.join();
  for (const auto& code : codes) EXPECT_EQ(code, codes[0]);
  EXPECT_EQ(Count("case_file"), 1);
}

TEST_F(Promises, AFormThatFiledNothingIsFoundNowhere) {
  EXPECT_FALSE(casefile::FindFiled(db, "un-jeton-que-personne-n-a-envoye"));
  const auto report = Report();
  const auto filed = File(report);
  EXPECT_EQ(casefile::FindFiled(db, report.idempotency_key)->number, filed.number);
  EXPECT_EQ(Count("case_file"), 1);
}

TEST_F(Promises, BugAMessageWrittenAfterTheBackButtonWasLost) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReporter(filed).Post("Premier texte", "la même page", now));
  ASSERT_TRUE(AsReporter(filed).Post("Premier texte", "la même page", now));
  ASSERT_TRUE(AsReporter(filed).Post("Un autre texte", "la même page", now));
  EXPECT_EQ(AsReporter(filed).Messages().size(), 2u);
}

TEST_F(Promises, BugAReadersMessageWasLostUnderAKeyThatTheReporterHadUsed) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "1", now));
  const auto answer = AsReader(referent, filed).Post("Bonjour", "1", now);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->from, "referent");
  EXPECT_EQ(AsReporter(filed).Messages().size(), 2u);
}

TEST_F(Promises, BugWritingMarkedMessagesAsReadThatNobodyHadSeen) {
  const auto filed = FileOne();
  auto reader = AsReader(referent, filed);
  ASSERT_TRUE(AsReporter(filed).Post("Arrivé entre-temps", "", now));
  ASSERT_TRUE(reader.Post("Bonjour", "", now));
  EXPECT_FALSE(AsReporter(filed).Messages()[0].read_on);
  EXPECT_EQ(casefile::ListFor(db, referent.account, referent.keys)[0].unread, 1);
}

TEST_F(Promises, AReadingIsNewsForTheReportersPollAndNoChangeOfTheCase) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReporter(filed).Post("Bonjour", "", now));
  const auto version = casefile::Version(db, filed.case_id), poll = casefile::PollVersion(db, filed.case_id);
  AsReporter(filed).MarkRead(Today());
  EXPECT_EQ(casefile::PollVersion(db, filed.case_id), poll);  // one's own reading is no news
  AsReader(referent, filed).MarkRead(Today());
  EXPECT_GT(casefile::PollVersion(db, filed.case_id), poll);
  EXPECT_EQ(casefile::Version(db, filed.case_id), version);
  const auto read = casefile::PollVersion(db, filed.case_id);
  AsReader(referent, filed).MarkRead(Today());
  EXPECT_EQ(casefile::PollVersion(db, filed.case_id), read);
  EXPECT_EQ(casefile::PollVersion(db, 999), 0);
}

TEST_F(Promises, BothSidesMayWriteInAClosedCaseAndItStaysClosed) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Voilà."), 0, now));
  EXPECT_TRUE(AsReporter(filed).Post("Cela recommence", "", now));
  EXPECT_TRUE(AsReader(referent, filed).Post("Je rouvre si vous voulez", "", now));
  EXPECT_TRUE(AsReporter(filed).GetHeader().closed_on);
}

TEST_F(Promises, AWishToBeCalledReplacesTheOneThatWaits) {
  const auto filed = FileOne();
  const auto wish = [](const char* phone) {
    return json::Value::MakeObject({{"mode", "phone"}, {"phone", phone}});
  };
  ASSERT_TRUE(AsReporter(filed).AskCallback(wish("06 39 98 71 23"), Today()));
  ASSERT_TRUE(AsReporter(filed).AskCallback(wish("06 39 98 71 99"), Today()));
  auto wishes = casefile::CallbacksFor(db, provider.account, provider.keys);
  ASSERT_EQ(wishes.size(), 1u);
  EXPECT_EQ(wishes[0].wish.Text("phone"), "06 39 98 71 99");
  // Once the call was made, another wish is another one.
  ASSERT_TRUE(casefile::CallbackDone(db, provider.account, wishes[0].id, now));
  ASSERT_TRUE(AsReporter(filed).AskCallback(wish("06 39 98 71 99"), Today()));
  EXPECT_EQ(Count("callback"), 2);
  EXPECT_TRUE(AsReader(referent, filed).GetHeader().callback_asked);
}

TEST_F(Promises, AWishThatNobodyCanAnswerIsRefused) {
  db.Exec("UPDATE account SET active = 0 WHERE login = 'provider0'");
  const auto filed = FileOne();
  EXPECT_EQ(AsReporter(filed).AskCallback(json::Value::MakeObject({{"mode", "phone"}}), Today()).error().code,
            "callback.unavailable");
  auto report = Report();
  report.callback = json::Value::MakeObject({{"mode", "phone"}});
  EXPECT_EQ(casefile::File(db, scheme, report, worker.public_key, Today()).error().code,
            "callback.unavailable");
  EXPECT_EQ(Count("case_file"), 1);
}

TEST_F(Promises, GrantsAreWhatCountsWhateverTheAssignmentsSayLater) {
  const auto filed = FileOne();
  db.Exec("DELETE FROM assignment WHERE account_id = " + std::to_string(referent.account.id));
  const auto account = *people::FindAccount(db, referent.account.id);
  EXPECT_TRUE(Case::OpenAsReader(db, account, referent.keys, filed.number));
  EXPECT_EQ(casefile::ListFor(db, account, referent.keys).size(), 1u);
  // But nothing new comes to them: neither a case, nor an identity that is released later.
  const auto name = json::Value::MakeObject({{"name", "Camille Fictive"}});
  EXPECT_EQ(AsReporter(filed).Release({"referent"}, name, Today()).error().code, "audience.nobody");
}

TEST_F(Promises, ADraftsKeyThatCouldBeGuessedIsReplaced) {
  const std::string png = "\x89PNG\r\n\x1a\nx";
  for (const std::string typed : {"", "1", "vingt-et-un-caracteres"}) {
    form::Fields fields;
    fields.Add("idempotency_key", typed);
    auto sink = casefile::EvidenceSink::ForDraft(pool, Today());
    for (const char* name : {"a.png", "b.png"}) {
      sink->Begin(fields, "evidence", name);
      sink->Write(png);
      sink->End(fields);
    }
    const bool own = typed.size() >= casefile::kMinToken;
    EXPECT_EQ(fields.Has("evidence.draft"), !own) << typed;
    EXPECT_EQ(fields.Get("idempotency_key"), typed);
    EXPECT_EQ(casefile::DraftFiles(db, own ? typed : fields.Get("evidence.draft")).size(), 2u) << typed;
    EXPECT_EQ(casefile::DraftFiles(db, typed).empty(), !own) << typed;
  }
}

}  // namespace
