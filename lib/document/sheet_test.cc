#include "lib/document/sheet.h"

#include <algorithm>
#include <cmath>

#include "lib/document/pdf_qpdf.h"
#include "lib/document/pdf_test_support.h"

namespace document {
namespace {

SheetTexts Box(SheetText::Kind kind, const std::string& text, Spot at, double size, double least) {
  return {.at = at, .texts = {{.kind = kind, .text = text, .size_pt = size}}, .least = least / size};
}

Sheet Poster(const std::string& name) {
  Sheet sheet;
  sheet.title = "Affiche";
  sheet.date = kDate;
  sheet.pages = {
      {SheetFill{{-3, -3, 216, 120}, "#0d5468"},
       SheetDrawing{{20, 20, 60, 60},
                    ReadDrawing("<svg viewBox=\"0 0 2 2\"><circle cx=\"1\" cy=\"1\" r=\"1\"/></svg>")},
       Box(SheetText::Kind::kTitle, "Vous pouvez en parler", {15, 90, 180, 40}, 40, 20),
       Box(SheetText::Kind::kText, name, {15, 130, 80, 15}, 16, 6),
       SheetQr{{15, 200, 50, 50}, "https://cdg.example/c/essai/", "Code QR"},
       SheetImage{{150, 200, 40, 40}, Logo(), "Logo de la commune"}},
      {Box(SheetText::Kind::kHeading, "Au verso", {15, 15, 180, 12}, 20, 10)}};
  return sheet;
}

TEST(Sheet, IsTaggedInReadingOrderAndSoundForAMachine) {
  const tests::Pdf pdf(Printer().Print(Poster("Commune d’Essai")));
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
  EXPECT_EQ(Found(pdf.Structure(), "\\b(H1|H2|P|Figure)\\b"), "H1 P Figure Figure H2 ");
  EXPECT_EQ(pdf.Pages(), 2);
  EXPECT_EQ(pdf.QrCodes(), "https://cdg.example/c/essai/\n");
  EXPECT_EQ(pdf.Check(), "");
}

TEST(Sheet, ItemsThatFollowEachOtherAreOneList) {
  Sheet sheet = Poster("x");
  const auto item = [](const std::string& text, int number = 0) {
    return SheetText{.kind = SheetText::Kind::kItem, .number = number, .text = text};
  };
  sheet.pages = {
      {Box(SheetText::Kind::kTitle, "Listes", {15, 2, 90, 12}, 20, 10),
       SheetTexts{{15, 15, 90, 200},
                  {item("un"), item("deux"), {.text = "Puis"}, item("trois", 1), item("quatre", 2)}},
       SheetTexts{{110, 15, 90, 200}, {item("cinq")}}}};
  const tests::Pdf pdf(Printer().Print(sheet));
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
  EXPECT_EQ(Found(pdf.Structure(), "\\b(L|LI|Lbl|LBody|P)\\b"),
            "L LI Lbl LBody LI Lbl LBody P L LI Lbl LBody LI Lbl LBody L LI Lbl LBody ");
  EXPECT_NE(pdf.Text(1).find("• deux"), std::string::npos) << pdf.Text(1);
  EXPECT_NE(pdf.Text(1).find("2. quatre"), std::string::npos) << pdf.Text(1);
}

TEST(Sheet, AWordOfAnItemStandsWholeBesideItsSign) {
  Sheet sheet = Poster("x");
  sheet.pages[0][3] =
      SheetTexts{{15, 130, 40, 40},
                 {{.kind = SheetText::Kind::kItem, .text = "Intercommunalement", .size_pt = 40}},
                 0.1};
  const tests::Pdf pdf(Printer().Print(sheet));
  EXPECT_NE(pdf.Text(1).find("Intercommunalement"), std::string::npos) << pdf.Text(1);
}

TEST(Sheet, IsTrimmedInsideItsBleed) {
  const std::string bytes = Printer().Print(Poster("x"));
  QPDF pdf;
  pdf.processMemoryFile("x", bytes.data(), bytes.size());
  const auto box = [&](const char* name) {
    QPDFObjectHandle page = pdf.getAllPages().at(0);
    const auto at = page.getKey(name).getArrayAsRectangle();
    return std::pair(std::lround((at.urx - at.llx) * 25.4 / 72), std::lround((at.ury - at.lly) * 25.4 / 72));
  };
  EXPECT_EQ(box("/MediaBox"), std::pair(216L, 303L));
  EXPECT_EQ(box("/BleedBox"), std::pair(216L, 303L));
  EXPECT_EQ(box("/TrimBox"), std::pair(210L, 297L));
  EXPECT_EQ(box("/CropBox"), std::pair(210L, 297L));
}

TEST(Sheet, ALargerOneKeepsItsBleedAndFillsIt) {
  const Sheet large = Poster("x").Scaled(2);
  const auto& fill = std::get<SheetFill>(large.pages[0][0]).at;
  EXPECT_EQ(large.width_mm, 420);
  EXPECT_EQ(fill.x, -3);
  EXPECT_EQ(fill.width, 426);
  EXPECT_EQ(fill.y, -3);
  EXPECT_EQ(fill.height, 117 * 2 + 3);
  const auto& title = std::get<SheetTexts>(large.pages[0][2]);
  EXPECT_EQ(title.texts[0].size_pt, 80);
  EXPECT_EQ(title.at.x, 30);
}

TEST(Sheet, TextsShrinkUntilTheyFitAndAreCutOnlyAtTheirLeastSize) {
  std::string name = "Syndicat";
  while (name.size() < 150) name += " intercommunal";
  std::string read = tests::Pdf(Printer().Print(Poster(name))).Text(1);
  std::replace(read.begin(), read.end(), '\n', ' ');
  EXPECT_NE(read.find(name), std::string::npos) << read;
  for (int i = 0; i < 5; ++i) name += " " + name;
  const tests::Pdf cut(Printer().Print(Poster(name)));
  EXPECT_NE(cut.Structure().find("Span"), std::string::npos) << "an ellipsis stands for what follows";
  EXPECT_EQ(AuditPdf(cut.bytes()), kNoFault);
}

TEST(Sheet, DoesNotCutAWordThatASmallerSizeKeepsWhole) {
  Sheet sheet = Poster("x");
  sheet.pages[0][3] = Box(SheetText::Kind::kText, "Intercommunalement", {15, 130, 40, 40}, 40, 6);
  EXPECT_NE(tests::Pdf(Printer().Print(sheet)).Text(1).find("Intercommunalement"), std::string::npos);
}

TEST(Sheet, TextsOfOnePlaceShrinkTogetherAndEachKeepsALine) {
  Sheet sheet = Poster("x");
  SheetTexts texts{.at = {15, 130, 60, 30}, .texts = {}};
  for (const char* word : {"premier", "second", "troisième"}) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += std::string(word) + " ";
    texts.texts.push_back({.text = text, .size_pt = 12, .above_mm = 2});
  }
  sheet.pages[0][3] = texts;
  const std::string read = tests::Pdf(Printer().Print(sheet)).Text(1);
  for (const char* word : {"premier", "second", "troisième"})
    EXPECT_NE(read.find(word), std::string::npos) << word;
  EXPECT_EQ(AuditPdf(Printer().Print(sheet)), kNoFault);
}

TEST(Sheet, RefusesWhatItsAuthorMustNotDo) {
  Sheet sheet = Poster("x");
  sheet.title.clear();
  EXPECT_THROW(Printer().Print(sheet), std::invalid_argument);
  sheet = Poster("x");
  sheet.pages.clear();
  EXPECT_THROW(Printer().Print(sheet), std::invalid_argument);
}

}  // namespace
}  // namespace document
