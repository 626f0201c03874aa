#include <functional>

#include "lib/document/pdf_test_support.h"

namespace document {
namespace {

// What a person may type or paste, with a word that is too long for everything.
PdfDocument Hard(const std::string& word) {
  const std::string name(160, 'W');
  PdfDocument document = Document({
      Paragraph{""},
      Paragraph{" \n\n \u00A0"},
      Heading{2, ""},
      Heading{2, word},
      Paragraph{word},
      Paragraph{name, Paragraph::Look::kNotice},
      Paragraph{"नमस्ते 中文 العربية 100 עברית \u202Edroite\u202C \x01\x1b fin\xFF "
                "👩‍💻 "
                "🇫🇷 "
                "👍🏽 "
                "1️⃣"},
      Definitions{{{name, name}, {"", ""}, {word, ""}, {"", word}}},
      List{{"", word}},
      List{{}, true},
      Table{name,
            {{"A", 1}, {"", 0.001}, {word, 1, true}},
            {{word, "xyz", "fin"}, {"", "", ""}, {"a\nb", "c", "d\ne\n"}}},
      Table{"", {{"Vide"}}, {}},
      PageBreak{},
      PageBreak{},
      Signatures{},
      Signatures{{{name, word}, {"", "", 500}, {"c", "c"}, {"d", "d"}, {"e", "e"}}},
      QrBlock{"x", "Code", word, 3000},
      Picture{Logo(), "Logo", 5000},
  });
  document.title = "Épreuve " + name;
  document.footer = document.running_head = word;
  document.letterhead = word;
  return document;
}

TEST(Pdf, PrintsWhateverIsWritten) {
  std::string word;
  for (int i = 0; i < 500; ++i) word += "abcdefghij";
  const tests::Pdf pdf(Printer().Print(Hard(word)));
  EXPECT_EQ(AuditPdf(pdf.bytes()), kNoFault);
  EXPECT_EQ(pdf.Check(), "");
  EXPECT_EQ(pdf.Text().find("\u202E"), std::string::npos);
}

TEST(Pdf, PrintsOnEveryPageInEverySize) {
  PdfDocument document = Hard(std::string(160, 'm'));
  for (const auto& [width, text] : {std::pair{105.0, 10.5}, {297.0, 40.0}, {105.0, 96.0}, {841.0, 6.0}}) {
    document.width_mm = width;
    document.height_mm = width * 1.41;
    document.text_pt = text;
    EXPECT_EQ(AuditPdf(Printer().Print(document)), kNoFault) << width << " " << text;
  }
}

TEST(Pdf, ACharacterWithoutGlyphIsCopiedAsWhatItIs) {
  const std::string copied = tests::Pdf(Print({Paragraph{"Nom : नमस्ते 中文 fin"}})).Text();
  EXPECT_NE(copied.find("Nom : नमस्ते 中文 fin"), std::string::npos) << copied;
}

TEST(Pdf, RefusesWhatNoAuthorMayDo) {
  using Change = std::function<void(PdfDocument&)>;
  const auto with = [](Block block) { return [block](PdfDocument& d) { d.blocks = {block}; }; };
  const std::vector<std::pair<const char*, Change>> wrong{
      {"title", [](PdfDocument& d) { d.title = " \u200B"; }},
      {"language", [](PdfDocument& d) { d.language = ""; }},
      {"margins", [](PdfDocument& d) { d.margin_mm = 80; }},
      {"margins", [](PdfDocument& d) { d.margin_mm = -1; }},
      {"longer than", [](PdfDocument& d) { d.height_mm = 6000; }},
      {"text size", [](PdfDocument& d) { d.text_pt = 5; }},
      {"colour", [](PdfDocument& d) { d.palette.accent = "orange"; }},
      {"logo", [](PdfDocument& d) { d.logo = Image{}; }},
      {"level 2 or 3", with(Heading{1, "x"})},
      {"before any", with(Heading{3, "x"})},
      {"no column", with(Table{})},
      {"share", with(Table{"", {{"A", 0}}, {}})},
      {"not as long", with(Table{"", {{"A"}, {"B"}}, {{"a"}}})},
      {"ReadImage", with(Picture{Image{}, "x"})},
      {"no content", with(QrBlock{"", "x", ""})},
      {"no alternative", with(QrBlock{"x", "", ""})},
      {"link", with(Paragraph{{{.text = "x", .link = "javascript:alert(1)"}}})},
      {"link", with(List{{{{.text = "x", .link = "https://a b"}}}})},
  };
  for (const auto& [word, change] : wrong) {
    PdfDocument document = Document({});
    change(document);
    try {
      Printer().Print(document);
      ADD_FAILURE() << word;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
    }
  }
}

TEST(Pdf, SaysWhichPackageBringsAMissingFont) {
  try {
    const PdfPrinter printer("/nowhere");
    ADD_FAILURE();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("fonts-open-sans"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace document
