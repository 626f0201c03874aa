// The PDF printer of a process that prints seldom.
#pragma once
#include <functional>
#include <mutex>
#include <string>

#include "lib/core/late.h"
#include "lib/document/pdf.h"

namespace document {

using Print = std::function<std::string(const PdfDocument&)>;

// As PdfPrinter, but what draws (cairo, Pango, libqpdf and theirs: some 10 MB) is loaded, and the typefaces
// are opened, for the first document: until then a process carries nothing of it. Any thread.
class LatePrinter {
 public:
  // Throws also std::runtime_error when the library is missing.
  std::string Print(const PdfDocument& document) const;

 private:
  core::Late<document::Print()> open_{"libvigie_document.so", "vigie_document_open_printer"};
  mutable std::once_flag once_;
  mutable document::Print print_;
};

}  // namespace document
