#include "domain/film/scenario.h"

#include <filesystem>
#include <set>
#include <stdexcept>

#include "lib/core/text.h"
#include "lib/json/value.h"

namespace film {
namespace {

constexpr const char* kFile = "content/fr/film/scenario.json";

// One line a fault.
class Faults {
 public:
  void Unless(bool good, const std::string& where, const std::string& what) {
    if (!good) lines_ += (lines_.empty() ? "" : "\n") + std::string(kFile) + " : " + where + " : " + what;
  }
  void Throw() const {
    if (!lines_.empty()) throw std::runtime_error(lines_);
  }

 private:
  std::string lines_;
};

void Known(const json::Value& value, const std::set<std::string>& keys, const std::string& where,
           Faults& faults) {
  for (const auto& [key, member] : value.Members())
    faults.Unless(keys.contains(key), where, "« " + key + " » n’est pas connu");
}

Sentence ReadSentence(const json::Value& given, const std::string& where, Faults& faults) {
  Known(given, {"text", "mark", "spoken"}, where, faults);
  Sentence sentence{given.Text("mark"), given.Text("text"), given.Text("spoken")};
  faults.Unless(!sentence.text.empty(), where, "une phrase n’a pas de texte");
  faults.Unless(core::Length(sentence.Whole()) <= kLongest, where,
                "« " + sentence.text + " » dépasse " + std::to_string(kLongest) +
                    " caractères, trop pour un sous-titre ; coupez la phrase en deux");
  return sentence;
}

Scene ReadScene(const json::Value& given, const std::string& folder, Faults& faults) {
  Scene scene{.id = given.Text("id"),
              .title = given.Text("title"),
              .picture = given.Text("picture"),
              .shows = given.Text("shows"),
              .opening = given.Text("look") == "opening",
              .follows = given["follows"].IsBool() && given["follows"].Bool(),
              .says = {}};
  const std::string where = "scène « " + scene.id + " »";
  Known(given, {"id", "title", "look", "picture", "follows", "shows", "says"}, where, faults);
  faults.Unless(!scene.title.empty(), where, "le titre manque");
  faults.Unless(!scene.shows.empty(), where,
                "« shows » manque ; sans lui, une personne aveugle ne sait pas ce que montre l’image");
  faults.Unless(scene.opening || given.Text("look") == "plain", where, "« look » est plain ou opening");
  faults.Unless(std::filesystem::is_regular_file(folder + "/" + scene.picture), where,
                "l’image « " + scene.picture + " » manque");
  if (given["says"].IsArray())
    for (const auto& sentence : given["says"].Items())
      scene.says.push_back(ReadSentence(sentence, where, faults));
  faults.Unless(!scene.says.empty(), where, "la scène ne dit rien");
  return scene;
}

}  // namespace

Scenario ReadScenario(const std::string& content) {
  const std::string folder = content + "/fr/film";
  const json::Value given = json::ReadFile(folder + "/scenario.json");
  Faults faults;
  Known(given, {"title", "verified", "scenes"}, "film", faults);
  Scenario scenario{.title = given.Text("title"), .verified = {}, .scenes = {}};
  const auto verified = core::ParseDay(given.Text("verified"));
  faults.Unless(verified.has_value(), "film", "« verified » est un jour, par exemple 2026-11-24");
  if (verified) scenario.verified = *verified;
  faults.Unless(!scenario.title.empty(), "film", "le titre manque");
  std::set<std::string> ids;
  if (given["scenes"].IsArray())
    for (const auto& scene : given["scenes"].Items()) {
      scenario.scenes.push_back(ReadScene(scene, folder, faults));
      const auto& id = scenario.scenes.back().id;
      faults.Unless(!id.empty() && core::Slug(id) == id && ids.insert(id).second, "scène « " + id + " »",
                    "un nom de scène est un mot sans accent, et ne sert qu’une fois");
    }
  faults.Unless(!scenario.scenes.empty(), "film", "il n’a pas de scène");
  faults.Throw();
  return scenario;
}

std::vector<Piece> PiecesOf(const Scene& scene) {
  std::vector<Piece> pieces{{Piece::Kind::kTitle, scene.title, scene.title},
                            {Piece::Kind::kPicture, scene.shows, scene.shows}};
  for (const auto& sentence : scene.says)
    pieces.push_back({Piece::Kind::kSentence, sentence.Whole(),
                      sentence.spoken.empty() ? sentence.Whole() : sentence.spoken});
  return pieces;
}

}  // namespace film
