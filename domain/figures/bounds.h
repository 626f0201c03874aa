// What someone who sees some of the counts of a page can work out of the hidden ones: the least and the most
// that each may be, over everything that fits the sums that hold between them. Exact over the real numbers
// (the simplex method).
#pragma once
#include <optional>
#include <vector>

namespace figures {

// sum of value[plus] - sum of value[minus] = right; every value at least its own least.
struct Sum {
  std::vector<int> plus, minus;
  double right = 0;
};

// The most that one value (`of`) may be, or the least as the most of its negative when `least` is set; none
// when there is no bound. The sums must have a solution.
std::optional<double> Bound(const std::vector<Sum>& sums, const std::vector<double>& least_values, int of,
                            bool least);

}  // namespace figures
