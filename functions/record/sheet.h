// What the record says on paper. Private to functions/record.
#pragma once
#include <optional>
#include <string>

#include "domain/report/record.h"
#include "domain/scheme/scheme.h"
#include "lib/document/pdf.h"
#include "lib/render/pages.h"

namespace record {

struct Content {
  std::string number, collectivite;
  core::Day received_on;
  report::Record now;                             // as it would be signed now
  std::optional<report::SignedRecord> signed_as;  // none: a draft, or a copy
};

// Nothing in it depends on when it is made.
document::PdfDocument Sheet(const scheme::Scheme& scheme, const render::Pages& pages, const Content& content);

}  // namespace record
