// The film that presents the dispositif, as its author writes it: content/fr/film/scenario.json. Its words
// hold for every scheme: what differs between two stands beside the film, on its page.
//
//   {"title", "verified": day of the last proofreading, "scenes": [{"id", "title", "look", "picture",
//   "follows", "shows", "says": [{"text", "mark", "spoken"}]}]}
//
//   look      "plain", or "opening": the first and the last scene, light on dark
//   picture   an SVG beside the scenario, 500 by 500, whose groups l1, l2… come one after the other; with
//             "follows": true, each with what the scene says
//   shows     what the picture shows, for those who do not see it; only the described version says it
//   mark      a few words that stand in front of the text
//   spoken    how the voice says mark and text, where it would read letters and numbers wrongly
#pragma once
#include <string>
#include <vector>

#include "lib/core/time.h"

namespace film {

struct Sentence {
  std::string mark, text, spoken;
  std::string Whole() const { return mark.empty() ? text : mark + "\u00a0: " + text; }
};

struct Scene {
  std::string id, title, picture, shows;
  bool opening = false, follows = false;
  std::vector<Sentence> says;
};

struct Scenario {
  std::string title;
  core::Day verified{};
  std::vector<Scene> scenes;
};

constexpr std::size_t kLongest = 130;  // characters of one sentence: three lines of captions

// Reads <content>/fr/film/scenario.json. Throws std::runtime_error with everything that is wrong with it, a
// fault a line.
Scenario ReadScenario(const std::string& content);

// What the voice says in a scene, in order: its title, what its picture shows, then its sentences.
struct Piece {
  enum class Kind { kTitle, kPicture, kSentence };
  Kind kind = Kind::kSentence;
  std::string written, spoken;
};
std::vector<Piece> PiecesOf(const Scene& scene);

}  // namespace film
