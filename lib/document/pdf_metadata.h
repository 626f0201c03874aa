// What a PDF says of itself, in its dictionary and in its XMP packet alike. Private to the PDF printer.
#pragma once
#include <string>

#include "lib/document/pdf.h"

namespace document {

struct Metadata {
  explicit Metadata(const PdfDocument& document);
  std::string title, subject, author, language;
  std::string date;  // 2026-11-24T09:05:00Z

  // The XMP packet (ISO 16684-1), which declares PDF/UA-1.
  std::string Xmp() const;
};

}  // namespace document
