#include "lib/document/late_printer.h"

#include <dlfcn.h>

#include <stdexcept>

namespace document {

// Never unloaded: its libraries keep what they opened until the process ends.
std::string LatePrinter::Print(const PdfDocument& document) const {
  std::call_once(once_, [this] {
    void* library = ::dlopen("libvigie_document.so", RTLD_NOW | RTLD_LOCAL);
    void* symbol = library ? ::dlsym(library, "vigie_pdf_printer") : nullptr;
    if (!symbol) throw std::runtime_error(::dlerror());
    reinterpret_cast<void (*)(decltype(print_)&)>(symbol)(print_);
  });
  return print_(document);
}

}  // namespace document
