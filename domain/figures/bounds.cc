#include "domain/figures/bounds.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace figures {
namespace {

constexpr double kZero = 1e-7;

// A table of the simplex method: rows of equations whose right side (the last column) is never negative, a
// row of costs below them, and the variable that stands for each row. By Bland's rule it never turns in a
// circle.
struct Tableau {
  std::vector<std::vector<double>> rows;
  std::vector<double> cost;
  std::vector<std::size_t> basis;
  std::size_t columns = 0;  // that may enter

  void Pivot(std::size_t row, std::size_t column) {
    auto& pivot = rows[row];
    const double by = pivot[column];
    for (auto& value : pivot) value /= by;
    const auto clear = [&](std::vector<double>& other) {
      const double times = other[column];
      if (std::fabs(times) < 1e-12) return;
      for (std::size_t i = 0; i < other.size(); ++i) other[i] -= times * pivot[i];
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (i != row) clear(rows[i]);
    clear(cost);
    basis[row] = column;
  }

  // Lowers the cost as far as it goes; false when there is no end to it.
  bool Minimise() {
    for (;;) {
      std::size_t enters = 0;
      while (enters < columns && cost[enters] >= -kZero) ++enters;
      if (enters == columns) return true;
      std::optional<std::size_t> leaves;
      double least = 0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i][enters] <= kZero) continue;
        const double ratio = rows[i].back() / rows[i][enters];
        if (!leaves || ratio < least - kZero || (ratio < least + kZero && basis[i] < basis[*leaves])) {
          least = ratio;
          leaves = i;
        }
      }
      if (!leaves) return false;
      Pivot(*leaves, enters);
    }
  }

  // Costs of the variables that stand for a row are worked into the others.
  void SetCost(std::vector<double> costs) {
    cost = std::move(costs);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (const double times = cost[basis[i]]; times != 0)
        for (std::size_t j = 0; j < cost.size(); ++j) cost[j] -= times * rows[i][j];
  }
};

// The equations over what each value has above its least, one artificial variable for each: a first solution.
Tableau Start(const std::vector<Sum>& sums, const std::vector<double>& least) {
  Tableau table;
  const std::size_t count = least.size();
  table.columns = count + sums.size();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    std::vector<double> row(table.columns + 1, 0);
    row.back() = sums[i].right;
    const auto add = [&](const std::vector<int>& values, double sign) {
      for (const int value : values) {
        row[static_cast<std::size_t>(value)] += sign;
        row.back() -= sign * least[static_cast<std::size_t>(value)];
      }
    };
    add(sums[i].plus, 1);
    add(sums[i].minus, -1);
    if (row.back() < 0)
      for (auto& value : row) value = -value;
    row[count + i] = 1;
    table.rows.push_back(std::move(row));
    table.basis.push_back(count + i);
  }
  std::vector<double> cost(table.columns + 1, 0);
  for (std::size_t i = 0; i < sums.size(); ++i) cost[count + i] = 1;
  table.SetCost(std::move(cost));
  return table;
}

// Artificial variables that are still there stand at zero: others take their place, or their row says
// nothing.
void DropArtificial(Tableau& table, std::size_t count) {
  for (std::size_t i = table.rows.size(); i-- > 0;) {
    if (table.basis[i] < count) continue;
    std::size_t column = 0;
    while (column < count && std::fabs(table.rows[i][column]) < kZero) ++column;
    if (column < count) {
      table.Pivot(i, column);
    } else {
      table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(i));
      table.basis.erase(table.basis.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  table.columns = count;
}

}  // namespace

std::optional<double> Bound(const std::vector<Sum>& sums, const std::vector<double>& least_values, int of,
                            bool least) {
  const std::size_t count = least_values.size(), wanted = static_cast<std::size_t>(of);
  auto table = Start(sums, least_values);
  table.Minimise();
  if (std::fabs(table.cost.back()) > 1e-4) throw std::logic_error("sums without a solution");
  DropArtificial(table, count);
  std::vector<double> cost(count + sums.size() + 1, 0);
  cost[wanted] = least ? 1 : -1;
  table.SetCost(std::move(cost));
  if (!table.Minimise()) return std::nullopt;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (table.basis[i] == wanted) return table.rows[i].back() + least_values[wanted];
  return least_values[wanted];
}

}  // namespace figures
