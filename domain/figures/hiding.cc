#include "domain/figures/hiding.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/figures/bounds.h"

namespace figures {

int Counts::Add(std::int64_t value) {
  Count count;
  count.value = value;
  count.hidden = value > 0 && value < small_;
  counts_.push_back(count);
  return static_cast<int>(counts_.size()) - 1;
}

int Counts::Unshown(std::int64_t value) {
  const int at = Add(value);
  At(at).hidden = true;
  At(at).of_page = false;
  At(at).least = 0;
  return at;
}

int Counts::Guarded(std::int64_t value) {
  const int at = Unshown(value);
  At(at).of_page = value < small_;
  return at;
}

int Counts::Known(std::int64_t value) {
  const int at = Add(value);
  At(at).hidden = false;
  At(at).known = true;
  return at;
}

void Counts::Sum(const std::vector<int>& wholes, const std::vector<int>& parts, bool table) {
  equations_.push_back({wholes, parts, table});
}

bool Counts::Touches(const Equation& equation, int at) const {
  return std::find(equation.wholes.begin(), equation.wholes.end(), at) != equation.wholes.end() ||
         std::find(equation.parts.begin(), equation.parts.end(), at) != equation.parts.end();
}

// The sums that bear on a hidden count: those that it is in, and those that share a hidden count with them.
std::vector<std::size_t> Counts::Around(int at) const {
  std::set<int> reached{at};
  std::set<std::size_t> around;
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      const auto& equation = equations_[i];
      if (around.contains(i) ||
          std::none_of(reached.begin(), reached.end(), [&](int one) { return Touches(equation, one); }))
        continue;
      grows = around.insert(i).second;
      for (const auto* side : {&equation.wholes, &equation.parts})
        for (const int one : *side)
          if (IsHidden(one)) reached.insert(one);
    }
  }
  return {around.begin(), around.end()};
}

bool Counts::IsSafe(int at) const {
  const auto around = Around(at);
  if (around.empty()) return true;  // nothing bears on it
  std::map<int, int> place;
  std::vector<double> least;
  std::vector<figures::Sum> sums;
  for (const auto i : around) {
    figures::Sum sum;
    const auto add = [&](const std::vector<int>& side, std::vector<int>& to, double sign) {
      for (const int one : side) {
        const auto& count = counts_[static_cast<std::size_t>(one)];
        if (!count.hidden) {
          sum.right -= sign * static_cast<double>(count.value);
          continue;
        }
        const auto [found, fresh] = place.emplace(one, static_cast<int>(least.size()));
        if (fresh) least.push_back(count.least);
        to.push_back(found->second);
      }
    };
    add(equations_[i].parts, sum.plus, 1);
    add(equations_[i].wholes, sum.minus, -1);
    if (!sum.plus.empty() || !sum.minus.empty()) sums.push_back(std::move(sum));
  }
  const auto most = Bound(sums, least, place.at(at), false);
  if (!most) return true;
  if (*most < small_ - 1e-6) return false;
  const auto fewest = Bound(sums, least, place.at(at), true);
  return *most - fewest.value_or(0) > 1 - 1e-6;
}

// The smallest that is shown in these sums; then whole tables, noughts included.
bool Counts::HideOneMore(const std::vector<std::size_t>& around) {
  Count* smallest = nullptr;
  for (const auto i : around)
    for (const auto* side : {&equations_[i].parts, &equations_[i].wholes})
      for (const int one : *side)
        if (auto& count = At(one);
            !count.hidden && !count.known && count.value > 0 && (!smallest || count.value < smallest->value))
          smallest = &count;
  if (smallest) {
    smallest->hidden = true;
    return true;
  }
  for (const auto i : around) {
    auto& equation = equations_[i];
    if (!equation.table || equation.withheld) continue;
    equation.withheld = true;
    for (const int one : equation.parts) {
      At(one).hidden = true;
      At(one).least = 0;
    }
    return true;
  }
  return false;
}

void Counts::Settle() {
  for (auto& count : counts_) {
    count.known = count.known || !count.hidden;
    count.safe = false;
  }
}

void Counts::Hide() {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      auto& count = counts_[i];
      // A nought is hidden with its table only, and an unshown count is nobody's secret.
      if (!count.hidden || !count.of_page || count.value == 0 || count.safe) continue;
      const int at = static_cast<int>(i);
      while (!IsSafe(at) && HideOneMore(Around(at))) again = true;
      counts_[i].safe = true;
    }
  }
}

}  // namespace figures
