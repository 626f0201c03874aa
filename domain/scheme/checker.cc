#include "domain/scheme/checker.h"

#include <algorithm>
#include <iterator>

#include "lib/core/text.h"
#include "lib/core/time.h"

namespace scheme {
namespace {

std::string Listed(const Checker::Words& words) {
  std::string list;
  for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return list;
}

bool In(const Checker::Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string Quoted(std::string_view word) { return "\"" + std::string(word) + "\""; }

std::string Example(const Checker::Words& words) { return words.empty() ? "nothing" : Quoted(words.front()); }

bool IsWord(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

// Of an IBAN whose first four characters were moved to the end, divided by 97; letters count from 10 (ISO
// 13616).
int Remainder(std::string_view text) {
  int rest = 0;
  for (const char c : text) {
    const bool letter = c >= 'A' && c <= 'Z';
    if (!letter && (c < '0' || c > '9')) return -1;
    rest = (letter ? rest * 100 + (c - 'A' + 10) : rest * 10 + (c - '0')) % 97;
  }
  return rest;
}

}  // namespace

Node Node::operator[](std::string_view key) const {
  return {value[key], path.empty() ? std::string(key) : path + "." + std::string(key)};
}

void Checker::Fault(const Node& node, std::string_view expected, std::string_view example) {
  faults_.push_back(
      {node.path, "expected " + std::string(expected) + ", for example " + std::string(example)});
}

bool Checker::Text(const Node& node, std::string_view example) {
  if (node.value.IsString() && !core::Trim(node.value.String()).empty()) return true;
  Fault(node, "a text", Quoted(example));
  return false;
}

bool Checker::TextOrEmpty(const Node& node, std::string_view example) {
  if (node.value.IsString()) return true;
  Fault(node, "a text (\"\" when there is none)", Quoted(example));
  return false;
}

bool Checker::Whole(const Node& node, std::int64_t least, std::int64_t most, std::string_view example) {
  if (node.value.IsInt() && node.value.Int() >= least && node.value.Int() <= most) return true;
  Fault(node, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), example);
  return false;
}

bool Checker::Cents(const Node& node, std::string_view example) {
  constexpr std::int64_t kMost = 100'000'000;
  if (node.value.IsInt() && node.value.Int() >= 0 && node.value.Int() <= kMost) return true;
  Fault(node, "an amount in whole cents from 0 to " + std::to_string(kMost), example);
  return false;
}

bool Checker::Iban(const Node& node) {
  std::string text;
  if (node.value.IsString())
    std::copy_if(node.value.String().begin(), node.value.String().end(), std::back_inserter(text),
                 [](char c) { return c != ' '; });
  if (text.size() > 14 && text.size() < 35 && Remainder(text.substr(4) + text.substr(0, 4)) == 1) return true;
  Fault(node, "an IBAN whose check digits are right", "\"FR76 3000 6000 0112 3456 7890 189\"");
  return false;
}

bool Checker::Bool(const Node& node) {
  if (node.value.IsBool()) return true;
  Fault(node, "true or false", "true");
  return false;
}

bool Checker::Day(const Node& node) {
  if (node.value.IsString() && core::ParseDay(node.value.String())) return true;
  Fault(node, "a day", "\"2027-06-27\"");
  return false;
}

bool Checker::OneOf(const Node& node, const Words& words) {
  if (node.value.IsString() && In(words, node.value.String())) return true;
  Fault(node, "one of " + Listed(words), Example(words));
  return false;
}

bool Checker::Object(const Node& node, const Words& known) {
  if (!node.value.IsObject()) {
    Fault(node, "an object with " + Listed(known), "{" + Example(known) + ": …}");
    return false;
  }
  for (const auto& [key, value] : node.value.Members())
    if (!In(known, key)) Fault(node[key], "no such key; known here: " + Listed(known), Example(known));
  return true;
}

std::vector<Node> Checker::List(const Node& node, std::size_t least, std::string_view example) {
  std::vector<Node> items;
  if (!node.value.IsArray() || node.value.Items().size() < least) {
    Fault(node, least ? "a list of at least " + std::to_string(least) : "a list", example);
    return items;
  }
  for (const auto& item : node.value.Items())
    items.push_back({item, node.path + "[" + std::to_string(items.size()) + "]"});
  return items;
}

std::vector<std::string> Checker::Roles(const Node& node, const Words& words) {
  std::vector<std::string> roles;
  for (const auto& item : List(node, 1, "[" + Example(words) + "]")) {
    if (!OneOf(item, words)) continue;
    if (std::find(roles.begin(), roles.end(), item.value.String()) != roles.end())
      Fault(item, "a word that does not stand twice", "[" + Example(words) + "]");
    roles.push_back(item.value.String());
  }
  return roles;
}

void Checker::Texts(const Node& node, std::size_t least, std::string_view example) {
  for (const auto& item : List(node, least, "[" + Quoted(example) + "]")) Text(item, example);
}

std::vector<std::string> Checker::Ids(const std::vector<Node>& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) {
    const auto id = item["id"];
    if (!id.value.IsString() || !IsWord(id.value.String()))
      Fault(id, "a word of a-z, 0-9, _ - and .", "\"treatment\"");
    else if (std::find(ids.begin(), ids.end(), id.value.String()) != ids.end())
      Fault(id, "an id that stands once; " + Quoted(id.value.String()) + " stands twice",
            Quoted(id.value.String() + "_2"));
    ids.push_back(item.value.Text("id"));
  }
  return ids;
}

}  // namespace scheme
