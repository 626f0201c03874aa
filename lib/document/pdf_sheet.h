// Sheets as PDF. Private to the PDF printer.
#pragma once
#include <string>

#include "lib/document/pdf_text.h"
#include "lib/document/sheet.h"

namespace document {

// Throws as PdfPrinter::Print says.
std::string PrintSheet(const Sheet& sheet, const Typesetter& typesetter);

}  // namespace document
