// vigie-site: makes the static pages. Says everything that is wrong with their sources, and then writes
// nothing.
#include <cstdio>
#include <map>

#include "site/build.h"

namespace {

constexpr const char* kHelp =
    R"(Usage : vigie-site --config FICHIER --collectivites FICHIER.json --out DOSSIER

  --config         la configuration de Vigie (deploy/vigie.conf.example)
  --collectivites  ce que donne « vigie collectivite list --json »
  --out            où écrire le site ; un dossier vide, ou un site fait de la même façon
)";

// --name value, each of the three once.
bool ReadOptions(int argc, char** argv, std::map<std::string, std::string>& options) {
  if (argc != 7) return false;
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  return options.size() == 3 && options.contains("--config") && options.contains("--collectivites") &&
         options.contains("--out");
}

}  // namespace

int main(int argc, char** argv) try {
  std::map<std::string, std::string> options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  const auto config = config::Read(options["--config"]);
  const auto input =
      site::ReadInput(config, options["--collectivites"], core::LocalDay(core::SystemClock()()));
  const auto files = site::BuildSite(input);
  const auto changed = site::WriteSite(options["--out"], files);
  std::printf("Site : %zu fichiers, dont %zu nouveaux ou changés, dans %s\n", files.size(), changed,
              options["--out"].c_str());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
