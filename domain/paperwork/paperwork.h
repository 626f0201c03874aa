// Papers that the office owes about what it keeps: the register of processing (GDPR article 30), the
// beginning of an impact assessment (article 35), certificates that cases were erased, and the sheet for the
// archives service (code du patrimoine, articles L212-2 and L212-3). Made from the configuration, the scheme
// and the certificates; no case is opened, and none is named.
//
// Their texts stand in content/fr/conservation/<paper>.md (lib/document/manuscript.h). What nobody but the
// body responsible can say is between square brackets. Threads: any. Throws std::runtime_error when a text is
// missing.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/erasure.h"
#include "domain/scheme/scheme.h"
#include "lib/config/config.h"
#include "lib/document/pdf.h"

namespace paperwork {

// register, impact, certificate, elimination.
const std::vector<std::string>& Papers();
bool IsPaper(std::string_view paper);
bool NeedsErasures(std::string_view paper);  // nothing to say while nothing was erased

struct Of {
  const config::Config& config;
  const scheme::Scheme& scheme;
  core::Instant now;
};
// `erasures` and `places` (name of a collectivité, by its id) are for the papers that tell what was erased.
struct Erased {
  std::vector<casefile::Erasure> all;
  std::vector<std::pair<std::int64_t, std::string>> places;
};
Erased ReadErased(store::Db& db);
document::PdfDocument Write(const Of& of, const std::string& paper, const Erased& erased);
// The elimination sheet's lines for a spreadsheet: « ; », UTF-8 with its mark, CR LF.
std::string EliminationCsv(const Of& of, const Erased& erased);

// « Sans suite », as content/fr/messages/retention.json has it.
std::string ReasonLabel(const config::Config& config, std::string_view reason);

}  // namespace paperwork
