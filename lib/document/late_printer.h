// A PdfPrinter for a process that may never print.
#pragma once
#include <memory>
#include <mutex>

#include "lib/document/pdf.h"
#include "lib/document/sheet.h"

namespace document {

// Opens the typefaces with the first document: until then they take neither memory nor time. Any thread.
class LatePrinter {
 public:
  // Both as PdfPrinter's; the first call also throws what its constructor throws.
  std::string Print(const PdfDocument& document) const { return Opened().Print(document); }
  std::string Print(const Sheet& sheet) const { return Opened().Print(sheet); }

 private:
  const PdfPrinter& Opened() const {
    std::call_once(once_, [this] { printer_ = std::make_unique<PdfPrinter>(); });
    return *printer_;
  }
  mutable std::once_flag once_;
  mutable std::unique_ptr<PdfPrinter> printer_;
};

}  // namespace document
