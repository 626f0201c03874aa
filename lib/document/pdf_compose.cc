#include <algorithm>
#include <cmath>

#include "lib/document/pdf_clean.h"
#include "lib/document/pdf_composer.h"

namespace document {
namespace {

std::string Plain(const Text& text) {
  std::string out;
  for (const Span& span : text.spans) out += span.text;
  return CleanLine(out);
}

}  // namespace

Brick& Composer::Start(const Style& style) {
  Brick& brick = bricks_.emplace_back();
  brick.extent.leading = style.leading;
  brick.extent.new_page = std::exchange(new_page_, false);
  return brick;
}

Brick& Composer::Add(Node& node, const Text& text, const Style& style, Colour colour) {
  Brick& brick = Start(style);
  brick.cells.push_back(Set(text, style, colour, 0, width_, node));
  Measure(brick);
  return brick;
}

Cell Composer::Set(const Text& text, const Style& style, Colour colour, double x, double width, Node& node,
                   bool right) const {
  Cell cell;
  cell.lines = typesetter_.Set(text, style, {.width = width, .right = right, .most = 0});
  cell.x = x;
  cell.colour = colour;
  cell.node = &node;
  return cell;
}

void Composer::Measure(Brick& brick, double height) {
  brick.extent.lines = std::max(1, static_cast<int>(std::ceil(height / brick.extent.leading)));
  for (const Cell& cell : brick.cells) brick.extent.lines = std::max(brick.extent.lines, cell.lines.Count());
  brick.extent.fewest = 2;
}

void Composer::Title() {
  Brick& brick = Add(root_.Add("H1"), document_.title, styles_.h1, colours_.ink);
  KeepWhole(brick);
  brick.tints.push_back({0, text_ * 3.4, colours_.accent, text_ * 0.28});
  brick.extent.head = text_ * 1.1;
  brick.extent.below = text_ * 1.2;
  brick.extent.with_next = true;
  brick.outline = 1;
  brick.title = CleanLine(document_.title);
}

void Composer::operator()(const Heading& heading) {
  const std::string title = Plain(heading.text);
  if (title.empty()) return;
  const bool second = heading.level == 2;
  Brick& brick = Add(root_.Add(second ? "H2" : "H3"), heading.text, second ? styles_.h2 : styles_.h3,
                     second ? colours_.strong : colours_.ink);
  KeepWhole(brick);
  brick.extent.above = text_ * (second ? 2.2 : 1.5);
  brick.extent.below = text_ * (second ? 0.6 : 0.35);
  brick.extent.with_next = true;
  brick.outline = heading.level;
  brick.title = title;
}

void Composer::operator()(const Paragraph& paragraph) {
  const std::vector<Text> parts = Paragraphs(paragraph.text);
  if (paragraph.look == Paragraph::Look::kNotice) return Notice(parts);
  const bool lead = paragraph.look == Paragraph::Look::kLead,
             small = paragraph.look == Paragraph::Look::kSmall;
  const Style& style = lead ? styles_.lead : small ? styles_.small : styles_.body;
  for (const Text& part : parts) {
    Brick& brick = Add(root_.Add("P"), part, style, lead || small ? colours_.ink_soft : colours_.ink);
    brick.extent.below = text_ * (lead ? 1.4 : 0.75);
  }
}

void Composer::Notice(const std::vector<Text>& parts) {
  const double inside = text_ * 1.3;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool first = i == 0, last = i + 1 == parts.size();
    Brick& brick = Start(styles_.body);
    brick.cells.push_back(
        Set(parts[i], styles_.body, colours_.ink, inside, width_ - 2 * inside, root_.Add("P")));
    Measure(brick);
    brick.tints = {{0, width_, colours_.calm}, {0, text_ * 0.32, colours_.action}};
    brick.extent.head = text_ * (first ? 0.9 : 0.35);
    brick.extent.foot = text_ * (last ? 0.9 : 0.35);
    brick.extent.above = first ? text_ * 0.8 : 0;
    brick.extent.below = last ? text_ * 1.2 : 0;
  }
}

void Composer::operator()(const List& list) {
  Node& all = root_.Add("L");
  all.attributes =
      list.numbered ? "<< /O /List /ListNumbering /Decimal >>" : "<< /O /List /ListNumbering /Disc >>";
  const double indent = text_ * (list.numbered ? 2.1 : 1.5);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    Node& item = all.Add("LI");
    Node& label = item.Add("Lbl");
    const std::string sign = list.numbered ? std::to_string(i + 1) + "." : "•";
    Brick& brick = Start(styles_.body);
    brick.cells.push_back(Set(sign, styles_.body, colours_.action, 0, indent, label));
    brick.cells.push_back(
        Set(list.items[i], styles_.body, colours_.ink, indent, width_ - indent, item.Add("LBody")));
    Measure(brick);
    brick.extent.below = text_ * (i + 1 == list.items.size() ? 0.75 : 0.3);
  }
}

void Composer::operator()(const Definitions& definitions) {
  if (definitions.rows.empty()) return;
  Node& all = root_.Add("L");
  all.attributes = "<< /O /List /ListNumbering /None >>";
  for (const Definitions::Row& row : definitions.rows) DefinitionRow(row, all.Add("LI"));
  bricks_.back().extent.below = text_ * 1.2;
}

// A brick per paragraph of the value, the label beside the first.
void Composer::DefinitionRow(const Definitions::Row& row, Node& item) {
  const double left = width_ * 0.34;
  Node& label = item.Add("Lbl");
  Node& body = item.Add("LBody");
  const std::vector<Text> parts = Paragraphs(row.value);
  for (std::size_t i = 0; i == 0 || i < parts.size(); ++i) {
    Brick& brick = Start(styles_.body);
    if (i == 0)
      brick.cells.push_back(Set(row.label, styles_.label, colours_.ink_soft, 0, left - text_ * 1.2, label));
    if (i < parts.size())
      brick.cells.push_back(Set(parts[i], styles_.body, colours_.ink, left, width_ - left, body.Add("P")));
    Measure(brick);
    brick.extent.head = text_ * 0.45;
    if (i + 1 < parts.size()) continue;
    brick.extent.foot = text_ * 0.45;
    brick.line_below = colours_.rule;
  }
}

std::vector<Brick> Compose(const PdfDocument& document, const Typesetter& typesetter, double width,
                           double height, Node& root) {
  Composer composer(document, typesetter, width, height, root);
  composer.Letterhead();
  composer.Title();
  for (const Block& block : document.blocks) std::visit(composer, block);
  return composer.Take();
}

}  // namespace document
