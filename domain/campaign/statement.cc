#include "domain/campaign/statement.h"

#include "lib/core/sentence.h"

namespace campaign {
namespace {

// In the order of the columns; their titles are campaign.column.<key>.
constexpr const char* kColumns[] = {"year",         "kind",
                                    "number",       "corrects",
                                    "issued_on",    "due_on",
                                    "object",       "name",
                                    "siret",        "address",
                                    "postcode",     "city",
                                    "service_code", "engagement",
                                    "market",       "convention",
                                    "from",         "until",
                                    "agents",       "counted_on",
                                    "rule",         "yearly",
                                    "proration",    "amount",
                                    "vat",          "amount_with_vat",
                                    "account",      "imputation",
                                    "product",      "contact",
                                    "pdf",          "state",
                                    "paid_on",      "reason"};

sheet::Cell DayOr(const std::optional<core::Day>& day) {
  return day ? sheet::Cell(*day) : sheet::Cell(std::monostate());
}

// Each that there is, after the others.
std::string Joined(std::initializer_list<std::string> parts, const std::string& between = ", ") {
  std::string all;
  for (const auto& part : parts)
    if (!part.empty()) all += (all.empty() ? "" : between) + part;
  return all;
}

std::string RuleOf(const Bill& bill) { return bill.steps.empty() ? "" : bill.steps.front().text; }

std::vector<sheet::Cell> RowOf(const Bill& bill, const std::string& account, const Say& say) {
  const auto year = std::chrono::year{bill.year};
  const auto none = std::monostate();
  const core::Day first = bill.effect.value_or(core::Day{year / 1 / 1});
  const core::Day last = bill.ends_on.value_or(core::Day{year / 12 / 31});
  const auto counted = core::ParseDay(bill.reference);
  return {std::int64_t{bill.year},
          say(bill.corrects ? "campaign.kind.credit" : "campaign.kind.bill"),
          bill.Number(),
          bill.corrects ? sheet::Cell(NumberOf(bill.year, *bill.corrects)) : sheet::Cell(none),
          bill.issued_on,
          bill.due_on,
          ObjectOf(bill, say),
          bill.name,
          bill.siret,
          bill.address,
          bill.postcode,
          bill.city,
          bill.service_code,
          bill.engagement,
          none,
          none,
          first,
          last,
          bill.agents,
          DayOr(counted),
          RuleOf(bill),
          sheet::Money{bill.yearly_cents},
          ProrationOf(bill),
          sheet::Money{bill.cents},
          none,
          none,
          account,
          none,
          none,
          Joined({bill.contact.name, bill.contact.email, bill.contact.phone}),
          PdfName(bill),
          say("campaign.bill." + StateOf(bill)),
          DayOr(bill.paid_on),
          bill.reason};
}

}  // namespace

std::string ObjectOf(const Bill& bill, const Say& say) {
  return core::Filled(say(bill.corrects ? "campaign.object.credit" : "campaign.object"),
                      {{"%y", std::to_string(bill.year)}});
}

std::string StateOf(const Bill& bill) {
  if (bill.corrects) return "credit";
  return bill.Left() == 0 ? "credited" : bill.paid_on ? "paid" : "issued";
}

std::string ProrationOf(const Bill& bill) {
  for (const auto& step : bill.steps)
    if (step.code == "dues.step.proration") return step.text;
  return {};
}

std::string AccountOf(const scheme::Scheme& scheme, const std::string& between) {
  const auto& collection = scheme.Dues()["collection"];
  const auto iban = collection.Text("iban"), bic = collection.Text("bic");
  if (iban.empty()) return {};
  return Joined({collection.Text("payee"), "IBAN " + iban, bic.empty() ? "" : "BIC " + bic}, between);
}

std::string PdfName(const Bill& bill) { return "bordereau-" + bill.Number() + ".pdf"; }

sheet::Table Statement(const scheme::Scheme& scheme, const std::vector<Bill>& bills, const Say& say) {
  sheet::Table table;
  table.title = say("campaign.statement");
  for (const char* column : kColumns) table.columns.push_back(say(std::string("campaign.column.") + column));
  const auto account = AccountOf(scheme);
  for (const auto& bill : bills) table.rows.push_back(RowOf(bill, account, say));
  return table;
}

}  // namespace campaign
