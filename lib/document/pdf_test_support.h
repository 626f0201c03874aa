// What the tests of the PDF printer share.
#pragma once
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "lib/document/pdf.h"
#include "lib/document/pdf_audit.h"
#include "tests/support/pdf.h"
#include "tests/support/picture.h"

namespace document {

inline const core::Instant kDate = core::ParseDay("2026-11-24").value() + std::chrono::hours{9};
inline const std::vector<std::string> kNoFault;

inline const PdfPrinter& Printer() {
  static const PdfPrinter printer;
  return printer;
}

inline PdfDocument Document(std::vector<Block> blocks) {
  PdfDocument document{.title = "Fiche d’essai", .date = kDate};
  document.footer = "Centre de gestion";
  document.blocks = std::move(blocks);
  return document;
}

inline std::string Print(std::vector<Block> blocks) { return Printer().Print(Document(std::move(blocks))); }

inline Image Logo() { return ReadImage(tests::SmallPng(), "logo").value(); }

// Every match, each with a space behind it.
inline std::string Found(const std::string& text, const std::string& pattern) {
  const std::regex find(pattern);
  std::string out;
  for (std::sregex_iterator it(text.begin(), text.end(), find), end; it != end; ++it) out += it->str() + " ";
  return out;
}

}  // namespace document
