#include "lib/sheet/sheet.h"

namespace sheet {

std::optional<File> Write(const Book& book, std::string_view format) {
  if (format == "ods") return File{"application/vnd.oasis.opendocument.spreadsheet", Ods(book)};
  if (format == "xlsx")
    return File{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Xlsx(book)};
  if (format == "csv") return File{"text/csv; charset=utf-8", Csv(book.tables.at(0))};
  return std::nullopt;
}

}  // namespace sheet
