#include "lib/document/manuscript.h"

#include <algorithm>
#include <stdexcept>

#include "lib/core/text.h"

namespace document {
namespace {

[[noreturn]] void Fail(std::string_view what, std::string_view line) {
  throw std::invalid_argument("manuscript: " + std::string(what) + ": " + std::string(line));
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Where the text of a numbered item begins; 0: this is none.
std::size_t NumberedItem(std::string_view line) {
  const auto digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && line.substr(digits).starts_with(". ") ? digits + 2
                                                                                                  : 0;
}

class Reader {
 public:
  Reader(std::string_view text, const Words& words) : lines_(Lines(text)), words_(words) {}

  Manuscript Read() {
    if (!lines_.empty() && lines_[0] == "---") FrontMatter();
    while (at_ < lines_.size()) {
      const std::string_view line = lines_[at_];
      if (core::Trim(line).empty()) {
        ++at_;
      } else if (line[0] == '#') {
        Title(line);
      } else if (line.starts_with("- ") || NumberedItem(line) > 0) {
        Items();
      } else if (line[0] == '|') {
        Rows();
      } else {
        Prose();
      }
    }
    return std::move(out_);
  }

 private:
  void FrontMatter() {
    for (++at_; at_ < lines_.size() && lines_[at_] != "---"; ++at_) {
      const auto colon = lines_[at_].find(": ");
      if (colon == std::string_view::npos) Fail("not a line of the front matter", lines_[at_]);
      std::string value;
      if (const auto text = ReadLine(lines_[at_].substr(colon + 2), words_))
        for (const Span& span : text->spans) value += span.text;
      out_.front.emplace(lines_[at_].substr(0, colon), value);
    }
    if (at_++ == lines_.size()) Fail("the front matter is not closed", "---");
  }

  void Title(std::string_view line) {
    const int level = line.starts_with("### ") ? 3 : line.starts_with("## ") ? 2 : 0;
    if (level == 0) Fail("a heading has two or three #", line);
    if (auto text = ReadLine(line.substr(static_cast<std::size_t>(level) + 1), words_))
      out_.blocks.push_back(Heading{level, std::move(*text)});
    ++at_;
  }

  void Items() {
    List list{.items = {}, .numbered = NumberedItem(lines_[at_]) > 0};
    for (; at_ < lines_.size() && !core::Trim(lines_[at_]).empty(); ++at_) {
      const std::string_view line = lines_[at_];
      const std::size_t begin = list.numbered ? NumberedItem(line) : line.starts_with("- ") ? 2 : 0;
      if (begin == 0) Fail("not an item of the same list", line);
      const std::string_view item = line.substr(begin);
      if (item.size() > 2 && item[0] == '{' && item[1] != '!' && item[1] != '?' &&
          item.find('}') == item.size() - 1) {
        for (const auto& value : ValuesOf(item.substr(1, item.size() - 2), words_, line))
          list.items.emplace_back(value);
      } else if (auto text = ReadLine(item, words_)) {
        list.items.push_back(std::move(*text));
      }
    }
    if (!list.items.empty()) out_.blocks.push_back(std::move(list));
  }

  static std::vector<std::string_view> Cells(std::string_view line) {
    std::vector<std::string_view> cells;
    line = core::Trim(line);
    if (!line.starts_with('|') || !line.ends_with('|') || line.size() < 2) Fail("not a row", line);
    for (line.remove_prefix(1); !line.empty();) {
      const auto end = line.find('|');
      cells.push_back(core::Trim(line.substr(0, end)));
      line.remove_prefix(end + 1);
    }
    return cells;
  }

  void Rows() {
    Table table{.caption = {}, .columns = {}, .rows = {}, .row_headers = true, .total = false};
    for (const auto title : Cells(lines_[at_])) table.columns.push_back({std::string(title)});
    const auto shares = ++at_ < lines_.size() ? Cells(lines_[at_]) : std::vector<std::string_view>();
    if (shares.size() != table.columns.size()) Fail("not the line of dashes of a table", lines_[at_ - 1]);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (shares[i].find_first_not_of("-:") != std::string_view::npos || shares[i].empty())
        Fail("not the line of dashes of a table", lines_[at_]);
      table.columns[i].share = static_cast<double>(std::count(shares[i].begin(), shares[i].end(), '-'));
      table.columns[i].number = shares[i].ends_with(':');
    }
    for (++at_; at_ < lines_.size() && lines_[at_].starts_with('|'); ++at_) {
      const auto cells = Cells(lines_[at_]);
      if (cells.size() != table.columns.size()) Fail("a row is not as long as its table", lines_[at_]);
      std::vector<Text> row;
      for (const auto cell : cells)
        if (auto text = ReadLine(cell, words_)) row.push_back(std::move(*text));
      if (row.size() == cells.size()) table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty()) out_.blocks.push_back(std::move(table));
  }

  // A paragraph, a notice or a QR code.
  void Prose() {
    const bool notice = lines_[at_].starts_with("> ");
    const std::string_view first = lines_[at_];
    if (first[0] == ' ') Fail("nothing is set in", first);
    std::string all;
    for (; at_ < lines_.size() && !core::Trim(lines_[at_]).empty(); ++at_) {
      std::string_view line = lines_[at_];
      if (notice && !line.starts_with("> ")) Fail("every line of a notice begins with >", line);
      if (notice) line.remove_prefix(2);
      const bool breaks = line.ends_with('\\');
      all += std::string(breaks ? line.substr(0, line.size() - 1) : line) + (breaks ? "\n" : " ");
    }
    if (first.starts_with("![")) return Code(all);
    if (auto text = ReadLine(all, words_))
      out_.blocks.push_back(
          Paragraph{std::move(*text), notice ? Paragraph::Look::kNotice : Paragraph::Look::kBody});
  }

  void Code(const std::string& all) {
    const auto middle = all.find("]("), end = all.find(')', middle);
    if (middle == std::string::npos || end == std::string::npos) Fail("not ![alternative](text)", all);
    const auto filled = [&](std::string_view text) {
      std::string out;
      for (const Span& span : ReadLine(text, words_).value_or(Text()).spans) out += span.text;
      return out;
    };
    QrBlock block{.content = filled(std::string_view(all).substr(middle + 2, end - middle - 2)),
                  .alternative = filled(std::string_view(all).substr(2, middle - 2)),
                  .beside = {}};
    if (auto beside = ReadLine(std::string_view(all).substr(end + 1), words_))
      block.beside = std::move(*beside);
    if (!block.content.empty()) out_.blocks.push_back(std::move(block));
  }

  std::vector<std::string_view> lines_;
  const Words& words_;
  std::size_t at_ = 0;
  Manuscript out_;
};

}  // namespace

Manuscript ReadManuscript(std::string_view text, const Words& words) { return Reader(text, words).Read(); }

}  // namespace document
