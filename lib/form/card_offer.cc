#include "lib/form/card_offer.h"

#include <algorithm>
#include <array>

namespace form {
namespace {

// The words of a "when": one text, or a list of them.
std::set<std::string> WordsOf(const json::Value& when) {
  std::set<std::string> words;
  if (when.IsString()) words.insert(when.String());
  if (when.IsArray())
    for (const auto& word : when.Items()) words.insert(word.String());
  return words;
}

bool IsOffered(const json::Value& item, const std::set<std::string>* offered) {
  const auto words = WordsOf(item["when"]);
  return !offered || words.empty() ||
         std::any_of(words.begin(), words.end(), [&](const auto& word) { return offered->contains(word); });
}

json::Value OneText(const json::Value& alternatives, const std::set<std::string>* offered) {
  if (!alternatives.IsArray()) return alternatives;
  for (const auto& one : alternatives.Items())
    if (IsOffered(one, offered)) return one["text"];
  return {};
}

constexpr std::array<const char*, 3> kLists{"sections", "fields", "choices"};  // each within the one before

json::Value ShownOf(json::Value item, std::size_t depth, const std::set<std::string>* offered) {
  for (const char* key : {"intro", "hint"})
    if (item.Has(key)) item.Set(key, OneText(item[key], offered));
  if (depth == kLists.size() || !item[kLists[depth]].IsArray()) return item;
  json::Value list = json::Array();
  for (const auto& each : item[kLists[depth]].Items())
    if (IsOffered(each, offered)) list.Push(ShownOf(each, depth + 1, offered));
  return item.Set(kLists[depth], std::move(list));
}

json::Value NamedOf(json::Value item, std::size_t depth, const std::map<std::string, std::string>& names) {
  if (const auto name = names.find(item.Text("named")); name != names.end()) item.Set("label", name->second);
  if (depth == kLists.size() || !item[kLists[depth]].IsArray()) return item;
  json::Value list = json::Array();
  for (const auto& each : item[kLists[depth]].Items()) list.Push(NamedOf(each, depth + 1, names));
  return item.Set(kLists[depth], std::move(list));
}

void Collect(const json::Value& value, std::set<std::string>& words) {
  if (value.IsArray())
    for (const auto& item : value.Items()) Collect(item, words);
  if (!value.IsObject()) return;
  words.merge(WordsOf(value["when"]));
  for (const auto& [key, member] : value.Members()) Collect(member, words);
}

}  // namespace

json::Value Named(json::Value card, const std::map<std::string, std::string>& names) {
  return NamedOf(std::move(card), 0, names);
}

json::Value Shown(const json::Value& card, const std::set<std::string>* offered) {
  return ShownOf(card, 0, offered);
}

std::set<std::string> ConditionsOf(const json::Value& card) {
  std::set<std::string> words;
  Collect(card, words);
  return words;
}

}  // namespace form
