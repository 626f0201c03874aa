// The figures as files: spreadsheets, and the tables of the rapport social unique; what is to be read is in
// printed.cc.
#include "domain/bilan/told.h"
#include "lib/office/office.h"
#include "lib/sheet/sheet.h"

namespace bilan {
namespace {

constexpr const char* kPdf = "application/pdf";
constexpr const char* kOdt = "application/vnd.oasis.opendocument.text";

sheet::Cell CellOf(const Teller& teller, const std::optional<std::int64_t>& count) {
  if (count) return *count;
  return teller.Say("hidden");
}

sheet::Book BookOf(const Shown& shown, const std::string& title) {
  return {.title = title + ", " + shown.name + ", " + std::to_string(shown.page.year),
          .made_at = shown.made_at,
          .tables = {}};
}

// Everything in one table, as a list: the one of a CSV file, and the first sheet of the others.
sheet::Table ListOf(const Teller& teller, const Shown& shown) {
  sheet::Table list{
      .title = teller.Say("all"),
      .columns = {teller.Say("column.table"), teller.Say("column.row"), teller.Say("column.count")},
      .rows = {}};
  const auto add = [&](const std::string& table, const std::string& row, sheet::Cell count) {
    list.rows.push_back({table, row, std::move(count)});
  };
  const auto& page = shown.page;
  add(teller.Say("total"), std::to_string(page.year),
      page.total ? sheet::Cell(*page.total) : sheet::Cell(teller.Say("few")));
  for (const auto& table : page.tables)
    for (const auto& row : table.rows)
      add(TitleOf(teller, table.id), LabelOf(teller, table.id, row.word), CellOf(teller, row.count));
  for (const auto& delay : page.delays)
    add(teller.Say("delays"), teller.Say("delay." + delay.id), CellOf(teller, delay.days));
  for (const auto& row : page.services)
    add(teller.Say("services"), ServiceLabel(teller, row.word), CellOf(teller, row.count));
  if (page.cents) add(teller.Say("services"), teller.Say("cost"), sheet::Money{*page.cents});
  for (const auto& opinions : OpinionsIn(teller, shown)) {
    const auto& total = opinions.page.total;
    add(teller.Say(opinions.of), teller.Say(opinions.of + ".total"),
        total ? sheet::Cell(*total) : sheet::Cell(teller.Say("few")));
    for (const auto& table : opinions.page.tables)
      for (const auto& row : table.rows)
        add(opinions.card.Label(table.id), AnswerOf(teller, opinions, table.id, row.word),
            CellOf(teller, row.count));
  }
  return list;
}

sheet::Book Whole(const Teller& teller, const Shown& shown) {
  auto book = BookOf(shown, teller.Say("title"));
  book.tables.push_back(ListOf(teller, shown));
  for (const auto& table : shown.page.tables) {
    if (table.rows.empty()) continue;
    sheet::Table one{.title = TitleOf(teller, table.id),
                     .columns = {teller.Say("column." + table.id), teller.Say("column.count")},
                     .rows = {},
                     .chart = true};
    for (const auto& row : table.rows)
      one.rows.push_back({LabelOf(teller, table.id, row.word), CellOf(teller, row.count)});
    book.tables.push_back(std::move(one));
  }
  return book;
}

// The three tables of the national collection, each with what does not fit it on lines of its own; then the
// number and the nature of what was reported (CGFP R232-2, 6° d).
sheet::Book Rsu(const Teller& teller, const Shown& shown) {
  auto book = BookOf(shown, teller.Say("rsu"));
  const auto& page = shown.page;
  for (const auto& table : page.rsu) {
    sheet::Table one{.title = teller.Say("rsu." + table.id + ".short"),
                     .columns = {teller.Say("rsu." + table.id), teller.Say("rsu.men"),
                                 teller.Say("rsu.women"), teller.Say("rsu.all"), teller.Say("rsu.others")},
                     .rows = {}};
    for (const auto& row : table.rows) {
      // A sum is given where both are.
      const auto all = row.men && row.women ? std::optional(*row.men + *row.women) : std::nullopt;
      one.rows.push_back({teller.Say("rsu." + row.word), CellOf(teller, row.men), CellOf(teller, row.women),
                          CellOf(teller, all), CellOf(teller, row.others)});
    }
    one.rows.push_back({teller.Say("rsu.table_total"), std::monostate{}, std::monostate{},
                        CellOf(teller, table.total), std::monostate{}});
    book.tables.push_back(std::move(one));
  }
  sheet::Table nature{.title = teller.Say("rsu.nature.short"),
                      .columns = {teller.Say("rsu.nature"), teller.Say("column.count")},
                      .rows = {}};
  nature.rows.push_back(
      {teller.Say("total"), page.total ? sheet::Cell(*page.total) : sheet::Cell(teller.Say("few"))});
  for (const auto& table : page.tables)
    if (table.id == "kinds")
      for (const auto& row : table.rows)
        nature.rows.push_back({LabelOf(teller, table.id, row.word), CellOf(teller, row.count)});
  book.tables.push_back(std::move(nature));
  return book;
}

}  // namespace

std::optional<File> FileOf(const Teller& teller, const Shown& shown, const std::string& format) {
  const auto file = [&](std::string type, std::string bytes, const char* what, const std::string& ending) {
    return File{std::move(type),
                std::string(what) + "-" + shown.of + "-" + std::to_string(shown.page.year) + ending,
                std::move(bytes)};
  };
  const auto sheets = [&](const sheet::Book& book, const char* what, const std::string& ending) {
    auto made = sheet::Write(book, ending).value();
    return file(std::move(made.type), std::move(made.bytes), what, "." + ending);
  };
  const bool rsu = teller.scheme.Data()["statistics"]["rsu"].Bool();
  if (format == "ods" || format == "xlsx" || format == "csv")
    return sheets(Whole(teller, shown), "chiffres", format);
  if (format == "pdf") return file(kPdf, teller.printer.Print(Printed(teller, shown)), "chiffres", ".pdf");
  if (format == "rsu_ods" && rsu) return sheets(Rsu(teller, shown), "rsu", "ods");
  if (format == "rsu_xlsx" && rsu) return sheets(Rsu(teller, shown), "rsu", "xlsx");
  if (format == "bilan_odt") return file(kOdt, office::WriteOdt(Bilan(teller, shown)), "bilan", ".odt");
  if (format == "bilan_pdf") return file(kPdf, teller.printer.Print(Bilan(teller, shown)), "bilan", ".pdf");
  return std::nullopt;
}

}  // namespace bilan
