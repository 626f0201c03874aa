// Sentences of a catalogue with marks in them: « Page %n sur %t ».
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace core {

// A mark and the word that stands for it: "%n", "12".
using Mark = std::pair<std::string_view, std::string_view>;

// The sentence with the word of each mark in its place; a word is not looked into again. A mark that the
// sentence does not have is left aside, one without a word stays.
std::string Filled(std::string_view sentence, std::initializer_list<Mark> words);

}  // namespace core
