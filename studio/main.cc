// vigie-film: makes the film that presents the dispositif, on the machine that builds the program. A server
// needs neither this program nor those that it uses.
#include <cstdio>
#include <map>
#include <stdexcept>

#include "domain/film/made.h"
#include "studio/film.h"

namespace {

constexpr const char* kHelp =
    R"(Usage : vigie-film --share DOSSIER --scheme DISPOSITIF --out DOSSIER [--voices DOSSIER]

  --share    le dossier qui contient content/ et templates/
  --scheme   le dispositif dont le film prend les couleurs : cdg62, ou son fichier
  --out      où mettre le film, ses sous-titres et son image
  --voices   des enregistrements, scene-01.wav, scene-02.wav… ; une scène qui n’en a pas est dite par une voix de synthèse

Un film qui est déjà là et n’a pas changé n’est pas refait.
)";

bool ReadOptions(int argc, char** argv, std::map<std::string, std::string>& options) {
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  const bool wanted =
      options.contains("--share") && options.contains("--scheme") && options.contains("--out");
  return argc % 2 == 1 && wanted && options.size() == (options.contains("--voices") ? 4 : 3);
}

}  // namespace

int main(int argc, char** argv) try {
  std::map<std::string, std::string> options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  const studio::Order order{options["--share"], options["--scheme"], options["--voices"], options["--out"]};
  if (studio::MakeFilm(order))
    std::printf("Film : %.0f secondes, dans %s\n", film::FindMade(order.out).value().seconds,
                order.out.c_str());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
