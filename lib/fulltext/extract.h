// The passage of a text that shows best why it was found.
#pragma once
#include <string_view>
#include <vector>

#include "lib/fulltext/index.h"
#include "lib/fulltext/words.h"

namespace fulltext {

class Marker {
 public:
  // `asked`: the words that are looked for, each as its stems; `families`: words of their families (FamilyOf)
  // count too. Keeps references to both.
  Marker(const Stemmer& stemmer, const std::vector<std::vector<std::string>>& asked, bool families)
      : stemmer_(stemmer), asked_(asked), families_(families) {}

  // The passage with the most different words that are looked for, whole words, « … » where it was cut; the
  // beginning of the text when it has none of them.
  std::vector<Piece> Extract(std::string_view text) const;

 private:
  // Which of the words that are looked for this one is; -1 when it is none.
  int WhichOf(std::string_view word) const;
  const Stemmer& stemmer_;
  const std::vector<std::vector<std::string>>& asked_;
  bool families_;
};

}  // namespace fulltext
