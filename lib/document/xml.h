// Text inside XML.
#pragma once
#include <string>
#include <string_view>

namespace document {

// For the content of an element and for an attribute between double quotes. `text` must be UTF-8 without
// control characters.
inline std::string EscapeXml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace document
