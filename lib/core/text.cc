#include "lib/core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace core {
namespace {

constexpr char32_t kBad = 0xFFFFFFFF;

bool IsTail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The code point at `at`, which moves behind it; kBad when the bytes there are not well-formed.
char32_t Next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return text[at++];
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return kBad;
  char32_t point = lead & (0x7F >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!IsTail(byte(at + i))) return kBad;
    point = (point << 6) | (byte(at + i) & 0x3F);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  if (point < kSmallest[size] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return kBad;
  at += size;
  return point;
}

bool IsSpace(char32_t point) {
  return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0x85 || point == 0xA0 ||
         (point >= 0x2000 && point <= 0x200B) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
         point == 0x3000 || point == 0xFEFF;
}

// U+00C0 to U+00DE; the small letters stand 0x20 higher and fold alike. Empty: stays what it is.
constexpr std::array<const char*, 31> kLatin1{"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e",
                                              "e", "i", "i", "i", "i", "d", "n",  "o", "o", "o", "o",
                                              "o", "",  "o", "u", "u", "u", "u",  "y", "th"};

// What the point folds into; nullptr when it stays what it is.
const char* Folded(char32_t point) {
  if (point >= 0xC0 && point <= 0xFE && point != 0xD7 && point != 0xDF && point != 0xF7)
    return kLatin1[point & 0x1F];
  if (point >= 0x0300 && point <= 0x036F) return "";  // an accent written behind its letter
  switch (point) {
    case 0xA0:
    case 0x202F:
      return " ";
    case 0xDF:
      return "ss";
    case 0xFF:
    case 0x178:
      return "y";
    case 0x152:
    case 0x153:
      return "oe";
    case 0x2018:
    case 0x2019:
      return "'";
    default:
      return nullptr;
  }
}

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

bool IsUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (Next(text, at) == kBad) return false;
  return true;
}

std::size_t Length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += !IsTail(static_cast<unsigned char>(c));
  return count;
}

std::string_view Trim(std::string_view text) {
  std::size_t first = text.size(), last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t point = Next(text, at);
    if (point == kBad) ++at;
    if (IsSpace(point)) continue;
    if (first > start) first = start;
    last = at;
  }
  return first < last ? text.substr(first, last - first) : std::string_view();
}

std::string Fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t point = Next(text, at);
    if (point == kBad) {
      out += text[at++];
    } else if (point < 0x80) {
      out += static_cast<char>(point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point);
    } else if (const char* folded = Folded(point)) {
      out += folded;
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = Fold(text);
  for (std::size_t from = 0; from < folded.size();) {
    const auto to = std::min(folded.find_first_of(" -'", from), folded.size());
    if (to > from) words.push_back(folded.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

std::string Slug(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : Fold(text)) {
    if (!IsLetterOrDigit(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += '-';
    gap = false;
    out += c;
  }
  return out;
}

std::string Digits(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

}  // namespace core
