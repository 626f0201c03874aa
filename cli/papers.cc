// Papers about what is kept and erased, as ODT and PDF; the elimination sheet also for a spreadsheet.
#include <filesystem>

#include "cli/commands.h"
#include "domain/paperwork/paperwork.h"
#include "lib/office/office.h"

namespace cli {

int Paper(Context& context, const Words& words) {
  words.Only(2, {});
  const auto& paper = words.Plain(0, "le document : register, impact, certificate ou elimination");
  const auto& folder = words.Plain(1, "le dossier où écrire");
  if (!paperwork::IsPaper(paper))
    throw Usage("paper : « " + paper + " » n'est pas register, impact, certificate ou elimination");
  if (!std::filesystem::is_directory(folder)) throw Usage(folder + " n'est pas un dossier");
  auto db = OpenDatabase(context);
  const auto scheme = scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
  const paperwork::Of of{context.config, scheme, context.now()};
  const auto erased = paperwork::ReadErased(db);
  if (paperwork::NeedsErasures(paper) && erased.all.empty()) throw Usage("rien n'a encore été effacé");
  const auto document = paperwork::Write(of, paper, erased);
  const auto name = folder + "/" + paper + "-" + core::IsoDay(core::LocalDay(context.now()));
  const auto write = [&](const std::string& ending, const std::string& bytes) {
    WriteBytes(name + ending, bytes, 0600);
    context.out += "Écrit : " + name + ending + "\n";
  };
  write(".odt", office::WriteOdt(document));
  write(".pdf", document::PdfPrinter().Print(document));
  if (paper == "elimination") write(".csv", paperwork::EliminationCsv(of, erased));
  return 0;
}

}  // namespace cli
