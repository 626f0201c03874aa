#include "domain/casefile/tidy.h"

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/evidence.h"

namespace {

using casefile::EvidenceSink;
using std::chrono::days;

struct Tidy : casefile::Fixture {
  // A file for a draft; `whole`: it finished arriving.
  std::unique_ptr<EvidenceSink> Draft(form::Fields& fields, bool whole) {
    auto sink = EvidenceSink::ForDraft(pool, Today());
    sink->Begin(fields, "file", "a.txt");
    EXPECT_TRUE(sink->Write(std::string(600'000, 'a')));  // enough to be kept while it arrives
    if (whole) sink->End(fields);
    return sink;
  }
  std::int64_t Count(const std::string& what) {
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
  void On(core::Day day) { casefile::Tidy(db, scheme, day); }
};

TEST_F(Tidy, TheCodeOfAFormSentTwiceGoesAfterTheNextDayThoughNoOtherReportComes) {
  auto report = Report();
  report.idempotency_key = "une-cle-de-formulaire-assez-longue";
  const auto filed = File(report);
  On(Today() + days(1));
  EXPECT_EQ(File(report).code, filed.code);
  On(Today() + days(2));
  EXPECT_EQ(Count("submission WHERE sealed_code IS NOT NULL"), 0);
  const auto again = File(report);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.code, "");
}

TEST_F(Tidy, DraftsGoWhenTheSchemeSays) {
  const auto file = folder + "/own.json";
  std::ofstream(file) << R"({"extends": "cdg62", "retention": {"rules": {"draft": {"count": 7}}}})";
  const auto own = scheme::Scheme::Read(file, std::string(VIGIE_SOURCE_DIR) + "/content/schemes");

  form::Fields fields;
  Draft(fields, true);
  casefile::Tidy(db, own, Today() + days(7));
  EXPECT_EQ(Count("evidence"), 1);
  casefile::Tidy(db, own, Today() + days(8));
  EXPECT_EQ(Count("evidence"), 0);
  EXPECT_EQ(Count("evidence_chunk"), 0);
}

TEST_F(Tidy, AFileThatNeverFinishedArrivingGoesAfterTheNextDay) {
  form::Fields fields;
  const auto sink = Draft(fields, false);  // its process died here: nobody will finish
  ASSERT_GT(Count("evidence_chunk"), 0);
  On(Today() + days(1));
  EXPECT_EQ(Count("evidence"), 1) << "a slow line may still be sending it";
  On(Today() + days(2));
  EXPECT_EQ(Count("evidence"), 0);
}

TEST_F(Tidy, WhatBelongsToACaseStays) {
  auto report = Report();
  report.idempotency_key = vault::RandomToken();
  form::Fields fields;
  fields.Set("idempotency_key", report.idempotency_key);
  Draft(fields, true);
  const auto filed = File(report);
  On(Today() + days(400));
  EXPECT_EQ(AsReporter(filed).Evidence().size(), 1u);
}

TEST_F(Tidy, WritesNothingWhenNothingIsDue) {
  FileOne();
  On(Today());
  ASSERT_TRUE(db.EmptyWal());
  On(Today());
  EXPECT_EQ(std::filesystem::file_size(folder + "/vigie.db-wal"), 0u);
}

}  // namespace
