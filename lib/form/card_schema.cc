#include "lib/form/card_schema.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace form {
namespace {

constexpr std::array<std::string_view, 11> kKinds{"text",   "email",      "tel",      "textarea",
                                                  "radios", "checkboxes", "checkbox", "password",
                                                  "code",   "select",     "hidden"};
constexpr std::array<std::string_view, 13> kFieldKeys{
    "name",    "kind",         "label",     "hint",    "required", "max", "rows",
    "details", "autocomplete", "inputmode", "choices", "errors",   "when"};

template <class List>
bool Has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

[[noreturn]] void Fault(const std::string& where, std::string_view what) {
  throw std::runtime_error(where + ": " + std::string(what));
}

void CheckKeys(const json::Value& object, const std::string& where, const auto& allowed) {
  if (!object.IsObject()) Fault(where, "is not an object");
  for (const auto& [key, value] : object.Members())
    if (!Has(allowed, key)) Fault(where, "unknown key \"" + key + "\"");
}

void CheckText(const json::Value& object, const std::string& where, std::string_view key, bool needed) {
  const json::Value& value = object[key];
  if (value.IsNull() && !needed) return;
  if (!value.IsString() || (needed && value.String().empty()))
    Fault(where, std::string(key) + " must be a text");
}

// "when": a word, or a list of words.
void CheckWhen(const json::Value& object, const std::string& where) {
  const json::Value& when = object["when"];
  const auto is_word = [](const json::Value& word) { return word.IsString() && !word.String().empty(); };
  const bool list = when.IsArray() && !when.Items().empty() &&
                    std::all_of(when.Items().begin(), when.Items().end(), is_word);
  if (!when.IsNull() && !is_word(when) && !list) Fault(where, "when must be a word, or a list of words");
}

// A text, or a list of {"when"?, "text"}.
void CheckAlternatives(const json::Value& object, const std::string& where, std::string_view key) {
  if (!object[key].IsArray()) return CheckText(object, where, key, false);
  for (const auto& one : object[key].Items()) {
    const std::string here = where + ": " + std::string(key);
    CheckKeys(one, here, std::array<std::string_view, 2>{"when", "text"});
    CheckText(one, here, "text", true);
    CheckWhen(one, here);
  }
}

void CheckErrors(const json::Value& errors, const std::string& where) {
  if (errors.IsNull()) return;
  if (!errors.IsObject()) Fault(where, "errors must be an object");
  for (const auto& [key, sentence] : errors.Members())
    if (!sentence.IsString() || sentence.String().empty()) Fault(where, "errors." + key + " must be a text");
}

bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

void CheckField(const json::Value& field, const std::string& section) {
  const std::string where = section + ": " + field.Text("name", "field without name");
  CheckKeys(field, where, kFieldKeys);
  if (!IsName(field.Text("name"))) Fault(where, "name must be made of a-z, 0-9, _ and .");
  const std::string kind = field.Text("kind");
  if (!Has(kKinds, kind)) Fault(where, "unknown kind \"" + kind + "\"");
  CheckText(field, where, "label", true);
  CheckAlternatives(field, where, "hint");
  CheckWhen(field, where);
  for (const char* key : {"details", "autocomplete", "inputmode"}) CheckText(field, where, key, false);
  for (const char* key : {"max", "rows"})
    if (const auto& number = field[key]; !number.IsNull() && (!number.IsInt() || number.Int() < 1))
      Fault(where, std::string(key) + " must be a whole number above 0");
  if (const auto& required = field["required"]; !required.IsNull() && !required.IsBool())
    Fault(where, "required must be true or false");
  CheckChoices(field["choices"], where);
  CheckErrors(field["errors"], where);
  const auto needs = [&](bool condition, const char* reason) {
    if (condition && !field["errors"].Has(reason))
      Fault(where, std::string("errors.") + reason + " is missing");
  };
  needs(field.Text("required") == "true", "required");
  needs(field.Has("max"), "too_long");
  needs(IsChoice(kind), "unknown");
  needs(kind == "email", "email");
}

}  // namespace

bool IsChoice(std::string_view kind) { return kind == "radios" || kind == "checkboxes" || kind == "select"; }

void CheckChoices(const json::Value& choices, const std::string& where) {
  if (choices.IsNull()) return;
  if (!choices.IsArray()) Fault(where, "choices must be a list");
  std::vector<std::string> seen;
  for (const auto& choice : choices.Items()) {
    CheckKeys(choice, where + ": choice",
              std::array<std::string_view, 5>{"value", "label", "hint", "when", "named"});
    CheckText(choice, where + ": choice", "value", true);
    CheckText(choice, where + ": choice", "label", true);
    CheckAlternatives(choice, where + ": choice", "hint");
    CheckWhen(choice, where + ": choice");
    if (Has(seen, choice.Text("value"))) Fault(where, "choice \"" + choice.Text("value") + "\" stands twice");
    seen.push_back(choice.Text("value"));
  }
}

void CheckCard(const json::Value& card, const std::string& path) {
  CheckKeys(card, path, std::array<std::string_view, 3>{"name", "sections", "errors"});
  CheckText(card, path, "name", true);
  CheckErrors(card["errors"], path);
  if (!card["sections"].IsArray()) Fault(path, "sections must be a list");
  std::vector<std::string> names;
  for (const auto& section : card["sections"].Items()) {
    const std::string where = path + ": section " + section.Text("id");
    CheckKeys(section, where, std::array<std::string_view, 5>{"id", "title", "intro", "fields", "when"});
    CheckText(section, where, "id", true);
    CheckText(section, where, "title", false);
    CheckAlternatives(section, where, "intro");
    CheckWhen(section, where);
    if (!section["fields"].IsArray()) Fault(where, "fields must be a list");
    for (const auto& field : section["fields"].Items()) {
      CheckField(field, where);
      if (Has(names, field.Text("name"))) Fault(where, "field " + field.Text("name") + " stands twice");
      names.push_back(field.Text("name"));
    }
  }
}

}  // namespace form
