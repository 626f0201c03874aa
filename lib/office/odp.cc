#include <utility>

#include "lib/document/qr.h"
#include "lib/office/parts.h"

namespace office {
namespace {

constexpr std::string_view kSpaces = R"(
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3")";

// 33,867 x 19,05 cm, as in Office's 16:9. Positions in millimetres are those of the PPTX.
std::string Styles(const document::PdfDocument& document) {
  return Fill(R"(<office:document-styles{spaces}><office:font-face-decls>
<style:font-face style:name="Texte" svg:font-family="'Open Sans', 'Liberation Sans', Arial, sans-serif"/>
</office:font-face-decls><office:styles><style:default-style style:family="graphic"><style:text-properties
 style:font-name="Texte" fo:language="{language}" fo:country="{country}" fo:color="{ink}"/></style:default-style>
<style:presentation-page-layout style:name="Mise"><presentation:placeholder presentation:object="title"
 svg:x="18mm" svg:y="12mm" svg:width="300mm" svg:height="28mm"/><presentation:placeholder
 presentation:object="outline" svg:x="18mm" svg:y="46mm" svg:width="300mm" svg:height="128mm"/>
</style:presentation-page-layout>
<style:style style:name="Modele-title" style:family="presentation"><style:graphic-properties draw:stroke="none"
 draw:fill="none" draw:textarea-vertical-align="middle"/><style:text-properties fo:font-size="34pt"
 fo:font-weight="bold" fo:color="{strong}"/></style:style>
<style:style style:name="Modele-outline1" style:family="presentation"><style:graphic-properties draw:stroke="none"
 draw:fill="none"/><style:text-properties fo:font-size="24pt" fo:color="{ink}"/></style:style>
</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties
 fo:page-width="338.67mm" fo:page-height="190.5mm" style:print-orientation="landscape" fo:margin-top="0cm"
 fo:margin-bottom="0cm" fo:margin-left="0cm" fo:margin-right="0cm"/></style:page-layout>
<style:page-layout style:name="Notes"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
</style:page-layout><style:style style:name="Fond" style:family="drawing-page"><style:drawing-page-properties
 draw:background-size="border" draw:fill="solid" draw:fill-color="#ffffff"/></style:style>
<style:style style:name="Bande" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="solid"
 draw:fill-color="{accent}"/></style:style></office:automatic-styles><office:master-styles>
<style:master-page style:name="Modele" style:page-layout-name="Page" draw:style-name="Fond"><draw:rect
 draw:style-name="Bande" draw:layer="backgroundobjects" svg:x="0mm" svg:y="0mm" svg:width="6mm" svg:height="190.5mm"/>
<presentation:notes style:page-layout-name="Notes"/></style:master-page></office:master-styles>
</office:document-styles>
)",
              {{"spaces", std::string(kSpaces)},
               {"language", document.language.substr(0, 2)},
               {"country", document.language.substr(3)},
               {"ink", document.palette.ink},
               {"strong", document.palette.strong},
               {"accent", document.palette.accent}});
}

std::string Spans(const document::Text& text) {
  std::string out;
  for (const auto& span : text.spans) {
    std::string words;
    for (const char c : Xml(span.text)) words += c == '\n' ? "<text:line-break/>" : std::string(1, c);
    if (span.strong) words = "<text:span text:style-name=\"Fort\">" + words + "</text:span>";
    if (!span.link.empty())
      words = "<text:a xlink:type=\"simple\" xlink:href=\"" + Xml(span.link) + "\">" + words + "</text:a>";
    out += words;
  }
  return out;
}

std::string Lines(const Slide& slide) {
  std::string out;
  bool open = false;
  const auto size = "<text:p text:style-name=\"Lignes" + std::to_string(SizeOf(slide)) + "\">";
  for (const auto& line : slide.lines) {
    if (line.bullet != open)
      out += line.bullet ? "<text:list text:style-name=\"Puces\">\n" : "</text:list>\n";
    open = line.bullet;
    const std::string paragraph = size + Spans(line.text) + "</text:p>";
    out += open ? "<text:list-item>" + paragraph + "</text:list-item>\n" : paragraph + "\n";
  }
  return out + (open ? "</text:list>\n" : "");
}

std::string Page(const Slide& slide, std::size_t number, std::vector<Part>& pictures) {
  std::string picture, notes;
  if (!slide.code.empty()) {
    const std::string name = "Pictures/" + std::to_string(pictures.size() + 1) + ".png";
    pictures.push_back({name, document::QrPng(slide.code), true});
    picture =
        Fill(R"(<draw:frame draw:name="Code QR" svg:x="240mm" svg:y="70mm" svg:width="78mm" svg:height="78mm">
<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>
<svg:title>{text}</svg:title></draw:frame>
)",
             {{"name", name}, {"text", XmlLine(slide.code_alternative)}});
  }
  for (const auto& note : slide.notes)
    notes += "<text:p text:style-name=\"Notes\">" + Spans(note) + "</text:p>";
  return Fill(R"(<draw:page draw:name="Diapositive {number}" draw:master-page-name="Modele"
 presentation:presentation-page-layout-name="Mise"><draw:frame presentation:style-name="Titre"
 draw:layer="layout" svg:x="18mm" svg:y="12mm" svg:width="300mm" svg:height="28mm" presentation:class="title"><draw:text-box>
<text:p>{title}</text:p></draw:text-box></draw:frame><draw:frame presentation:style-name="Texte"
 draw:layer="layout" svg:x="18mm" svg:y="46mm" svg:width="{width}mm" svg:height="128mm" presentation:class="outline">
<draw:text-box>{lines}</draw:text-box></draw:frame>{picture}<presentation:notes><draw:page-thumbnail
 draw:layer="layout" svg:x="30mm" svg:y="20mm" svg:width="150mm" svg:height="84mm" draw:page-number="{number}"
 presentation:class="page"/><draw:frame presentation:style-name="Commentaires" draw:layer="layout" svg:x="20mm"
 svg:y="120mm" svg:width="170mm" svg:height="150mm" presentation:class="notes"><draw:text-box>{notes}</draw:text-box>
</draw:frame></presentation:notes></draw:page>
)",
              {{"number", std::to_string(number)},
               {"title", XmlLine(slide.title)},
               {"width", slide.code.empty() ? "300" : "210"},
               {"lines", Lines(slide)},
               {"picture", picture},
               {"notes", notes}});
}

}  // namespace

std::string WriteOdp(const document::PdfDocument& document) {
  std::vector<Part> pictures;
  std::string pages, sizes;
  std::size_t number = 0;
  for (const Slide& slide : SlidesOf(document)) pages += Page(slide, ++number, pictures);
  for (int size = 12; size <= 32; size += 2)
    sizes += "<style:style style:name=\"Lignes" + std::to_string(size) +
             "\" style:family=\"paragraph\"><style:paragraph-properties fo:margin-bottom=\"0.3cm\"/>" +
             "<style:text-properties fo:font-size=\"" + std::to_string(size) + "pt\"/></style:style>\n";
  std::string content = Fill(R"(<office:document-content{spaces}><office:automatic-styles>
<style:style style:name="Titre" style:family="presentation" style:parent-style-name="Modele-title"/>
<style:style style:name="Texte" style:family="presentation" style:parent-style-name="Modele-outline1"/>
<style:style style:name="Commentaires" style:family="presentation"/>
<style:style style:name="Notes" style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="Fort" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="0cm" text:min-label-width="0.9cm"/></text:list-level-style-bullet>
</text:list-style>
{sizes}</office:automatic-styles><office:body><office:presentation>
{pages}</office:presentation></office:body></office:document-content>
)",
                             {{"spaces", std::string(kSpaces)}, {"sizes", sizes}, {"pages", pages}});
  return archive::Zip(OdfParts(document, "application/vnd.oasis.opendocument.presentation",
                               std::move(content), Styles(document), std::move(pictures)));
}

}  // namespace office
