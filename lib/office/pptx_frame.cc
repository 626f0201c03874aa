#include "lib/office/pptx_frame.h"

namespace office {
namespace {

std::string Theme(const document::PdfDocument& document) {
  const auto& palette = document.palette;
  const std::string fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
  const std::string line = "<a:ln w=\"9525\">" + fill + "</a:ln>";
  const std::string effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
  const std::string fonts = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
  std::string colours;
  const auto colour = [&](const char* name, const std::string& value) {
    colours += std::string("<a:") + name + "><a:srgbClr val=\"" + ColourOf(value) + "\"/></a:" + name + ">";
  };
  colour("dk1", palette.ink);
  colour("lt1", "#ffffff");
  colour("dk2", palette.strong);
  colour("lt2", palette.sunken);
  for (const char* name : {"accent1", "accent2", "accent3", "accent4", "accent5", "accent6"})
    colour(name, name[6] % 2 ? palette.action : palette.accent);
  colour("hlink", palette.action);
  colour("folHlink", palette.strong);
  return Fill(
      R"(<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Vigie"><a:themeElements>
<a:clrScheme name="Vigie">{colours}</a:clrScheme><a:fontScheme name="Vigie"><a:majorFont>{fonts}</a:majorFont>
<a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Vigie"><a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst>
<a:lnStyleLst>{line}{line}{line}</a:lnStyleLst><a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst>
<a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>
)",
      {{"colours", colours}, {"fonts", fonts}, {"fill", fill}, {"line", line}, {"effect", effect}});
}

// A place for text on a master or a layout, in EMU.
std::string Place(const char* id, const char* name, const char* type, const char* where) {
  return Fill(
      R"(<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph {type}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>{where}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="fr-FR"/></a:p></p:txBody></p:sp>
)",
      {{"id", id}, {"name", name}, {"type", type}, {"where", where}});
}

constexpr const char* kTitle = R"(<a:off x="648000" y="432000"/><a:ext cx="10800000" cy="1008000"/>)";
constexpr const char* kBody = R"(<a:off x="648000" y="1656000"/><a:ext cx="10800000" cy="4608000"/>)";
constexpr const char* kNotes = R"(<a:off x="720000" y="4320000"/><a:ext cx="6120000" cy="5400000"/>)";
constexpr const char* kThumb = R"(<a:off x="1080000" y="720000"/><a:ext cx="5400000" cy="3037500"/>)";
constexpr const char* kColours =
    R"(<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2"
 accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>)";

std::string Master() {
  return Fill(
      R"(<p:sldMaster{spaces}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>
<a:effectLst/></p:bgPr></p:bg><p:spTree>{tree}<p:sp><p:nvSpPr><p:cNvPr id="4" name="Bande"/><p:cNvSpPr/><p:nvPr
 userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="216000" cy="6858000"/></a:xfrm><a:prstGeom
 prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent2"/></a:solidFill></p:spPr></p:sp>
{title}{body}</p:spTree></p:cSld>{colours}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>
<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:defRPr sz="3400" b="1"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>
<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr marL="0" indent="0" algn="l">
<a:spcAft><a:spcPts val="800"/></a:spcAft><a:buNone/><a:defRPr sz="2400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>
<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:bodyStyle><p:otherStyle/></p:txStyles></p:sldMaster>
)",
      {{"spaces", std::string(kSlideSpaces)},
       {"tree", std::string(kTree)},
       {"title", Place("2", "Titre", "type=\"title\"", kTitle)},
       {"body", Place("3", "Texte", "type=\"body\" idx=\"1\"", kBody)},
       {"colours", kColours}});
}

}  // namespace

Part Relations(const std::string& name, const std::vector<Relation>& relations) {
  std::string out(kXmlHead);
  out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n";
  int id = 0;
  for (const auto& [type, target, outside] : relations)
    out += "<Relationship Id=\"rId" + std::to_string(++id) +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
           "\" Target=\"" + target + "\"" + (outside ? " TargetMode=\"External\"" : "") + "/>\n";
  const auto slash = name.rfind('/');
  return {name.substr(0, slash) + "/_rels" + name.substr(slash) + ".rels", out + "</Relationships>\n", false};
}

std::vector<Part> PptxFrame(const document::PdfDocument& document) {
  const std::string head(kXmlHead), spaces(kSlideSpaces), tree(kTree);
  const std::string layout = Fill(R"(<p:sldLayout{spaces} type="obj"><p:cSld name="Titre et texte"><p:spTree>
{tree}{title}{body}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>
)",
                                  {{"spaces", spaces},
                                   {"tree", tree},
                                   {"title", Place("2", "Titre", "type=\"title\"", kTitle)},
                                   {"body", Place("3", "Texte", "idx=\"1\"", kBody)}});
  const std::string notes =
      Fill(R"(<p:notesMaster{spaces}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>
</a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{tree}{thumb}{body}</p:spTree></p:cSld>{colours}</p:notesMaster>
)",
           {{"spaces", spaces},
            {"tree", tree},
            {"thumb", Place("2", "Diapositive", "type=\"sldImg\"", kThumb)},
            {"body", Place("3", "Commentaires", "type=\"body\" idx=\"1\"", kNotes)},
            {"colours", kColours}});
  return {
      {"ppt/theme/theme1.xml", head + Theme(document), false},
      {"ppt/theme/theme2.xml", head + Theme(document), false},
      {"ppt/slideMasters/slideMaster1.xml", head + Master(), false},
      Relations("ppt/slideMasters/slideMaster1.xml",
                {{"slideLayout", "../slideLayouts/slideLayout1.xml"}, {"theme", "../theme/theme1.xml"}}),
      {"ppt/slideLayouts/slideLayout1.xml", head + layout, false},
      Relations("ppt/slideLayouts/slideLayout1.xml", {{"slideMaster", "../slideMasters/slideMaster1.xml"}}),
      {"ppt/notesMasters/notesMaster1.xml", head + notes, false},
      Relations("ppt/notesMasters/notesMaster1.xml", {{"theme", "../theme/theme2.xml"}})};
}

}  // namespace office
