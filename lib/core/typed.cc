#include "lib/core/typed.h"

#include <algorithm>
#include <string>

#include "lib/core/text.h"

namespace core {
namespace {

std::string WithoutSpaces(std::string_view typed) {
  std::string text(Trim(typed));
  for (const std::string_view space : {" ", "\u00a0", "\u202f", "\u2009"})
    for (auto at = text.find(space); at != std::string::npos; at = text.find(space, at))
      text.erase(at, space.size());
  return text;
}

std::optional<std::int64_t> Number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9 ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  return std::stoll(std::string(digits));
}

}  // namespace

std::optional<std::int64_t> ReadWhole(std::string_view typed) { return Number(WithoutSpaces(typed)); }

std::optional<std::int64_t> ReadCents(std::string_view typed) {
  auto text = WithoutSpaces(typed);
  if (text.ends_with("€")) text.erase(text.size() - std::string_view("€").size());
  const auto mark = text.find_first_of(",.");
  const auto euros = Number(std::string_view(text).substr(0, mark));
  if (!euros || mark == std::string::npos) return euros ? std::optional(*euros * 100) : std::nullopt;
  std::string rest = text.substr(mark + 1);
  if (rest.size() == 1) rest += '0';
  const auto cents = rest.size() == 2 ? Number(rest) : std::nullopt;
  return cents ? std::optional(*euros * 100 + *cents) : std::nullopt;
}

std::optional<Day> ReadDay(std::string_view typed) {
  const auto text = Trim(typed);
  if (const auto day = ParseDay(text)) return day;
  const auto first = text.find_first_of("/.-"), second = text.find_first_of("/.-", first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto padded = [](std::string_view part) { return (part.size() == 1 ? "0" : "") + std::string(part); };
  return ParseDay(std::string(text.substr(second + 1)) + "-" +
                  padded(text.substr(first + 1, second - first - 1)) + "-" + padded(text.substr(0, first)));
}

std::string TypedDay(Day day) {
  const auto iso = IsoDay(day);
  return iso.substr(8) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

}  // namespace core
