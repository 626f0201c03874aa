// Files that a person goes on writing in: the printer's documents as OpenDocument (ISO/IEC 26300) and Office
// Open XML (ISO/IEC 29500) texts and slides.
//
// Headings, lists, tables with header rows, links and the language are what the programs' own assistive tools
// expect: nothing is only a look. Equal documents give equal bytes. Nothing touches the disk. Threads: any.
#pragma once
#include <string>
#include <vector>

#include "lib/document/pdf.h"

namespace office {

// Every block is written, in the same order; of the look, the palette and the sizes of headings are kept. The
// letterhead, the running head and the page label are left out: the footer has its text and the page number.
// Throws what lib/document/qr.h throws for a QR code that is too long.
std::string WriteOdt(const document::PdfDocument& document);
std::string WriteDocx(const document::PdfDocument& document);

struct Slide {
  struct Line {
    document::Text text;
    bool bullet = false;
  };
  std::string title;
  std::vector<Line> lines;
  std::vector<document::Text> notes;   // for the speaker
  std::string code, code_alternative;  // a QR code at the right; empty: none
};

// A document as slides: every heading of level 2 begins one, a notice is a note for the speaker. The first
// slide bears the title and what comes before the first heading. Throws std::invalid_argument for a block
// that no slide can show (a table, a picture, frames to sign in).
std::vector<Slide> SlidesOf(const document::PdfDocument& document);

// 16:9 slides: a title, its lines, its notes. A long slide's letters are smaller.
std::string WriteOdp(const document::PdfDocument& document);
std::string WritePptx(const document::PdfDocument& document);

}  // namespace office
