// What a machine can see of PDF/UA-1 (ISO 14289-1) in a document: for the tests of whatever prints one. It is
// no certificate.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace document {

// One line per fault, in English; empty when none was found. Looks at: title, language, metadata, structure
// tree (figures, header cells, lists, tables, order of headings), every content marked or an artifact and
// known to the structure, links, embedded fonts. Throws what libqpdf throws for bytes that are no PDF.
std::vector<std::string> AuditPdf(std::string_view pdf);

}  // namespace document
