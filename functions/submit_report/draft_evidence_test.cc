// Files that come with a report that is not sent yet.
#include "domain/casefile/evidence.h"
#include "functions/submit_report/submit_report_fixture.h"

namespace submit_report {
namespace {

struct DraftEvidence : Fixture {
  // A multipart form: the answers, then the files.
  rt::Request Files(const std::string& step, const std::vector<fake::Part>& files,
                    const fake::Pairs& changes = {}) const {
    std::vector<fake::Part> parts;
    const auto answers = Answers(changes);
    for (const auto& [name, value] : answers.Items()) parts.push_back({name, value});
    parts.push_back({"step", step});
    parts.insert(parts.end(), files.begin(), files.end());
    return fake::PostFiles(function, parts);
  }
  static fake::Part Png(const std::string& name = "photo.png") { return {"evidence", fake::kPng, name}; }
  std::string TokenIn(const rt::Response& page) const {
    const std::string before = "name=\"idempotency_key\" value=\"";
    const auto at = page.body.find(before);
    return at == std::string::npos
               ? ""
               : page.body.substr(at + before.size(),
                                  page.body.find('"', at + before.size()) - at - before.size());
  }
  std::size_t FilesOf(const std::string& token) {
    auto db = world.Pool().Take();
    return casefile::DraftFiles(*db, token).size();
  }
};

TEST_F(DraftEvidence, JoinsTheCaseWhenItIsSent) {
  const auto check = function.handle(
      Files("add_evidence", {Png("café “preuve”.png"), {"evidence", fake::kPdf, "note.pdf"}}));
  ASSERT_EQ(check.status, 200);
  EXPECT_TRUE(fake::Says(check, "café “preuve”.png (5 Ko)"));
  EXPECT_EQ(TokenIn(check), key);
  ASSERT_EQ(Step("send").status, 201);
  auto db = world.Pool().Take();
  auto file = Only(*db, "referent");
  const auto evidence = file.Evidence();
  ASSERT_EQ(evidence.size(), 2u);
  EXPECT_EQ(evidence[0].type, "image/png");
  auto download = file.OpenEvidence(world.Pool(), evidence[0].id, world.Now()).value();
  std::string all;
  for (std::string piece; !(piece = download.Next()).empty();) all += piece;
  EXPECT_EQ(all, fake::kPng);
}

TEST_F(DraftEvidence, ARefusedFormKeepsEveryFile) {
  const auto page = function.handle(Files("check", {Png()}, {{"facts", ""}}));
  ASSERT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "photo.png (5 Ko)"));
  ASSERT_EQ(Step("check").status, 200);
  EXPECT_TRUE(fake::Says(Step("check"), "photo.png (5 Ko)"));
}

TEST_F(DraftEvidence, ARefusedFormTellsTheFilesThatWereNotKeptToo) {
  const auto page =
      function.handle(Files("check", {Png(), {"evidence", "<svg/>", "dessin.svg"}}, {{"facts", ""}}));
  ASSERT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "photo.png (5 Ko)"));
  EXPECT_TRUE(fake::Says(page, "dessin.svg"));
  EXPECT_TRUE(fake::Says(page, "<a href=\"#facts\">"));
}

TEST_F(DraftEvidence, AnUnknownCollectiviteKeepsThemToo) {
  const auto page = function.handle(Files("check", {Png()}, {{"collectivite", "nulle-part"}}));
  ASSERT_EQ(page.status, 422);
  EXPECT_EQ(FilesOf(TokenIn(page)), 1u);
}

TEST_F(DraftEvidence, IsTakenAwayByItsButton) {
  function.handle(Files("add_evidence", {Png()}));
  auto db = world.Pool().Take();
  const auto id = casefile::DraftFiles(*db, key).at(0).id;
  auto fields = Answers();
  fields.Set("remove", id);
  const auto page = function.handle(fake::Post(fields));
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(fake::Says(page, "photo.png"));
  EXPECT_EQ(world.Count("evidence"), 0);
}

TEST_F(DraftEvidence, ThatIsRefusedIsToldAndStopsTheSendingNotTheRest) {
  const auto request =
      Files("send",
            {Png(), {"evidence", "<html><script>x</script>", "page <b>.html"}, {"evidence", "", "vide.txt"}});
  const auto page = function.handle(request);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "page &lt;b&gt;.html"));
  EXPECT_TRUE(fake::Says(page, "il est vide"));
  EXPECT_TRUE(fake::Says(page, "aria-invalid=\"true\""));
  EXPECT_TRUE(fake::Says(page, "evidence-hint evidence-error"));
  EXPECT_TRUE(fake::Says(page, "<a href=\"#evidence\">"));
  EXPECT_EQ(FilesOf(key), 1u);
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(DraftEvidence, BugAProgramWasAnsweredAPageWhenAFileWasRefused) {
  const auto answer = function.handle(fake::AsJson(Files("send", {{"evidence", "<svg/>", "a.svg"}})));
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(Errors(answer), Codes{"evidence.type"});
  const auto both =
      function.handle(fake::AsJson(Files("send", {{"evidence", "<svg/>", "a.svg"}}, {{"facts", ""}})));
  EXPECT_EQ(Errors(both), (Codes{"facts.required", "evidence.type"}));
}

TEST_F(DraftEvidence, WithoutAFileTheButtonSaysSo) {
  const auto page = Step("add_evidence");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "Choisissez d’abord un fichier"));
}

TEST_F(DraftEvidence, BugFilesUnderAShortKeyWereLostAndTheirKeyCouldBeGuessed) {
  const auto page = function.handle(Files("add_evidence", {Png()}, {{"idempotency_key", "1"}}));
  const auto token = TokenIn(page);
  EXPECT_EQ(token.size(), 43u);
  EXPECT_TRUE(fake::Says(page, "photo.png"));
  EXPECT_EQ(FilesOf("1"), 0u);
  EXPECT_EQ(FilesOf(token), 1u);
  ASSERT_EQ(Step("send", {{"idempotency_key", token}}).status, 201);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db, "referent").Evidence().size(), 1u);
}

TEST_F(DraftEvidence, AProgramsShortKeyStillFilesOnceWithItsFiles) {
  for (int i = 0; i < 2; ++i)
    ASSERT_EQ(function.handle(Files("send", {Png()}, {{"idempotency_key", "1"}})).status, 201);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db, "referent").Evidence().size(), 1u);
}

TEST_F(DraftEvidence, BugAKeyThatCameAfterTheFilesMadeAFormThatNobodyCouldSend) {
  std::vector<fake::Part> parts{Png(), {"step", "send"}};
  const auto answers = Answers();
  for (const auto& [name, value] : answers.Items()) parts.push_back({name, value});
  for (int i = 0; i < 2; ++i) ASSERT_EQ(function.handle(fake::PostFiles(function, parts)).status, 201);
  auto db = world.Pool().Take();
  EXPECT_EQ(Only(*db, "referent").Evidence().size(), 1u);
}

TEST_F(DraftEvidence, AFormWithoutAKeyKeepsItsFiles) {
  const auto page = function.handle(Files("check", {Png()}, {{"idempotency_key", ""}}));
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "photo.png"));
  EXPECT_EQ(FilesOf(TokenIn(page)), 1u);
}

TEST_F(DraftEvidence, NoWordOfTheSinkCanBeTypedByHandIntoAPage) {
  const auto page = Step("add_evidence", {{"evidence.refused", "evidence.type:<img src=x>"}});
  EXPECT_FALSE(fake::Says(page, "<img"));
  EXPECT_EQ(Step("add_evidence", {{"evidence.refused", "n’importe quoi"}}).status, 422);
}

}  // namespace
}  // namespace submit_report
