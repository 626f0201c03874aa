#include "functions/membership_request/estimate.h"

#include "domain/dues/dues.h"
#include "lib/core/sentence.h"

namespace membership_request {

std::vector<std::string> Estimate(const Office& office, std::int64_t agents, bool affiliated, core::Day day) {
  const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
  const auto fee = dues::Compute(office.scheme,
                                 {.headcount = agents, .affiliated = affiliated, .year = year, .effect = {}});
  if (!fee || !fee->yearly_fee_cents) return {};
  const auto& pages = office.env.pages;
  std::vector<std::string> lines;
  for (const auto& step : fee->steps)
    lines.push_back(core::Filled(pages.Message("membership_request.estimate.step"),
                                 {{"%l", pages.Message(step.code)}, {"%t", step.text}}));
  lines.push_back(core::Filled(pages.Message("membership_request.estimate"),
                               {{"%y", std::to_string(year)}, {"%f", dues::Euros(*fee->yearly_fee_cents)}}));
  return lines;
}

}  // namespace membership_request
