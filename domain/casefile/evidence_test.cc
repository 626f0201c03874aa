#include "domain/casefile/evidence.h"

#include <gtest/gtest.h>

#include "domain/casefile/case_fixture.h"

namespace {

using casefile::EvidenceSink;

struct Evidence : casefile::Fixture {
  std::string png = "\x89PNG\r\n\x1a\n" + std::string(300'000, 'x') + "fin secrète";

  // Sends a file in pieces of 10 000 bytes.
  void Send(EvidenceSink& sink, form::Fields& fields, const std::string& name, std::string_view bytes) {
    sink.Begin(fields, "file", name);
    for (std::size_t at = 0; at < bytes.size(); at += 10'000)
      if (!sink.Write(bytes.substr(at, 10'000))) break;
    sink.End(fields);
  }

  std::string Read(casefile::Case& file, const std::string& id) {
    auto download = file.OpenEvidence(pool, id, now).value();
    std::string all;
    for (auto piece = download.Next(); !piece.empty(); piece = download.Next()) {
      EXPECT_LE(piece.size(), vault::kChunk);
      all += piece;
    }
    return all;
  }

  std::int64_t Count(const std::string& table) {
    auto query = db.Prepare("SELECT count(*) FROM " + table);
    query.Step();
    return query.Int(0);
  }
};

TEST_F(Evidence, OfADraftJoinsItsCaseAndComesBackByteForByte) {
  form::Fields fields;
  auto sink = EvidenceSink::ForDraft(pool, Today());
  Send(*sink, fields, "C:\\photos\\preuve secrète.png", png);
  ASSERT_TRUE(fields.Has("evidence.kept"));
  const auto token = fields.Get("evidence.draft");
  EXPECT_EQ(token.size(), 43u);
  ASSERT_EQ(casefile::DraftFiles(db, token).size(), 1u);
  EXPECT_EQ(casefile::DraftFiles(db, token)[0].name, "preuve secrète.png");
  EXPECT_TRUE(casefile::DraftFiles(db, "un autre jeton").empty());

  auto report = Report();
  report.draft_token = token;
  const auto filed = File(report);
  EXPECT_TRUE(casefile::DraftFiles(db, token).empty());
  auto file = AsReader(referent, filed);
  ASSERT_EQ(file.Evidence().size(), 1u);
  EXPECT_EQ(file.Evidence()[0].type, "image/png");
  EXPECT_EQ(Read(file, file.Evidence()[0].id), png);
  EXPECT_EQ(file.History().back().what, "downloaded");
  EXPECT_EQ(FileWith("secrète"), "");
}

TEST_F(Evidence, IsAddedToACaseAndIsNobodyElses) {
  const auto filed = FileOne(), other = FileOne();
  auto reporter = AsReporter(filed);
  form::Fields fields;
  auto sink = EvidenceSink::ForCase(pool, reporter, now);
  Send(*sink, fields, "note.txt", "Ce qui s’est dit.");
  const auto id = fields.Get("evidence.kept");
  auto owner = AsReader(referent, filed);
  EXPECT_EQ(Read(owner, id), "Ce qui s’est dit.");
  EXPECT_FALSE(AsReader(referent, other).OpenEvidence(pool, id, now));
  EXPECT_GT(casefile::Version(db, filed.case_id), reporter.Version());
}

TEST_F(Evidence, RefusesWhatCouldRunWhatIsTooBigTooManyOrEmptyAndKeepsNothingOfIt) {
  form::Fields fields;
  auto sink = EvidenceSink::ForDraft(pool, Today());
  Send(*sink, fields, "photo.png", "<html><script>alert(1)</script></html>");
  Send(*sink, fields, "image.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  Send(*sink, fields, "programme.txt", std::string("MZ\x90\0\x03", 5));
  Send(*sink, fields, "archive.zip", std::string("PK\x03\x04") + std::string(60, 'a'));
  Send(*sink, fields, "vide.png", "");
  const auto refused = fields.All("evidence.refused");
  ASSERT_EQ(refused.size(), 5u);
  EXPECT_EQ(refused[0], "evidence.type:photo.png");
  EXPECT_EQ(refused[4], "evidence.empty:vide.png");
  EXPECT_EQ(Count("evidence"), 0);

  std::string big = "\x89PNG\r\n\x1a\n";
  big.resize(static_cast<std::size_t>(casefile::kMaxFileBytes) + 1, 'x');
  Send(*sink, fields, "film.png", big);
  EXPECT_EQ(fields.All("evidence.refused").back(), "evidence.too_large:film.png");
  EXPECT_EQ(Count("evidence_chunk"), 0);

  for (int i = 0; i < 11; ++i) Send(*sink, fields, "p.png", "\x89PNG\r\n\x1a\nx");
  EXPECT_EQ(fields.All("evidence.refused").back(), "evidence.too_many:p.png");
  EXPECT_EQ(casefile::DraftFiles(db, fields.Get("evidence.draft")).size(), 10u);
}

TEST_F(Evidence, ThatBrokeOffIsForgotten) {
  form::Fields fields;
  {
    auto sink = EvidenceSink::ForDraft(pool, Today());
    sink->Begin(fields, "file", "a.png");
    sink->Write(png);
  }
  EXPECT_EQ(Count("evidence"), 0);
  EXPECT_EQ(Count("evidence_chunk"), 0);
}

TEST_F(Evidence, ThatWasAlteredOrCutStopsTheDownload) {
  const auto filed = FileOne();
  auto reporter = AsReporter(filed);
  form::Fields fields;
  auto sink = EvidenceSink::ForCase(pool, reporter, now);
  Send(*sink, fields, "a.png", png);
  db.Exec("DELETE FROM evidence_chunk WHERE n = (SELECT max(n) FROM evidence_chunk)");
  auto reader = AsReader(referent, filed);
  EXPECT_THROW(Read(reader, fields.Get("evidence.kept")), std::runtime_error);
}

TEST_F(Evidence, DraftsAreForgottenAfterTheirTime) {
  form::Fields fields;
  auto sink = EvidenceSink::ForDraft(pool, Today());
  Send(*sink, fields, "a.png", png);
  casefile::ForgetDrafts(db, Today() + std::chrono::days(30), 30);
  EXPECT_EQ(Count("evidence"), 1);
  casefile::ForgetDrafts(db, Today() + std::chrono::days(31), 30);
  EXPECT_EQ(Count("evidence_chunk"), 0);
}

}  // namespace
