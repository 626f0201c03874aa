#include "lib/document/pdf_sheet.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "lib/document/pdf_canvas.h"
#include "lib/document/pdf_check.h"
#include "lib/document/pdf_clean.h"
#include "lib/document/pdf_finish.h"
#include "lib/document/pdf_metadata.h"

namespace document {
namespace {

constexpr double kHuge = 100'000;  // points: no line of a poster is as long
constexpr double kStep = 0.96;     // from one size that is tried to the next

double WidthOf(const Lines& lines) {
  double width = 0;
  for (const auto& line : lines.lines)
    for (const Piece& piece : line) width = std::max(width, piece.x + piece.width);
  return width;
}

std::string Plain(const Text& text) {
  std::string out;
  for (const Span& span : text.spans) out += span.text;
  return CleanLine(out);
}

class Printer {
 public:
  Printer(const Sheet& sheet, const PdfDocument& page, const Typesetter& typesetter)
      : sheet_(sheet), typesetter_(typesetter), canvas_(page), root_("Document") {}

  std::string Print(const Metadata& metadata) {
    for (const auto& page : sheet_.pages) {
      if (&page != &sheet_.pages.front()) canvas_.NextPage();
      for (const SheetItem& item : page) std::visit(*this, item);
    }
    return FinishPdf(canvas_.Finish(), root_, metadata, Points(sheet_.bleed_mm));
  }

  void operator()(const SheetFill& fill) {
    canvas_.Mark(nullptr);
    const Spot at = Place(fill.at);
    canvas_.Fill(at.x, at.y, at.width, at.height, ToColour(fill.colour));
  }

  void operator()(const SheetDrawing& item) {
    canvas_.Mark(nullptr);
    const Spot at = Place(item.at);
    const double scale = std::min(at.width / item.drawing.width, at.height / item.drawing.height);
    canvas_.Draw(item.drawing, at.x + (at.width - scale * item.drawing.width) / 2,
                 at.y + (at.height - scale * item.drawing.height) / 2, scale);
  }

  void operator()(const SheetText& item) {
    const std::string plain = Plain(item.text);
    if (plain.empty()) return;
    const Spot at = Place(item.at);
    const Lines lines = Fit(item, at);
    const bool title = item.kind == SheetText::Kind::kTitle;
    Node& node = root_.Add(title ? "H1" : item.kind == SheetText::Kind::kHeading ? "H2" : "P");
    if (item.kind != SheetText::Kind::kText) canvas_.Outline(title ? 1 : 2, plain, at.y);
    const Colour colour = ToColour(item.colour);
    for (std::size_t i = 0; i < lines.lines.size(); ++i) {
      const double middle = at.y + lines.style.leading * (static_cast<double>(i) + 0.5);
      for (const Piece& piece : lines.lines[i]) {
        Node* part = &node;
        if (piece.apart) {
          part = &node.Add("Span");
          part->actual = piece.text;
        }
        canvas_.Mark(part);
        canvas_.Show(piece, at.x, middle + 0.36 * lines.style.size, colour);
      }
    }
  }

  void operator()(const SheetQr& item) {
    const Spot at = Figure(item.at, item.alternative);
    canvas_.Draw(QrModules(item.content), at.x, at.y, std::min(at.width, at.height));
  }

  void operator()(const SheetImage& item) {
    Spot at = item.at;
    const double scale = std::min(at.width / item.image.width, at.height / item.image.height);
    at.width = scale * item.image.width;
    at.height = scale * item.image.height;
    at = Figure(at, item.alternative);
    canvas_.Draw(item.image, at.x, at.y, at.width, at.height);
  }

 private:
  Spot Place(const Spot& at) const {
    const double bleed = sheet_.bleed_mm;
    return {Points(at.x + bleed), Points(at.y + bleed), Points(at.width), Points(at.height)};
  }

  Spot Figure(const Spot& spot, const std::string& alternative) {
    const Spot at = Place(spot);
    Node& node = root_.Add("Figure");
    node.alternative = CleanLine(alternative);
    node.areas = {{canvas_.page(), at.x, at.y, at.width, at.height}};
    canvas_.Mark(&node);
    return at;
  }

  // How wide the longest word is at 1 point: widths grow with the size.
  double LongestWord(const SheetText& item) const {
    double widest = 0;
    for (const Span& span : item.text.spans) {
      std::string word;
      for (const char c : Clean(span.text) + " ") {
        if (c != ' ' && c != '\n') {
          word += c;
          continue;
        }
        const Style style{.size = 10, .leading = 10, .weight = item.weight};
        if (!word.empty())
          widest =
              std::max(widest, WidthOf(typesetter_.Set(Text({{.text = word, .strong = span.strong}}), style,
                                                       {.width = kHuge, .right = false, .most = 0})));
        word.clear();
      }
    }
    return widest / 10;
  }

  Lines Fit(const SheetText& item, const Spot& at) const {
    const double least = std::min(item.least_pt, item.size_pt), word = LongestWord(item);
    double size = item.size_pt;
    while (size > least && size * word > at.width) size = std::max(least, size * kStep);
    for (;; size = std::max(least, size * kStep)) {
      const Style style{.size = size, .leading = size * item.leading, .weight = item.weight};
      Lines lines = typesetter_.Set(item.text, style, {.width = at.width, .right = false, .most = 0});
      if (lines.Count() * style.leading <= at.height + 0.01) return lines;
      if (size > least) continue;
      const int most = std::max(1, static_cast<int>(std::floor(at.height / style.leading)));
      return typesetter_.Set(item.text, style, {.width = at.width, .right = false, .most = most});
    }
  }

  const Sheet& sheet_;
  const Typesetter& typesetter_;
  Canvas canvas_;
  Node root_;
};

}  // namespace

std::string PrintSheet(const Sheet& sheet, const Typesetter& typesetter) {
  PdfDocument page{
      .title = sheet.title, .subject = sheet.subject, .author = sheet.author, .date = sheet.date};
  page.language = sheet.language;
  page.width_mm = sheet.width_mm + 2 * sheet.bleed_mm;
  page.height_mm = sheet.height_mm + 2 * sheet.bleed_mm;
  page.margin_mm = 0;
  CheckDocument(page);
  if (sheet.pages.empty()) throw std::invalid_argument("PDF: the sheet has no page");
  return Printer(sheet, page, typesetter).Print(Metadata(page));
}

Sheet Sheet::Scaled(double factor) const {
  Sheet out = *this;
  out.width_mm *= factor;
  out.height_mm *= factor;
  // What reaches into the bleed goes on reaching to its end.
  const auto outwards = [&](double from, double length, double page) {
    const double begin = from < 0 ? -bleed_mm : from * factor;
    const double end = from + length > page ? page * factor + bleed_mm : (from + length) * factor;
    return std::pair(begin, end - begin);
  };
  for (auto& page : out.pages)
    for (SheetItem& item : page)
      std::visit(
          [&](auto& one) {
            std::tie(one.at.x, one.at.width) = outwards(one.at.x, one.at.width, width_mm);
            std::tie(one.at.y, one.at.height) = outwards(one.at.y, one.at.height, height_mm);
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, SheetText>) {
              one.size_pt *= factor;
              one.least_pt *= factor;
            }
          },
          item);
  return out;
}

}  // namespace document
