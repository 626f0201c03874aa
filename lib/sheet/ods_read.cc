// The first sheet of an OpenDocument spreadsheet, read by expat. A document type declaration, where entities
// could be declared, is refused: nothing outside the file is ever asked for, and nothing inside it
// multiplies.
#include <expat.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "lib/archive/archive.h"
#include "lib/core/text.h"
#include "lib/sheet/cells.h"

namespace sheet {
namespace {

using namespace std::string_literals;

const std::string kTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0|",
                  kText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0|",
                  kOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0|";

std::string Attribute(const XML_Char** attributes, const std::string& name) {
  for (; *attributes; attributes += 2)
    if (name == *attributes) return attributes[1];
  return {};
}

// How often something is repeated: once when nothing sensible is said.
std::size_t Times(const std::string& text) {
  std::size_t times = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), times);
  return error == std::errc() && end == text.data() + text.size() && times > 0 ? times : 1;
}

class Reader {
 public:
  Reader() : parser_(XML_ParserCreateNS(nullptr, '|'), &XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Reader*>(self)->Guarded([&](Reader& reader) { reader.Begin(name, attributes); });
        },
        [](void* self, const XML_Char* name) {
          static_cast<Reader*>(self)->Guarded([&](Reader& reader) { reader.End(name); });
        });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int length) {
      static_cast<Reader*>(self)->Guarded([&](Reader& reader) {
        if (reader.paragraph_ > 0) reader.cell_.append(text, static_cast<std::size_t>(length));
      });
    });
    XML_SetStartDoctypeDeclHandler(
        parser_.get(), [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
          static_cast<Reader*>(self)->Guarded([](Reader& reader) { reader.Stop("sheet.unknown"); });
        });
  }

  core::Result<std::vector<Row>> Read(const std::string& xml) {
    const bool whole = XML_Parse(parser_.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    if (failure_) std::rethrow_exception(failure_);
    if (fault_ == "sheet.too_large") return core::Refuse(core::Kind::kTooLarge, "file", fault_);
    if (!fault_.empty() || !(whole || done_) || !seen_) return core::Refuse("file", "sheet.unknown");
    return std::move(rows_);
  }

 private:
  // An exception may not pass through the parser, which is written in C.
  template <class Act>
  void Guarded(Act act) {
    try {
      if (!done_) act(*this);
    } catch (...) {
      failure_ = std::current_exception();
      Halt();
    }
  }
  void Halt() {
    done_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  void Stop(const std::string& fault) {
    fault_ = fault;
    Halt();
  }

  void Begin(const std::string& name, const XML_Char** attributes) {
    ++depth_;
    if (name == kTable + "table" && !seen_) {
      seen_ = true;
      table_ = depth_;
    } else if (table_ > 0 && row_ == 0 && name == kTable + "table-row") {
      row_ = depth_;
      row_times_ = Times(Attribute(attributes, kTable + "number-rows-repeated"));
      cells_.clear();
      empty_ = 0;
    } else if (row_ > 0 && depth_ == row_ + 1 &&
               (name == kTable + "table-cell" || name == kTable + "covered-table-cell")) {
      cell_times_ = Times(Attribute(attributes, kTable + "number-columns-repeated"));
      cell_.clear();
      value_.clear();
      paragraphs_ = 0;
      const auto type = Attribute(attributes, kOffice + "value-type");
      if (type == "float" || type == "currency" || type == "percentage")
        value_ = Attribute(attributes, kOffice + "value");
      if (type == "date") value_ = Attribute(attributes, kOffice + "date-value").substr(0, 10);
    } else if (row_ > 0 && depth_ == row_ + 2 &&
               name == kText + "p") {  // not a comment's, which stands deeper
      if (paragraphs_++ > 0) cell_ += '\n';
      paragraph_ = depth_;
    } else if (paragraph_ > 0 && name == kText + "s") {
      cell_.append(std::min<std::size_t>(Times(Attribute(attributes, kText + "c")), 1000), ' ');
    } else if (paragraph_ > 0 && (name == kText + "tab" || name == kText + "line-break")) {
      cell_ += name == kText + "tab" ? '\t' : '\n';
    }
  }

  void End(const std::string& name) {
    if (depth_ == paragraph_) paragraph_ = 0;
    if (row_ > 0 && depth_ == row_ + 1 && name.ends_with("table-cell")) EndCell();
    if (depth_ == row_) EndRow();
    if (depth_ == table_) Halt();
    --depth_;
  }

  // Cells without text are only counted: the last of a row are said to be repeated to the edge of the sheet.
  void EndCell() {
    const auto& text = value_.empty() ? cell_ : value_;
    if (core::Trim(text).empty()) {
      empty_ += std::min(cell_times_, kMostColumns + 1);
      return;
    }
    if (cells_.size() + empty_ + cell_times_ > kMostColumns || cell_times_ > kMostColumns)
      return Stop("sheet.too_large");
    cells_.resize(cells_.size() + empty_);
    cells_.insert(cells_.end(), cell_times_, text);
    empty_ = 0;
  }

  void EndRow() {
    row_ = 0;
    if (!cells_.empty()) {
      std::size_t bytes = 0;
      for (const auto& cell : cells_) bytes += cell.size() + sizeof(cell);
      if (row_times_ > kMostRows - rows_.size() || bytes > (kMostBytes - kept_) / row_times_)
        return Stop("sheet.too_large");
      kept_ += bytes * row_times_;
      for (std::size_t i = 0; i < row_times_; ++i) rows_.push_back({line_ + i, cells_});
    }
    line_ += row_times_;
  }

  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  std::exception_ptr failure_;
  std::string fault_;
  bool seen_ = false, done_ = false;                     // the first sheet
  int depth_ = 0, table_ = 0, row_ = 0, paragraph_ = 0;  // how deep we are, and where these began: 0 outside
  std::vector<std::string> cells_;
  std::string cell_, value_;
  int paragraphs_ = 0;
  std::size_t empty_ = 0, cell_times_ = 1, row_times_ = 1, line_ = 1, kept_ = 0;
  std::vector<Row> rows_;
};

}  // namespace

core::Result<std::vector<Row>> ReadOds(std::string_view file) {
  std::optional<std::string> type, content;
  try {
    type = archive::UnzipOne(file, "mimetype", 100);
    if (!type || !type->starts_with("application/vnd.oasis.opendocument.spreadsheet"))
      return core::Refuse("file", "sheet.unknown");
    content = archive::UnzipOne(file, "content.xml", kMostBytes);
  } catch (const std::length_error&) {
    return core::Refuse(core::Kind::kTooLarge, "file", type ? "sheet.too_large" : "sheet.unknown");
  } catch (const std::runtime_error&) {
    return core::Refuse("file", "sheet.unknown");
  }
  if (!content) return core::Refuse("file", "sheet.unknown");
  return Reader().Read(*content);
}

}  // namespace sheet
