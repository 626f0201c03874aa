// The figures as files: spreadsheets, a printed page, the tables of the rapport social unique, and the yearly
// report, to be completed by whoever signs it.
#include "functions/figures/office.h"
#include "lib/office/office.h"
#include "lib/sheet/sheet.h"
#include "runtime/contract/attachment.h"

namespace figures_page {
namespace {

constexpr const char* kPdf = "application/pdf";
constexpr const char* kOds = "application/vnd.oasis.opendocument.spreadsheet";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* kOdt = "application/vnd.oasis.opendocument.text";

sheet::Cell CellOf(const Office& office, const std::optional<std::int64_t>& count) {
  if (count) return *count;
  return office.Say("hidden");
}

std::string TotalText(const Office& office, const figures::Page& page) {
  return page.total ? std::to_string(*page.total) : office.Say("few");
}

sheet::Book BookOf(const Office& office, const Shown& shown, const std::string& title) {
  return {.title = title + ", " + shown.name + ", " + std::to_string(shown.page.year),
          .made_at = office.env.now(),
          .tables = {}};
}

// Everything in one table, as a list: the one of a CSV file, and the first sheet of the others.
sheet::Table ListOf(const Office& office, const Shown& shown) {
  sheet::Table list{
      .title = office.Say("all"),
      .columns = {office.Say("column.table"), office.Say("column.row"), office.Say("column.count")},
      .rows = {}};
  const auto add = [&](const std::string& table, const std::string& row, sheet::Cell count) {
    list.rows.push_back({table, row, std::move(count)});
  };
  const auto& page = shown.page;
  add(office.Say("total"), std::to_string(page.year),
      page.total ? sheet::Cell(*page.total) : sheet::Cell(office.Say("few")));
  for (const auto& table : page.tables)
    for (const auto& row : table.rows)
      add(TitleOf(office, table.id), LabelOf(office, table.id, row.word), CellOf(office, row.count));
  for (const auto& delay : page.delays)
    add(office.Say("delays"), office.Say("delay." + delay.id), CellOf(office, delay.days));
  for (const auto& row : page.services)
    add(office.Say("services"), ServiceLabel(office, row.word), CellOf(office, row.count));
  if (page.cents) add(office.Say("services"), office.Say("cost"), sheet::Money{*page.cents});
  return list;
}

sheet::Book Whole(const Office& office, const Shown& shown) {
  auto book = BookOf(office, shown, office.Say("title"));
  book.tables.push_back(ListOf(office, shown));
  for (const auto& table : shown.page.tables) {
    if (table.rows.empty()) continue;
    sheet::Table one{.title = TitleOf(office, table.id),
                     .columns = {office.Say("column." + table.id), office.Say("column.count")},
                     .rows = {},
                     .chart = true};
    for (const auto& row : table.rows)
      one.rows.push_back({LabelOf(office, table.id, row.word), CellOf(office, row.count)});
    book.tables.push_back(std::move(one));
  }
  return book;
}

// The three tables of the national collection, each with what does not fit it on lines of its own; then the
// number and the nature of what was reported (CGFP R232-2, 6° d).
sheet::Book Rsu(const Office& office, const Shown& shown) {
  auto book = BookOf(office, shown, office.Say("rsu"));
  const auto& page = shown.page;
  for (const auto& table : page.rsu) {
    sheet::Table one{.title = office.Say("rsu." + table.id + ".short"),
                     .columns = {office.Say("rsu." + table.id), office.Say("rsu.men"),
                                 office.Say("rsu.women"), office.Say("rsu.all"), office.Say("rsu.others")},
                     .rows = {}};
    for (const auto& row : table.rows) {
      // A sum is given where both are.
      const auto all = row.men && row.women ? std::optional(*row.men + *row.women) : std::nullopt;
      one.rows.push_back({office.Say("rsu." + row.word), CellOf(office, row.men), CellOf(office, row.women),
                          CellOf(office, all), CellOf(office, row.others)});
    }
    one.rows.push_back({office.Say("rsu.table_total"), std::monostate{}, std::monostate{},
                        CellOf(office, table.total), std::monostate{}});
    book.tables.push_back(std::move(one));
  }
  sheet::Table nature{.title = office.Say("rsu.nature.short"),
                      .columns = {office.Say("rsu.nature"), office.Say("column.count")},
                      .rows = {}};
  nature.rows.push_back(
      {office.Say("total"), page.total ? sheet::Cell(*page.total) : sheet::Cell(office.Say("few"))});
  for (const auto& table : page.tables)
    if (table.id == "kinds")
      for (const auto& row : table.rows)
        nature.rows.push_back({LabelOf(office, table.id, row.word), CellOf(office, row.count)});
  book.tables.push_back(std::move(nature));
  return book;
}

// ---- to read

document::PdfDocument Blank(const Office& office, const Shown& shown, const std::string& title) {
  document::PdfDocument pdf;
  pdf.title = title + " " + std::to_string(shown.page.year);
  pdf.subject = shown.name;
  pdf.author = office.env.pages.Common().Text("operator");
  pdf.date = office.env.now();
  pdf.letterhead = pdf.author;
  pdf.footer = office.env.pages.Common().Text("service_name");
  return pdf;
}

void AddTable(document::PdfDocument& pdf, const std::string& caption, const std::string& first,
              const std::string& second, std::vector<std::vector<document::Text>> rows) {
  document::Table table;
  table.caption = caption;
  table.columns = {{first, 3, false}, {second, 1, true}};
  table.rows = std::move(rows);
  table.row_headers = true;
  pdf.blocks.push_back(std::move(table));
}

void AddFigures(const Office& office, const Shown& shown, document::PdfDocument& pdf) {
  const auto& page = shown.page;
  const std::string first = office.Say("column.row"), count = office.Say("column.count");
  pdf.blocks.push_back(document::Definitions{{{office.Say("total"), TotalText(office, page)}}});
  if (page.total.value_or(0) == 0) return;
  for (const auto& table : page.tables) {
    std::vector<std::vector<document::Text>> rows;
    for (const auto& row : table.rows)
      if (row.count != 0) rows.push_back({LabelOf(office, table.id, row.word), CountText(office, row.count)});
    if (!rows.empty())
      AddTable(pdf, TitleOf(office, table.id), office.Say("column." + table.id), count, std::move(rows));
  }
  std::vector<std::vector<document::Text>> delays, services;
  for (const auto& delay : page.delays)
    delays.push_back({office.Say("delay." + delay.id), CountText(office, delay.days)});
  AddTable(pdf, office.Say("delays"), first, office.Say("days"), std::move(delays));
  for (const auto& row : page.services)
    services.push_back({ServiceLabel(office, row.word), CountText(office, row.count)});
  if (page.cents) services.push_back({office.Say("cost"), Euros(*page.cents)});
  if (!services.empty()) AddTable(pdf, office.Say("services"), first, count, std::move(services));
}

document::PdfDocument Printed(const Office& office, const Shown& shown) {
  auto pdf = Blank(office, shown, office.Say("title"));
  pdf.blocks.push_back(document::Paragraph{shown.name, document::Paragraph::Look::kLead});
  pdf.blocks.push_back(document::Paragraph{office.Say("note"), document::Paragraph::Look::kSmall});
  AddFigures(office, shown, pdf);
  return pdf;
}

// How the contract was kept: no incident is a case, and none names anybody.
void AddIncidents(const Office& office, const Shown& shown, document::PdfDocument& pdf) {
  if (shown.incidents.empty()) return;
  std::vector<std::vector<document::Text>> rows;
  for (const auto& count : shown.incidents) {
    const auto label = office.env.pages.Message("incident.decision." +
                                                (count.decision.empty() ? "waiting" : count.decision));
    rows.push_back(
        {count.cents ? label + " (" + Euros(count.cents) + ")" : label, std::to_string(count.incidents)});
  }
  AddTable(pdf, office.env.pages.Message("incident.title"),
           office.env.pages.Message("incident.column.decision"), office.Say("column.count"), std::move(rows));
}

// The yearly report: what the figures say, and headings under which somebody writes.
document::PdfDocument Bilan(const Office& office, const Shown& shown) {
  auto pdf = Blank(office, shown, office.Say("bilan"));
  const auto say = [&](const std::string& key) { return office.Say("bilan." + key); };
  pdf.blocks.push_back(document::Paragraph{shown.name, document::Paragraph::Look::kLead});
  pdf.blocks.push_back(document::Paragraph{say("intro")});
  for (const char* part : {"year", "done"}) {
    pdf.blocks.push_back(document::Heading{2, say(part)});
    pdf.blocks.push_back(
        document::Paragraph{say(std::string(part) + ".hint"), document::Paragraph::Look::kNotice});
  }
  pdf.blocks.push_back(document::Heading{2, say("figures")});
  pdf.blocks.push_back(document::Paragraph{office.Say("note"), document::Paragraph::Look::kSmall});
  AddFigures(office, shown, pdf);
  AddIncidents(office, shown, pdf);
  for (const char* part : {"reading", "practices", "next"}) {
    pdf.blocks.push_back(document::Heading{2, say(part)});
    pdf.blocks.push_back(
        document::Paragraph{say(std::string(part) + ".hint"), document::Paragraph::Look::kNotice});
  }
  return pdf;
}

}  // namespace

std::optional<rt::Response> FileOf(const Office& office, const Shown& shown, const std::string& format) {
  const auto name = [&](const char* what, const char* ending) {
    return std::string(what) + "-" + shown.of + "-" + std::to_string(shown.page.year) + ending;
  };
  const bool rsu = office.scheme.Data()["statistics"]["rsu"].Bool();
  if (format == "ods")
    return rt::Attachment(kOds, sheet::Ods(Whole(office, shown)), name("chiffres", ".ods"));
  if (format == "xlsx")
    return rt::Attachment(kXlsx, sheet::Xlsx(Whole(office, shown)), name("chiffres", ".xlsx"));
  if (format == "csv")
    return rt::Attachment("text/csv; charset=utf-8", sheet::Csv(ListOf(office, shown)),
                          name("chiffres", ".csv"));
  if (format == "pdf")
    return rt::Attachment(kPdf, office.printer.Print(Printed(office, shown)), name("chiffres", ".pdf"));
  if (format == "rsu_ods" && rsu)
    return rt::Attachment(kOds, sheet::Ods(Rsu(office, shown)), name("rsu", ".ods"));
  if (format == "rsu_xlsx" && rsu)
    return rt::Attachment(kXlsx, sheet::Xlsx(Rsu(office, shown)), name("rsu", ".xlsx"));
  if (format == "bilan_odt")
    return rt::Attachment(kOdt, office::WriteOdt(Bilan(office, shown)), name("bilan", ".odt"));
  if (format == "bilan_pdf")
    return rt::Attachment(kPdf, office.printer.Print(Bilan(office, shown)), name("bilan", ".pdf"));
  return std::nullopt;
}

}  // namespace figures_page
