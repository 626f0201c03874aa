// A CDG's own scheme, looked at before it is used.
#include "cli/commands.h"
#include "domain/scheme/scheme.h"

namespace cli {

int Scheme(Context& context, const Words& words) {
  if (words.Plain(0, "l'action : check") != "check") throw Usage("scheme : la seule action est check");
  words.Only(2, {});
  const auto& file = words.Plain(1, "le fichier du dispositif");
  try {
    const auto scheme = scheme::Scheme::Read(file, context.config.SchemesFolder());
    context.out = file + " : « " + scheme.Name() + " », " + scheme.Operator() + ". Rien à corriger.\n";
    return 0;
  } catch (const std::runtime_error& faults) {
    context.out = std::string(faults.what()) + "\n";
    return 1;
  }
}

}  // namespace cli
