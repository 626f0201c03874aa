// The figures to read: a printed page, and the yearly report, to be completed by whoever signs it.
#include "domain/bilan/told.h"
#include "domain/dues/dues.h"

namespace bilan {
namespace {

std::string TotalText(const Teller& teller, const figures::Page& page) {
  return page.total ? std::to_string(*page.total) : teller.Say("few");
}

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
  if (!delays.empty())
    AddTable(pdf, teller.Say("delays"), teller.Say("stage"), teller.Say("median"), std::move(delays));
  for (const auto& row : page.services)
    services.push_back({ServiceLabel(teller, row.word), CountText(teller, row.count)});
  if (page.cents) services.push_back({teller.Say("cost"), dues::Euros(*page.cents)});
  if (!services.empty()) AddTable(pdf, teller.Say("services"), first, count, std::move(services));
}

// The tables of the rapport social unique, as their file has them.
void AddRsu(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  if (!teller.scheme.Data()["statistics"]["rsu"].Bool()) return;
  pdf.blocks.push_back(document::Heading{2, teller.Say("rsu")});
  for (const auto& one : shown.page.rsu) {
    document::Table table;
    table.caption = teller.Say("rsu." + one.id);
    table.columns = {{teller.Say("rsu.from"), 3, false},
                     {teller.Say("rsu.men"), 1, true},
                     {teller.Say("rsu.women"), 1, true},
                     {teller.Say("rsu.others"), 1, true}};
    for (const auto& row : one.rows)
      table.rows.push_back({teller.Say("rsu." + row.word), CountText(teller, row.men),
                            CountText(teller, row.women), CountText(teller, row.others)});
    table.row_headers = true;
    pdf.blocks.push_back(std::move(table));
  }
}

// Who belongs to the dispositif on the last day of the year, or today.
void AddMembers(const Teller& teller, const Shown& shown, document::PdfDocument& pdf) {
  if (shown.of != "cdg") return;
  pdf.blocks.push_back(document::Definitions{{{teller.Say("bodies"), std::to_string(shown.bodies)},
                                              {teller.Say("agents"), std::to_string(shown.agents)}}});
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

}  // namespace

document::PdfDocument Printed(const Teller& teller, const Shown& shown) {
  auto pdf = Blank(teller, shown, teller.Say("title"));
  pdf.blocks.push_back(document::Paragraph{shown.name, document::Paragraph::Look::kLead});
  pdf.blocks.push_back(document::Paragraph{teller.Say("note"), document::Paragraph::Look::kSmall});
  AddFigures(teller, shown, pdf);
  AddOpinions(teller, shown, pdf);
  return pdf;
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
  AddMembers(teller, shown, pdf);
  AddFigures(teller, shown, pdf);
  AddRsu(teller, shown, pdf);
  AddOpinions(teller, shown, pdf);
  AddIncidents(teller, shown, pdf);
  chapter("reading");
  AddAgenda(teller, shown, pdf);
  chapter("next");
  return pdf;
}

}  // namespace bilan
