#include <chrono>

#include "functions/kit/kit_fixture.h"
#include "lib/document/pdf_audit.h"
#include "tests/support/picture.h"

namespace kit {
namespace {

const std::vector<std::string> kNoFault;

// A name of that many characters, as long collectivités have them.
std::string NameOf(std::size_t length) {
  if (length < 12) return std::string("Eu’").substr(0, length + 2);
  std::string name = "Syndicat";
  const std::vector<std::string> words{" intercommunal", " à",  " vocation",
                                       " unique",        " de", " l’Œuvre-en-Forêt"};
  for (std::size_t i = 0; core::Length(name) < length; ++i) name += words[i % words.size()];
  while (core::Length(name) > length) name.pop_back();
  return name;
}

// Without what a line's end may add or take: spaces and hyphens.
std::string Letters(const std::string& text) {
  std::string out;
  for (const char c : KitTest::Spaced(text))
    if (c != ' ' && c != '-') out += c;
  return out;
}

TEST_F(KitTest, TheZipHoldsEveryPieceInEveryFormat) {
  const auto answer = Ask("", "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.type, "application/zip");
  EXPECT_EQ(fake::Header(answer, "Content-Disposition"), "attachment; filename=\"kit-saint-romain.zip\"");
  std::string names;
  for (const auto& [name, bytes] : Everything()) {
    names += name + " ";
    EXPECT_FALSE(bytes.empty()) << name;
  }
  EXPECT_EQ(names,
            "acte.docx acte.odt affiche-limite-a3.pdf affiche-limite-a4.pdf affiche-parler-a3.pdf "
            "affiche-parler-a4.pdf affiche-temoin-a3.pdf affiche-temoin-a4.pdf depliant.pdf diaporama.odp "
            "diaporama.pptx encart.pdf encart.txt faq-cst.docx faq-cst.odt mise-en-place.docx "
            "mise-en-place.odt note.docx note.odt signature.html signature.txt ");
}

TEST_F(KitTest, EveryPdfIsSoundAndLeadsToThePageOfTheCollectivite) {
  for (const auto& [name, bytes] : Everything()) {
    if (!name.ends_with(".pdf")) continue;
    const tests::Pdf pdf(bytes);
    EXPECT_EQ(document::AuditPdf(bytes), kNoFault) << name;
    EXPECT_EQ(pdf.QrCodes(), "https://signalement.cdg.example/c/saint-romain/\n") << name;
    const std::string text = Spaced(pdf.Text());
    EXPECT_NE(text.find("signalement.cdg.example/c/saint-romain/"), std::string::npos) << name;
    EXPECT_NE(text.find("Commune de Saint-Romain"), std::string::npos) << name;
    EXPECT_NE(text.find("112"), std::string::npos) << name;
    EXPECT_EQ(pdf.Pages(), name == "depliant.pdf" ? 2 : 1) << name;
  }
}

TEST_F(KitTest, NamesOfThreeToAHundredAndSixtyCharactersStandWholeInEveryPiece) {
  for (const std::size_t length : {3u, 60u, 160u}) {
    const std::string name = NameOf(length), slug = "c" + std::to_string(length);
    ASSERT_EQ(core::Length(name), length);
    Add(slug, name);
    for (const auto& [file, bytes] : Everything(slug)) {
      const bool office = !file.ends_with(".pdf") && !file.ends_with(".txt") && !file.ends_with(".html");
      const std::string text = file.ends_with(".pdf") ? Spaced(tests::Pdf(bytes).Text())
                               : office               ? WordsOf(bytes)
                                                      : Spaced(bytes);
      EXPECT_NE(Letters(text).find(Letters(name)), std::string::npos) << file << " " << length << "\n"
                                                                      << text;
      if (file.ends_with(".pdf")) {
        EXPECT_EQ(tests::Pdf(bytes).Structure().find("Span"), std::string::npos)
            << file << ": a text was cut";
      }
    }
  }
}

TEST_F(KitTest, AnA3PosterIsTheA4OneMadeLarger) {
  const auto size = [&](const char* format) {
    const std::string info = tests::Pdf(Ask("affiche-parler", format).body).Info();
    return info.substr(info.find("Page size:"), 45);
  };
  EXPECT_NE(size("a3").find("(A3)"), std::string::npos) << size("a3");
  EXPECT_NE(size("a4").find("(A4)"), std::string::npos) << size("a4");
}

TEST_F(KitTest, APieceIsMadeInLessThanThreeTenthsOfASecond) {
  Ask("depliant", "pdf");  // opens the typefaces
  for (const auto& [piece, format] : {std::pair("affiche-parler", "a3"),
                                      {"depliant", "pdf"},
                                      {"acte", "odt"},
                                      {"acte", "docx"},
                                      {"diaporama", "odp"},
                                      {"diaporama", "pptx"}}) {
    auto best = std::chrono::milliseconds::max();  // of three: other programs work too
    for (int i = 0; i < 3; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(Ask(piece, format).status, 200);
      best = std::min(best, std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - begin));
    }
    EXPECT_LE(best.count(), 300) << piece << " " << format;
  }
}

TEST_F(KitTest, SaysNoNameOfAPersonUnlessTheSchemeDoesAndNeverAnAddressOfTheirs) {
  for (const auto& [name, bytes] : Everything()) {
    const std::string text = name.ends_with(".pdf")                       ? tests::Pdf(bytes).Text()
                             : name.ends_with("t") || name.ends_with("x") ? bytes
                                                                          : "";
    const bool office = name.ends_with(".odt") || name.ends_with(".docx");
    const std::string words = office ? WordsOf(bytes) : text;
    EXPECT_EQ(words.find("Personne referent"), std::string::npos) << name;
    EXPECT_EQ(words.find("@cdg.example"), std::string::npos) << name;
  }
  EXPECT_NE(WordsOf(Everything()["acte.odt"]).find("[prénom et nom]"), std::string::npos);
}

struct NamingKit : KitTest {
  static std::string SchemeFile() {
    const std::string file = testing::TempDir() + "vigie-names-" + std::to_string(getpid()) + ".json";
    std::ofstream(file) << R"({"extends": "cdg62", "publication": {"names": true}})";
    return file;
  }
  NamingKit() : KitTest(SchemeFile()) {}
};

TEST_F(NamingKit, NamesTheReferentsOfTheCollectiviteWhenTheSchemePublishesThem) {
  Add("ailleurs", "Ailleurs");
  const std::string here = WordsOf(Ask("acte", "odt").body),
                    there = WordsOf(Ask("acte", "odt", "ailleurs").body);
  EXPECT_NE(here.find("Personne referent"), std::string::npos);
  EXPECT_NE(here.find("Personne substitute"), std::string::npos);
  EXPECT_EQ(here.find("[prénom et nom]"), std::string::npos);
  EXPECT_EQ(here.find("@cdg.example"), std::string::npos);
  EXPECT_EQ(there.find("Personne referent"), std::string::npos);
}

TEST_F(KitTest, APageSaysWhatTheDocumentSays) {
  const auto page = Ask("acte", "");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "<h1>Modèle d’acte instituant la procédure</h1>"));
  EXPECT_TRUE(fake::Says(page, "<h2>Article\u00a07 – Accusé de réception et suites")) << page.body;
  EXPECT_TRUE(fake::Says(page, "<th scope=\"row\">"));
  EXPECT_TRUE(fake::Says(page, "piece=acte&amp;format=odt") || fake::Says(page, "piece=acte&format=odt"));
  EXPECT_TRUE(fake::Says(Ask("affiche-parler", ""), "<h2>Vous pouvez en parler."));
  EXPECT_TRUE(fake::Says(Ask("diaporama", ""), "<h2>Qui lit un signalement"));
}

// Criterion 9.3 of the RGAA, and the same in the PDF.
TEST_F(KitTest, WhoReadsAndWhatHappensAreListsOnThePageAndInTheDocument) {
  const std::string page = Spaced(Ask("depliant", "").body);
  EXPECT_NE(page.find("<h2>Qui vous lit </h2> <ul> <li>"), std::string::npos);
  EXPECT_NE(page.find("<h2>Ce qui se passe </h2> <ol> <li><strong>Tout de suite"), std::string::npos);
  std::string told = tests::Pdf(Ask("depliant", "pdf").body).Structure();
  const auto count = [&](const std::string& line) {
    int found = 0;
    for (auto at = told.find(line); at != std::string::npos; at = told.find(line, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count("LI"), count("LBody"));
  EXPECT_GE(count("LI"), 5);
}

TEST_F(KitTest, ANameIsNeverMarkup) {
  Add("piege", "Commune <i>du</i> \"Piège\" & Cie");
  for (const char* piece : {"note", "signature"})
    EXPECT_FALSE(fake::Says(Ask(piece, "", "piege"), "<i>")) << piece;
  EXPECT_FALSE(fake::Says(Ask("signature", "signature", "piege"), "<i>"));
  EXPECT_NE(WordsOf(Ask("note", "docx", "piege").body).find("Commune &lt;i&gt;du&lt;/i&gt;"),
            std::string::npos);
  EXPECT_NE(tests::Pdf(Ask("encart", "pdf", "piege").body).Text().find("<i>du</i>"), std::string::npos);
}

TEST_F(KitTest, ShowsTheLogoOfTheCollectivite) {
  const auto pictures = [](const std::string& pdf) {
    const std::string told = tests::Pdf(pdf).Structure();
    return std::count(told.begin(), told.end(), 'F')
               ? static_cast<int>(std::string::npos != told.find("Figure"))
               : 0;
  };
  const std::string before = Ask("depliant", "pdf").body;
  EXPECT_EQ(pictures(before), 1);
  std::filesystem::create_directories(world.Directory() / "kit");
  std::ofstream(world.Directory() / "kit/saint-romain.png", std::ios::binary) << tests::SmallPng();
  const std::string after = Ask("depliant", "pdf").body;
  EXPECT_NE(before, after);
  EXPECT_EQ(document::AuditPdf(after), kNoFault);
  std::ofstream(world.Directory() / "kit/saint-romain.png", std::ios::binary) << "no picture";
  EXPECT_EQ(Ask("depliant", "pdf").body, before) << "a broken logo is left out";
}

// The logo of the site, where the kit is given none of its own.
struct DressedKit : KitTest {
  static std::string Folder() {
    const std::string folder = testing::TempDir() + "vigie-dressed-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/logo.png", std::ios::binary) << tests::SmallPng();
    std::ofstream(folder + "/scheme.json") << R"({"extends": "cdg62", "theme": {"logo": "logo.png"}})";
    return folder;
  }
  DressedKit() : KitTest(Folder() + "/scheme.json") {}
};

TEST_F(DressedKit, PrintsTheLogoOfTheSiteUntilItIsGivenAnother) {
  const std::string dressed = Ask("depliant", "pdf").body;
  EXPECT_EQ(document::AuditPdf(dressed), kNoFault);
  std::filesystem::remove(testing::TempDir() + "vigie-dressed-" + std::to_string(getpid()) + "/logo.png");
  EXPECT_NE(dressed, Ask("depliant", "pdf").body);
}

TEST_F(KitTest, RefusesWhatThereIsNotAndChangesNothing) {
  EXPECT_EQ(Ask("", "", "inconnue").status, 404);
  EXPECT_EQ(Ask("inconnue", "").status, 404);
  EXPECT_EQ(Ask("", "pdf").status, 404);
  EXPECT_EQ(Ask("acte", "pdf").status, 404);
  EXPECT_EQ(Ask("../../secret", "pdf").status, 404);
  const auto refused = function.handle(fake::Post(fake::Pairs{{"collectivite", "saint-romain"}}));
  EXPECT_EQ(refused.status, 405);
  world.Pool().Take()->Exec("UPDATE collectivite SET active = 0");
  EXPECT_EQ(Ask("", "").status, 404);
}

TEST_F(KitTest, TellsAProgramWhichPiecesThereAre) {
  const auto list =
      fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"collectivite", "saint-romain"}}))));
  EXPECT_EQ(list.Text("collectivite"), "saint-romain");
  EXPECT_EQ(list["pieces"].Items().size(), 11u);
  for (const auto& piece : list["pieces"].Items())
    for (const auto& format : piece["formats"].Items())
      EXPECT_EQ(format.Text("address"), "/f/kit?collectivite=saint-romain&piece=" + piece.Text("id") +
                                            "&format=" + format.Text("format"));
}

// Each scheme leaves out what it does not have, and every sentence that stays is whole.
struct SchemesKit : testing::TestWithParam<const char*> {};
TEST_P(SchemesKit, FillsEveryPiece) {
  struct One : KitTest {
    explicit One(const std::string& scheme) : KitTest(scheme) {}
    void TestBody() override {}
  } kit(GetParam());
  for (const auto& [name, bytes] : kit.Everything()) {
    const bool office = name.ends_with(".odt") || name.ends_with(".docx") || name.ends_with(".odp");
    const std::string text = name.ends_with(".pdf") ? KitTest::Spaced(tests::Pdf(bytes).Text())
                             : office               ? KitTest::WordsOf(bytes)
                                                    : std::string();
    for (const char* rest : {" ,", ", .", "à .", "{", "}", "**"}) {
      const auto at = text.find(rest);
      EXPECT_EQ(at, std::string::npos) << name << " says « " << rest << " » after "
                                       << text.substr(std::min(text.size(), at < 60 ? 0 : at - 60), 60);
    }
    if (name.ends_with(".pdf")) {
      EXPECT_EQ(tests::Pdf(bytes).Structure().find("Span"), std::string::npos) << name << ": a text was cut";
    }
  }
}
INSTANTIATE_TEST_SUITE_P(All, SchemesKit, testing::Values("cdg62", "cdg60", "cdg45", "cdg69", "amacod"));

}  // namespace
}  // namespace kit
