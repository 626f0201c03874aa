// A document as its author writes it: a little Markdown with words to fill in, read into the blocks that the
// printer and the office writers share.
//
//   ---                     front matter: "key: value" lines
//   ## and ###              headings
//   - item, 1. item         lists, of one level
//   > text                  a notice
//   | a | b |               a table; the second line's dashes give the columns their shares of the width,
//   |---|------:|           and a colon at the right of them sets a column to the right
//   ![alternative](text)    a QR code of that text, then what stands beside it
//   anything else           a paragraph, up to an empty line; \ at the end of a line breaks it
//
// In a line: **strong**, *emphasis*, [text](address), {word}. A word has one value or several (joined by ",
// "). A paragraph, an item or a row in which a word has no value is left out, and so is one that begins with
// {!word} when the word has a value. An item that is one word alone becomes as many items as it has values.
// Values are text: nothing in them is read as a mark. A link to anything but an https:, mailto: or tel:
// address is plain text.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/document/pdf.h"

namespace document {

using Words = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Manuscript {
  std::map<std::string, std::string, std::less<>> front;  // words filled in
  std::vector<Block> blocks;
};

// Throws std::invalid_argument, naming the line, for an unknown word, an unclosed mark, a heading of another
// level, a nested list, a row that is not as long as its table.
Manuscript ReadManuscript(std::string_view text, const Words& words);

// One line of text; none when it is left out.
std::optional<Text> ReadLine(std::string_view line, const Words& words);

// Throws std::invalid_argument, with `line`, for an unknown word.
const std::vector<std::string>& ValuesOf(std::string_view name, const Words& words, std::string_view line);

}  // namespace document
