#include <utility>

#include "lib/document/qr.h"
#include "lib/office/pptx_frame.h"

namespace office {
namespace {

constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.presentationml.";

// The slide of one number, and what it refers to beside its layout and its notes.
struct Written {
  std::string xml;
  std::vector<Relation> relations;
};

std::string Runs(const document::Text& text, const std::string& language, Written& slide) {
  std::string out;
  for (const auto& span : text.spans) {
    std::string link;
    if (!span.link.empty()) {
      slide.relations.push_back({"hyperlink", Xml(span.link), true});
      link = "<a:hlinkClick r:id=\"rId" + std::to_string(slide.relations.size()) + "\"/>";
    }
    const std::string look = " lang=\"" + language + "\"" + (span.strong ? " b=\"1\"" : "");
    const std::string open = "<a:r><a:rPr" + look + ">" + link + "</a:rPr><a:t>";
    out += open;
    for (const char c : Xml(span.text)) out += c == '\n' ? "</a:t></a:r><a:br/>" + open : std::string(1, c);
    out += "</a:t></a:r>";
  }
  return out;
}

std::string Paragraphs(const Slide& slide, const std::string& language, Written& out) {
  std::string lines;
  for (const auto& line : slide.lines)
    lines += std::string("<a:p>") +
             (line.bullet ? "<a:pPr marL=\"342900\" indent=\"-342900\"><a:buChar char=\"•\"/></a:pPr>" : "") +
             Runs(line.text, language, out) + "</a:p>\n";
  return lines.empty() ? "<a:p><a:endParaRPr lang=\"" + language + "\"/></a:p>" : lines;
}

Written WriteSlide(const Slide& slide, const std::string& number, const std::string& language,
                   std::vector<Part>& pictures) {
  Written out{.xml = {},
              .relations = {{"slideLayout", "../slideLayouts/slideLayout1.xml"},
                            {"notesSlide", "../notesSlides/notesSlide" + number + ".xml"}}};
  std::string picture;
  if (!slide.code.empty()) {
    const std::string name = "media/code" + number + ".png";
    pictures.push_back({"ppt/" + name, document::QrPng(slide.code), true});
    out.relations.push_back({"image", "../" + name});
    picture = Fill(
        R"(<p:pic><p:nvPicPr><p:cNvPr id="4" name="Code QR" descr="{text}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>
<p:blipFill><a:blip r:embed="rId{id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>
<a:off x="8640000" y="2520000"/><a:ext cx="2808000" cy="2808000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</p:spPr></p:pic>
)",
        {{"text", XmlLine(slide.code_alternative)}, {"id", std::to_string(out.relations.size())}});
  }
  const std::string width = slide.code.empty() ? "10800000" : "7560000";
  const std::string lines = Paragraphs(slide, language, out);
  const std::string size = std::to_string(SizeOf(slide) * 100);
  out.xml =
      std::string(kXmlHead) + Fill(R"(<p:sld{spaces}><p:cSld><p:spTree>{tree}<p:sp><p:nvSpPr><p:cNvPr id="2"
 name="Titre"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/>
<p:txBody><a:bodyPr anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang="{language}"/><a:t>{title}</a:t></a:r></a:p>
</p:txBody></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Texte"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph
 idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="648000" y="1656000"/><a:ext cx="{width}" cy="4608000"/></a:xfrm>
</p:spPr><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr><a:defRPr sz="{size}"/></a:lvl1pPr></a:lstStyle>
{lines}</p:txBody></p:sp>{picture}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>
)",
                                   {{"spaces", std::string(kSlideSpaces)},
                                    {"tree", std::string(kTree)},
                                    {"language", language},
                                    {"title", XmlLine(slide.title)},
                                    {"width", width},
                                    {"size", size},
                                    {"lines", lines},
                                    {"picture", picture}});
  return out;
}

Written WriteNotes(const Slide& slide, const std::string& number, const std::string& language) {
  Written out{.xml = {},
              .relations = {{"notesMaster", "../notesMasters/notesMaster1.xml"},
                            {"slide", "../slides/slide" + number + ".xml"}}};
  std::string lines;
  for (const auto& note : slide.notes) lines += "<a:p>" + Runs(note, language, out) + "</a:p>\n";
  if (lines.empty()) lines = "<a:p><a:endParaRPr lang=\"" + language + "\"/></a:p>";
  out.xml = std::string(kXmlHead) +
            Fill(R"(<p:notes{spaces}><p:cSld><p:spTree>{tree}<p:sp><p:nvSpPr><p:cNvPr id="2"
 name="Diapositive"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/>
</p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Commentaires"/><p:cNvSpPr><a:spLocks noGrp="1"/>
</p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>
{lines}</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>
)",
                 {{"spaces", std::string(kSlideSpaces)}, {"tree", std::string(kTree)}, {"lines", lines}});
  return out;
}

std::string Type(const std::string& part, const std::string& type) {
  return "<Override PartName=\"/ppt/" + part + ".xml\" ContentType=\"" + std::string(kType) + type +
         "+xml\"/>\n";
}

}  // namespace

std::string WritePptx(const document::PdfDocument& document) {
  const std::string language = XmlLine(document.language);
  std::vector<Part> slides, pictures;
  std::vector<Relation> main{{"slideMaster", "slideMasters/slideMaster1.xml"},
                             {"notesMaster", "notesMasters/notesMaster1.xml"}};
  std::string ids, types = Type("presentation", "presentation.main") +
                           Type("slideMasters/slideMaster1", "slideMaster") +
                           Type("slideLayouts/slideLayout1", "slideLayout") +
                           Type("notesMasters/notesMaster1", "notesMaster");
  for (const char* theme : {"1", "2"})
    types += std::string("<Override PartName=\"/ppt/theme/theme") + theme +
             ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>\n";
  int count = 0;
  for (const Slide& slide : SlidesOf(document)) {
    const std::string number = std::to_string(++count);
    Written shown = WriteSlide(slide, number, language, pictures),
            notes = WriteNotes(slide, number, language);
    for (const auto& [name, part] :
         {std::pair("slides/slide" + number, &shown), std::pair("notesSlides/notesSlide" + number, &notes)}) {
      slides.push_back({"ppt/" + name + ".xml", std::move(part->xml), false});
      slides.push_back(Relations("ppt/" + name + ".xml", part->relations));
      types += Type(name, name[0] == 's' ? "slide" : "notesSlide");
    }
    main.push_back({"slide", "slides/slide" + number + ".xml"});
    ids += "<p:sldId id=\"" + std::to_string(255 + count) + "\" r:id=\"rId" + std::to_string(main.size()) +
           "\"/>";
  }
  std::vector<Part> parts = OoxmlParts(document, "ppt/presentation.xml", types);
  parts.push_back(
      {"ppt/presentation.xml",
       std::string(kXmlHead) +
           Fill(R"(<p:presentation{spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>
</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>
<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="7560000" cy="10692000"/></p:presentation>
)",
                {{"spaces", std::string(kSlideSpaces)}, {"ids", ids}}),
       false});
  parts.push_back(Relations("ppt/presentation.xml", main));
  for (auto* more : {&slides, &pictures})
    for (Part& part : *more) parts.push_back(std::move(part));
  for (Part& part : PptxFrame(document)) parts.push_back(std::move(part));
  return archive::Zip(parts);
}

}  // namespace office
