// The files of a case: adding, listing, taking back.
#include "functions/evidence/evidence.h"

#include <gtest/gtest.h>

#include <thread>

#include "domain/casefile/evidence.h"
#include "functions/evidence/attachment.h"
#include "tests/support/fake_case.h"

namespace evidence {
namespace {

struct Evidence : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);
  std::string cookie = fake::ReporterCookie(world, filed);

  rt::Response Add(const std::vector<fake::Part>& files) const {
    return function.handle(fake::AsJson(fake::PostFiles(function, files, cookie)));
  }
  static fake::Part File(const std::string& name, const std::string& content = fake::kPng) {
    return {"evidence", content, name};
  }
  std::string AddOne(const std::string& name, const std::string& content = fake::kPng) const {
    return fake::JsonOf(Add({File(name, content)}))["kept"].Items().at(0).String();
  }
  rt::Response Take(const std::string& id, const std::string& with) const {
    return function.handle(fake::Get({{"id", id}}, with));
  }
};

TEST_F(Evidence, IsKeptAndComesBackByteForByteAsAnAttachment) {
  const auto answer = Add({File("capture.png"), File("note.pdf", fake::kPdf)});
  ASSERT_EQ(answer.status, 201);
  ASSERT_EQ(fake::JsonOf(answer)["kept"].Items().size(), 2u);
  EXPECT_TRUE(fake::JsonOf(answer)["refused"].Items().empty());
  const auto file = Take(fake::JsonOf(answer)["kept"].Items()[0].String(), cookie);
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.type, "image/png");
  EXPECT_EQ(file.length, fake::kPng.size());
  EXPECT_EQ(fake::BodyOf(file), fake::kPng);
  EXPECT_EQ(fake::Header(file, "Content-Disposition").rfind("attachment;", 0), 0u);
  EXPECT_EQ(fake::Header(file, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(fake::Header(file, "Content-Security-Policy"), "default-src 'none'; sandbox");
  EXPECT_EQ(fake::Header(file, "Cache-Control"), "no-store");
}

TEST_F(Evidence, TheListHasTheShapeThatProgramsRelyOn) {
  const auto id = AddOne("capture.png");
  const auto list = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie))));
  auto expected = *json::Parse(
      R"([{"id": "", "name": "capture.png", "type": "image/png", "size": 5008, "added_on": "2026-11-24", "from": "reporter"}])");
  expected.Items()[0].Set("id", id);
  EXPECT_EQ(list["evidence"], expected);
}

TEST_F(Evidence, TheTypeComesFromTheContentAndActiveContentIsNeverItself) {
  const auto refused = Add({File("photo.png", "<html><script>x</script></html>"), File("a.svg", "<svg/>"),
                            File("a.txt", std::string("MZ\0\1", 4)), File("vide.png", "")});
  EXPECT_EQ(refused.status, 422);
  const auto json = fake::JsonOf(refused);
  std::string codes;
  for (const auto& error : json["errors"].Items()) codes += error.Text("code") + " ";
  EXPECT_EQ(codes, "type type type empty ");
  for (const auto& [name, content] : fake::Pairs{{"a.txt", "Bonjour <b>"},
                                                 {"mail.eml", "Received: x\r\n\r\n<p>Bonjour"},
                                                 {"son.mp3", "ID3" + std::string(100, 'x')}}) {
    const auto file = Take(AddOne(name, content), cookie);
    EXPECT_EQ(file.type, "application/octet-stream") << name;
  }
  const auto misnamed = Take(AddOne("photo.html.png"), cookie);
  EXPECT_EQ(misnamed.type, "image/png");
}

TEST_F(Evidence, TenFilesAtMost) {
  std::vector<fake::Part> files;
  for (int i = 0; i < 11; ++i) files.push_back(File("p" + std::to_string(i) + ".png"));
  const auto answer = Add(files);
  ASSERT_EQ(answer.status, 201);
  const auto json = fake::JsonOf(answer);
  EXPECT_EQ(json["kept"].Items().size(), 10u);
  ASSERT_EQ(json["refused"].Items().size(), 1u);
  EXPECT_EQ(json["refused"].Items()[0].Text("name"), "p10.png");
  EXPECT_EQ(json["refused"].Items()[0].Text("code"), "too_many");
}

TEST_F(Evidence, FiftyMegabytesAreTakenAndOneByteMoreIsNot) {
  std::string film = "\x89PNG\r\n\x1a\n";
  film.resize(static_cast<std::size_t>(casefile::kMaxFileBytes), 'x');
  const auto id = AddOne("film.png", film);
  const auto file = Take(id, cookie);
  ASSERT_TRUE(file.stream);
  std::size_t bytes = 0;
  for (std::string piece; !(piece = file.stream()).empty(); bytes += piece.size())
    ASSERT_LE(piece.size(), vault::kChunk);
  EXPECT_EQ(bytes, film.size());
  film += 'x';
  const auto answer = Add({File("trop.png", film)});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(fake::JsonOf(answer)["errors"].Items().at(0).Text("code"), "too_large");
  EXPECT_EQ(world.Count("evidence"), 1);
}

TEST_F(Evidence, ThePageTellsEachRefusedFileAndKeepsTheOthers) {
  const auto page =
      function.handle(fake::PostFiles(function, {File("a.png"), File("<b>.html", "<html>")}, cookie));
  EXPECT_EQ(page.status, 422);
  for (const char* part : {"&lt;b&gt;.html", "a.png</a>", "<title>Erreur", "autofocus",
                           "<a href=\"#evidence\">", "aria-invalid=\"true\"", "id=\"evidence-error\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  const auto none = function.handle(fake::PostFiles(function, {{"evidence", ""}}, cookie));
  EXPECT_EQ(none.status, 422);
  EXPECT_TRUE(fake::Says(none, "Choisissez d’abord un fichier"));
  EXPECT_EQ(fake::Header(function.handle(fake::PostFiles(function, {File("b.png")}, cookie)), "Location"),
            "/f/evidence");
}

TEST_F(Evidence, AddedInManyThreadsNoneIsLost) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) threads.emplace_back([&, i] { AddOne("p" + std::to_string(i) + ".png"); });
  for (auto& thread : threads) thread.join();
  auto db = world.Pool().Take();
  EXPECT_EQ(fake::AsReporter(*db, filed).Evidence().size(), 6u);
}

TEST_F(Evidence, TheReaderTakesItAndTheJournalKnowsWhich) {
  const auto id = AddOne("preuve.png");
  const auto desk = fake::DeskCookie(world, "referent");
  const auto file = function.handle(fake::Get({{"case", filed.number}, {"id", id}}, desk));
  EXPECT_EQ(fake::BodyOf(file), fake::kPng);
  auto db = world.Pool().Take();
  const auto event = fake::AsReader(world, *db, "referent", filed).History().back();
  EXPECT_EQ(event.what, "downloaded");
  EXPECT_EQ(event.who, "Personne referent");
  EXPECT_EQ(event.detail, "preuve.png");
  const auto before = world.Count("journal");
  Take(id, cookie);
  EXPECT_EQ(world.Count("journal"), before) << "what reporters read is nobody's business";
}

TEST_F(Evidence, IsNobodyElses) {
  const auto id = AddOne("preuve.png");
  const auto other = fake::FileOne(world);
  EXPECT_EQ(Take(id, fake::ReporterCookie(world, other)).status, 404);
  const auto get = [&](const std::string& number, const std::string& with) {
    return function.handle(fake::Get({{"case", number}, {"id", id}}, with)).status;
  };
  EXPECT_EQ(get(other.number, fake::DeskCookie(world, "referent")), 404);
  EXPECT_EQ(get(filed.number, fake::DeskCookie(world, "substitute")), 404);
  EXPECT_EQ(Take("n-existe-pas", cookie).status, 404);
}

TEST_F(Evidence, WithBothSessionsInOneBrowserTheAddressDecides) {
  const auto id = AddOne("preuve.png");
  const auto other = fake::FileOne(world);
  const auto both = cookie + "; " + fake::DeskCookie(world, "referent");
  EXPECT_EQ(Take(id, both).status, 200);
  EXPECT_EQ(world.Count("journal"), 3) << "as the reporter: two filings and one file, no download";
  EXPECT_EQ(function.handle(fake::Get({{"case", filed.number}, {"id", id}}, both)).status, 200);
  EXPECT_EQ(world.Count("journal"), 4);
  // A reporter's session that opens nothing of it does not borrow the desk's.
  EXPECT_EQ(Take(id, fake::ReporterCookie(world, other) + "; " + fake::DeskCookie(world, "referent")).status,
            404);
}

TEST_F(Evidence, ASessionOfOneKindIsNoneOfTheOther) {
  const auto id = AddOne("preuve.png");
  EXPECT_EQ(fake::Header(Take(id, "case=" + world.SignIn("referent")), "Location"), "/suivre/");
  const auto stolen = "desk=" + cookie.substr(5);
  EXPECT_EQ(
      fake::Header(function.handle(fake::Get({{"case", filed.number}, {"id", id}}, stolen)), "Location"),
      "/connexion/");
}

TEST_F(Evidence, BugAFileWithoutASessionEndedTheProcess) {
  const auto sink = function.receive(fake::Post(form::Fields{}));
  ASSERT_TRUE(sink);
  const auto request = fake::PostFiles(function, {File("a.png")});
  EXPECT_EQ(fake::Header(function.handle(request), "Location"), "/suivre/");
  EXPECT_EQ(function.handle(fake::AsJson(request)).status, 403);
  EXPECT_EQ(world.Count("evidence"), 0);
  EXPECT_EQ(world.Count("evidence_chunk"), 0);
}

TEST_F(Evidence, AReadersSessionAddsNothing) {
  EXPECT_EQ(function
                .handle(fake::AsJson(
                    fake::PostFiles(function, {File("a.png")}, fake::DeskCookie(world, "referent"))))
                .status,
            403);
  EXPECT_EQ(world.Count("evidence"), 0);
}

TEST_F(Evidence, AnAddedFileIsNewsForTheReaders) {
  const auto before = world.Count("outbox");
  AddOne("preuve.png");
  EXPECT_EQ(world.Count("outbox"), before + 1);
  auto db = world.Pool().Take();
  EXPECT_EQ(fake::AsReader(world, *db, "referent", filed).History().back().what, "evidence_added");
}

TEST(Disposition, IsRfc6266WithANameForOldPrograms) {
  EXPECT_EQ(Disposition("photo.png"), "attachment; filename=\"photo.png\"; filename*=UTF-8''photo.png");
  EXPECT_EQ(Disposition("café 1.png"),
            "attachment; filename=\"caf__1.png\"; filename*=UTF-8''caf%C3%A9%201.png");
  EXPECT_EQ(Disposition("a\"b\\c\r\n;d"),
            "attachment; filename=\"a_b_c___d\"; filename*=UTF-8''a%22b%5Cc%0D%0A%3Bd");
}

TEST(Disposition, LeavesOutMarksThatDisguiseTheEndOfAName) {
  EXPECT_EQ(Disposition("photo\u202egnp.exe"),
            "attachment; filename=\"photognp.exe\"; filename*=UTF-8''photognp.exe");
  EXPECT_EQ(Disposition("a\u2066b\u2069\u200f.txt"),
            "attachment; filename=\"ab.txt\"; filename*=UTF-8''ab.txt");
}

}  // namespace
}  // namespace evidence
