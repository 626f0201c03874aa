// The logo that the kit prints: a collectivité's own, or the CDG's for all those that have none.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "domain/access/access.h"
#include "lib/document/image.h"

namespace cli {
namespace {

constexpr const char* kEndings[] = {".png", ".jpg"};

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (!(bytes << in.rdbuf())) throw Usage("« " + path + " » ne se lit pas, ou ce fichier est vide");
  return bytes.str();
}

std::string Why(const std::string& code) {
  if (code == "image.large") return "il est trop grand : 5 Mo et 5 000 pixels de côté au plus";
  if (code == "image.broken") return "le fichier est abîmé : exportez-le de nouveau";
  return "le kit imprime un PNG ou un JPEG (en gris ou en rouge, vert et bleu) ; exportez-le dans un de ces "
         "formats";
}

// Where it stands, without ending: « logo » is the CDG's.
std::string Place(const Context& context, const Words& words) {
  std::string name = "logo";
  if (words.Has("--collectivite")) {
    auto db = OpenDatabase(context);
    name = words.Option("--collectivite");
    if (!people::FindCollectivite(db, name))
      throw Usage("aucune collectivité n'a l'adresse courte « " + name + " » ; voir vigie collectivite list");
  }
  return context.config.data_dir + "/kit/" + name;
}

bool Remove(const std::string& place, const std::string& but = {}) {
  bool removed = false;
  for (const char* ending : kEndings)
    if (ending != but) removed = std::filesystem::remove(place + ending) || removed;
  return removed;
}

// Written beside, then put in its place: nobody prints half a logo.
void Set(const std::string& place, const std::string& file) {
  const auto image = document::ReadImage(ReadFile(file), "logo");
  if (!image) throw Usage("« " + file + " » ne peut pas servir de logo : " + Why(image.error().code));
  const std::string ending = kEndings[image->format == document::Image::Format::kPng ? 0 : 1];
  std::filesystem::create_directories(std::filesystem::path(place).parent_path());
  const std::string draft = place + ending + ".part";
  if (std::ofstream out(draft, std::ios::binary); !(out << image->bytes).flush())
    throw std::runtime_error("« " + draft + " » ne s'écrit pas");
  std::filesystem::permissions(draft, std::filesystem::perms(0644));
  std::filesystem::rename(draft, place + ending);
  Remove(place, ending);
}

}  // namespace

int Logo(Context& context, const Words& words) {
  const std::string action = words.Plain(0, "l'action : set ou remove");
  if (action == "set") {
    const std::string& file = words.Plain(1, "le fichier du logo");
    words.Only(2, {"--collectivite"});
    Set(Place(context, words), file);
    context.out = "Le kit imprime ce logo dès maintenant.\n";
    return 0;
  }
  if (action != "remove") throw Usage("logo : les actions sont set et remove");
  words.Only(1, {"--collectivite"});
  context.out =
      Remove(Place(context, words)) ? "Le kit n'imprime plus ce logo.\n" : "Il n'y avait pas de logo.\n";
  return 0;
}

}  // namespace cli
