// What is wrong in a form, put together from all who judge it: its card, what could not be read, the domain.
#pragma once
#include <algorithm>
#include <utility>

#include "lib/form/card.h"

namespace form {

// One refusal for each field, the first; of no field, each.
inline void Refuse(core::Refusals& refusals, core::Refusal refusal) {
  if (refusal.field.empty() || std::none_of(refusals.begin(), refusals.end(),
                                            [&](const auto& one) { return one.field == refusal.field; }))
    refusals.push_back(std::move(refusal));
}

inline bool IsOn(const Card& card, const core::Refusal& refusal) {
  const auto names = card.Names();
  return std::find(names.begin(), names.end(), refusal.field) != names.end();
}

// In the order of the fields; what is of none comes last.
inline void Sort(core::Refusals& refusals, const Card& card) {
  const auto names = card.Names();
  const auto place = [&](const auto& one) { return std::find(names.begin(), names.end(), one.field); };
  std::stable_sort(refusals.begin(), refusals.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

}  // namespace form
