#include "lib/document/pdf.h"

#include <mutex>

#include "lib/document/pdf_bricks.h"
#include "lib/document/pdf_check.h"
#include "lib/document/pdf_finish.h"
#include "lib/document/pdf_metadata.h"
#include "lib/document/pdf_sheet.h"

namespace document {
namespace {

std::string Fill(std::string text, const std::string& name, std::size_t number) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
    text.replace(at, name.size(), std::to_string(number));
  return text;
}

// Running head and foot of the page that the canvas is at: artifacts, which screen readers pass over.
class Margins {
 public:
  Margins(const PdfDocument& document, const Typesetter& typesetter)
      : document_(document), typesetter_(typesetter) {}

  void Draw(Canvas& canvas, std::size_t pages) const {
    const double margin = Points(document_.margin_mm), width = canvas.width() - 2 * margin;
    const double bottom = canvas.height() - margin;
    const Style style = Styles(document_.text_pt).margin;
    const Colours colours(document_.palette);
    canvas.Mark(nullptr);
    if (canvas.page() > 0) {
      const std::string& head = document_.running_head.empty() ? document_.title : document_.running_head;
      const Lines lines = typesetter_.Set(head, style, {.width = width, .right = false, .most = 2});
      Show(canvas, lines, margin, margin * 0.75 - lines.Count() * style.leading, colours.ink_soft);
    }
    const std::size_t page = static_cast<std::size_t>(canvas.page()) + 1;
    const std::string label = Fill(Fill(document_.page_label, "{pages}", pages), "{page}", page);
    canvas.Fill(margin, bottom + margin * 0.3, width, 0.5, colours.rule);
    const double top = bottom + margin * 0.36;
    Show(canvas, typesetter_.Set(document_.footer, style, {.width = width * 0.75, .right = false, .most = 2}),
         margin, top, colours.ink_soft);
    Show(canvas, typesetter_.Set(label, style, {.width = width * 0.23, .right = true, .most = 1}),
         margin + width * 0.77, top, colours.ink_soft);
  }

 private:
  static void Show(Canvas& canvas, const Lines& lines, double x, double top, Colour colour) {
    for (int i = 0; i < lines.Count(); ++i)
      for (const Piece& piece : lines.lines[static_cast<std::size_t>(i)])
        canvas.Show(piece, x, top + lines.style.leading * (i + 0.7), colour);
  }
  const PdfDocument& document_;
  const Typesetter& typesetter_;
};

}  // namespace

struct PdfPrinter::State {
  explicit State(const std::string& fonts) : typesetter(fonts) {}
  Typesetter typesetter;
  std::mutex mutex;  // the typesetter works for one document at a time
};

PdfPrinter::PdfPrinter(const std::string& fonts) : state_(std::make_unique<State>(fonts)) {}
PdfPrinter::~PdfPrinter() = default;

std::string PdfPrinter::Print(const PdfDocument& document) const {
  CheckDocument(document);
  const std::lock_guard lock(state_->mutex);
  const double margin = Points(document.margin_mm);
  Canvas canvas(document);
  const double height = canvas.height() - 2 * margin;
  Node root("Document");
  std::vector<Brick> bricks =
      Compose(document, state_->typesetter, canvas.width() - 2 * margin, height, root);
  std::vector<Extent> extents;
  for (const Brick& brick : bricks) extents.push_back(brick.extent);
  const std::vector<PagePlan> pages = Paginate(extents, height);
  const Margins margins(document, state_->typesetter);
  const Colours colours(document.palette);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) canvas.NextPage();
    for (const Placement& part : pages[i]) Draw(canvas, bricks[part.brick], part, margin, margin, colours);
    margins.Draw(canvas, pages.size());
  }
  return FinishPdf(canvas.Finish(), root, Metadata(document));
}

std::string PdfPrinter::Print(const Sheet& sheet) const {
  const std::lock_guard lock(state_->mutex);
  return PrintSheet(sheet, state_->typesetter);
}

}  // namespace document
