// What the three writers and the reader share. Private to this room.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lib/sheet/sheet.h"

namespace sheet {

inline constexpr std::size_t kMostRows = 20'000, kMostColumns = 100, kMostBytes = 32 * 1024 * 1024;

// Without what may not stand in XML 1.0: control characters but tab and line ends, U+FFFE, U+FFFF.
std::string Plain(std::string_view text);

std::string Amount(Money money, std::string_view point);  // "1234" point "50"
std::string NumericDay(core::Day day);                    // 24/11/2026

// As a person reads it in the sheet: 1 234,50 €; 24/11/2026.
std::string Shown(const Cell& cell);

// For each column, how many characters it is wide: its longest cell, between 8 and 50.
std::vector<std::size_t> Widths(const Table& table);

// A name that both programs take for a sheet: 31 characters at most, none of []:*?/\, none of those taken.
std::string SheetName(const std::string& title, const std::vector<std::string>& taken);

// True when a spreadsheet would take the text for a formula.
bool LooksComputed(std::string_view text);

core::Result<std::vector<Row>> ReadCsv(std::string_view text);
core::Result<std::vector<Row>> ReadOds(std::string_view file);

}  // namespace sheet
