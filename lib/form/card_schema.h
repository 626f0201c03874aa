// What a form's card must look like. For lib/form alone: others read cards through card.h.
#pragma once
#include <string>
#include <string_view>

#include "lib/json/value.h"

namespace form {

// Kinds whose values are picked from a list: radios, checkboxes, select.
bool IsChoice(std::string_view kind);

// Each throws std::runtime_error that begins with `where` and names the key at fault. A field must bring a
// sentence for every refusal that its visitors can meet: required, too_long (when it has a max), unknown
// (when it has choices), email.
void CheckChoices(const json::Value& choices, const std::string& where);
void CheckCard(const json::Value& card, const std::string& path);

}  // namespace form
