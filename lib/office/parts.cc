#include "lib/office/parts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <numeric>
#include <stdexcept>

#include "lib/core/text.h"

namespace office {

std::string Fill(std::string_view part,
                 std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string out;
  while (!part.empty()) {
    const auto open = part.find('{');
    out += part.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = part.find('}', open);
    const std::string_view name = part.substr(open + 1, close - open - 1);
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == name; });
    if (found == values.end()) throw std::logic_error("office: no value for " + std::string(name));
    out += found->second;
    part.remove_prefix(close + 1);
  }
  return out;
}

Placed PlaceOf(const document::Picture& picture) {
  const auto& image = picture.image;
  const double width = std::min(166.0, picture.width_mm > 0 ? picture.width_mm : image.width * 25.4 / 150);
  return {image.format == document::Image::Format::kPng ? "png" : "jpeg", width,
          width * image.height / image.width};
}

document::Table TableOf(const document::Signatures& signatures) {
  document::Table table;
  std::vector<document::Text> row;
  for (const auto& party : signatures.parties) {
    table.columns.push_back({party.role});
    row.push_back(party.lines);
    row.back().spans.push_back({.text = "\n\n\n\n"});
  }
  table.rows.push_back(std::move(row));
  return table;
}

std::string IsoTime(core::Instant instant) {
  const core::Day day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count() % 24),
                static_cast<int>(time.minutes().count() % 60), static_cast<int>(time.seconds().count() % 60));
  return core::IsoDay(day) + out.data();
}

std::string ColourOf(const std::string& colour) {
  std::string out;
  for (const char c : colour.substr(1)) out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

std::vector<Part> OdfParts(const document::PdfDocument& document, std::string_view media, std::string content,
                           std::string styles, std::vector<Part> pictures) {
  std::string listed;
  for (const Part& picture : pictures)
    listed += "<manifest:file-entry manifest:full-path=\"" + picture.name + "\" manifest:media-type=\"" +
              (picture.name.ends_with(".png") ? "image/png" : "image/jpeg") + "\"/>\n";
  const std::string manifest = Fill(R"(<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{media}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
{pictures}</manifest:manifest>
)",
                                    {{"media", std::string(media)}, {"pictures", listed}});
  const std::string meta = Fill(R"(<office:document-meta
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>
<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>
<meta:creation-date>{date}</meta:creation-date><dc:date>{date}</dc:date><dc:language>{language}</dc:language>
</office:meta></office:document-meta>
)",
                                {{"title", XmlLine(document.title)},
                                 {"subject", XmlLine(document.subject)},
                                 {"author", XmlLine(document.author)},
                                 {"date", IsoTime(document.date)},
                                 {"language", XmlLine(document.language)}});
  const std::string head(kXmlHead);
  std::vector<Part> parts{{"mimetype", std::string(media), true},
                          {"META-INF/manifest.xml", head + manifest, false},
                          {"meta.xml", head + meta, false},
                          {"styles.xml", head + std::move(styles), false},
                          {"content.xml", head + std::move(content), false}};
  std::move(pictures.begin(), pictures.end(), std::back_inserter(parts));
  return parts;
}

std::vector<Part> OoxmlParts(const document::PdfDocument& document, std::string_view root,
                             const std::string& types) {
  const std::string head(kXmlHead);
  const std::string content =
      Fill(R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="jpeg" ContentType="image/jpeg"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
{types}</Types>
)",
           {{"types", types}});
  const std::string core = Fill(R"(<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>
<dc:language>{language}</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>
)",
                                {{"title", XmlLine(document.title)},
                                 {"subject", XmlLine(document.subject)},
                                 {"author", XmlLine(document.author)},
                                 {"date", IsoTime(document.date)},
                                 {"language", XmlLine(document.language)}});
  const std::string rels =
      Fill(R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{root}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="rId2" Target="docProps/core.xml"
 Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>
</Relationships>
)",
           {{"root", std::string(root)}});
  return {{"[Content_Types].xml", head + content, false},
          {"_rels/.rels", head + rels, false},
          {"docProps/core.xml", head + core, false}};
}

int SizeOf(const Slide& slide) {
  // 300 mm (210 beside a code) hold about 1450 / size letters, and the height 330 points.
  for (int size = 32; size > 12; size -= 2) {
    const std::size_t width = static_cast<std::size_t>((slide.code.empty() ? 1450 : 1000) / size);
    double height = 0;
    for (const auto& line : slide.lines) {
      const std::size_t length =
          std::accumulate(line.text.spans.begin(), line.text.spans.end(), std::size_t{0},
                          [](std::size_t sum, const auto& span) { return sum + core::Length(span.text); });
      height += static_cast<double>(length / width + 1) * 1.2 + 0.4;
    }
    if (height * size <= 330) return size;
  }
  return 12;
}

std::vector<Slide> SlidesOf(const document::PdfDocument& document) {
  struct Sorter {
    std::vector<Slide>& slides;
    void operator()(const document::Heading& heading) {
      if (heading.level != 2) throw std::invalid_argument("slides: a heading is of level 2");
      Slide& slide = slides.emplace_back();
      for (const auto& span : heading.text.spans) slide.title += span.text;
    }
    void operator()(const document::Paragraph& paragraph) {
      if (paragraph.look == document::Paragraph::Look::kNotice)
        slides.back().notes.push_back(paragraph.text);
      else
        slides.back().lines.push_back({paragraph.text});
    }
    void operator()(const document::List& list) {
      for (const auto& item : list.items) slides.back().lines.push_back({item, true});
    }
    void operator()(const document::QrBlock& block) {
      slides.back().code = block.content;
      slides.back().code_alternative = block.alternative;
      if (!block.beside.spans.empty()) slides.back().lines.push_back({block.beside});
    }
    void operator()(const document::PageBreak&) {}
    [[noreturn]] void Refuse() { throw std::invalid_argument("slides: a block that no slide can show"); }
    void operator()(const document::Definitions&) { Refuse(); }
    void operator()(const document::Table&) { Refuse(); }
    void operator()(const document::Picture&) { Refuse(); }
    void operator()(const document::Signatures&) { Refuse(); }
  };
  std::vector<Slide> slides(1);
  slides[0].title = document.title;
  for (const auto& block : document.blocks) std::visit(Sorter{slides}, block);
  return slides;
}

}  // namespace office
