// An OpenDocument spreadsheet (ISO/IEC 26300).
#include <array>
#include <cstdio>

#include "lib/archive/archive.h"
#include "lib/sheet/cells.h"

namespace sheet {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kSpaces = R"(
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3")";

std::string Xml(std::string_view text) {
  std::string out;
  for (const char c : Plain(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

// A paragraph for each line; spaces that XML would make one of are counted.
std::string Paragraphs(std::string_view text) {
  std::string out = "<text:p>";
  bool after_space = true;
  for (const char c : Xml(text)) {
    if (c == '\n')
      out += "</text:p><text:p>";
    else if (c == '\t')
      out += "<text:tab/>";
    else if (c == ' ' && after_space)
      out += "<text:s/>";
    else
      out += c;
    after_space = c == ' ' || c == '\n' || c == '\t';
  }
  return out + "</text:p>";
}

std::string CellXml(const Cell& cell) {
  struct Writer {
    std::string operator()(std::monostate) const { return "<table:table-cell/>"; }
    std::string operator()(const std::string& text) const {
      return "<table:table-cell table:style-name=\"Texte\" office:value-type=\"string\">" + Paragraphs(text);
    }
    std::string operator()(std::int64_t number) const {
      return "<table:table-cell office:value-type=\"float\" office:value=\"" + std::to_string(number) +
             "\">" + Paragraphs(Shown(number));
    }
    std::string operator()(Money money) const {
      return "<table:table-cell table:style-name=\"Montant\" office:value-type=\"currency\" "
             "office:currency=\"EUR\" office:value=\"" +
             Amount(money, ".") + "\">" + Paragraphs(Shown(money));
    }
    std::string operator()(core::Day day) const {
      return "<table:table-cell table:style-name=\"Jour\" office:value-type=\"date\" office:date-value=\"" +
             core::IsoDay(day) + "\">" + Paragraphs(Shown(day));
    }
  };
  const auto xml = std::visit(Writer{}, cell);
  return xml.ends_with("/>") ? xml : xml + "</table:table-cell>";
}

// Characters as the programs' own tenths of a centimetre.
std::string WidthName(std::size_t width) { return std::string("C") + std::to_string(width); }

std::string TableXml(const Table& table, const std::string& name) {
  std::string out = "<table:table table:name=\"" + Xml(name) + "\">\n";
  for (const auto width : Widths(table))
    out += "<table:table-column table:style-name=\"" + WidthName(width) + "\"/>";
  out += "\n<table:table-header-rows><table:table-row>";
  for (const auto& column : table.columns)
    out += "<table:table-cell table:style-name=\"Titre\" office:value-type=\"string\">" + Paragraphs(column) +
           "</table:table-cell>";
  out += "</table:table-row></table:table-header-rows>\n";
  for (const auto& row : table.rows) {
    out += "<table:table-row>";
    for (const auto& cell : row) out += CellXml(cell);
    out += "</table:table-row>\n";
  }
  return out + "</table:table>\n";
}

std::string Content(const Book& book) {
  std::string columns, tables;
  std::vector<bool> known(64);
  std::vector<std::string> names;
  for (const auto& table : book.tables) {
    for (const auto width : Widths(table)) {
      if (known[width]) continue;
      known[width] = true;
      columns += "<style:style style:family=\"table-column\" style:name=\"" + WidthName(width) +
                 "\"><style:table-column-properties style:column-width=\"" + std::to_string(width * 2) +
                 "mm\"/></style:style>\n";
    }
    names.push_back(SheetName(table.title, names));
    tables += TableXml(table, names.back());
  }
  return std::string(kHead) + "<office:document-content" + std::string(kSpaces) +
         R"(><office:automatic-styles>
<number:currency-style style:name="Euros" number:language="fr" number:country="FR"><number:number number:decimal-places="2" number:min-decimal-places="2"
 number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol
 number:language="fr" number:country="FR">€</number:currency-symbol></number:currency-style>
<number:date-style style:name="Date"><number:day number:style="long"/><number:text>/</number:text><number:month
 number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:family="table-cell" style:name="Montant" style:data-style-name="Euros"/>
<style:style style:family="table-cell" style:name="Jour" style:data-style-name="Date"/>
<style:style style:family="table-cell" style:name="Texte"><style:table-cell-properties
 fo:wrap-option="wrap"/></style:style>
<style:style style:family="table-cell" style:name="Titre"><style:table-cell-properties fo:wrap-option="wrap"
 fo:background-color="#e8eef2"/><style:text-properties fo:font-weight="bold"/></style:style>
)" + columns +
         "</office:automatic-styles><office:body><office:spreadsheet>\n" + tables +
         "</office:spreadsheet></office:body></office:document-content>\n";
}

std::string Styles(const Book& book) {
  return std::string(kHead) + "<office:document-styles" + std::string(kSpaces) +
         R"(><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language=")" +
         Xml(book.language.substr(0, 2)) + "\" fo:country=\"" +
         Xml(book.language.size() > 3 ? book.language.substr(3) : "none") +
         R"("/></style:default-style></office:styles><office:automatic-styles><style:page-layout style:name="Page">
<style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape"
 style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="Default" style:page-layout-name="Page"/></office:master-styles>
</office:document-styles>
)";
}

std::string Meta(const Book& book) {
  const core::Day day = std::chrono::floor<std::chrono::days>(book.made_at);
  const std::chrono::hh_mm_ss time(book.made_at - day);
  std::array<char, 32> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  const std::string date = core::IsoDay(day) + clock.data();
  return std::string(kHead) + R"(<office:document-meta
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>
<dc:title>)" +
         Xml(book.title) + "</dc:title><meta:creation-date>" + date + "</meta:creation-date><dc:date>" +
         date + "</dc:date><dc:language>" + Xml(book.language) +
         "</dc:language></office:meta></office:document-meta>\n";
}

constexpr std::string_view kManifest = R"(<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>
)";

}  // namespace

std::string Ods(const Book& book) {
  return archive::Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
                       {"META-INF/manifest.xml", std::string(kHead) + std::string(kManifest)},
                       {"meta.xml", Meta(book)},
                       {"styles.xml", Styles(book)},
                       {"content.xml", Content(book)}});
}

}  // namespace sheet
