// The PDF printer of a process that prints seldom.
#pragma once
#include <functional>
#include <mutex>
#include <string>

#include "lib/document/pdf.h"

namespace document {

// As PdfPrinter, but what draws (cairo, Pango, libqpdf and theirs: some 10 MB) is loaded, and the typefaces
// are opened, for the first document: until then a process carries nothing of it. It stands in
// libvigie_document.so, beside libvigie.so. Any thread.
class LatePrinter {
 public:
  // Throws also std::runtime_error when the library is missing.
  std::string Print(const PdfDocument& document) const;

 private:
  mutable std::once_flag once_;
  mutable std::function<std::string(const PdfDocument&)> print_;
};

}  // namespace document
