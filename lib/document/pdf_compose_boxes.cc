// Tables, pictures, codes, frames to sign in.
#include <algorithm>
#include <cmath>

#include "lib/document/pdf_clean.h"
#include "lib/document/pdf_composer.h"

namespace document {
namespace {

Text Strong(Text text) {
  for (Span& span : text.spans) span.strong = true;
  return text;
}

// As wide as asked for, and small enough.
Plate Fitted(const Image& image, double width, double most_width, double most_height) {
  const double ratio = static_cast<double>(image.height) / image.width;
  Plate plate;
  plate.picture = &image;
  plate.width = std::min({width, most_width, most_height / ratio});
  plate.height = plate.width * ratio;
  return plate;
}

}  // namespace

Node& Composer::Figure(const std::string& alternative) {
  Node& node = root_.Add("Figure");
  node.alternative = CleanLine(alternative);
  return node;
}

void Composer::Letterhead() {
  const bool words = !Paragraphs(document_.letterhead).empty();
  if (!document_.logo && !words) return;
  Brick& brick = Start(styles_.small);
  double x = 0, high = 0;
  if (document_.logo) {
    Plate plate = Fitted(*document_.logo, Points(45), width_ / 2, Points(18));
    if (!CleanLine(document_.logo_alternative).empty()) plate.node = &Figure(document_.logo_alternative);
    x = plate.width + text_ * 1.2;
    high = plate.height;
    brick.plates.push_back(std::move(plate));
  }
  if (words)
    brick.cells.push_back(
        Set(document_.letterhead, styles_.small, colours_.ink_soft, x, width_ - x, root_.Add("P")));
  Measure(brick, high);
  KeepWhole(brick);
  brick.extent.below = text_ * 3;
}

void Composer::operator()(const Table& table) {
  Node& all = root_.Add("Table");
  if (!CleanLine(table.caption).empty()) {
    Brick& caption = Add(all.Add("Caption"), table.caption, styles_.label, colours_.ink);
    KeepWhole(caption);
    caption.extent.above = text_;
    caption.extent.below = text_ * 0.4;
    caption.extent.with_next = true;
  }
  std::vector<Text> titles;
  for (const Table::Column& column : table.columns) titles.emplace_back(column.title);
  Brick& header = TableRow(all.Add("THead").Add("TR"), table, titles, true);
  header.tints.push_back({0, width_, colours_.sunken});
  header.line_below = colours_.edge;
  header.extent.with_next = true;
  const auto repeat = static_cast<int>(bricks_.size() - 1);
  if (!table.rows.empty()) {
    Node& body = all.Add("TBody");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const bool total = table.total && i + 1 == table.rows.size();
      std::vector<Text> cells = table.rows[i];
      if (total) std::transform(cells.begin(), cells.end(), cells.begin(), Strong);
      Brick& row = TableRow(body.Add("TR"), table, cells, false);
      row.line_below = total ? colours_.edge : colours_.rule;
      if (total) row.tints.push_back({0, width_, colours_.sunken});
      row.extent.repeat = repeat;
    }
  }
  bricks_.back().extent.below = text_ * 1.2;
}

Brick& Composer::TableRow(Node& row, const Table& table, const std::vector<Text>& cells, bool header) {
  const Style& style = header ? styles_.column : styles_.cell;
  const double pad = text_ * 0.55;
  double shares = 0, x = 0;
  for (const Table::Column& column : table.columns) shares += column.share;
  Brick& brick = Start(style);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool heads = header || (i == 0 && table.row_headers);
    Node& node = row.Add(heads ? "TH" : "TD");
    if (heads) node.attributes = header ? "<< /O /Table /Scope /Column >>" : "<< /O /Table /Scope /Row >>";
    Style own = style;
    if (heads) own.weight = 600;
    const double width = width_ * table.columns[i].share / shares;
    brick.cells.push_back(Set(cells[i], own, header ? colours_.ink_soft : colours_.ink, x + pad,
                              std::max(width - 2 * pad, text_), node, table.columns[i].number));
    x += width;
  }
  brick.extent.head = brick.extent.foot = text_ * 0.45;
  Measure(brick);
  if (header || brick.extent.Height() <= height_ / 2) KeepWhole(brick);
  return brick;
}

void Composer::operator()(const Picture& picture) {
  const double wanted = picture.width_mm > 0 ? Points(picture.width_mm) : picture.image.width * 72.0 / 150;
  Plate plate = Fitted(picture.image, wanted, width_, height_ * 0.9);
  if (!CleanLine(picture.alternative).empty()) plate.node = &Figure(picture.alternative);
  Brick& brick = Start(styles_.body);
  brick.extent.leading = plate.height;
  brick.extent.above = brick.extent.below = text_;
  brick.plates.push_back(std::move(plate));
}

void Composer::operator()(const QrBlock& block) {
  QrMatrix code = QrModules(block.content);
  const double size = std::min({Points(block.size_mm), width_, height_ * 0.9});
  // The modules stand in line with the text, their white edge in the margin.
  const double edge = size * kQrQuiet / (code.width + 2 * kQrQuiet), left = size - edge + text_ * 0.6;
  const bool beside = width_ - left > text_ * 6;
  Plate plate;
  plate.picture = std::move(code);
  plate.x = -edge;
  plate.width = plate.height = size;
  plate.node = &Figure(block.alternative);
  Brick& brick = Start(styles_.body);
  if (beside && !Paragraphs(block.beside).empty()) {
    Cell cell = Set(block.beside, styles_.body, colours_.ink, left, width_ - left, root_.Add("P"));
    cell.down = std::max(0.0, (size - cell.lines.Count() * brick.extent.leading) / 2);
    brick.cells.push_back(std::move(cell));
  }
  Measure(brick, size);
  KeepWhole(brick);
  brick.extent.above = brick.extent.below = text_ * 0.6;
  brick.plates.push_back(std::move(plate));
  if (!beside) (*this)(Paragraph{.text = block.beside});
}

void Composer::operator()(const Signatures& signatures) {
  const std::size_t count = signatures.parties.size();
  if (count == 0) return;
  const std::size_t most = width_ < text_ * 30 || count == 4 ? 2 : 3;
  // A signature never stands alone: what it ends stays with it.
  if (bricks_.back().extent.lines <= 4) bricks_.back().extent.with_next = true;
  for (std::size_t i = 0; i < count; i += most)
    Frames(signatures, i, std::min(count, i + most), std::min(count, most));
}

void Composer::Frames(const Signatures& signatures, std::size_t from, std::size_t to, std::size_t per) {
  const double gap = text_ * 1.2, pad = text_ * 0.9;
  const double width = (width_ - gap * static_cast<double>(per - 1)) / static_cast<double>(per);
  Brick& brick = Start(styles_.small);
  brick.extent.above = brick.extent.below = gap;
  brick.extent.head = brick.extent.foot = pad;
  int lines = 0;
  for (std::size_t i = from; i < to; ++i) {
    const Signatures::Party& party = signatures.parties[i];
    Text text{Span{.text = party.role + "\n", .strong = true}};
    text.spans.insert(text.spans.end(), party.lines.spans.begin(), party.lines.spans.end());
    const double x = static_cast<double>(i - from) * (width + gap);
    Cell cell = Set(text, styles_.small, colours_.ink, x + pad, width - 2 * pad, root_.Add("P"));
    lines = std::max(lines, cell.lines.Count() +
                                static_cast<int>(std::ceil(Points(party.space_mm) / brick.extent.leading)));
    brick.cells.push_back(std::move(cell));
    brick.frames.push_back({x, width, colours_.edge});
  }
  brick.extent.lines = std::max(1, lines);
  KeepWhole(brick);
}

}  // namespace document
