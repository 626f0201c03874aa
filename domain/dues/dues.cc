#include "domain/dues/dues.h"

#include <algorithm>

#include "domain/dues/formula.h"

namespace dues {
namespace {

constexpr std::int64_t kMostAgents = 100'000;
constexpr int kFirstYear = 2020, kLastYear = 2100;

core::Day FirstOf(int year) { return core::Day{std::chrono::year{year} / 1 / 1}; }

int YearOf(core::Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

void Assume(Answer& answer, const json::Value& part) {
  if (part.Has("assumption")) answer.assumptions.push_back("dues.assumption." + part.Text("assumption"));
}

std::string HeadcountDate(const json::Value& dues, const Question& question) {
  const auto reference = dues.Text("headcount_reference");
  if (reference == "december_31_before") return core::IsoDay(FirstOf(question.year) - std::chrono::days{1});
  if (reference == "january_1") return core::IsoDay(FirstOf(question.year));
  if (reference == "january_1_of_joining_year")
    return core::IsoDay(FirstOf(question.effect ? YearOf(*question.effect) : question.year));
  return {};  // a free scheme counts nobody
}

// What is due for the year: the whole fee, unless the membership begins after 1 January and the scheme
// prorates. Never above the yearly fee.
void Prorate(Answer& answer, const json::Value& rule, const Question& question) {
  const std::int64_t fee = *answer.yearly_fee_cents;
  answer.due_cents = fee;
  if (fee == 0 || !question.effect || *question.effect <= FirstOf(question.year)) return;
  if (rule.Text("kind") == "none") {
    answer.assumptions.push_back("dues.assumption.no_proration");
    return;
  }
  const core::Day last = FirstOf(question.year + 1) - std::chrono::days{1};
  const std::int64_t days = (last - *question.effect).count() + (rule.Text("count") == "inclusive" ? 1 : 0);
  const std::int64_t divisor = rule["divisor_hundredths"].Int();
  answer.due_cents = std::min(fee, HalfUp(fee * days * 100, divisor));
  answer.steps.push_back({"dues.step.proration",
                          Euros(fee) + " × " + std::to_string(days) + (days > 1 ? " jours" : " jour") +
                              " / " + Hundredths(divisor) + " = " + Euros(*answer.due_cents),
                          *answer.due_cents});
  Assume(answer, rule);
}

void Provide(Answer& answer, const json::Value& rule, const Question& question) {
  if (rule.IsNull()) return;
  const std::int64_t report = rule["report_cents"].Int(), threshold = rule["small_below"].Int();
  if (question.headcount < threshold) {
    const std::int64_t reports = rule["small_reports"].Int();
    answer.provision_cents = reports * report;
    answer.steps.push_back(
        {"dues.step.provision_small",
         std::to_string(reports) + " × " + Euros(report) + " = " + Euros(*answer.provision_cents),
         *answer.provision_cents});
    return;
  }
  const std::int64_t rate = rule["reports_per_ten_thousand"].Int();
  answer.provision_cents = HalfUp(question.headcount * rate * report, 10'000);
  answer.steps.push_back({"dues.step.provision",
                          Hundredths(rate) + "\u00a0% × " + Grouped(question.headcount) + " × " +
                              Euros(report) + " = " + Euros(*answer.provision_cents),
                          *answer.provision_cents});
  if (question.headcount == threshold) Assume(answer, rule);
}

// The formula for this collectivité, after "the same as the affiliated ones" has been followed.
const json::Value& FormulaFor(const json::Value& dues, bool affiliated, Answer& answer) {
  if (dues.Has("everyone")) return dues["everyone"];
  const auto& own = dues[affiliated ? "affiliated" : "non_affiliated"];
  if (own.Text("kind") != "as_affiliated") return own;
  Assume(answer, own);
  return dues["affiliated"];
}

}  // namespace

core::Refusals Check(const Question& question) {
  core::Refusals refusals;
  const auto refuse = [&](const char* field, const char* code) {
    refusals.push_back({core::Kind::kInvalid, field, code});
  };
  if (question.headcount < 1) refuse("headcount", "headcount.positive");
  if (question.headcount > kMostAgents) refuse("headcount", "headcount.too_large");
  if (question.year < kFirstYear || question.year > kLastYear)
    refuse("year", "year.range");
  else if (question.effect && *question.effect >= FirstOf(question.year + 1))
    refuse("effect_date", "effect_date.after_year");
  return refusals;
}

core::Result<Answer> Compute(const scheme::Scheme& scheme, const Question& question) {
  if (const auto refusals = Check(question); !refusals.empty()) return tl::make_unexpected(refusals.front());
  const auto& dues = scheme.Dues();
  Answer answer;
  answer.headcount_date = HeadcountDate(dues, question);
  const auto& formula = FormulaFor(dues, question.affiliated, answer);
  Assume(answer, formula);
  if (auto step = YearlyFee(formula, question.headcount)) {
    answer.yearly_fee_cents = step->cents;
    answer.steps.push_back(std::move(*step));
    Prorate(answer, dues["proration"], question);
  } else {
    answer.reason = "dues.reason." + formula.Text("reason");
  }
  Provide(answer, dues["provision"], question);
  return answer;
}

bool DependsOnAffiliation(const scheme::Scheme& scheme) {
  const auto& dues = scheme.Dues();
  return !dues.Has("everyone") && dues["non_affiliated"].Text("kind") != "as_affiliated" &&
         dues["non_affiliated"] != dues["affiliated"];
}

}  // namespace dues
