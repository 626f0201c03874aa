// The figures of one year, with nothing in them that would name someone: counts under `small` are hidden, and
// with them whatever would give them away (hiding.h). Plain values; thread safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/json/value.h"

namespace figures {

// What is counted, and its words in the order in which they are shown. A case without an answer counts as
// "unsaid", one with another word as "other_word".
struct Dimension {
  std::string id;  // a facet, or "progress", "month"
  std::vector<std::string> words;
};

struct Row {
  std::string word;
  std::optional<std::int64_t> count;  // none: hidden
};
struct Table {
  std::string id;
  bool several = false;  // a case may count in several rows
  std::vector<Row> rows;
};

// Of the rapport social unique: each row for men, women, and those of whom no sex or another is known. The
// last row is what does not fit the official ones: another origin, or nothing said of a sick leave.
struct RsuRow {
  std::string word;  // AVP001 … AVP004, "apart"
  std::optional<std::int64_t> men, women, others;
};
struct RsuTable {
  std::string id;  // "violence", "moral", "sexual"
  std::optional<std::int64_t> total;
  std::vector<RsuRow> rows;
};

struct Delay {
  std::string id;                    // acknowledgement, assessment, treatment
  std::optional<std::int64_t> days;  // the median; none: over in fewer than `small` cases
};

struct Page {
  std::int64_t year = 0;
  std::optional<std::int64_t> total;  // none: from 1 to `small` - 1, and then nothing else is told
  std::vector<Table> tables;
  std::vector<RsuTable> rsu;
  std::vector<Delay> delays;
  std::vector<Row> services;          // how many were delivered, by line of the price list
  std::optional<std::int64_t> cents;  // what they cost; none: unknown, or a line is hidden
};

// Cases received in the year; one that was joined to another is not counted. "kinds" and "criteria" may have
// several words in a case, "service" shows those alone that `small` cases or more have.
Page PageOf(const std::vector<json::Value>& facets, std::int64_t year,
            const std::vector<Dimension>& dimensions, int small);

// Years in which a case was received, newest first.
std::vector<std::int64_t> YearsIn(const std::vector<json::Value>& facets);

}  // namespace figures
