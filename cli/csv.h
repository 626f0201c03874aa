// Comma-separated values as spreadsheets write them (RFC 4180): « ; » or « , » between cells, quotes around a
// cell that holds one of these, a quote or a line end.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

struct CsvRow {
  std::size_t line = 0;  // of the file, from 1
  std::vector<std::string> cells;
};

// Rows without any text are left out. The separator is the one that the first line holds most. Throws Usage,
// which names the line, for text that is not UTF-8 and for a quote that is not closed.
std::vector<CsvRow> ReadCsv(std::string_view text);

}  // namespace cli
