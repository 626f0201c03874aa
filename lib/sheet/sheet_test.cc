#include "lib/sheet/sheet.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lib/archive/archive.h"

namespace sheet {
namespace {

using core::ParseDay;

Book Example() {
  Book book;
  book.title = "Essai <de> tout & plus";
  book.made_at = ParseDay("2026-11-24").value() + std::chrono::hours{9};
  book.tables = {
      {"Dû [2026]",
       {"Collectivité", "Agents", "Dû", "Échéance"},
       {{"Saint-Élan ; « La \"Rive\" »", std::int64_t{12}, Money{123'450}, ParseDay("2028-02-29").value()},
        {"=1+1", std::int64_t{-3}, Money{-5}, std::monostate{}},
        {"deux\nlignes,  deux espaces", std::int64_t{0}, Money{0}, ParseDay("2026-01-01").value()}},
       true},
      {"Dû 2026", {"Rien"}, {}}};
  return book;
}

std::vector<std::vector<std::string>> Cells(const core::Result<std::vector<Row>>& rows) {
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows.value()) cells.push_back(row.cells);
  return cells;
}

std::string CodeOf(std::string_view file) {
  const auto read = Read(file);
  return read ? "read" : read.error().code;
}

std::string Part(const std::string& file, const std::string& name) {
  return archive::UnzipOne(file, name, 1 << 20).value_or("no " + name);
}
bool Says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// An ODS file that is only this sheet.
std::string OdsOf(const std::string& rows, const std::string& before = "") {
  return archive::Zip(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
       {"content.xml",
        before +
            "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
            "xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
            "xmlns:x=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><o:body><o:spreadsheet><t:table>" +
            rows +
            "</t:table><t:table><t:table-row><t:table-cell><x:p>second</x:p></t:table-cell></t:table-row>"
            "</t:table></o:spreadsheet></o:body></o:document-content>"}});
}
std::string CellOf(const std::string& text, const std::string& attributes = "") {
  return "<t:table-cell " + attributes + "><x:p>" + text + "</x:p></t:table-cell>";
}

TEST(Sheet, WhatIsWrittenIsReadAgain) {
  const std::vector<std::vector<std::string>> ods{
      {"Collectivité", "Agents", "Dû", "Échéance"},
      {"Saint-Élan ; « La \"Rive\" »", "12", "1234.50", "2028-02-29"},
      {"=1+1", "-3", "-0.05"},
      {"deux\nlignes,  deux espaces", "0", "0.00", "2026-01-01"}};
  EXPECT_EQ(Cells(Read(Ods(Example()))), ods);
  auto csv = ods;
  csv[1][2] = "1234,50";
  csv[2] = {"=1+1", "-3", "-0,05", ""};
  csv[3][2] = "0,00";
  EXPECT_EQ(Cells(Read(Csv(Example().tables[0]))), csv);
}

TEST(Sheet, TheSameBookGivesTheSameBytesOnAnyDay) {
  EXPECT_EQ(Ods(Example()), Ods(Example()));
  EXPECT_EQ(Csv(Example().tables[0]), Csv(Example().tables[0]));
  const auto first = Xlsx(Example());
  ASSERT_EQ(::setenv("TZ", "Pacific/Auckland", 1), 0);
  ::tzset();
  EXPECT_EQ(Xlsx(Example()), first);
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_TRUE(Says(Part(first, "docProps/core.xml"), "2026-11-24T09:00:00Z"));
}

TEST(Sheet, NoCellIsEverComputed) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1"}) {
    const Table table{"x", {"a"}, {{std::string(text)}, {std::string("b")}}};
    const auto csv = Csv(table);
    EXPECT_TRUE(Says(csv, "'" + std::string(text))) << csv;
    EXPECT_EQ(Cells(Read(csv))[1][0], text);
    const Book book{.title = "x", .tables = {table}};
    EXPECT_FALSE(Says(Part(Ods(book), "content.xml"), "table:formula"));
    EXPECT_FALSE(Says(Part(Xlsx(book), "xl/worksheets/sheet1.xml"), "<f>"));
  }
  const auto numbers = Csv({"x", {"a"}, {{std::int64_t{-3}}, {Money{-5}}}});
  EXPECT_FALSE(Says(numbers, "'")) << "a number is no text";
}

TEST(Sheet, AnOpenDocumentBeginsWithItsTypeAndRepeatsItsTitles) {
  const auto ods = Ods(Example());
  EXPECT_EQ(ods.substr(30, 54), "mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
  const auto content = Part(ods, "content.xml");
  EXPECT_TRUE(Says(content, "<table:table-header-rows>"));
  EXPECT_TRUE(Says(content,
                   "office:currency=\"EUR\" office:value=\"1234.50\"><text:p>1\u202f234,50\u00a0€</text:p>"));
  EXPECT_TRUE(Says(content, "office:date-value=\"2028-02-29\"><text:p>29/02/2028</text:p>"));
  EXPECT_TRUE(Says(Part(ods, "meta.xml"), "<dc:title>Essai &lt;de&gt; tout &amp; plus</dc:title>"));
}

TEST(Sheet, AWorkbookHasItsChartItsTitlesAndTwoNames) {
  const auto xlsx = Xlsx(Example());
  const auto book = Part(xlsx, "xl/workbook.xml");
  EXPECT_TRUE(Says(book, "name=\"Dû 2026\""));
  EXPECT_TRUE(Says(book, "name=\"Dû 2026 2\"")) << "two sheets never bear one name";
  EXPECT_TRUE(Says(book, "_xlnm.Print_Titles"));
  const auto chart = Part(xlsx, "xl/charts/chart1.xml");
  EXPECT_TRUE(Says(chart, "'Dû 2026'!$B$2:$B$4")) << chart;
  EXPECT_FALSE(Says(chart, "$C$2")) << "amounts and days are no bars";
  EXPECT_TRUE(Says(Part(xlsx, "xl/drawings/drawing1.xml"), "descr=\"Dû [2026]\""));
  auto none = Example();
  none.tables[0].chart = false;
  EXPECT_EQ(Part(Xlsx(none), "xl/charts/chart1.xml"), "no xl/charts/chart1.xml");
}

TEST(Sheet, LeavesOutWhatXmlMayNotHold) {
  const Book book{.title = "a\x01", .tables = {{"\x02", {"b\x0b"}, {{std::string("c\0\xef\xbf\xbf d", 7)}}}}};
  EXPECT_EQ(Cells(Read(Ods(book))), (std::vector<std::vector<std::string>>{{"b"}, {"c d"}}));
  EXPECT_TRUE(Says(Part(Xlsx(book), "xl/workbook.xml"), "name=\"Feuille\""));
}

TEST(Sheet, ReadsCommasAsSemicolonsWithTheLineOfEachRow) {
  const auto rows = Read(
                        "\xef\xbb\xbf"
                        "a,b\r\n\"x, y\",\"l1\nl2\"\r\n , \r\nz\r\n")
                        .value();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].cells, (std::vector<std::string>{"x, y", "l1\nl2"}));
  EXPECT_EQ(rows[2].line, 5u);
}

TEST(Sheet, ReadsOnlyTheFirstSheetWithoutCommentsAndWithItsRepetitions) {
  const auto rows =
      Read(OdsOf("<t:table-header-rows><t:table-row>" + CellOf("a") +
                 "</t:table-row></t:table-header-rows>"
                 "<t:table-row t:number-rows-repeated=\"1000000\"><t:table-cell "
                 "t:number-columns-repeated=\"16384\"/></t:table-row>"
                 "<t:table-row t:number-rows-repeated=\"2\"><t:table-cell t:number-columns-repeated=\"2\"/>"
                 "<t:table-cell><o:annotation><x:p>note</x:p></o:annotation><x:p>b<x:s "
                 "x:c=\"2\"/>c<x:span>d</x:span></x:p>"
                 "<x:p>e</x:p></t:table-cell>"
                 "<t:covered-table-cell/>" +
                 CellOf("2,1E+13", "o:value-type=\"float\" o:value=\"21000000000017\"") +
                 "<t:table-cell t:number-columns-repeated=\"16000\"/></t:table-row>"));
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_EQ((*rows)[1].cells, (std::vector<std::string>{"", "", "b  cd\ne", "", "21000000000017"}));
  EXPECT_EQ((*rows)[1].line, 1'000'002u);
  EXPECT_EQ((*rows)[2].line, 1'000'003u);
}

TEST(Sheet, RefusesWhatIsNoTable) {
  EXPECT_EQ(CodeOf("a;\"b"), "sheet.quote");
  EXPECT_EQ(CodeOf("a;\""), "sheet.quote");
  EXPECT_EQ(CodeOf("a;\xe9"), "sheet.encoding");
  EXPECT_EQ(CodeOf(std::string("\xff\xfe"
                               "a\0",
                               4)),
            "sheet.encoding");
  EXPECT_EQ(CodeOf(std::string("a\0b", 3)), "sheet.unknown");
  EXPECT_EQ(CodeOf("%PDF-1.7"), "sheet.unknown");
  EXPECT_EQ(CodeOf(Xlsx(Example())), "sheet.unknown");
  EXPECT_EQ(CodeOf("PK\3\4 and so on"), "sheet.unknown");
  EXPECT_EQ(CodeOf(Ods(Example()).substr(0, 2000)), "sheet.unknown");
  EXPECT_EQ(CodeOf(OdsOf("<t:table-row><t:table-cell>")), "sheet.unknown");
  EXPECT_EQ(CodeOf(""), "read");
}

TEST(Sheet, RefusesADocumentTypeWhereEntitiesCouldBeDeclared) {
  const auto row = "<t:table-row>" + CellOf("a&e;") + "</t:table-row>";
  EXPECT_EQ(CodeOf(OdsOf(row, "<!DOCTYPE o:x [<!ENTITY e \"b\">]>")), "sheet.unknown");
  EXPECT_EQ(CodeOf(OdsOf(row, "<!DOCTYPE o:x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")),
            "sheet.unknown");
}

TEST(Sheet, RefusesWhatIsTooLargeBeforeItIsInMemory) {
  std::string wide, lines;
  for (int i = 0; i < 100; ++i) wide += ";";
  EXPECT_EQ(CodeOf(wide.substr(1) + "a"), "read");
  EXPECT_EQ(CodeOf(wide + "a"), "sheet.too_large");
  for (int i = 0; i < 20'000; ++i) lines += "a\n";
  EXPECT_EQ(CodeOf(lines), "read");
  EXPECT_EQ(CodeOf(lines + "a"), "sheet.too_large");
  EXPECT_EQ(CodeOf(std::string(33 << 20, 'a')), "sheet.too_large");
  const auto repeated = [](const std::string& rows, const std::string& columns) {
    return OdsOf("<t:table-row t:number-rows-repeated=\"" + rows + "\">" +
                 CellOf(std::string(100, 'a'), "t:number-columns-repeated=\"" + columns + "\"") +
                 "</t:table-row>");
  };
  EXPECT_EQ(CodeOf(repeated("1", "100")), "read");
  EXPECT_EQ(CodeOf(repeated("1", "101")), "sheet.too_large");
  EXPECT_EQ(CodeOf(repeated("20001", "1")), "sheet.too_large");
  EXPECT_EQ(CodeOf(repeated("18446744073709551615", "1")), "sheet.too_large");
  EXPECT_EQ(CodeOf(repeated("20000", "100")), "sheet.too_large") << "its texts together";
  EXPECT_EQ(CodeOf(OdsOf(std::string(33 << 20, ' '))), "sheet.too_large");
}

// What the programs of the CDG's people make of it.
TEST(Sheet, LibreOfficeOpensBothWithTheirCells) {
  if (std::system("command -v soffice > /dev/null") != 0) GTEST_SKIP() << "no LibreOffice here";
  std::string folder = (std::filesystem::temp_directory_path() / "vigie-sheet-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/one.ods", std::ios::binary) << Ods(Example());
  std::ofstream(folder + "/two.xlsx", std::ios::binary) << Xlsx(Example());
  const std::string command =
      "cd " + folder + " && soffice --headless -env:UserInstallation=file://" + folder +
      "/profile --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,false,false' "
      "one.ods two.xlsx > /dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const char* name : {"/one.csv", "/two.csv"}) {
    std::ifstream in(folder + name);
    const std::string csv(std::istreambuf_iterator<char>(in), {});
    EXPECT_TRUE(Says(csv, "\"Saint-Élan ; « La \"\"Rive\"\" »\";\"12\";\"1234.5\";")) << csv;
    EXPECT_TRUE(Says(csv, "29/02/2028") || Says(csv, "02/29/2028")) << csv;
    EXPECT_TRUE(Says(csv, "\n\"=1+1\";\"-3\";\"-0.05\";")) << csv;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sheet
