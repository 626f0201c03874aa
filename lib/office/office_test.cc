#include "lib/office/office.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "lib/archive/archive.h"
#include "lib/document/manuscript.h"
#include "tests/support/picture.h"

namespace office {
namespace {

using document::Heading;
using document::List;
using document::Paragraph;
using document::Table;

document::PdfDocument Everything() {
  document::PdfDocument document{.title = "Essai <de> tout & plus", .author = "Centre de gestion"};
  document.date = core::ParseDay("2026-11-24").value() + std::chrono::hours{9};
  document.footer = "Commune d’Essai";
  document.blocks = {Paragraph{{{.text = "Gras", .strong = true},
                                {.text = " et\nlien ", .emphasis = true},
                                {.text = "ici", .link = "https://cdg.example/?a=1&b=2"}}},
                     Heading{2, "Les faits"},
                     Paragraph{"À noter", Paragraph::Look::kNotice},
                     List{{"Un", "Deux"}},
                     List{{"Trois", "Quatre"}, true},
                     Heading{3, "Le détail"},
                     Table{"Légende", {{"Nom", 2}, {"Nombre", 1, true}}, {{"a", "1"}}, true, false},
                     document::Definitions{{{"Lieu", "Saint-Élan"}}},
                     document::Picture{document::ReadImage(tests::SmallPng(), "x").value(), "Un blason", 20},
                     document::QrBlock{"https://cdg.example/", "Code QR", "cdg.example"},
                     document::Signatures{{{"Pour la commune", "Le maire"}}},
                     document::PageBreak{}};
  return document;
}

document::PdfDocument Slides() {
  const auto read = document::ReadManuscript(
      "Sous-titre\n\n> Bonjour.\n\n## Un\n\n- a & b\n- c\n\nTexte\n\n> Dire **ceci**.\n\n> Puis cela.\n\n"
      "## Deux\n\n![Code QR](https://cdg.example/)\n[ici](https://cdg.example/)\n",
      {});
  document::PdfDocument document{.title = "Diaporama", .author = "Centre"};
  document.blocks = read.blocks;
  return document;
}

std::string PartOf(const std::string& file, const std::string& name) {
  for (const auto& entry : archive::Unzip(file))
    if (entry.name == name) return entry.bytes;
  ADD_FAILURE() << "no part " << name;
  return {};
}

// Elements nest and close in every XML part.
void ExpectSound(const std::string& file) {
  for (const auto& entry : archive::Unzip(file)) {
    if (!entry.name.ends_with(".xml") && !entry.name.ends_with(".rels")) continue;
    std::vector<std::string> open;
    const std::string& xml = entry.bytes;
    for (auto at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
      const auto end = xml.find('>', at);
      ASSERT_NE(end, std::string::npos) << entry.name;
      const std::string tag = xml.substr(at + 1, end - at - 1);
      if (tag[0] == '?' || tag.ends_with('/')) continue;
      const std::string name = tag.substr(0, tag.find_first_of(" \n"));
      if (name[0] != '/') {
        open.push_back(name);
      } else {
        ASSERT_FALSE(open.empty()) << entry.name;
        ASSERT_EQ("/" + open.back(), name) << entry.name;
        open.pop_back();
      }
    }
    EXPECT_TRUE(open.empty()) << entry.name << ": " << (open.empty() ? "" : open.back());
  }
}

bool Says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Office, EveryPartOfEveryFileIsSoundAndTheSameTwice) {
  for (const auto write : {&WriteOdt, &WriteDocx}) {
    ExpectSound(write(Everything()));
    EXPECT_EQ(write(Everything()), write(Everything()));
  }
  for (const auto write : {&WriteOdp, &WritePptx}) {
    ExpectSound(write(Slides()));
    EXPECT_EQ(write(Slides()), write(Slides()));
  }
}

TEST(Office, AnOpenDocumentBeginsWithItsTypeUncompressed) {
  for (const auto& [file, type] :
       {std::pair(WriteOdt(Everything()), "text"), {WriteOdp(Slides()), "presentation"}}) {
    EXPECT_EQ(file.substr(30, 8), "mimetype");
    EXPECT_EQ(file.substr(38, 35 + std::string(type).size()),
              "application/vnd.oasis.opendocument." + std::string(type));
    for (const auto& entry : archive::Unzip(file))
      if (!entry.name.starts_with("META-INF") && entry.name != "mimetype") {
        EXPECT_TRUE(Says(PartOf(file, "META-INF/manifest.xml"), "\"" + entry.name + "\"")) << entry.name;
      }
  }
}

TEST(Office, KeepsWhatMakesADocumentAccessible) {
  const std::string odt = PartOf(WriteOdt(Everything()), "content.xml");
  EXPECT_TRUE(Says(odt, "text:outline-level=\"1\">Essai &lt;de&gt; tout &amp; plus</text:h>"));
  EXPECT_TRUE(Says(odt, "text:outline-level=\"3\">Le détail</text:h>"));
  EXPECT_TRUE(Says(odt, "<table:table-header-rows>"));
  EXPECT_TRUE(Says(odt, "xlink:href=\"https://cdg.example/?a=1&amp;b=2\""));
  EXPECT_TRUE(Says(odt, "<svg:title>Un blason</svg:title>"));
  EXPECT_TRUE(Says(PartOf(WriteOdt(Everything()), "styles.xml"), "fo:language=\"fr\""));
  EXPECT_TRUE(Says(PartOf(WriteOdt(Everything()), "meta.xml"),
                   "<dc:title>Essai &lt;de&gt; tout &amp; plus</dc:title>"));
  const std::string docx = WriteDocx(Everything());
  const std::string body = PartOf(docx, "word/document.xml");
  EXPECT_TRUE(Says(body, "<w:pStyle w:val=\"Titre3\"/>"));
  EXPECT_TRUE(Says(body, "<w:tblHeader/>"));
  EXPECT_TRUE(Says(body, "descr=\"Un blason\""));
  EXPECT_TRUE(Says(PartOf(docx, "word/styles.xml"), "<w:lang w:val=\"fr-FR\"/>"));
  EXPECT_TRUE(Says(PartOf(docx, "word/styles.xml"), "<w:outlineLvl w:val=\"1\"/>"));
  EXPECT_TRUE(Says(PartOf(docx, "word/_rels/document.xml.rels"), "https://cdg.example/?a=1&amp;b=2"));
}

TEST(Office, ASecondNumberedListCountsFromOneAgain) {
  auto document = Everything();
  document.blocks = {List{{"a"}, true}, List{{"b"}, true}};
  const std::string docx = WriteDocx(document);
  EXPECT_TRUE(Says(PartOf(docx, "word/document.xml"), "<w:numId w:val=\"2\"/>"));
  EXPECT_TRUE(Says(PartOf(docx, "word/numbering.xml"),
                   "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/>"
                   "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>"));
}

TEST(Office, SlidesHaveTheirNotesAndTheirCode) {
  const auto slides = SlidesOf(Slides());
  ASSERT_EQ(slides.size(), 3u);
  EXPECT_EQ(slides[0].title, "Diaporama");
  EXPECT_EQ(slides[1].lines.size(), 3u);
  EXPECT_TRUE(slides[1].lines[0].bullet);
  EXPECT_FALSE(slides[1].lines[2].bullet);
  EXPECT_EQ(slides[1].notes.size(), 2u);
  EXPECT_EQ(slides[2].code, "https://cdg.example/");
  const std::string pptx = WritePptx(Slides());
  EXPECT_TRUE(Says(PartOf(pptx, "ppt/notesSlides/notesSlide2.xml"), "Dire "));
  EXPECT_TRUE(Says(PartOf(pptx, "ppt/slides/slide2.xml"), "a &amp; b"));
  EXPECT_TRUE(Says(PartOf(pptx, "ppt/slides/slide3.xml"), "descr=\"Code QR\""));
  const std::string odp = PartOf(WriteOdp(Slides()), "content.xml");
  EXPECT_TRUE(
      Says(odp, "presentation:class=\"notes\"><draw:text-box><text:p text:style-name=\"Notes\">Dire "));
  auto wrong = Everything();
  EXPECT_THROW(SlidesOf(wrong), std::invalid_argument);
}

}  // namespace
}  // namespace office
