// The parts of a PPTX that do not depend on its slides: masters, layout, theme. Private to pptx.cc.
#pragma once
#include <vector>

#include "lib/office/parts.h"

namespace office {

std::vector<Part> PptxFrame(const document::PdfDocument& document);

// The namespaces of a part of a presentation.
inline constexpr std::string_view kSlideSpaces = R"(
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main")";
inline constexpr std::string_view kTree =
    R"(<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>
<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>
)";

struct Relation {
  std::string type, target;  // the last word of the type's address; the part, from the folder of its owner
  bool outside = false;
};
// The part that says what `name` refers to: rId1, rId2… in order.
Part Relations(const std::string& name, const std::vector<Relation>& relations);

}  // namespace office
