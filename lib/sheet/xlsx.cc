// An Office Open XML workbook, by libxlsxwriter. What it writes stays in memory, but for the parts that it
// puts together in files of the temporary folder which have no name any more once they are open.
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "lib/sheet/cells.h"

namespace sheet {
namespace {

[[noreturn]] void Fail(lxw_error error) {
  throw std::runtime_error(std::string("xlsx : ") + lxw_strerror(error));
}
void Check(lxw_error error) {
  if (error != LXW_NO_ERROR) Fail(error);
}

// A file without a name, in memory.
class Memory {
 public:
  Memory() : file_(::memfd_create("xlsx", MFD_CLOEXEC)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), "xlsx");
  }
  ~Memory() { ::close(file_); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  std::string Path() const { return "/proc/self/fd/" + std::to_string(file_); }
  std::string Bytes() const {
    std::string bytes(static_cast<std::size_t>(std::max<off_t>(::lseek(file_, 0, SEEK_END), 0)), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
      const auto read = ::pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (read <= 0) throw std::system_error(errno, std::generic_category(), "xlsx");
      done += static_cast<std::size_t>(read);
    }
    return bytes;
  }

 private:
  int file_;
};

class Writer {
 public:
  explicit Writer(const std::string& path) : book_(workbook_new(path.c_str()), &lxw_workbook_free) {
    if (!book_) throw std::runtime_error("xlsx : plus de mémoire");
    text_ = workbook_add_format(book_.get());
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    money_ = workbook_add_format(book_.get());
    format_set_num_format(money_, "#,##0.00\\ [$€-40C]");
    day_ = workbook_add_format(book_.get());
    format_set_num_format(day_, "dd/mm/yyyy");
    title_ = workbook_add_format(book_.get());
    format_set_bold(title_);
    format_set_text_wrap(title_);
    format_set_bg_color(title_, 0xE8EEF2);
  }

  void Properties(const Book& book) {
    std::string title = Plain(book.title);
    lxw_doc_properties properties{};
    properties.title = title.data();
    // 0 would be the hour of the clock.
    properties.created = std::max<std::time_t>(book.made_at.time_since_epoch().count(), 1);
    Check(workbook_set_properties(book_.get(), &properties));
  }

  void Add(const Table& table) {
    names_.push_back(SheetName(table.title, names_));
    auto* sheet = workbook_add_worksheet(book_.get(), names_.back().c_str());
    if (!sheet) throw std::runtime_error("xlsx : « " + names_.back() + " » n’est pas un nom de feuille");
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_freeze_panes(sheet, 1, 0);
    if (!table.columns.empty()) Check(worksheet_repeat_rows(sheet, 0, 0));
    const auto widths = Widths(table);
    for (std::size_t i = 0; i < widths.size(); ++i)
      Check(worksheet_set_column(sheet, Column(i), Column(i), static_cast<double>(widths[i]), nullptr));
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      Text(sheet, 0, Column(i), table.columns[i], title_);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      for (std::size_t j = 0; j < table.rows[i].size(); ++j)
        Put(sheet, static_cast<lxw_row_t>(i + 1), Column(j), table.rows[i][j]);
    if (table.chart) Chart(sheet, table);
  }

  void Close() { Check(workbook_close(book_.release())); }

 private:
  static lxw_col_t Column(std::size_t i) { return static_cast<lxw_col_t>(i); }

  // As much of a text as a cell takes: 32 767 characters.
  static void Text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                   lxw_format* format) {
    std::string plain = Plain(text);
    if (plain.size() > 32'767) {
      auto end = std::size_t{32'767};
      while ((static_cast<unsigned char>(plain[end]) & 0xC0) == 0x80) --end;
      plain.resize(end);
    }
    Check(worksheet_write_string(sheet, row, column, plain.c_str(), format));
  }

  void Put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) Text(sheet, row, column, *text, text_);
    if (const auto* number = std::get_if<std::int64_t>(&cell))
      Check(worksheet_write_number(sheet, row, column, static_cast<double>(*number), nullptr));
    if (const auto* money = std::get_if<Money>(&cell))
      Check(worksheet_write_number(sheet, row, column, static_cast<double>(money->cents) / 100, money_));
    if (const auto* day = std::get_if<core::Day>(&cell)) {
      using namespace std::chrono;
      const auto serial = (*day - core::Day{1899y / December / 30}).count();
      Check(worksheet_write_number(sheet, row, column, static_cast<double>(serial), day_));
    }
  }

  // The columns behind the first that hold whole numbers, and nothing else.
  static std::vector<std::size_t> Counted(const Table& table) {
    std::vector<std::size_t> counted;
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
      const bool all = std::all_of(table.rows.begin(), table.rows.end(), [i](const auto& row) {
        return std::holds_alternative<std::int64_t>(row[i]) || std::holds_alternative<std::monostate>(row[i]);
      });
      const bool any = std::any_of(table.rows.begin(), table.rows.end(), [i](const auto& row) {
        return std::holds_alternative<std::int64_t>(row[i]);
      });
      if (all && any) counted.push_back(i);
    }
    return counted;
  }

  void Chart(lxw_worksheet* sheet, const Table& table) {
    const auto counted = Counted(table);
    if (counted.empty()) return;
    auto* chart = workbook_add_chart(book_.get(), LXW_CHART_COLUMN);
    const auto last = static_cast<lxw_row_t>(table.rows.size());
    const char* name = names_.back().c_str();
    for (const auto i : counted) {
      auto* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, name, 1, 0, last, 0);
      chart_series_set_values(series, name, 1, Column(i), last, Column(i));
      chart_series_set_name_range(series, name, 0, Column(i));
    }
    std::string title = Plain(table.title);
    chart_title_set_name(chart, title.c_str());
    if (counted.size() == 1) chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_options options{};
    options.description = title.data();
    Check(worksheet_insert_chart_opt(sheet, 1, Column(table.columns.size() + 1), chart, &options));
  }

  std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)> book_;
  lxw_format *text_ = nullptr, *money_ = nullptr, *day_ = nullptr, *title_ = nullptr;
  std::vector<std::string> names_;
};

}  // namespace

std::string Xlsx(const Book& book) {
  const Memory memory;
  Writer writer(memory.Path());
  writer.Properties(book);
  for (const auto& table : book.tables) writer.Add(table);
  writer.Close();
  return memory.Bytes();
}

}  // namespace sheet
