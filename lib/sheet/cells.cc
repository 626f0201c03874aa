#include "lib/sheet/cells.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "lib/core/text.h"

namespace sheet {

std::string Plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f) continue;
    if (text.substr(i, 2) == "\xef\xbf" && i + 2 < text.size() && (text[i + 2] & 0xfe) == 0xbe) {
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

std::string Amount(Money money, std::string_view point) {
  const bool negative = money.cents < 0;
  const auto cents =
      negative ? 0 - static_cast<std::uint64_t>(money.cents) : static_cast<std::uint64_t>(money.cents);
  const std::string rest = std::to_string(cents % 100);
  return std::string(negative ? "-" : "") + std::to_string(cents / 100) + std::string(point) +
         (rest.size() < 2 ? "0" : "") + rest;
}

std::string NumericDay(core::Day day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%02u/%02u/%04d", static_cast<unsigned>(date.day()),
                static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
  return out.data();
}

std::string Shown(const Cell& cell) {
  struct Teller {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return Plain(text); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(Money money) const {
      std::string out = Amount(money, ",");
      const auto first = out.front() == '-' ? 1u : 0u;
      for (auto at = out.size() - 3; at > first + 3; at -= 3) out.insert(at - 3, "\u202f");
      return out + "\u00a0€";
    }
    std::string operator()(core::Day day) const { return NumericDay(day); }
  };
  return std::visit(Teller{}, cell);
}

std::vector<std::size_t> Widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) widths.push_back(core::Length(column) + 2);
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < std::min(widths.size(), row.size()); ++i)
      widths[i] = std::max(widths[i], core::Length(Shown(row[i])) + 2);
  for (auto& width : widths) width = std::clamp<std::size_t>(width, 8, 50);
  return widths;
}

std::string SheetName(const std::string& title, const std::vector<std::string>& taken) {
  // The first characters, at most `most` of them.
  const auto first = [](const std::string& text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size(); ++end)
      if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && ++count > most) break;
    return std::string(core::Trim(std::string_view(text).substr(0, end)));
  };
  std::string plain = Plain(title);
  std::erase_if(plain,
                [](char c) { return std::string_view("[]:*?/\\'\t\n").find(c) != std::string_view::npos; });
  const auto is_taken = [&taken](const std::string& name) {
    return std::any_of(taken.begin(), taken.end(),
                       [&name](const auto& one) { return core::Fold(one) == core::Fold(name); });
  };
  std::string name = first(plain, 31);
  if (name.empty()) name = "Feuille";
  for (int i = 2; is_taken(name); ++i) name = first(plain, 27) + " " + std::to_string(i);
  return name;
}

bool LooksComputed(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
}

core::Result<std::vector<Row>> Read(std::string_view file) {
  if (file.size() > kMostBytes) return core::Refuse(core::Kind::kTooLarge, "file", "sheet.too_large");
  if (file.starts_with("PK\3\4")) return ReadOds(file);
  if (file.starts_with("\xff\xfe") || file.starts_with("\xfe\xff"))
    return core::Refuse("file", "sheet.encoding");
  if (file.find('\0') != std::string_view::npos || file.starts_with("%PDF"))
    return core::Refuse("file", "sheet.unknown");
  return ReadCsv(file);
}

}  // namespace sheet
