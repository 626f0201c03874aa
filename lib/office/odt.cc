#include <utility>

#include "lib/document/qr.h"
#include "lib/office/parts.h"

namespace office {
namespace {

using namespace std::string_literals;

constexpr std::string_view kSpaces = R"(
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3")";

// A paragraph style: its name, what it is built on, its outline level (0: none), properties of the paragraph
// and of the text.
std::string Style(const std::string& name, int level, const std::string& paragraph, const std::string& text) {
  return "<style:style style:family=\"paragraph\" style:name=\"" + name + "\"" +
         (name == "Standard" ? "" : " style:parent-style-name=\"Standard\"") +
         (level ? " style:next-style-name=\"Standard\" style:default-outline-level=\"" +
                      std::to_string(level) + "\""
                : "") +
         "><style:paragraph-properties " + paragraph + "/><style:text-properties " + text +
         "/></style:style>\n";
}

std::string Levels(bool numbered) {
  const std::string place =
      "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
      "<style:list-level-label-alignment text:label-followed-by=\"listtab\" fo:margin-left=\"0.7cm\" "
      "fo:text-indent=\"-0.7cm\"/></style:list-level-properties>";
  return numbered ? "<text:list-style style:name=\"Numeros\"><text:list-level-style-number text:level=\"1\" "
                    "style:num-format=\"1\" style:num-suffix=\".\">" +
                        place + "</text:list-level-style-number></text:list-style>\n"
                  : "<text:list-style style:name=\"Puces\"><text:list-level-style-bullet text:level=\"1\" "
                    "text:bullet-char=\"•\">" +
                        place + "</text:list-level-style-bullet></text:list-style>\n";
}

std::string Styles(const document::PdfDocument& document) {
  const auto& palette = document.palette;
  const std::string heading = "fo:keep-with-next=\"always\" ";
  std::string language = document.language.substr(0, 2), country = document.language.substr(3);
  return Fill(
      R"(<office:document-styles{spaces}><office:font-face-decls>
<style:font-face style:name="Texte" svg:font-family="'Open Sans', 'Liberation Sans', Arial, sans-serif"/>
</office:font-face-decls><office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Texte" fo:font-size="11pt"
 fo:language="{language}" fo:country="{country}" fo:color="{ink}"/></style:default-style>
{styles}</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties
 fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.2cm" fo:margin-bottom="1.5cm" fo:margin-left="2.2cm"
 fo:margin-right="2.2cm"/><style:footer-style><style:header-footer-properties fo:min-height="1cm"
 fo:margin-top="0.5cm"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer><text:p
 text:style-name="Petit">{footer}<text:tab/>page <text:page-number text:select-page="current">1</text:page-number> sur
 <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
</office:document-styles>
)",
      {{"spaces", std::string(kSpaces)},
       {"language", language},
       {"country", country},
       {"ink", palette.ink},
       {"footer", XmlLine(document.footer)},
       {"styles",
        Style("Standard", 0, "fo:margin-bottom=\"0.2cm\" fo:line-height=\"118%\"", "") +
            Style("Titre", 1, heading + "fo:margin-bottom=\"0.5cm\" fo:line-height=\"110%\"",
                  "fo:font-size=\"20pt\" fo:font-weight=\"bold\"") +
            Style("Titre2", 2, heading + "fo:margin-top=\"0.5cm\" fo:margin-bottom=\"0.2cm\"",
                  "fo:font-size=\"15pt\" fo:font-weight=\"bold\" fo:color=\"" + palette.strong + "\"") +
            Style("Titre3", 3, heading + "fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.1cm\"",
                  "fo:font-size=\"12pt\" fo:font-weight=\"bold\"") +
            Style("Chapeau", 0, "fo:margin-bottom=\"0.5cm\"",
                  "fo:font-size=\"13pt\" fo:color=\"" + palette.ink_soft + "\"") +
            Style("Encart", 0,
                  "fo:padding=\"0.3cm\" fo:border-left=\"3pt solid " + palette.action +
                      "\" fo:background-color=\"" + palette.calm + "\"",
                  "") +
            Style("Petit", 0, "", "fo:font-size=\"9pt\" fo:color=\"" + palette.ink_soft + "\"") +
            Style("Cellule", 0, "fo:margin-bottom=\"0cm\"", "fo:font-size=\"10pt\"") +
            Style("Nombre", 0, "fo:margin-bottom=\"0cm\" fo:text-align=\"end\"", "fo:font-size=\"10pt\"") +
            Style("Entete", 0, "fo:margin-bottom=\"0cm\"", "fo:font-size=\"10pt\" fo:font-weight=\"bold\"") +
            Levels(false) + Levels(true)}});
}

// The body of the document, block after block.
class Writer {
 public:
  explicit Writer(const document::PdfDocument& document) : palette_(document.palette) {
    body_ = "<text:h text:style-name=\"Titre\" text:outline-level=\"1\">" + XmlLine(document.title) +
            "</text:h>\n";
    for (const auto& block : document.blocks) std::visit(*this, block);
  }

  std::string Content() const {
    return Fill(R"(<office:document-content{spaces}><office:automatic-styles>
<style:style style:name="Fort" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Accent" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Lien" style:family="text"><style:text-properties fo:color="{action}"
 style:text-underline-style="solid"/></style:style>
<style:style style:name="Saut" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
 fo:break-before="page"/></style:style>
<style:style style:name="Grille" style:family="table"><style:table-properties style:width="166mm"
 fo:margin-bottom="0.4cm" table:align="margins"/></style:style>
<style:style style:name="Case" style:family="table-cell"><style:table-cell-properties fo:padding="0.15cm"
 fo:border="0.5pt solid {rule}"/></style:style>
<style:style style:name="Image" style:family="graphic"><style:graphic-properties style:wrap="none"/></style:style>
{styles}</office:automatic-styles><office:body><office:text>
{body}</office:text></office:body></office:document-content>
)",
                {{"spaces", std::string(kSpaces)},
                 {"action", palette_.action},
                 {"rule", palette_.rule},
                 {"styles", styles_},
                 {"body", body_}});
  }
  std::vector<Part> TakePictures() { return std::move(pictures_); }

  void operator()(const document::Heading& heading) {
    const std::string level = std::to_string(heading.level);
    body_ += "<text:h text:style-name=\"Titre" + level + "\" text:outline-level=\"" + level + "\">" +
             Spans(heading.text) + "</text:h>\n";
  }
  void operator()(const document::Paragraph& paragraph) {
    static constexpr const char* kNames[] = {"Standard", "Chapeau", "Petit", "Encart"};
    Put(kNames[static_cast<int>(paragraph.look)], paragraph.text);
  }
  void operator()(const document::List& list) {
    body_ += "<text:list text:style-name=\""s + (list.numbered ? "Numeros" : "Puces") + "\">\n";
    for (const auto& item : list.items) {
      body_ += "<text:list-item>";
      Put("Standard", item);
      body_ += "</text:list-item>\n";
    }
    body_ += "</text:list>\n";
  }
  void operator()(const document::Definitions& definitions) {
    for (const auto& row : definitions.rows)
      body_ += "<text:p text:style-name=\"Standard\"><text:span text:style-name=\"Fort\">" +
               XmlLine(row.label) + "</text:span> " + Spans(row.value) + "</text:p>\n";
  }
  void operator()(const document::Table& table) {
    const std::string name = "Tableau" + std::to_string(++tables_);
    double sum = 0;
    for (const auto& column : table.columns) sum += column.share;
    if (!table.caption.empty()) Put("Entete", table.caption);
    body_ += "<table:table table:name=\"" + name + "\" table:style-name=\"Grille\">\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string column = name + "." + std::to_string(i + 1);
      const auto width = std::to_string(static_cast<int>(166 * table.columns[i].share / sum));
      styles_ += "<style:style style:name=\"" + column + "\" style:family=\"table-column\">" +
                 "<style:table-column-properties style:column-width=\"" + width + "mm\"/></style:style>\n";
      body_ += "<table:table-column table:style-name=\"" + column + "\"/>\n";
    }
    body_ += "<table:table-header-rows><table:table-row>\n";
    for (const auto& column : table.columns) Cell("Entete", column.title);
    body_ += "</table:table-row></table:table-header-rows>\n";
    for (const auto& row : table.rows) {
      body_ += "<table:table-row>\n";
      for (std::size_t i = 0; i < row.size(); ++i)
        Cell(i == 0 && table.row_headers ? "Entete" : table.columns[i].number ? "Nombre" : "Cellule", row[i]);
      body_ += "</table:table-row>\n";
    }
    body_ += "</table:table>\n";
  }
  void operator()(const document::Picture& picture) {
    const auto placed = PlaceOf(picture);
    Frame(picture.image.bytes, placed.extension, placed.width_mm, placed.height_mm, picture.alternative);
  }
  void operator()(const document::QrBlock& block) {
    Frame(document::QrPng(block.content), "png", block.size_mm, block.size_mm, block.alternative);
    if (!block.beside.spans.empty()) Put("Standard", block.beside);
  }
  void operator()(const document::Signatures& signatures) { (*this)(TableOf(signatures)); }
  void operator()(const document::PageBreak&) { body_ += "<text:p text:style-name=\"Saut\"/>\n"; }

 private:
  void Put(const std::string& style, const document::Text& text) {
    body_ += "<text:p text:style-name=\"" + style + "\">" + Spans(text) + "</text:p>\n";
  }
  void Cell(const std::string& style, const document::Text& text) {
    body_ += "<table:table-cell table:style-name=\"Case\" office:value-type=\"string\">";
    Put(style, text);
    body_ += "</table:table-cell>\n";
  }
  static std::string Spans(const document::Text& text) {
    std::string out;
    for (const auto& span : text.spans) {
      std::string words;
      for (const char c : Xml(span.text)) words += c == '\n' ? "<text:line-break/>" : std::string(1, c);
      if (span.strong) words = "<text:span text:style-name=\"Fort\">" + words + "</text:span>";
      if (span.emphasis) words = "<text:span text:style-name=\"Accent\">" + words + "</text:span>";
      if (!span.link.empty())
        words = "<text:a xlink:type=\"simple\" xlink:href=\"" + Xml(span.link) +
                "\"><text:span text:style-name=\"Lien\">" + words + "</text:span></text:a>";
      out += words;
    }
    return out;
  }
  void Frame(const std::string& bytes, const std::string& ending, double width, double height,
             const std::string& alternative) {
    const std::string name = "Pictures/" + std::to_string(pictures_.size() + 1) + "." + ending;
    body_ += Fill(R"(<text:p text:style-name="Standard"><draw:frame draw:style-name="Image" draw:name="{name}"
 text:anchor-type="as-char" svg:width="{width}mm" svg:height="{height}mm"><draw:image xlink:href="{name}"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:title>{title}</svg:title></draw:frame></text:p>
)",
                  {{"name", name},
                   {"width", std::to_string(width)},
                   {"height", std::to_string(height)},
                   {"title", XmlLine(alternative)}});
    pictures_.push_back({name, bytes, true});
  }

  const document::Palette& palette_;
  std::string body_, styles_;
  std::vector<Part> pictures_;
  int tables_ = 0;
};

}  // namespace

std::string WriteOdt(const document::PdfDocument& document) {
  Writer writer(document);
  std::string content = writer.Content();
  return archive::Zip(OdfParts(document, "application/vnd.oasis.opendocument.text", std::move(content),
                               Styles(document), writer.TakePictures()));
}

}  // namespace office
