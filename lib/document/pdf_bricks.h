// A document as bricks: pieces that are placed one under the other, each side by side inside. Private to the
// PDF printer.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/document/pdf_canvas.h"
#include "lib/document/pdf_pages.h"

namespace document {

// Positions in a brick are points from the left edge of the body.
struct Cell {
  Lines lines;
  double x = 0, down = 0;  // down: from the top of the brick's content
  Colour colour;
  Node* node = nullptr;
  std::vector<Node*> links;  // by span, made when the first piece is drawn
};

struct Plate {  // a picture, at the top of its brick
  std::variant<const Image*, QrMatrix> picture;
  double x = 0, width = 0, height = 0;
  Node* node = nullptr;  // null: decoration
};

struct Tint {
  double x = 0, width = 0;
  Colour colour;
  double height = 0;  // 0: as high as its part of the brick
};

struct Brick {
  Extent extent;
  std::vector<Cell> cells;
  std::vector<Plate> plates;
  std::vector<Tint> tints, frames;
  std::optional<Colour> line_below;  // under its last line
  int outline = 0;                   // level of the heading that the brick is; 0: none
  std::string title;                 // of the heading
};

// The bricks of a document and, under `root`, its structure. `width`, `height`: of the body. The bricks point
// into the document and the structure.
std::vector<Brick> Compose(const PdfDocument& document, const Typesetter& typesetter, double width,
                           double height, Node& root);

// Draws a part of a brick whose body begins at (left, top).
void Draw(Canvas& canvas, Brick& brick, const Placement& part, double left, double top,
          const Colours& colours);

}  // namespace document
