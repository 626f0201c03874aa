// What the four writers share. Private to this room.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lib/archive/archive.h"
#include "lib/document/pdf.h"
#include "lib/document/pdf_clean.h"
#include "lib/document/xml.h"
#include "lib/office/office.h"

namespace office {

using Part = archive::Entry;

// Text for an element or an attribute.
inline std::string Xml(std::string_view text) { return document::EscapeXml(document::Clean(text)); }
inline std::string XmlLine(std::string_view text) { return document::EscapeXml(document::CleanLine(text)); }

inline constexpr std::string_view kXmlHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

// {name} replaced in a part that does not change otherwise.
std::string Fill(std::string_view part,
                 std::initializer_list<std::pair<std::string_view, std::string>> values);

std::string IsoTime(core::Instant instant);       // 2026-11-24T09:05:00Z
std::string ColourOf(const std::string& colour);  // "#0d5468" as "0D5468"

// The parts of OpenDocument that do not depend on what is in it.
std::vector<Part> OdfParts(const document::PdfDocument& document, std::string_view media, std::string content,
                           std::string styles, std::vector<Part> pictures);
// The same of Office Open XML: `root` is the main part, `types` its overrides.
std::vector<Part> OoxmlParts(const document::PdfDocument& document, std::string_view root,
                             const std::string& types);

// A picture as wide as it is asked to be, at most as the text (166 mm); printed at 150 dots an inch when
// nothing is asked.
struct Placed {
  std::string extension;  // png, jpeg
  double width_mm, height_mm;
};
Placed PlaceOf(const document::Picture& picture);

// Room for the parties to sign in: a column each.
document::Table TableOf(const document::Signatures& signatures);

// How large the letters of a slide's lines are, in points, so that they stand in its 16:9 page.
int SizeOf(const Slide& slide);

}  // namespace office
