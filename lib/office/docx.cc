#include <algorithm>
#include <utility>

#include "lib/document/qr.h"
#include "lib/office/parts.h"

namespace office {
namespace {

constexpr std::string_view kSpaces = R"(
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture")";
constexpr std::string_view kWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

// A style of paragraph. `size` in half points.
std::string Style(const std::string& id, const std::string& name, const std::string& paragraph, int size,
                  const std::string& text, bool heading = false) {
  return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"" +
         (id == "Normal" ? " w:default=\"1\"" : "") + "><w:name w:val=\"" + name + "\"/>" +
         (id == "Normal" ? "" : "<w:basedOn w:val=\"Normal\"/>") +
         (heading ? "<w:next w:val=\"Normal\"/>" : "") + "<w:qFormat/><w:pPr>" +
         (heading ? "<w:keepNext/>" : "") + paragraph + "</w:pPr><w:rPr>" + text + "<w:sz w:val=\"" +
         std::to_string(size) + "\"/></w:rPr></w:style>\n";
}

std::string Spacing(int before, int after, int line = 300) {  // twentieths of a point; line: 240 is single
  return "<w:spacing w:before=\"" + std::to_string(before) + "\" w:after=\"" + std::to_string(after) +
         "\" w:line=\"" + std::to_string(line) + "\" w:lineRule=\"auto\"/>";
}

std::string Styles(const document::PdfDocument& document) {
  const auto& palette = document.palette;
  const auto colour = [](const std::string& text) { return "<w:color w:val=\"" + ColourOf(text) + "\"/>"; };
  const auto level = [](int n) { return "<w:outlineLvl w:val=\"" + std::to_string(n - 1) + "\"/>"; };
  const std::string notice = "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"" +
                             ColourOf(palette.action) +
                             "\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" "
                             "w:fill=\"" +
                             ColourOf(palette.calm) + "\"/>";
  return Fill(
      R"(<w:styles{spaces}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{ink}<w:sz w:val="22"/><w:lang w:val="{language}"/>
</w:rPr></w:rPrDefault></w:docDefaults>
{styles}<w:style w:type="table" w:styleId="Tableau"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>
{borders}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style></w:styles>
)",
      {{"spaces", std::string(kSpaces)},
       {"ink", colour(palette.ink)},
       {"language", XmlLine(document.language)},
       {"styles", Style("Normal", "Normal", Spacing(0, 140), 22, "") +
                      Style("Titre1", "heading 1", Spacing(0, 280, 260) + level(1), 44, "<w:b/>", true) +
                      Style("Titre2", "heading 2", Spacing(400, 110) + level(2), 30,
                            "<w:b/>" + colour(palette.strong), true) +
                      Style("Titre3", "heading 3", Spacing(220, 60) + level(3), 24, "<w:b/>", true) +
                      Style("Chapeau", "Chapeau", Spacing(0, 280), 26, colour(palette.ink_soft)) +
                      Style("Encart", "Encart", notice + Spacing(120, 200), 22, "") +
                      Style("Petit", "Petit", "", 18, colour(palette.ink_soft)) +
                      Style("Cellule", "Cellule", Spacing(40, 40), 20, "") +
                      Style("Entete", "Entête", Spacing(40, 40), 20, "<w:b/>")},
       {"borders", [&] {
          std::string out;
          for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
            out += std::string("<w:") + side + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"" +
                   ColourOf(palette.rule) + "\"/>";
          return out;
        }()}});
}

// The body, and what it refers to.
class Writer {
 public:
  explicit Writer(const document::PdfDocument& document) : palette_(document.palette) {
    Put("Titre1", document.title);
    for (const auto& block : document.blocks) std::visit(*this, block);
  }

  std::string Body() const {
    return Fill(R"(<w:document{spaces}><w:body>
{body}<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="600" w:footer="600" w:gutter="0"/>
</w:sectPr></w:body></w:document>
)",
                {{"spaces", std::string(kSpaces)}, {"body", body_}});
  }

  // Every list counts from 1: each has a numbering of its own.
  std::string Numbering() const {
    constexpr std::string_view kLevel =
        R"(<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="400"
 w:hanging="400"/></w:pPr></w:lvl></w:abstractNum>
)";
    std::string out = Fill(kLevel, {{"id", "0"}, {"format", "bullet"}, {"text", "•"}}) +
                      Fill(kLevel, {{"id", "1"}, {"format", "decimal"}, {"text", "%1."}});
    for (std::size_t i = 0; i < lists_.size(); ++i)
      out += "<w:num w:numId=\"" + std::to_string(i + 1) + "\"><w:abstractNumId w:val=\"" +
             (lists_[i] ? "1" : "0") +
             "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\n";
    return "<w:numbering" + std::string(kSpaces) + ">" + out + "</w:numbering>\n";
  }

  std::string Relations() const {
    std::string out =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n";
    int id = 0;
    for (const char* part : {"styles", "numbering", "footer"})
      out += "<Relationship Id=\"rId" + std::to_string(++id) + "\" Type=\"" + std::string(kRelation) + part +
             "\" Target=\"" + part + ".xml\"/>\n";
    return out + relations_ + "</Relationships>\n";
  }
  std::vector<Part> TakePictures() { return std::move(pictures_); }

  void operator()(const document::Heading& heading) {
    Put(heading.level == 2 ? "Titre2" : "Titre3", heading.text);
  }
  void operator()(const document::Paragraph& paragraph) {
    static constexpr const char* kNames[] = {"Normal", "Chapeau", "Petit", "Encart"};
    Put(kNames[static_cast<int>(paragraph.look)], paragraph.text);
  }
  void operator()(const document::List& list) {
    lists_.push_back(list.numbered);
    for (const auto& item : list.items)
      Put("Normal", item,
          "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::to_string(lists_.size()) +
              "\"/></w:numPr>");
  }
  void operator()(const document::Definitions& definitions) {
    for (const auto& row : definitions.rows) {
      document::Text text = row.value;
      text.spans.insert(text.spans.begin(), {.text = row.label + " ", .strong = true});
      Put("Normal", text);
    }
  }
  void operator()(const document::Table& table) {
    double sum = 0;
    for (const auto& column : table.columns) sum += column.share;
    if (!table.caption.empty()) Put("Entete", table.caption);
    body_ +=
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Tableau\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
        "<w:tblLook w:firstRow=\"1\" w:firstColumn=\"" +
        std::string(table.row_headers ? "1" : "0") + "\"/></w:tblPr><w:tblGrid>";
    std::vector<std::string> widths;
    for (const auto& column : table.columns) {
      widths.push_back(std::to_string(static_cast<int>(9412 * column.share / sum)));
      body_ += "<w:gridCol w:w=\"" + widths.back() + "\"/>";
    }
    body_ += "</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      Cell(widths[i], "Entete", table.columns[i].title, "");
    body_ += "</w:tr>\n";
    for (const auto& row : table.rows) {
      body_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
      for (std::size_t i = 0; i < row.size(); ++i)
        Cell(widths[i], i == 0 && table.row_headers ? "Entete" : "Cellule", row[i],
             table.columns[i].number ? "<w:jc w:val=\"right\"/>" : "");
      body_ += "</w:tr>\n";
    }
    body_ += "</w:tbl>\n";
    Put("Petit", document::Text());  // two tables that touch would become one
  }
  void operator()(const document::Picture& picture) {
    const auto placed = PlaceOf(picture);
    Frame(picture.image.bytes, placed.extension, placed.width_mm, placed.height_mm, picture.alternative);
  }
  void operator()(const document::QrBlock& block) {
    Frame(document::QrPng(block.content), "png", block.size_mm, block.size_mm, block.alternative);
    if (!block.beside.spans.empty()) Put("Normal", block.beside);
  }
  void operator()(const document::Signatures& signatures) { (*this)(TableOf(signatures)); }
  void operator()(const document::PageBreak&) { body_ += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n"; }

 private:
  void Put(const std::string& style, const document::Text& text, const std::string& more = {}) {
    body_ += "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/>" + more + "</w:pPr>" + Runs(text) + "</w:p>\n";
  }
  void Cell(const std::string& width, const std::string& style, const document::Text& text,
            const std::string& more) {
    body_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + width + "\" w:type=\"dxa\"/></w:tcPr>";
    Put(style, text, more);
    body_ += "</w:tc>";
  }
  std::string Runs(const document::Text& text) {
    std::string out;
    for (const auto& span : text.spans) {
      std::string look = std::string(span.strong ? "<w:b/>" : "") + (span.emphasis ? "<w:i/>" : "");
      if (!span.link.empty())
        look += "<w:color w:val=\"" + ColourOf(palette_.action) + "\"/><w:u w:val=\"single\"/>";
      std::string words = "<w:t xml:space=\"preserve\">";
      for (const char c : Xml(span.text))
        words += c == '\n' ? "</w:t><w:br/><w:t xml:space=\"preserve\">" : std::string(1, c);
      std::string run = "<w:r><w:rPr>" + look + "</w:rPr>" + words + "</w:t></w:r>";
      if (!span.link.empty())
        run = "<w:hyperlink r:id=\"" + Relate("hyperlink", Xml(span.link), true) + "\">" + run +
              "</w:hyperlink>";
      out += run;
    }
    return out;
  }
  std::string Relate(const std::string& type, const std::string& target, bool outside) {
    const std::string id = "rId" + std::to_string(++last_);
    relations_ += "<Relationship Id=\"" + id + "\" Type=\"" + std::string(kRelation) + type + "\" Target=\"" +
                  target + "\"" + (outside ? " TargetMode=\"External\"" : "") + "/>\n";
    return id;
  }
  void Frame(const std::string& bytes, const std::string& ending, double width, double height,
             const std::string& alternative) {
    const std::string number = std::to_string(pictures_.size() + 1), name = "media/" + number + "." + ending;
    const auto units = [](double mm) { return std::to_string(static_cast<long>(mm * 36'000)); };
    body_ += Fill(R"(<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="{number}" name="Image {number}" descr="{text}"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="{number}" name="Image {number}" descr="{text}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
)",
                  {{"cx", units(width)},
                   {"cy", units(height)},
                   {"number", number},
                   {"text", XmlLine(alternative)},
                   {"id", Relate("image", name, false)}});
    pictures_.push_back({"word/" + name, bytes, true});
  }

  const document::Palette& palette_;
  std::string body_, relations_;
  std::vector<bool> lists_;  // numbered or not
  std::vector<Part> pictures_;
  int last_ = 3;  // the relations that every document has
};

std::string Footer(const document::PdfDocument& document) {
  return Fill(
      R"(<w:ftr{spaces}><w:p><w:pPr><w:pStyle w:val="Petit"/></w:pPr><w:r><w:t xml:space="preserve">{text} – page
 </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>
)",
      {{"spaces", std::string(kSpaces)}, {"text", XmlLine(document.footer)}});
}

}  // namespace

std::string WriteDocx(const document::PdfDocument& document) {
  Writer writer(document);
  std::string types;
  for (const char* part : {"document.main", "styles", "numbering", "footer"}) {
    const std::string name = part == std::string_view("document.main") ? "document" : part;
    types += "<Override PartName=\"/word/" + name + ".xml\" ContentType=\"" + std::string(kWord) + part +
             "+xml\"/>\n";
  }
  std::vector<Part> parts = OoxmlParts(document, "word/document.xml", types);
  const std::string head(kXmlHead);
  parts.push_back({"word/document.xml", head + writer.Body(), false});
  parts.push_back({"word/styles.xml", head + Styles(document), false});
  parts.push_back({"word/numbering.xml", head + writer.Numbering(), false});
  parts.push_back({"word/footer.xml", head + Footer(document), false});
  parts.push_back({"word/_rels/document.xml.rels", head + writer.Relations(), false});
  for (Part& picture : writer.TakePictures()) parts.push_back(std::move(picture));
  return archive::Zip(parts);
}

}  // namespace office
