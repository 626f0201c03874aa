#include "site/typography.h"

#include <algorithm>
#include <array>

namespace site {
namespace {

constexpr std::string_view kNoBreak = "\u00a0", kNarrow = "\u202f";
constexpr std::array<std::string_view, 2> kBefore = {":", "»"};
constexpr std::array<std::string_view, 3> kNarrowBefore = {";", "!", "?"};
constexpr std::array<std::string_view, 8> kAfter = {"«",       "n°",       "article", "articles",
                                                    "Article", "Articles", "art.",    "paragraphe"};
constexpr std::array<std::string_view, 11> kUnits = {"%",     "h",   "j",     "Mo",   "Ko",    "€",
                                                     "euros", "ans", "jours", "mois", "heures"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool EndsWithWord(std::string_view text, std::string_view word) {
  if (!text.ends_with(word)) return false;
  const std::size_t before = text.size() - word.size();
  return !IsLetter(word[0]) || static_cast<unsigned char>(word[0]) >= 0x80 || before == 0 ||
         !IsLetter(text[before - 1]);
}

bool StartsWithUnit(std::string_view text) {
  for (const auto unit : kUnits) {
    if (!text.starts_with(unit)) continue;
    const char next = text.size() > unit.size() ? text[unit.size()] : ' ';
    if (!IsLetter(next) || unit == "€" || unit == "%") return true;
  }
  return false;
}

// Whether the space between `before` and `after` must not break.
bool Holds(std::string_view before, std::string_view after) {
  for (const auto mark : kBefore)
    if (after.starts_with(mark)) return true;
  for (const auto word : kAfter)
    if (EndsWithWord(before, word)) return true;
  if (before.empty() || !IsDigit(before.back())) return false;
  const bool three_digits = after.size() >= 3 && IsDigit(after[0]) && IsDigit(after[1]) &&
                            IsDigit(after[2]) && (after.size() == 3 || !IsDigit(after[3]));
  return three_digits || StartsWithUnit(after);
}

// The space of a text between `before` and `after`, as it must be written.
std::string_view SpaceBetween(std::string_view before, std::string_view after) {
  for (const auto mark : kNarrowBefore)
    if (after.starts_with(mark)) return kNarrow;
  return Holds(before, after) ? kNoBreak : " ";
}

// How many bytes of `rest` say « numéro » before a figure (« no 5 », « nº 5 », « n°5 »), its space included;
// 0 when they do not.
std::size_t NumberSign(std::string_view before, std::string_view rest) {
  if (!before.empty() && IsLetter(before.back())) return 0;
  for (const std::string_view sign : {"no ", "nº ", "nº", "n°"})
    if (rest.starts_with(sign) && rest.size() > sign.size() && IsDigit(rest[sign.size()])) return sign.size();
  return 0;
}

}  // namespace

std::string FrenchText(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  const bool quotes = std::count(text.begin(), text.end(), '"') % 2 == 0;  // else one is missing: whose?
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i);
    if (rest.starts_with("...")) {
      out += "…";
      i += 2;
    } else if (const auto sign = NumberSign(out, rest)) {
      out.append("n°").append(kNoBreak);
      i += sign - 1;
    } else if (text[i] == '"' && quotes) {
      quoted = !quoted;
      out.append(quoted ? "«" : kNoBreak).append(quoted ? kNoBreak : "»");
    } else if (text[i] == '\'' && !out.empty() && IsLetter(out.back()) && rest.size() > 1 &&
               (IsLetter(rest[1]) || rest[1] == ' ')) {
      out += "’";
    } else if (text[i] == ' ') {
      out += SpaceBetween(out, rest.substr(1));
    } else {
      out += text[i];
    }
  }
  return out;
}

json::Value FrenchTexts(const json::Value& value) {
  if (value.IsString()) return FrenchText(value.String());
  if (value.IsArray()) {
    json::Array out;
    for (const auto& item : value.Items()) out.push_back(FrenchTexts(item));
    return out;
  }
  if (!value.IsObject()) return value;
  json::Object out;
  for (const auto& [key, member] : value.Members())
    out.emplace_back(key, key == "href" || key == "id" ? member : FrenchTexts(member));
  return out;
}

}  // namespace site
