// The page of an act with a quantity for each line. Private to functions/case_desk.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/casefile/evidence.h"
#include "functions/case_desk/orders.h"

namespace case_desk {

// What a page of lines is made of.
struct Sheet {
  const Visit& visit;
  const casefile::Case& file;
  std::string act;
  const form::Card& card;
  services::Catalogue catalogue;
  std::optional<casefile::Order> order;  // of a delivery
  std::vector<std::string> lines;        // that it offers
};

// None when there is no such act, or no such order.
std::optional<Sheet> SheetOf(const Visit& visit, const casefile::Case& file, const std::string& act,
                             const std::string& order);

// The field of a line's quantity, and whether a refusal is of one (or of the files).
inline std::string FieldOf(const std::string& line) { return "lines." + line; }
inline bool IsOfLines(const core::Refusal& refusal) {
  return refusal.field.starts_with("lines") || refusal.field == "files";
}
// The quantities by which the next form tells which estimate was seen.
inline std::string Seen(const std::vector<services::Wanted>& wanted) {
  return json::Write(casefile::LinesOf(wanted));
}
casefile::Amount BestAmount(const services::Estimate& estimate);

// With an estimate: of `wanted`. Refused files are told from what the sink put among the values.
rt::Response Page(const Sheet& sheet, const form::Fields& values, const core::Refusals& refusals,
                  const services::Estimate* estimate = nullptr,
                  const std::vector<services::Wanted>& wanted = {});
std::string FileSentence(const Desk& desk, const casefile::RefusedFile& file);

}  // namespace case_desk
