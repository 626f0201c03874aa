#include "lib/document/pdf_check.h"

#include <algorithm>
#include <stdexcept>

#include "lib/document/pdf_clean.h"
#include "lib/document/pdf_style.h"

namespace document {
namespace {

void Demand(bool met, const std::string& fault) {
  if (!met) throw std::invalid_argument("PDF: " + fault);
}

bool IsAddress(const std::string& link) {
  return (link.starts_with("https://") || link.starts_with("mailto:") || link.starts_with("tel:")) &&
         std::all_of(link.begin(), link.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

void CheckText(const Text& text) {
  for (const Span& span : text.spans)
    Demand(span.link.empty() || IsAddress(span.link), "a link is no https:, mailto: or tel: address");
}

struct BlockCheck {
  bool second_level = false;  // a heading of level 2 came before

  void operator()(const Heading& heading) {
    Demand(heading.level == 2 || heading.level == 3, "a heading is of level 2 or 3");
    Demand(heading.level == 2 || second_level, "a heading of level 3 stands before any of level 2");
    second_level = true;
    CheckText(heading.text);
  }
  void operator()(const Paragraph& paragraph) { CheckText(paragraph.text); }
  void operator()(const List& list) { std::for_each(list.items.begin(), list.items.end(), CheckText); }
  void operator()(const Definitions& definitions) {
    for (const Definitions::Row& row : definitions.rows) CheckText(row.value);
  }
  void operator()(const Table& table) {
    Demand(!table.columns.empty(), "a table has no column");
    for (const Table::Column& column : table.columns)
      Demand(column.share > 0, "a column's share of the width is not above 0");
    for (const std::vector<Text>& row : table.rows) {
      Demand(row.size() == table.columns.size(), "a row of a table is not as long as its columns");
      std::for_each(row.begin(), row.end(), CheckText);
    }
  }
  void operator()(const Picture& picture) {
    Demand(picture.image.width > 0 && picture.image.height > 0, "a picture was not made by ReadImage");
  }
  void operator()(const QrBlock& block) {
    Demand(!block.content.empty(), "a QR code has no content");
    Demand(!CleanLine(block.alternative).empty(), "a QR code has no alternative text");
    CheckText(block.beside);
  }
  void operator()(const Signatures& signatures) {
    for (const Signatures::Party& party : signatures.parties) CheckText(party.lines);
  }
  void operator()(const PageBreak&) {}
};

}  // namespace

void CheckDocument(const PdfDocument& document) {
  Demand(!CleanLine(document.title).empty(), "the document has no title");
  Demand(!CleanLine(document.language).empty(), "the document has no language");
  const double narrow = std::min(document.width_mm, document.height_mm) - 2 * document.margin_mm;
  Demand(document.margin_mm >= 0 && narrow >= 60, "the margins leave less than 60 x 60 mm");
  Demand(std::max(document.width_mm, document.height_mm) <= 5000, "the page is longer than 5 m");
  Demand(document.text_pt >= 6 && document.text_pt <= 96, "the text size is outside 6 to 96 points");
  Demand(!document.logo || document.logo->width > 0, "the logo was not made by ReadImage");
  (void)Colours(document.palette);
  CheckText(document.letterhead);
  BlockCheck check;
  for (const Block& block : document.blocks) std::visit(check, block);
}

}  // namespace document
