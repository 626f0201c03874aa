// Small questions about UTF-8 text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace core {

// True for well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF).
bool IsUtf8(std::string_view text);

// How many characters (Unicode code points) a person would count. `text` must be UTF-8.
std::size_t Length(std::string_view text);

// Without the white space at both ends, no-break spaces and invisible ones included.
std::string_view Trim(std::string_view text);

// Lower case without accents nor ligatures, for searching: "Éloïse" and "eloise" fold alike. Covers
// Latin-1, œ and accents written as combining marks; « ’ » becomes an apostrophe, a no-break space a space.
std::string Fold(std::string_view text);

// The words of the folded text, for searching: spaces, hyphens and apostrophes part them.
std::vector<std::string> Words(std::string_view text);

// "commune-de-saint-romain": letters and digits of the folded text, joined by hyphens.
std::string Slug(std::string_view text);

// Only the digits of the text.
std::string Digits(std::string_view text);

}  // namespace core
