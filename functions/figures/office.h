// Private to functions/figures: what its files share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/figures/page.h"
#include "domain/learning/figures.h"
#include "domain/provider/incidents.h"
#include "domain/scheme/scheme.h"
#include "domain/services/services.h"
#include "lib/document/late_printer.h"
#include "runtime/contract/function.h"

namespace figures_page {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& environment);
  std::string Say(const std::string& key) const { return env.pages.Message("figures." + key); }

  rt::Env& env;
  scheme::Scheme scheme;
  form::Card report;  // its labels name what is counted
  services::Catalogue catalogue;
  std::vector<learning::Course> courses;
  document::LatePrinter printer;
};

// What one visitor looks at.
struct Shown {
  std::string of, name;  // "cdg" or the collectivité's slug; its name
  figures::Page page;
  std::vector<learning::Figure> courses;
  std::vector<provider::Count> incidents;  // with the providers, that year; of the CDG's figures alone
};

// What is counted, in the order in which it is shown; `everywhere`: of the CDG, which counts by size too.
std::vector<figures::Dimension> DimensionsOf(const Office& office, bool everywhere);

// In words: a table's title, what a row counts.
std::string TitleOf(const Office& office, const std::string& table);
std::string LabelOf(const Office& office, const std::string& table, const std::string& word);
std::string ServiceLabel(const Office& office, const std::string& line);
std::string CountText(const Office& office, const std::optional<std::int64_t>& count);
std::string Euros(std::int64_t cents);  // « 1 234,50 € »

json::Value PageModel(const Office& office, const Shown& shown);
json::Value PageJson(const Office& office, const Shown& shown);

// The file of this format; none when there is no such format.
std::optional<rt::Response> FileOf(const Office& office, const Shown& shown, const std::string& format);

}  // namespace figures_page
