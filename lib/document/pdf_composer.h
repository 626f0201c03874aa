// Blocks into bricks. Private to the PDF printer; pdf_bricks.h has the way in.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "lib/document/pdf_bricks.h"

namespace document {

// Every call adds bricks below the ones before, and elements at the end of the structure.
class Composer {
 public:
  Composer(const PdfDocument& document, const Typesetter& typesetter, double width, double height, Node& root)
      : document_(document),
        typesetter_(typesetter),
        width_(width),
        height_(height),
        text_(document.text_pt),
        root_(root),
        colours_(document.palette),
        styles_(document.text_pt) {}

  void Letterhead();
  void Title();
  void operator()(const Heading& heading);
  void operator()(const Paragraph& paragraph);
  void operator()(const List& list);
  void operator()(const Definitions& definitions);
  void operator()(const Table& table);
  void operator()(const Picture& picture);
  void operator()(const QrBlock& block);
  void operator()(const Signatures& signatures);
  void operator()(const PageBreak&) { new_page_ = true; }

  std::vector<Brick> Take() { return std::move(bricks_); }

 private:
  // A new brick at the end; the one before is no longer to be touched.
  Brick& Start(const Style& style);
  // A brick of one text over the whole width.
  Brick& Add(Node& node, const Text& text, const Style& style, Colour colour);
  Cell Set(const Text& text, const Style& style, Colour colour, double x, double width, Node& node,
           bool right = false) const;
  // The height that the cells ask for; at least `height` points of content. Parts of one line are not torn
  // off.
  static void Measure(Brick& brick, double height = 0);
  static void KeepWhole(Brick& brick) { brick.extent.fewest = brick.extent.lines; }

  Node& Figure(const std::string& alternative);
  void Notice(const std::vector<Text>& parts);
  void DefinitionRow(const Definitions::Row& row, Node& item);
  Brick& TableRow(Node& row, const Table& table, const std::vector<Text>& cells, bool header);
  void Frames(const Signatures& signatures, std::size_t from, std::size_t to, std::size_t per);

  const PdfDocument& document_;
  const Typesetter& typesetter_;
  double width_, height_, text_;
  Node& root_;
  Colours colours_;
  Styles styles_;
  bool new_page_ = false;
  std::vector<Brick> bricks_;
};

}  // namespace document
