#include "lib/fulltext/words.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <new>

#include "lib/core/text.h"

namespace fulltext {
namespace {

// The bytes of the character that begins with `lead`.
std::size_t SizeOf(unsigned char lead) { return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1; }

// ASCII letters and figures, À to ɏ (but × and ÷), accents written behind their letter.
bool IsOfWord(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) {
    const unsigned char c = byte(0), small = c | 0x20;
    return (c >= '0' && c <= '9') || (small >= 'a' && small <= 'z');
  }
  if (character.size() != 2) return false;
  const int point = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
  return (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7) ||
         (point >= 0x300 && point <= 0x36F);
}

// Capitals become small, accents stay: À to Þ stand 0x20 before their small letters, Œ before œ.
std::string Lower(std::string_view word) {
  std::string out(word);
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& c = out[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
    if (i == 0) continue;
    const auto lead = static_cast<unsigned char>(out[i - 1]), tail = static_cast<unsigned char>(c);
    if ((lead == 0xC3 && tail >= 0x80 && tail <= 0x9E && tail != 0x97)) c = static_cast<char>(tail + 0x20);
    if (lead == 0xC5 && tail == 0x92) c = static_cast<char>(0x93);
  }
  return out;
}

// Sorted.
constexpr auto kCommon = std::to_array<std::string_view>(
    {"a",     "ai",    "au",   "aux",  "avec",  "avoir", "c",     "ce",   "cela", "ces",   "cet",
     "cette", "comme", "d",    "dans", "de",    "des",   "donc",  "du",   "elle", "elles", "en",
     "est",   "et",    "etre", "eux",  "fait",  "font",  "il",    "ils",  "j",    "je",    "l",
     "la",    "le",    "les",  "leur", "lui",   "m",     "ma",    "mais", "me",   "mes",   "moi",
     "mon",   "n",     "ne",   "nos",  "notre", "nous",  "on",    "ont",  "ou",   "par",   "pas",
     "pour",  "qu",    "que",  "qui",  "s",     "sa",    "se",    "ses",  "si",   "son",   "sont",
     "suis",  "sur",   "t",    "un",   "une",   "vos",   "votre", "vous", "y",    "sans"});

// « harcelee » is « harcelée »: no French word ends in ee, and the stemmer knows the ending by its accent.
std::string WithEnding(std::string folded) {
  const auto at = folded.ends_with("ees") ? folded.size() - 3 : folded.size() - 2;
  return folded.ends_with("ee") || folded.ends_with("ees") ? folded.replace(at, 1, "é") : folded;
}

}  // namespace

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = std::min(SizeOf(static_cast<unsigned char>(text[at])), text.size() - at);
    const bool of_word = IsOfWord(text.substr(at, size));
    if (of_word && !inside) words.push_back({at, 0});
    if (of_word) words.back().size = at + size - words.back().at;
    inside = of_word;
    at += size;
  }
  return words;
}

bool IsCommon(std::string_view folded) {
  return std::find(kCommon.begin(), kCommon.end(), folded) != kCommon.end();
}

std::string_view FamilyOf(std::string_view stem) {
  constexpr std::size_t kLeast = 3, kCut = 5;  // letters: of any beginning, and of one that is shortened
  return stem.size() < kLeast ? std::string_view() : stem.substr(0, std::max(kCut, stem.size() * 2 / 3));
}

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("french", "UTF_8")) {
  if (!stemmer_) throw std::bad_alloc();
}

std::string Stemmer::Stem(const std::string& word) const {
  const auto* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                     static_cast<int>(word.size()));
  if (!stem) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

std::vector<std::string> Stemmer::Stems(std::string_view word) const {
  const std::string written = core::Fold(Stem(Lower(word))),
                    plain = core::Fold(Stem(WithEnding(core::Fold(word))));
  return written == plain ? std::vector{plain} : std::vector{written, plain};
}

}  // namespace fulltext
