// A report that someone took down for its reporter: who reads it, from when its deadlines count, and the
// code that its first use changes.
#include "domain/casefile/provisional.h"

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/code.h"
#include "domain/casefile/filing.h"
#include "domain/casefile/journal.h"

namespace casefile {
namespace {

struct Provisional : Fixture {
  NewCase TakenReport() {
    auto report = Report();
    report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}});
    TakenDown taken;
    taken.account_id = referent.account.id;
    taken.who = referent.account.name;
    taken.how = "phone";
    taken.received_on = Today() - std::chrono::days{3};
    report.taken_down = taken;
    return report;
  }
  core::Result<ReporterKeys> Try(const std::string& code) { return Unlock(db, code.substr(0, 6), code); }
  // As the reporter does when they come for the first time; gives the new code.
  std::string Change(const Filed& filed) {
    const auto code = ProposeCode(db);
    EXPECT_TRUE(ChangeCode(db, Try(filed.code).value(), code, Today()));
    return code;
  }
};

TEST_F(Provisional, IsTheCodeOfAReportThatSomeoneTookDownAndOfNoOther) {
  EXPECT_TRUE(Try(File(TakenReport()).code)->provisional);
  EXPECT_FALSE(Try(FileOne().code)->provisional);
}

TEST_F(Provisional, DeadlinesCountFromTheDayOnWhichItWasReceived) {
  const auto filed = File(TakenReport());
  EXPECT_EQ(core::IsoDay(filed.received_on), "2026-02-27");
  const auto file = AsReader(referent, filed);
  EXPECT_EQ(core::IsoDay(file.ReceivedOn()), "2026-02-27");
  EXPECT_EQ(core::IsoDay(file.GetHeader().clocks.at("acknowledge")), "2026-03-10");  // seven working days
  EXPECT_EQ(file.GetHeader().state, "received");
}

TEST_F(Provisional, TheJournalSaysWhoFiledItAndHow) {
  const auto history = AsReader(referent, File(TakenReport())).History();
  ASSERT_EQ(history.size(), 1u);
  EXPECT_EQ(history[0].what, "received");
  EXPECT_EQ(history[0].who, referent.account.name);
  EXPECT_EQ(history[0].detail, "phone");
  EXPECT_EQ(history[0].at, core::Instant{Today()});  // by the day: it tells when the reporter called
}

TEST_F(Provisional, WhatConcernsTheAuthorityIsNotForTheReferentWhoTypedIt) {
  auto report = TakenReport();
  report.concerns_authority = true;
  const auto filed = File(report);
  EXPECT_FALSE(Case::OpenAsReader(db, referent.account, referent.keys, filed.number));
  EXPECT_TRUE(ListFor(db, referent.account, referent.keys).empty());
  EXPECT_EQ(AsReader(substitute, filed).History()[0].who, referent.account.name);
}

TEST_F(Provisional, TheNewCodeOpensTheSameCaseAndTheFormerOneNothing) {
  const auto filed = File(TakenReport());
  const auto code = Change(filed);
  const auto refused = Try(filed.code);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "code.refused");
  const auto keys = Try(code).value();
  EXPECT_EQ(keys.case_id, filed.case_id);
  EXPECT_FALSE(keys.provisional);
  const auto file =
      Case::OpenAsReporter(db, {keys.case_id, vault::KeyPair::FromSecret(keys.secret_key)}).value();
  EXPECT_EQ(file.Report().Text("facts"), "Le secret des faits");
  EXPECT_EQ(file.Identity()->Text("name"), "Camille Fictive");
  EXPECT_EQ(file.History().back().what, "code_changed");
  EXPECT_EQ(file.History().back().who, "reporter");
  EXPECT_EQ(AsReader(referent, filed).Report().Text("facts"), "Le secret des faits");
}

TEST_F(Provisional, TheFormerCodeStaysGoodUntilTheNewOneIs) {
  const auto filed = File(TakenReport());
  ProposeCode(db);  // shown, and never confirmed
  EXPECT_TRUE(Try(filed.code)->provisional);
}

TEST_F(Provisional, WhoeverTypedTheReportKeepsNothing) {
  const auto filed = File(TakenReport());
  const auto kept = Try(filed.code).value();
  const auto cookie = people::OpenSession(db, people::SessionKind::kCase, kept.case_id, kept.secret_key, now);
  Change(filed);
  EXPECT_FALSE(people::FindSession(db, people::SessionKind::kCase, cookie, now));
  // The former secret key opens no longer what is sealed to the reporter.
  auto query = db.Prepare("SELECT reporter_case_key, reporter_identity_key FROM case_file");
  ASSERT_TRUE(query.Step());
  for (int column : {0, 1})
    EXPECT_FALSE(vault::OpenSealed(vault::KeyPair::FromSecret(kept.secret_key), query.Bytes(column)));
  // Neither a second change, nor the form sent again, gives a code.
  const auto again = ChangeCode(db, kept, ProposeCode(db), Today());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "code.refused");
}

TEST_F(Provisional, TheFormSentAgainAfterTheChangeNoLongerGivesACode) {
  auto report = TakenReport();
  const auto filed = File(report);
  EXPECT_EQ(File(report).code, filed.code);
  Change(filed);
  EXPECT_EQ(File(report).code, "");
}

TEST_F(Provisional, ACodeOfOnesOwnIsNeverChanged) {
  const auto filed = FileOne();
  EXPECT_FALSE(ChangeCode(db, Try(filed.code).value(), ProposeCode(db), Today()));
  EXPECT_TRUE(Try(filed.code));
}

TEST_F(Provisional, ALocatorTakenMeanwhileIsRefusedAndChangesNothing) {
  const auto filed = File(TakenReport()), other = FileOne();
  const auto taken = MakeCode(other.code.substr(0, 6), NewSecretDigits());
  const auto refused = ChangeCode(db, Try(filed.code).value(), taken, Today());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "new_code.taken");
  EXPECT_TRUE(Try(filed.code)->provisional);
}

TEST_F(Provisional, AProofIsOfOneCodeAndOfOneReporter) {
  const auto keys = Try(File(TakenReport()).code).value(), other = Try(File(TakenReport()).code).value();
  const auto code = ProposeCode(db);
  EXPECT_EQ(CodeProof(keys, code), CodeProof(keys, code));
  EXPECT_NE(CodeProof(keys, code), CodeProof(other, code));
  EXPECT_NE(CodeProof(keys, code), CodeProof(keys, ProposeCode(db)));
}

struct Together : Provisional {
  auto FileThem(const std::vector<NewCase>& reports,
                const std::function<void(const std::vector<Filed>&)>& keep = {}) {
    return FileAll(db, scheme, reports, worker.public_key, Today(), keep);
  }
  std::int64_t Cases() {
    auto query = db.Prepare("SELECT count(*) FROM case_file");
    query.Step();
    return query.Int(0);
  }
};

TEST_F(Together, AllOrNone) {
  auto nobody = Report();
  nobody.released_to = {"provider"};
  people::SetActive(db, provider.account.id, false);
  const auto refused = FileThem({TakenReport(), nobody});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().index, 1u);
  EXPECT_EQ(refused.error().refusal.code, "identity.audience.nobody");
  EXPECT_THROW(
      FileThem({TakenReport()}, [](const auto&) { throw std::runtime_error("no room for the codes"); }),
      std::runtime_error);
  EXPECT_EQ(Cases(), 0);
  EXPECT_EQ(FileThem({TakenReport(), Report()})->size(), 2u);
  EXPECT_EQ(Cases(), 2);
}

TEST_F(Together, WhatWasImportedBeforeIsNotImportedAgainAndItsCodeIsKeptNowhere) {
  auto report = TakenReport();
  report.taken_down->former_number = "2024-17";
  report.taken_down->how = "import";
  report.taken_down->state = "assessment";
  report.taken_down->acknowledged_on = Today();
  report.idempotency_key = "import:valmeuse:2024-17";
  const auto first = FileThem({report})->front();
  EXPECT_FALSE(first.replayed);
  EXPECT_TRUE(Try(first.code)->provisional);
  const auto header = AsReader(referent, first).GetHeader();
  EXPECT_EQ(header.state, "assessment");
  EXPECT_EQ(header.acknowledged_on, Today());
  EXPECT_EQ(AsReader(referent, first).History()[0].detail, "import\n2024-17");
  const auto again = FileThem({report})->front();
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.code, "");
  EXPECT_EQ(Cases(), 1);
}

}  // namespace
}  // namespace casefile
