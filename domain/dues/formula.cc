#include "domain/dues/formula.h"

#include <stdexcept>

namespace dues {
namespace {

constexpr const char* kSpace = "\u00a0";

std::string Agents(std::int64_t count) { return Grouped(count) + kSpace + (count > 1 ? "agents" : "agent"); }

Step PerAgent(std::int64_t headcount, std::int64_t cents) {
  const std::int64_t fee = headcount * cents;
  return {"dues.step.per_agent", Agents(headcount) + " × " + Euros(cents) + " = " + Euros(fee), fee};
}

Step Band(const json::Value& bands, std::int64_t headcount) {
  for (const auto& band : bands.Items()) {
    if (!band["to"].IsNull() && headcount > band["to"].Int()) continue;
    if (band.Has("per_agent_cents")) return PerAgent(headcount, band["per_agent_cents"].Int());
    const std::int64_t fee = band["cents"].Int();
    const auto range = band["to"].IsNull()
                           ? "à partir de " + Grouped(band["from"].Int())
                           : "de " + Grouped(band["from"].Int()) + " à " + Grouped(band["to"].Int());
    return {"dues.step.band", Agents(headcount) + ", tranche " + range + kSpace + ": " + Euros(fee), fee};
  }
  throw std::logic_error("dues: the last band is not open");
}

}  // namespace

std::optional<Step> YearlyFee(const json::Value& formula, std::int64_t headcount) {
  const auto kind = formula.Text("kind");
  if (kind == "unknown") return std::nullopt;
  if (kind == "per_agent") return PerAgent(headcount, formula["cents"].Int());
  if (kind == "bands") return Band(formula["bands"], headcount);
  if (kind == "flat") return Step{"dues.step.flat", Euros(formula["cents"].Int()), formula["cents"].Int()};
  if (kind == "additional_contribution" || kind == "free") return Step{"dues.step." + kind, Euros(0), 0};
  throw std::logic_error("dues: unknown kind of formula");
}

std::int64_t HalfUp(std::int64_t number, std::int64_t divisor) {
  return (2 * number + divisor) / (2 * divisor);
}

std::string Grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, kSpace);
  return digits;
}

std::string Hundredths(std::int64_t number) {
  std::string text = std::to_string(number / 100);
  const auto rest = number % 100;
  if (rest == 0) return text;
  text += "," + std::to_string(rest / 10);
  return rest % 10 ? text + std::to_string(rest % 10) : text;
}

std::string Euros(std::int64_t cents) {
  const std::int64_t size = cents < 0 ? -cents : cents;
  std::string text = cents < 0 ? "-" : "";
  text += Grouped(size / 100) + (size % 100 < 10 ? ",0" : ",");
  return text + std::to_string(size % 100) + kSpace + "€";
}

}  // namespace dues
