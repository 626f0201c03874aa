// The words of a French text, and what is the same in their forms: « harcelée », « harcèlements » and
// « harceler » meet in one stem (Snowball).
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace fulltext {

// A word of a text: text.substr(at, size).
struct Word {
  std::size_t at, size;
};

// Letters and figures; everything else parts words, apostrophes and hyphens too. `text` must be UTF-8.
std::vector<Word> WordsOf(std::string_view text);

// Says « le », « pour », « est »: a word so common that it finds nothing. `folded` is core::Fold's.
bool IsCommon(std::string_view folded);

// What a word of the same family would begin with: « anonymat » and « anonyme » have « anony ». Empty when
// the stem is so short that its beginning says nothing.
std::string_view FamilyOf(std::string_view stem);

// Threads: one at a time.
class Stemmer {
 public:
  Stemmer();
  // The stems of a word, of letters without accents: that of the word as it is written, and that of the word
  // without its accents when it is another one; so that whoever types no accents finds, and is found.
  std::vector<std::string> Stems(std::string_view word) const;

 private:
  struct Delete {
    void operator()(sb_stemmer*) const noexcept;
  };
  std::string Stem(const std::string& word) const;
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

}  // namespace fulltext
