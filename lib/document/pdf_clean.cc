#include "lib/document/pdf_clean.h"

#include <glib.h>

#include <algorithm>
#include <memory>

namespace document {
namespace {

// Formatting marks of Unicode (class Cf) tell how to order or hide other characters. The joiners stay, which
// emoji and several scripts need, and so do the Arabic signs of the class, which are visible.
bool IsHidden(gunichar c) {
  if (c == 0x200C || c == 0x200D) return false;
  if ((c & 0xFFFE) == 0xFFFE) return true;  // no characters, and forbidden in XML
  const GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_CONTROL || (type == G_UNICODE_FORMAT && (c == 0xAD || c == 0x61C || c >= 0x180E));
}

bool HasInk(const std::string& clean) {
  for (const char* at = clean.c_str(); *at; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isspace(c) && c != 0x200C && c != 0x200D) return true;
  }
  return false;
}

bool HasInk(const Text& text) {
  return std::any_of(text.spans.begin(), text.spans.end(),
                     [](const Span& span) { return HasInk(Clean(span.text)); });
}

}  // namespace

std::string Clean(std::string_view text) {
  std::string bytes(text);
  std::erase(bytes, '\0');
  using Owned = std::unique_ptr<char, decltype(&g_free)>;
  const Owned valid(g_utf8_make_valid(bytes.data(), static_cast<gssize>(bytes.size())), &g_free);
  // A letter and its accents in one character: each then has its glyph.
  const Owned composed(g_utf8_normalize(valid.get(), -1, G_NORMALIZE_DEFAULT_COMPOSE), &g_free);
  std::string out;
  for (const char* at = composed.get(); *at; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    const std::string_view whole(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
    if (c == '\r' && at[1] == '\n') continue;
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if (!IsHidden(c)) {
      out += whole;
    }
  }
  return out;
}

std::string CleanLine(std::string_view text) {
  std::string out = Clean(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return HasInk(out) ? out : "";
}

std::vector<Text> Paragraphs(const Text& text) {
  std::vector<Text> out(1);
  bool fresh = true;  // nothing but white space on the line so far
  for (const Span& span : text.spans) {
    const std::string clean = Clean(span.text);
    for (std::size_t at = 0; at < clean.size();) {
      std::size_t end = clean.find('\n', at);
      const std::string line = clean.substr(at, end == std::string::npos ? end : end - at);
      fresh = fresh && !HasInk(line);
      Span part = span;
      part.text = end == std::string::npos ? line : line + "\n";
      if (end != std::string::npos && fresh) {
        out.emplace_back();
      } else if (!fresh) {
        out.back().spans.push_back(std::move(part));
      }
      if (end == std::string::npos) break;
      fresh = true;
      at = end + 1;
    }
  }
  std::erase_if(out, [](const Text& part) { return !HasInk(part); });
  for (Text& part : out) {  // the break that ended the last line is none
    std::string& last = part.spans.back().text;
    while (!last.empty() && last.back() == '\n') last.pop_back();
  }
  return out;
}

}  // namespace document
