// The pages as they are drawn, by cairo. Private to the PDF printer.
#pragma once
#include <cairo.h>

#include <string>
#include <vector>

#include "lib/document/drawing.h"
#include "lib/document/image.h"
#include "lib/document/pdf_structure.h"
#include "lib/document/pdf_style.h"
#include "lib/document/pdf_text.h"
#include "lib/document/qr.h"

namespace document {

// Positions in points from the top left corner of the page. Throws std::runtime_error when cairo cannot go
// on.
class Canvas {
 public:
  explicit Canvas(const PdfDocument& document);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // What is drawn until the next call is a part of `node`; of nothing (an artifact) when it is null.
  void Mark(Node* node);
  void NextPage();
  int page() const { return page_; }
  double width() const { return width_; }
  double height() const { return height_; }

  void Fill(double x, double y, double width, double height, Colour colour);
  void Frame(double x, double y, double width, double height, Colour colour);
  void Show(const Piece& piece, double x, double baseline, Colour colour);
  void Draw(const Image& image, double x, double y, double width, double height);
  void Draw(const QrMatrix& code, double x, double y, double size);
  void Draw(const Drawing& drawing, double x, double y, double scale);
  // An entry of the outline that leads here. `level`: 1 to 3, no more than one deeper than the entry before.
  void Outline(int level, const std::string& title, double y);

  // The bytes that cairo made; nothing can be drawn afterwards.
  std::string Finish();

 private:
  std::string bytes_;
  double width_, height_;
  cairo_surface_t* surface_;
  cairo_t* context_;
  int page_ = 0, marks_ = 0;
  const Node* open_ = nullptr;
  std::vector<int> outline_;  // the last entry of every level
};

}  // namespace document
