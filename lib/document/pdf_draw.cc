#include <algorithm>

#include "lib/document/pdf_bricks.h"

namespace document {
namespace {

// Where letters stand in the height of a line: their middle in its middle.
constexpr double kMiddle = 0.36;

Node* NodeOf(Cell& cell, std::size_t span) {
  const std::string& address = cell.lines.links[span];
  if (address.empty()) return cell.node;
  cell.links.resize(cell.lines.links.size());
  Node*& link = cell.links[span];
  if (!link) {
    link = &cell.node->Add("Link");
    link->link = address;
  }
  return link;
}

Node& Apart(Node& node, const std::string& text) {
  Node& span = node.Add("Span");
  span.actual = text;
  return span;
}

void DrawLine(Canvas& canvas, Cell& cell, int line, double left, double baseline, bool repeated,
              const Colours& colours) {
  const double x = left + cell.x, size = cell.lines.style.size;
  for (const Piece& piece : cell.lines.lines[static_cast<std::size_t>(line)]) {
    const bool linked = !cell.lines.links[piece.span].empty();
    Node* node = repeated ? nullptr : NodeOf(cell, piece.span);
    canvas.Mark(node && piece.apart ? &Apart(*node, piece.text) : node);
    canvas.Show(piece, x, baseline, linked ? colours.action : cell.colour);
    if (!linked) continue;
    canvas.Fill(x + piece.x, baseline + size * 0.14, piece.width, size * 0.06, colours.action);
    if (node) node->areas.push_back({canvas.page(), x + piece.x, baseline - size, piece.width, size * 1.3});
  }
}

void DrawPlate(Canvas& canvas, const Plate& plate, double left, double top) {
  canvas.Mark(plate.node);
  const double x = left + plate.x;
  if (const auto* image = std::get_if<const Image*>(&plate.picture))
    canvas.Draw(**image, x, top, plate.width, plate.height);
  if (const auto* code = std::get_if<QrMatrix>(&plate.picture)) canvas.Draw(*code, x, top, plate.width);
  if (plate.node) plate.node->areas = {{canvas.page(), x, top, plate.width, plate.height}};
}

}  // namespace

void Draw(Canvas& canvas, Brick& brick, const Placement& part, double left, double top,
          const Colours& colours) {
  const Extent& extent = brick.extent;
  const double y = top + part.top,
               height = extent.head + (part.to - part.from) * extent.leading + extent.foot;
  canvas.Mark(nullptr);
  for (const Tint& tint : brick.tints)
    canvas.Fill(left + tint.x, y, tint.width, tint.height > 0 ? tint.height : height, tint.colour);
  for (const Tint& frame : brick.frames) canvas.Frame(left + frame.x, y, frame.width, height, frame.colour);
  if (brick.line_below && part.to == extent.lines)
    canvas.Fill(left, y + height - 0.375, canvas.width() - 2 * left, 0.75, *brick.line_below);
  if (brick.outline > 0 && part.from == 0) canvas.Outline(brick.outline, brick.title, y);
  if (part.from == 0)
    for (const Plate& plate : brick.plates) DrawPlate(canvas, plate, left, y + extent.head);
  for (Cell& cell : brick.cells)
    for (int line = part.from; line < std::min(part.to, cell.lines.Count()); ++line) {
      const double middle = y + extent.head + cell.down + (line - part.from + 0.5) * extent.leading;
      DrawLine(canvas, cell, line, left, middle + kMiddle * cell.lines.style.size, part.repeated, colours);
    }
}

}  // namespace document
