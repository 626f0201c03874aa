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

  void operator()(const SheetTexts& item) {
    list_ = nullptr;
    const Spot at = Place(item.at);
    const std::vector<Lines> all = Fit(item, at);
    double height = 0, factor = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
      factor = all[i].style.size / item.texts[i].size_pt;
      height += all[i].Count() * all[i].style.leading + (i ? factor * Points(item.texts[i].above_mm) : 0);
    }
    double top = at.y + (item.middle ? std::max(0.0, at.height - height) / 2 : 0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i > 0) top += factor * Points(item.texts[i].above_mm);
      Show(item.texts[i], all[i], at.x, top);
      top += all[i].Count() * all[i].style.leading;
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

  void Show(const SheetText& text, const Lines& lines, double left, double top) {
    const std::string plain = Plain(text.text);
    if (plain.empty()) return;
    const bool title = text.kind == SheetText::Kind::kTitle, heading = text.kind == SheetText::Kind::kHeading;
    if (title || heading) canvas_.Outline(title ? 1 : 2, plain, top);
    if (text.kind == SheetText::Kind::kItem) {
      Write(BeginItem(text, lines.style, left, top), lines, left + IndentOf(text, lines.style.size), top,
            ToColour(text.colour));
      return;
    }
    list_ = nullptr;
    Write(root_.Add(title ? "H1" : heading ? "H2" : "P"), lines, left, top, ToColour(text.colour));
  }

  // Writes the bullet or the number; gives the place of the text.
  Node& BeginItem(const SheetText& text, const Style& style, double left, double top) {
    if (!list_) {
      list_ = &root_.Add("L");
      list_->attributes =
          text.number ? "<< /O /List /ListNumbering /Decimal >>" : "<< /O /List /ListNumbering /Disc >>";
    }
    Node& item = list_->Add("LI");
    const Text sign = text.number ? std::to_string(text.number) + "." : std::string("•");
    Write(item.Add("Lbl"), typesetter_.Set(sign, style, {.width = kHuge, .right = false, .most = 1}), left,
          top, ToColour(text.colour));
    return item.Add("LBody");
  }

  // How far an item's text stands to the right of its sign.
  static double IndentOf(const SheetText& text, double size) {
    return text.kind != SheetText::Kind::kItem ? 0 : size * (text.number ? 1.35 : 0.95);
  }

  void Write(Node& node, const Lines& lines, double left, double top, Colour colour) {
    for (std::size_t i = 0; i < lines.lines.size(); ++i) {
      const double middle = top + lines.style.leading * (static_cast<double>(i) + 0.5);
      for (const Piece& piece : lines.lines[i]) {
        Node* part = &node;
        if (piece.apart) {
          part = &node.Add("Span");
          part->actual = piece.text;
        }
        canvas_.Mark(part);
        canvas_.Show(piece, left, middle + 0.36 * lines.style.size, colour);
      }
    }
  }

  // How wide the longest word is, with what stands before it.
  double LongestWord(const SheetText& text) const {
    const Style style{.size = text.size_pt, .leading = text.size_pt, .weight = text.weight};
    double widest = 0;
    for (const Span& span : text.text.spans) {
      std::string word;
      for (const char c : Clean(span.text) + " ") {
        if (c != ' ' && c != '\n') {
          word += c;
          continue;
        }
        const Text alone = {{.text = word, .strong = span.strong}};
        if (!word.empty())
          widest = std::max(
              widest, WidthOf(typesetter_.Set(alone, style, {.width = kHuge, .right = false, .most = 0})));
        word.clear();
      }
    }
    return widest + IndentOf(text, text.size_pt);
  }

  Lines Set(const SheetText& text, double factor, double width, int most) const {
    const double size = text.size_pt * factor;
    return typesetter_.Set(text.text, {.size = size, .leading = size * text.leading, .weight = text.weight},
                           {.width = width - IndentOf(text, size), .right = false, .most = most});
  }

  std::vector<Lines> Fit(const SheetTexts& item, const Spot& at) const {
    double word = 0;
    for (const SheetText& text : item.texts) word = std::max(word, LongestWord(text));
    double factor = 1;
    while (factor > item.least && factor * word > at.width) factor = std::max(item.least, factor * kStep);
    for (;; factor = std::max(item.least, factor * kStep)) {
      std::vector<Lines> all;
      double height = 0;
      for (const SheetText& text : item.texts) {
        if (!all.empty()) height += factor * Points(text.above_mm);
        all.push_back(Set(text, factor, at.width, 0));
        height += all.back().Count() * all.back().style.leading;
      }
      if (height <= at.height + 0.01) return all;
      if (factor <= item.least) return Cut(item, std::move(all), factor, at);
    }
  }

  // The last texts give up lines first.
  std::vector<Lines> Cut(const SheetTexts& item, std::vector<Lines> all, double factor,
                         const Spot& at) const {
    double rest = at.height, later = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double above = i ? factor * Points(item.texts[i].above_mm) : 0;
      rest -= above;
      if (i) later += all[i].style.leading;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i) later -= all[i].style.leading;
      const int most = std::max(1, static_cast<int>(std::floor((rest - later) / all[i].style.leading)));
      if (all[i].Count() > most) all[i] = Set(item.texts[i], factor, at.width, most);
      rest -= all[i].Count() * all[i].style.leading;
    }
    return all;
  }

  const Sheet& sheet_;
  const Typesetter& typesetter_;
  Canvas canvas_;
  Node root_;
  Node* list_ = nullptr;  // that the next item belongs to
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
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, SheetTexts>)
              for (SheetText& text : one.texts) {
                text.size_pt *= factor;
                text.above_mm *= factor;
              }
          },
          item);
  return out;
}

}  // namespace document
