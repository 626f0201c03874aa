// What cairo cannot write: the second pass over its PDF, by libqpdf. Private to the PDF printer.
#pragma once
#include <string>

#include "lib/document/pdf_metadata.h"
#include "lib/document/pdf_structure.h"

namespace document {

// The finished document from what the canvas drew: the structure tree under `root` (whose marks are those
// that the canvas made), everything else an artifact, links, language, metadata. Throws std::logic_error when
// marks and structure do not agree. `bleed`: points around each page that are trimmed away (sheet.h).
std::string FinishPdf(const std::string& drawn, const Node& root, const Metadata& metadata, double bleed = 0);

}  // namespace document
