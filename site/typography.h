// French typography: the no-break spaces, the quotes and the apostrophe that a keyboard does not give.
#pragma once
#include <string>
#include <string_view>

#include "lib/json/value.h"

namespace site {

// Plain text in, plain text out. A space before ; ! ? becomes U+202F; one before : », after «, between the
// figures of a number, between a number and its unit, after « article » and « n° » becomes U+00A0. "…"
// becomes « … », « no 5 » becomes « n° 5 », ' between letters becomes ’, ... becomes …. No other space is
// added where the author left none.
std::string FrenchText(std::string_view text);

// Every text of a JSON document, except what stands under the keys "href" and "id".
json::Value FrenchTexts(const json::Value& value);

}  // namespace site
