#include "functions/kit/film.h"

#include <fstream>
#include <sstream>

#include "domain/film/scenario.h"

namespace kit {

std::vector<document::Block> FilmBlocks(const std::string& content, const document::Words& words) {
  std::ifstream in(content + "/fr/kit/film.md", std::ios::binary);
  std::ostringstream card;
  if (!in || !(card << in.rdbuf())) throw std::runtime_error("cannot read the end card of the film");
  std::vector<document::Block> blocks = document::ReadManuscript(card.str(), words).blocks;
  for (const auto& scene : film::ReadScenario(content).scenes) {
    blocks.push_back(document::Heading{.level = 3, .text = scene.title});
    blocks.push_back(document::Paragraph{.text = {{.text = scene.shows, .emphasis = true}}});
    for (const auto& sentence : scene.says) blocks.push_back(document::Paragraph{.text = sentence.Whole()});
  }
  return blocks;
}

}  // namespace kit
