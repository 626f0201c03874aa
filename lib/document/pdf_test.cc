#include "lib/document/pdf.h"

#include <sstream>
#include <thread>

#include "lib/document/pdf_qpdf.h"
#include "lib/document/pdf_test_support.h"

namespace document {
namespace {

PdfDocument Everything() {
  PdfDocument document = Document({
      Paragraph{"Ce qu’il faut savoir.", Paragraph::Look::kLead},
      Paragraph{{{.text = "Confidentiel", .strong = true},
                 {.text = " : "},
                 {.text = "écrire au référent", .link = "mailto:r@cdg.example"}},
                Paragraph::Look::kNotice},
      Heading{2, "Les faits"},
      Definitions{{{"Lieu", "Saint-Élan-sur-Œuvre"}, {"Récit", "Premier jour.\n\nSecond jour."}}},
      Heading{3, "Demandes"},
      List{{"Être reçue", "Être protégée"}},
      List{{"Écouter", "Décider"}, true},
      Table{"Pièces",
            {{"Nom", 2}, {"Taille", 1, true}},
            {{"compte rendu", "128 Ko"}, {"Total", "128 Ko"}},
            true,
            true},
      Picture{Logo(), "Le blason de la commune", 20},
      Picture{Logo(), "", 20},
      QrBlock{"https://cdg.example/v/7F3K", "Code QR de vérification", "cdg.example/v/7F3K"},
      Signatures{{{"Pour le centre", "La présidente"}, {"Pour la commune", "Le maire"}}},
      Paragraph{"Fin.", Paragraph::Look::kSmall},
  });
  document.subject = "Un essai <de tout> & plus";
  document.author = "Centre de gestion";
  document.letterhead = "Centre de gestion\n12, place de la République";
  document.logo = Logo();
  return document;
}

TEST(Pdf, ReadsInTheOrderOfTheDocumentWithItsStructure) {
  const tests::Pdf pdf(Printer().Print(Everything()));
  std::string told;
  std::istringstream lines(pdf.Structure());
  for (std::string line; std::getline(lines, line);) {
    line = std::regex_replace(line, std::regex("^ +| \\((block|inline)\\)|:$"), "");
    if (!line.starts_with("/") && !line.starts_with("Object") && line != "\"\"") told += line + "\n";
  }
  EXPECT_EQ(told, R"(Document
P
"Centre de gestion 12, place de la République"
H1
"Fiche d’essai"
P
"Ce qu’il faut savoir."
P
"Confidentiel : "
Link
"écrire au référent"
H2
"Les faits"
L
LI
Lbl
"Lieu"
LBody
P
"Saint-Élan-sur-Œuvre"
LI
Lbl
"Récit"
LBody
P
"Premier jour."
P
"Second jour."
H3
"Demandes"
L
LI
Lbl
"•"
LBody
"Être reçue"
LI
Lbl
"•"
LBody
"Être protégée"
L
LI
Lbl
"1."
LBody
"Écouter"
LI
Lbl
"2."
LBody
"Décider"
Table
Caption
"Pièces"
THead
TR
TH
"Nom"
TH
"Taille"
TBody
TR
TH
"compte rendu"
TD
"128 Ko"
TR
TH
"Total"
TD
"128 Ko"
Figure
Figure
P
"cdg.example/v/7F3K"
P
"Pour le centre La présidente"
P
"Pour la commune Le maire"
P
"Fin."
)");
}

TEST(Pdf, HasNoFaultThatAMachineSees) {
  const std::string bytes = Printer().Print(Everything());
  EXPECT_EQ(AuditPdf(bytes), kNoFault);
  EXPECT_EQ(tests::Pdf(bytes).Check(), "");
}

TEST(Pdf, SaysItsTitleAndItsDate) {
  const tests::Pdf pdf(Printer().Print(Everything()));
  const std::string info = pdf.Info();
  for (const char* part :
       {"Fiche d’essai", "Un essai <de tout> & plus", "Tagged:          yes", "(A4)", "PDF version:     1.7"})
    EXPECT_NE(info.find(part), std::string::npos) << part;
  EXPECT_NE(info.find("Nov 24"), std::string::npos) << info;
}

// Every white space as one space.
std::string Plain(const std::string& text) {
  return std::regex_replace(text, std::regex("(\\s|\u00A0|\u202F)+"), " ");
}

TEST(Pdf, TextComesOutAsItWasWritten) {
  const std::string text =
      "L’été, l’œuvre coûte 1\u202F250,00\u00A0€ : « affiche officielle », n° 7 – 100 % juste… ☐ ☑ Ω я 😀 👍 "
      "finie.";
  const tests::Pdf pdf(Print({Paragraph{text}}));
  EXPECT_NE(Plain(pdf.Text()).find(Plain(text)), std::string::npos) << pdf.Text();
  EXPECT_NE(Plain(pdf.Structure()).find(Plain(text)), std::string::npos) << pdf.Structure();
}

// The bytes that the first page shows, which are letters where a font has Windows' encoding: what a reader
// sees that guesses nothing.
std::string Shown(const std::string& bytes) {
  struct Strings : QPDFObjectHandle::ParserCallbacks {
    void handleObject(QPDFObjectHandle object) override {
      if (object.isString()) shown += object.getStringValue();
      if (object.isArray())
        for (QPDFObjectHandle& part : object.getArrayAsVector()) handleObject(part);
    }
    void handleEOF() override {}
    std::string shown;
  } strings;
  QPDF pdf;
  pdf.processMemoryFile("printed", bytes.data(), bytes.size());
  QPDFPageDocumentHelper(pdf).getAllPages().at(0).parseContents(&strings);
  return strings.shown;
}

// The space where a line ends needs no ink, and must be there for who reads the structure.
TEST(Pdf, WordsStayApartFromOneLineToTheNext) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "mot" + std::to_string(i) + (i % 25 == 24 ? "\n" : " ");
  text += "fin";
  const std::string shown = Shown(Print({Paragraph{text}}));
  EXPECT_NE(shown.find(Plain(text)), std::string::npos) << shown;
}

TEST(Pdf, TwentyPagesLoseNoWord) {
  std::vector<Block> blocks;
  std::string expected;
  for (int i = 0; i < 194; ++i) {
    std::string text;
    for (int k = 0; k < 32; ++k) text += "mot" + std::to_string(10000 + 32 * i + k) + " ";
    expected += text;
    blocks.emplace_back(Paragraph{text});
  }
  const tests::Pdf pdf(Print(std::move(blocks)));
  EXPECT_EQ(pdf.Pages(), 20);
  EXPECT_EQ(Found(pdf.Text(), "mot\\d{5}"), expected);
  EXPECT_NE(pdf.Text(7).find("7 / 20"), std::string::npos);
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
}

TEST(Pdf, EqualDocumentsGiveEqualBytes) {
  const std::string first = Printer().Print(Everything());
  std::this_thread::sleep_for(
      std::chrono::milliseconds{1100});  // whatever tells the second of printing differs
  Print({Paragraph{"Entre les deux, un autre. œ ☐ 👍"}});
  EXPECT_EQ(Printer().Print(Everything()), first);
  setenv("TZ", "Pacific/Noumea", 1);
  tzset();
  EXPECT_EQ(PdfPrinter().Print(Everything()), first);
  unsetenv("TZ");
  tzset();
  PdfDocument later = Everything();
  later.date += std::chrono::seconds{1};
  EXPECT_NE(Printer().Print(later), first);
}

TEST(Pdf, ThreadsMayShareAPrinter) {
  const std::string expected = Printer().Print(Everything());
  std::vector<std::string> out(4);
  std::vector<std::thread> threads;
  for (std::string& bytes : out) threads.emplace_back([&bytes] { bytes = Printer().Print(Everything()); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& bytes : out) EXPECT_EQ(bytes, expected);
}

}  // namespace
}  // namespace document
