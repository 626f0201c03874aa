#include "site/easy.h"

#include <algorithm>
#include <sstream>

#include "lib/core/text.h"
#include "site/markup.h"

namespace site {
namespace {

constexpr std::string_view kNoBreak[] = {"\u00a0", "\u202f"};

std::string WithPlainSpaces(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto* space = std::find_if(std::begin(kNoBreak), std::end(kNoBreak),
                                     [&](std::string_view each) { return text.starts_with(each); });
    const bool found = space != std::end(kNoBreak);
    plain += found ? ' ' : text.front();
    text.remove_prefix(found ? space->size() : 1);
  }
  return plain;
}

// A figure or a letter, é and œ among them; « and – are none.
bool IsWord(std::string_view piece) {
  return std::any_of(piece.begin(), piece.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == 0xC3 || c == 0xC5; });
}

// The sentences of a block that have too many words, each with how many.
void TellLong(const std::string& text, const std::string& where, Problems& problems) {
  std::istringstream pieces(WithPlainSpaces(text));
  std::string sentence;
  int words = 0;
  const auto end = [&] {
    if (words > kEasyWords)
      problems.push_back(where + " : une phrase de " + std::to_string(words) + " mots ; " +
                         std::to_string(kEasyWords) + " au plus dans une page facile à lire : «\u00a0" +
                         sentence + "\u00a0»");
    sentence.clear();
    words = 0;
  };
  for (std::string piece; pieces >> piece;) {
    sentence += (sentence.empty() ? "" : " ") + piece;
    words += IsWord(piece);
    if (std::string_view(".?!:").find(piece.back()) != std::string_view::npos) end();
  }
  end();
}

}  // namespace

Problems CheckEasy(const PageTexts& pages, const std::map<std::string, std::string>& names) {
  Problems problems;
  for (const auto& [address, html] : pages) {
    if (!address.starts_with("/facile/")) continue;
    for (const auto& block : MainBlocks(html))
      TellLong(block.text, names.at(address) + " (" + address + ")", problems);
  }
  return problems;
}

}  // namespace site
