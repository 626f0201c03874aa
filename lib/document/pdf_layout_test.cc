#include "lib/document/pdf_test_support.h"

namespace document {
namespace {

TEST(Pdf, TheHeaderOfATableComesBackOnEveryPageAndIsReadOnce) {
  Table table{"", {{"Collectivité", 3}, {"Effectif", 1, true}}, {}};
  for (int i = 0; i < 90; ++i)
    table.rows.push_back({"Commune " + std::to_string(100 + i) + "\nChef-lieu de canton", std::to_string(i)});
  const tests::Pdf pdf(Print({table}));
  ASSERT_GE(pdf.Pages(), 3);
  for (int page = 1; page <= pdf.Pages(); ++page) {
    const std::string text = pdf.Text(page);
    EXPECT_NE(text.find("Effectif"), std::string::npos) << page;
    const auto count = [&](const std::string& word) {
      const std::regex find(word);
      return std::distance(std::sregex_iterator(text.begin(), text.end(), find), std::sregex_iterator());
    };
    EXPECT_EQ(count("Commune \\d"), count("Chef-lieu")) << page;  // a row is whole
  }
  const std::string structure = pdf.Structure();
  EXPECT_EQ(structure.find("Effectif"), structure.rfind("Effectif"));
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
}

TEST(Pdf, ARowTallerThanAPageGoesOnInTheSameCell) {
  std::string text;
  for (int i = 0; i < 1200; ++i) text += "mot" + std::to_string(1000 + i) + " ";
  const tests::Pdf pdf(Print({Table{"", {{"Récit", 2}, {"Date", 1}}, {{Text(text), "hier"}}}}));
  EXPECT_GE(pdf.Pages(), 3);
  EXPECT_EQ(Found(pdf.Structure(), "mot\\d{4}"), text);
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
}

TEST(Pdf, ASignatureNeverStandsAloneOnAPage) {
  for (int lines = 36; lines < 46; ++lines) {
    std::string text = "Article";
    for (int i = 0; i < lines; ++i) text += "\nligne";
    const tests::Pdf pdf(Print({Paragraph{text}, Paragraph{"Fait à Saint-Romain."},
                                Signatures{{{"Pour le centre", "La présidente"}}}}));
    const std::string last = pdf.Text(pdf.Pages());
    EXPECT_NE(last.find("Fait à Saint-Romain."), std::string::npos) << lines;
    EXPECT_NE(last.find("La présidente"), std::string::npos) << lines;
  }
}

// Kerning once opened a gap in « AJ » and « -Q » that readers took for a space.
TEST(Pdf, AWordIsCopiedInOnePieceWhateverItsLetters) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  std::vector<Block> blocks;
  std::string all;
  for (const bool strong : {false, true})
    for (const char first : kLetters)
      for (const char second : kLetters) {
        for (const std::string& word :
             {std::string{'N', first, second, 'N'}, first + std::string("AJ") + second + "N"}) {
          blocks.push_back(Paragraph{{{.text = word, .strong = strong}}});
          all += word + ' ';
        }
      }
  EXPECT_EQ(Found(tests::Pdf(Print(std::move(blocks))).Text(), "[A-Z0-9-]{4,5}"), all);
}

TEST(Pdf, ATelephoneReadsTheCode) {
  const std::string address = "https://signalement.cdg.example/c/saint-elan-sur-oeuvre?v=7F3K-9Q2M";
  const tests::Pdf pdf(Print({QrBlock{address, "Code QR", "cdg.example"}}));
  EXPECT_EQ(pdf.QrCodes(), address + "\n");
}

TEST(Pdf, APictureThatBeginsAPageKeepsItsMark) {
  EXPECT_EQ(AuditPdf(Print({PageBreak{}, Picture{Logo(), "Le blason", 5000}, Picture{Logo(), "", 5000}})),
            kNoFault);
}

TEST(Pdf, LinksLeadWhereTheySay) {
  const std::string bytes = Print({Paragraph{{{.text = "Appeler", .link = "tel:+33300000000"},
                                              {.text = "le CDG", .link = "https://cdg.example/a?b=(c)"}}}});
  const std::string structure = tests::Pdf(bytes).Structure();
  EXPECT_NE(structure.find("\"Appeler\""), std::string::npos) << structure;
  EXPECT_NE(structure.find("\"le CDG\""), std::string::npos) << structure;
  EXPECT_EQ(AuditPdf(bytes), kNoFault);
}

}  // namespace
}  // namespace document
