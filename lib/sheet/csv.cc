#include <algorithm>

#include "lib/core/text.h"
#include "lib/sheet/cells.h"

namespace sheet {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string Quoted(std::string text) {
  std::erase(text, '\r');
  if (LooksComputed(text)) text.insert(0, 1, '\'');
  if (text.find_first_of(";,\"\n\t") == std::string::npos && core::Trim(text) == text) return text;
  for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
    text.insert(at, 1, '"');
  return '"' + text + '"';
}

std::string Written(const Cell& cell) {
  if (const auto* money = std::get_if<Money>(&cell)) return Amount(*money, ",");
  if (const auto* day = std::get_if<core::Day>(&cell)) return core::IsoDay(*day);
  if (const auto* text = std::get_if<std::string>(&cell)) return Quoted(Plain(*text));
  return Shown(cell);
}

char Separator(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  return std::count(first.begin(), first.end(), ';') >= std::count(first.begin(), first.end(), ',') ? ';'
                                                                                                    : ',';
}

struct Reader {
  std::string_view text;
  char separator;
  std::size_t at = 0, line = 1;
  bool open = false;  // a quote that nothing closes

  // The cell that begins here; leaves `at` on what ends it.
  std::string Cell() {
    std::string cell;
    if (at < text.size() && text[at] == '"') {
      cell = InQuotes();
    } else {
      while (at < text.size() && text[at] != separator && text[at] != '\n') cell += text[at++];
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
    }
    if (cell.starts_with('\'') && LooksComputed(std::string_view(cell).substr(1))) cell.erase(0, 1);
    return cell;
  }

 private:
  std::string InQuotes() {
    std::string cell;
    for (++at; at < text.size(); ++at) {
      if (text[at] == '"' && text.substr(at, 2) != "\"\"") break;
      if (text[at] == '"') ++at;  // doubled: one of the cell's own
      if (text[at] == '\n') ++line;
      if (text[at] != '\r') cell += text[at];
    }
    open = at >= text.size();
    while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
    return cell;
  }
};

}  // namespace

std::string Csv(const Table& table) {
  std::string out(kByteOrderMark);
  const auto line = [&out](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out.append(i ? ";" : "").append(Written(cells[i]));
    out += "\r\n";
  };
  line(std::vector<Cell>(table.columns.begin(), table.columns.end()));
  for (const auto& row : table.rows) line(row);
  return out;
}

core::Result<std::vector<Row>> ReadCsv(std::string_view text) {
  if (!core::IsUtf8(text)) return core::Refuse("file", "sheet.encoding");
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<Row> rows;
  Reader reader{text, Separator(text)};
  while (reader.at < text.size()) {
    Row row{reader.line, {reader.Cell()}};
    while (reader.at < text.size() && text[reader.at] == reader.separator) {
      ++reader.at;
      row.cells.push_back(reader.Cell());
      if (row.cells.size() > kMostColumns)
        return core::Refuse(core::Kind::kTooLarge, "file", "sheet.too_large");
    }
    if (reader.open) return core::Refuse("file", "sheet.quote");
    ++reader.at;
    ++reader.line;
    if (std::all_of(row.cells.begin(), row.cells.end(), [](const auto& c) { return core::Trim(c).empty(); }))
      continue;
    if (rows.size() == kMostRows) return core::Refuse(core::Kind::kTooLarge, "file", "sheet.too_large");
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sheet
