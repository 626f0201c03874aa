// What the author of a document must not do. Private to the PDF printer.
#pragma once
#include "lib/document/pdf.h"

namespace document {

// Throws std::invalid_argument as PdfPrinter::Print says.
void CheckDocument(const PdfDocument& document);

}  // namespace document
