// The figures as files: spreadsheets, a printed page, the tables of the rapport social unique, and the yearly
// report, to be completed by whoever signs it.
#include "domain/bilan/told.h"
#include "domain/dues/dues.h"
#include "lib/office/office.h"
#include "lib/sheet/sheet.h"

namespace bilan {
namespace {

constexpr const char* kPdf = "application/pdf";
constexpr const char* kOds = "application/vnd.oasis.opendocument.spreadsheet";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* kOdt = "application/vnd.oasis.opendocument.text";

sheet::Cell CellOf(const Teller& teller, const std::optional<std::int64_t>& count) {
  if (count) return *count;
  return teller.Say("hidden");
}

std::string TotalText(const Teller& teller, const figures::Page& page) {
  return page.total ? std::to_string(*page.total) : teller.Say("few");
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

// ---- to read

document::PdfDocument Blank(const Teller& teller, const Shown& shown, const std::string& title) {
  document::PdfDocument pdf;
  pdf.title = title + " " + std::to_string(shown.page.year);
  pdf.subject = shown.name;
  pdf.author = teller.scheme.Operator();
  pdf.date = shown.made_at;
  pdf.letterhead = pdf.author;
  pdf.footer = teller.service;
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

// What people think of it, for whoever sees the CDG's figures.
void AddOpinions(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  for (const auto& opinions : OpinionsIn(teller, shown)) {
    pdf.blocks.push_back(document::Heading{2, teller.Say(opinions.of)});
    pdf.blocks.push_back(
        document::Definitions{{{teller.Say(opinions.of + ".total"), TotalText(teller, opinions.page)}}});
    for (const auto& table : opinions.page.tables) {
      std::vector<std::vector<document::Text>> rows;
      for (const auto& row : table.rows)
        rows.push_back({AnswerOf(teller, opinions, table.id, row.word), CountText(teller, row.count)});
      AddTable(pdf, opinions.card.Label(table.id), teller.Say("answer"), teller.Say("column.count"),
               std::move(rows));
    }
  }
}

void AddFigures(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  const auto& page = shown.page;
  if (shown.is_part)
    pdf.blocks.push_back(document::Paragraph{teller.Say("part"), document::Paragraph::Look::kSmall});
  const std::string first = teller.Say("column.row"), count = teller.Say("column.count");
  pdf.blocks.push_back(document::Definitions{{{teller.Say("total"), TotalText(teller, page)}}});
  if (page.total.value_or(0) == 0) return;
  for (const auto& table : page.tables) {
    std::vector<std::vector<document::Text>> rows;
    for (const auto& row : table.rows)
      if (row.count != 0) rows.push_back({LabelOf(teller, table.id, row.word), CountText(teller, row.count)});
    if (!rows.empty())
      AddTable(pdf, TitleOf(teller, table.id), teller.Say("column." + table.id), count, std::move(rows));
  }
  std::vector<std::vector<document::Text>> delays, services;
  for (const auto& delay : page.delays)
    delays.push_back({teller.Say("delay." + delay.id), CountText(teller, delay.days)});
  if (!delays.empty()) AddTable(pdf, teller.Say("delays"), first, teller.Say("days"), std::move(delays));
  for (const auto& row : page.services)
    services.push_back({ServiceLabel(teller, row.word), CountText(teller, row.count)});
  if (page.cents) services.push_back({teller.Say("cost"), dues::Euros(*page.cents)});
  if (!services.empty()) AddTable(pdf, teller.Say("services"), first, count, std::move(services));
}

document::PdfDocument Printed(const Teller& teller, const Shown& shown) {
  auto pdf = Blank(teller, shown, teller.Say("title"));
  pdf.blocks.push_back(document::Paragraph{shown.name, document::Paragraph::Look::kLead});
  pdf.blocks.push_back(document::Paragraph{teller.Say("note"), document::Paragraph::Look::kSmall});
  AddFigures(teller, shown, pdf);
  AddOpinions(teller, shown, pdf);
  return pdf;
}

// How the contract was kept: no incident is a case, and none names anybody.
void AddIncidents(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  if (shown.incidents.empty()) return;
  std::vector<std::vector<document::Text>> rows;
  for (const auto& count : shown.incidents) {
    const auto label =
        teller.words("incident.decision." + (count.decision.empty() ? "waiting" : count.decision));
    rows.push_back({count.cents ? label + " (" + dues::Euros(count.cents) + ")" : label,
                    std::to_string(count.incidents)});
  }
  AddTable(pdf, teller.words("incident.title"), teller.words("incident.column.decision"),
           teller.Say("column.count"), std::move(rows));
}

void AddChapter(document::PdfDocument& pdf, const std::string& title, const std::string& hint) {
  pdf.blocks.push_back(document::Heading{2, title});
  pdf.blocks.push_back(document::Paragraph{hint, document::Paragraph::Look::kNotice});
}

// « état chiffré » as a heading.
std::string Capitalised(std::string text) {
  const bool accented = text.size() > 1 && text[0] == '\xC3' && (text[1] & 0x20) != 0;  // à … þ
  if (accented || (!text.empty() && text[0] >= 'a' && text[0] <= 'z'))
    text[accented ? 1 : 0] = static_cast<char>(text[accented ? 1 : 0] - 0x20);
  return text;
}

// What the steering committee deals with by its scheme, a chapter each; good practice otherwise.
void AddAgenda(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  const auto& agenda = teller.scheme.Data()["governance"]["agenda"];
  if (shown.of != "cdg" || !agenda.IsArray())
    return AddChapter(pdf, teller.Say("bilan.practices"), teller.Say("bilan.practices.hint"));
  for (const auto& item : agenda.Items())
    AddChapter(pdf, Capitalised(item.String()), teller.Say("bilan.agenda.hint"));
}

std::string BasisOf(const Teller& teller) {
  std::string all;
  for (const auto& text : teller.scheme.Data()["legal_basis"].Items())
    all += (all.empty() ? "" : " ; ") + text.String();
  return all;
}

// The yearly report: what the figures say, and headings under which somebody writes.
document::PdfDocument Bilan(const Teller& teller, const Shown& shown) {
  auto pdf = Blank(teller, shown, teller.Say("bilan"));
  const auto say = [&](const std::string& key) { return teller.Say("bilan." + key); };
  const auto chapter = [&](const std::string& part) { AddChapter(pdf, say(part), say(part + ".hint")); };
  pdf.blocks.push_back(document::Paragraph{shown.name, document::Paragraph::Look::kLead});
  pdf.blocks.push_back(document::Paragraph{say("intro")});
  pdf.blocks.push_back(document::Definitions{{{say("basis"), BasisOf(teller)}}});
  for (const char* part : {"year", "done"}) chapter(part);
  pdf.blocks.push_back(document::Heading{2, say("figures")});
  pdf.blocks.push_back(document::Paragraph{teller.Say("note"), document::Paragraph::Look::kSmall});
  AddFigures(teller, shown, pdf);
  AddOpinions(teller, shown, pdf);
  AddIncidents(teller, shown, pdf);
  chapter("reading");
  AddAgenda(teller, shown, pdf);
  chapter("next");
  return pdf;
}

}  // namespace

std::optional<File> FileOf(const Teller& teller, const Shown& shown, const std::string& format) {
  const auto file = [&](const char* type, std::string bytes, const char* what, const char* ending) {
    return File{type, std::string(what) + "-" + shown.of + "-" + std::to_string(shown.page.year) + ending,
                std::move(bytes)};
  };
  const bool rsu = teller.scheme.Data()["statistics"]["rsu"].Bool();
  if (format == "ods") return file(kOds, sheet::Ods(Whole(teller, shown)), "chiffres", ".ods");
  if (format == "xlsx") return file(kXlsx, sheet::Xlsx(Whole(teller, shown)), "chiffres", ".xlsx");
  if (format == "csv")
    return file("text/csv; charset=utf-8", sheet::Csv(ListOf(teller, shown)), "chiffres", ".csv");
  if (format == "pdf") return file(kPdf, teller.printer.Print(Printed(teller, shown)), "chiffres", ".pdf");
  if (format == "rsu_ods" && rsu) return file(kOds, sheet::Ods(Rsu(teller, shown)), "rsu", ".ods");
  if (format == "rsu_xlsx" && rsu) return file(kXlsx, sheet::Xlsx(Rsu(teller, shown)), "rsu", ".xlsx");
  if (format == "bilan_odt") return file(kOdt, office::WriteOdt(Bilan(teller, shown)), "bilan", ".odt");
  if (format == "bilan_pdf") return file(kPdf, teller.printer.Print(Bilan(teller, shown)), "bilan", ".pdf");
  return std::nullopt;
}

}  // namespace bilan
