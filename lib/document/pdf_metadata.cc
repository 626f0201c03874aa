#include "lib/document/pdf_metadata.h"

#include <array>
#include <cstdio>

#include "lib/document/pdf_clean.h"
#include "lib/document/xml.h"

namespace document {
namespace {

std::string IsoInstant(core::Instant instant) {
  const core::Day day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count() % 24),
                static_cast<int>(time.minutes().count() % 60), static_cast<int>(time.seconds().count() % 60));
  return core::IsoDay(day) + out.data();
}

// One value of a property, between what opens and what closes it; nothing when the value is empty.
void Put(std::string& out, const char* open, const std::string& value, const char* close) {
  if (!value.empty()) out.append(open).append(EscapeXml(value)).append(close).append("\n");
}

}  // namespace

Metadata::Metadata(const PdfDocument& document)
    : title(CleanLine(document.title)),
      subject(CleanLine(document.subject)),
      author(CleanLine(document.author)),
      language(CleanLine(document.language)),
      date(IsoInstant(document.date)) {}

std::string Metadata::Xmp() const {
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";
  Put(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", title, "</rdf:li></rdf:Alt></dc:title>");
  Put(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", subject,
      "</rdf:li></rdf:Alt></dc:description>");
  Put(out, "<dc:creator><rdf:Seq><rdf:li>", author, "</rdf:li></rdf:Seq></dc:creator>");
  Put(out, "<dc:language><rdf:Bag><rdf:li>", language, "</rdf:li></rdf:Bag></dc:language>");
  Put(out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
  Put(out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
  out += "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
  return out;
}

}  // namespace document
