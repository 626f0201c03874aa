// French typography: the no-break spaces and the apostrophe that a keyboard does not give.
#pragma once
#include <string>
#include <string_view>

#include "lib/json/value.h"

namespace site {

// Plain text in, plain text out. A space before : ; ! ? » and after «, between the figures of a number,
// between a number and its unit, after « article » and « n° » becomes U+00A0; ' between letters becomes ’;
// ... becomes …. Nothing is added where the author left no space.
std::string FrenchText(std::string_view text);

// Every text of a JSON document, except what stands under the keys "href" and "id".
json::Value FrenchTexts(const json::Value& value);

}  // namespace site
