#include "lib/document/late_printer.h"

namespace document {

std::string LatePrinter::Print(const PdfDocument& document) const {
  std::call_once(once_, [this] { print_ = open_(); });
  return print_(document);
}

}  // namespace document
