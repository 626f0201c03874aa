// vigie-site: makes the static pages. Says everything that is wrong with their sources, and then writes
// nothing.
#include <cstdio>
#include <map>

#include "site/build.h"

namespace {

constexpr const char* kHelp =
    R"(Usage : vigie-site --config FICHIER --collectivites FICHIER.json --out DOSSIER [--film DOSSIER]

  --config         la configuration de Vigie (deploy/vigie.conf.example)
  --collectivites  ce que donne « vigie collectivite list --json »
  --out            où écrire le site ; un dossier vide, ou un site fait de la même façon
  --film           où vigie-film a mis le film ; le dossier film à côté de content, si rien n’est dit
)";

// --name value, each once; --film may be left out.
bool ReadOptions(int argc, char** argv, std::map<std::string, std::string>& options) {
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  return argc % 2 == 1 && options.size() == (options.contains("--film") ? 4 : 3) &&
         options.contains("--config") && options.contains("--collectivites") && options.contains("--out");
}

}  // namespace

int main(int argc, char** argv) try {
  std::map<std::string, std::string> options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  const auto config = config::Read(options["--config"]);
  const std::string film = options.contains("--film") ? options["--film"] : config.share_dir + "/film";
  const auto input =
      site::ReadInput(config, options["--collectivites"], core::LocalDay(core::SystemClock()()), film);
  const auto files = site::BuildSite(input);
  const auto changed = site::WriteSite(options["--out"], files);
  std::printf("Site : %zu fichiers, dont %zu nouveaux ou changés, dans %s\n", files.size(), changed,
              options["--out"].c_str());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
