// What of a card stands under a "when". For lib/form alone: others read cards through card.h.
#pragma once
#include <map>
#include <set>
#include <string>

#include "lib/json/value.h"

namespace form {

// The card without the sections, fields and choices for which none of `offered` is asked, each "intro" and
// "hint" brought to one text. Null: everything is offered.
json::Value Shown(const json::Value& card, const std::set<std::string>* offered);

// The card, the choices of which that are "named" bear their name as label.
json::Value Named(json::Value card, const std::map<std::string, std::string>& names);

std::set<std::string> ConditionsOf(const json::Value& card);

}  // namespace form
