// Texts as they may be printed, or stand in an office file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lib/document/pdf.h"

namespace document {

// What may be printed of a text: UTF-8, line breaks as '\n', no character that is invisible or changes the
// order of others.
std::string Clean(std::string_view text);
// The same on one line, for a title.
std::string CleanLine(std::string_view text);

// The paragraphs of a text, which empty lines separate; each has at least one visible character.
std::vector<Text> Paragraphs(const Text& text);

}  // namespace document
