#include "cli/csv.h"

#include <algorithm>

#include "cli/commands.h"
#include "lib/core/text.h"

namespace cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

char Separator(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  return std::count(first.begin(), first.end(), ';') >= std::count(first.begin(), first.end(), ',') ? ';'
                                                                                                    : ',';
}

struct Reader {
  std::string_view text;
  char separator;
  std::size_t at = 0, line = 1;

  // The cell that begins here; leaves `at` on what ends it.
  std::string Cell() {
    std::string cell;
    const bool quoted = at < text.size() && text[at] == '"';
    if (!quoted) {
      while (at < text.size() && text[at] != separator && text[at] != '\n') cell += text[at++];
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      return cell;
    }
    const auto begun = line;
    for (++at; at < text.size(); ++at) {
      if (text[at] == '"' && text.substr(at, 2) != "\"\"") break;
      if (text[at] == '"') ++at;  // doubled: one of the cell's own
      if (text[at] == '\n') ++line;
      if (text[at] != '\r') cell += text[at];
    }
    if (at == text.size())
      throw Usage("ligne " + std::to_string(begun) + " : des guillemets ne sont pas refermés");
    ++at;
    while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
    return cell;
  }
};

}  // namespace

std::vector<CsvRow> ReadCsv(std::string_view text) {
  if (!core::IsUtf8(text))
    throw Usage("le fichier n'est pas en UTF-8 : enregistrez-le de nouveau en « CSV UTF-8 »");
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<CsvRow> rows;
  Reader reader{text, Separator(text)};
  while (reader.at < text.size()) {
    CsvRow row{reader.line, {reader.Cell()}};
    while (reader.at < text.size() && text[reader.at] == reader.separator) {
      ++reader.at;
      row.cells.push_back(reader.Cell());
    }
    ++reader.at;
    ++reader.line;
    if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& c) { return !core::Trim(c).empty(); }))
      rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace cli
