// Tables that people open in a spreadsheet, and those that they send back: ODS, XLSX, CSV.
//
// A plain value in, a file's bytes out; thread safe. File files are the same, byte for byte, for the same
// input. Texts must be UTF-8; what may not stand in XML is left out of them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/core/result.h"
#include "lib/core/time.h"

namespace sheet {

struct Money {
  std::int64_t cents = 0;
};
// Nothing, words, a whole number, an amount in euros, a day. A word that begins like a formula is written as
// text: no cell is ever computed.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Money, core::Day>;

struct Table {
  std::string title;  // the name of the sheet; what a format does not take in a name is left out or changed
  std::vector<std::string> columns;     // the first row, repeated when printed
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`
  bool chart = false;  // XLSX: bars of the whole numbers behind the first column, beside the table
};

struct Book {
  std::string title, language = "fr-FR";
  core::Instant made_at{};
  std::vector<Table> tables;
};

std::string Ods(const Book& book);
std::string Xlsx(const Book& book);
// « ; », UTF-8 with its mark, lines ended by CR LF, amounts as 1234,50, days as 2026-11-24. A text that a
// spreadsheet would compute (it begins with = + - @, a tab or a line's end) has an apostrophe before it,
// which Read takes away.
std::string Csv(const Table& table);

// By the name of the format: "ods", "xlsx", or "csv", which takes the first table alone; none for another.
struct File {
  std::string type, bytes;
};
std::optional<File> Write(const Book& book, std::string_view format);

struct Row {
  std::size_t line = 0;  // of the file, from 1
  std::vector<std::string> cells;
};

// Rows without any text are left out. Of an ODS file its first sheet, where a number is read as it is kept
// (1234.5) and a day as 2026-11-24; of a text (UTF-8) cells between « ; » or « , », whichever the first line
// holds more of, as RFC 4180 quotes them. Refuses (field "file") what is neither ("sheet.unknown"), a text
// that is not UTF-8 ("sheet.encoding"), a quote that is not closed ("sheet.quote"), and more than 20 000
// rows, 100 columns or 32 MB once unpacked ("sheet.too_large").
core::Result<std::vector<Row>> Read(std::string_view file);

}  // namespace sheet
