#include "functions/cotisation_calc/question.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace cotisation_calc {
namespace {

constexpr std::size_t kMostDigits = 18;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

void Remove(std::string& text, std::string_view what) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.erase(at, what.size());
}

// Without the spaces between groups of digits: plain, no-break, narrow, thin and figure spaces.
std::string WithoutSpaces(std::string_view typed) {
  std::string text(core::Trim(typed));
  for (const char* space : {" ", "\u00a0", "\u202f", "\u2009", "\u2007"}) Remove(text, space);
  return text;
}

// Takes the minus sign off, typed or typeset.
bool TakeMinus(std::string_view& text) {
  for (const std::string_view minus : {"-", "\u2212"})
    if (text.starts_with(minus)) {
      text.remove_prefix(minus.size());
      return true;
    }
  return false;
}

std::int64_t FromDigits(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > kMostDigits) return kLargest;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// 1.25E1: how a JSON number that is no integer is written out. Digits, one sign of the fraction, and the
// exponent are all that it may have.
std::optional<double> FromScientific(std::string_view text) {
  if (text.empty() || !IsDigit(text.front()) || text.find('E') == std::string_view::npos) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ptr != text.data() + text.size()) return std::nullopt;
  return read.ec == std::errc() ? value : std::numeric_limits<double>::max();
}

bool IsFraction(std::string_view text) {
  const auto mark = text.find_first_of(".,");
  return mark != std::string_view::npos && AreDigits(text.substr(0, mark)) &&
         AreDigits(text.substr(mark + 1));
}

bool Refuses(const core::Refusals& refusals, std::string_view field) {
  return std::any_of(refusals.begin(), refusals.end(),
                     [&](const auto& refusal) { return refusal.field == field; });
}

void Refuse(core::Refusals& refusals, const std::string& field, const std::string& reason) {
  if (!reason.empty() && !Refuses(refusals, field))
    refusals.push_back({core::Kind::kInvalid, field, field + "." + reason});
}

}  // namespace

Whole ReadWhole(std::string_view typed) {
  const std::string spaceless = WithoutSpaces(typed);
  std::string_view text = spaceless;
  const std::int64_t sign = TakeMinus(text) ? -1 : 1;
  if (AreDigits(text)) return {sign * FromDigits(text), ""};
  if (const auto number = FromScientific(text)) {
    if (*number != std::floor(*number)) return {0, "whole"};
    return {
        *number < static_cast<double>(kLargest) ? sign * static_cast<std::int64_t>(*number) : sign * kLargest,
        ""};
  }
  return {0, IsFraction(text) ? "whole" : "number"};
}

form::Fields Normal(const form::Card& card, const form::Fields& sent) {
  form::Fields answers;
  for (const auto& name : card.Names())
    for (const auto& value : sent.All(name)) {
      const bool yes_no = name == "affiliated";
      answers.Add(name, yes_no && value == "true" ? "yes" : yes_no && value == "false" ? "no" : value);
    }
  return answers;
}

Asked ReadQuestion(const form::Card& card, const scheme::Scheme& scheme, const form::Fields& answers) {
  Asked asked;
  asked.refusals = card.Check(answers);
  if (!dues::DependsOnAffiliation(scheme))
    std::erase_if(asked.refusals, [](const auto& refusal) { return refusal.code == "affiliated.required"; });
  asked.question.affiliated = answers.Get("affiliated") != "no";

  const auto headcount = ReadWhole(answers.Get("headcount"));
  Refuse(asked.refusals, "headcount", headcount.refused);
  asked.question.headcount = headcount.value;

  const auto year = ReadWhole(answers.Get("year"));
  Refuse(asked.refusals, "year", year.refused);
  asked.question.year = static_cast<int>(std::clamp<std::int64_t>(year.value, 0, 9999));

  const auto& effect = answers.Get("effect_date");
  const bool given = !core::Trim(effect).empty();
  if (given) asked.question.effect = core::ReadDay(effect);
  if (given && !asked.question.effect) Refuse(asked.refusals, "effect_date", "day");

  for (auto& refusal : dues::Check(asked.question))
    if (!Refuses(asked.refusals, refusal.field)) asked.refusals.push_back(std::move(refusal));
  return asked;
}

}  // namespace cotisation_calc
