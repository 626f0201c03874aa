// A year: its steps, its members, what each owes.
#include "functions/dues_desk/desk.h"
#include "lib/core/sentence.h"

namespace dues_desk {
namespace {

json::Value OrNull(const std::optional<std::int64_t>& number) {
  return number ? json::Value(*number) : json::Value();
}

// What is written for a line's fee: an amount, or why there is none.
std::string FeeText(const Office& office, const campaign::Line& line) {
  if (!line.error.empty()) return office.Say("campaign.fee.impossible");
  if (!line.answer) return office.Say("campaign.fee.waiting");
  return line.answer->due_cents ? dues::Euros(*line.answer->due_cents) : office.Say("dues.unknown");
}

json::Value RowOf(const Visit& visit, const campaign::Line& line) {
  const auto& office = visit.office;
  auto row = json::Value::MakeObject({{"name", line.member.name}, {"slug", line.member.slug}});
  row.Set("has_agents", line.headcount.has_value())
      .Set("agents", line.headcount ? std::to_string(line.headcount->agents) : "");
  row.Set("told", line.told_on ? core::FrenchDay(*line.told_on) : "")
      .Set("has_told", line.told_on.has_value());
  row.Set("fee", FeeText(office, line));
  const bool prorated = line.answer && line.answer->due_cents != line.answer->yearly_fee_cents;
  row.Set("prorated", prorated).Set("yearly", prorated ? dues::Euros(*line.answer->yearly_fee_cents) : "");
  const bool leaves =
      line.member.ends_on && line.member.ends_on < core::Day{std::chrono::year{visit.year + 1} / 1 / 1};
  row.Set("leaves", leaves).Set("leaves_on", leaves ? core::FrenchDay(*line.member.ends_on) : "");
  row.Set("state", office.Say("campaign.state." + line.state));
  row.Set("no_mail", line.state == "waiting" && line.member.contact.email.empty());
  row.Set("has_bill", line.bill.has_value());
  row.Set("number", line.bill ? campaign::NumberOf(visit.year, *line.bill) : "");
  row.Set("address", line.bill ? Address(visit.year, "&bill=" + std::to_string(*line.bill)) : "");
  return row;
}

json::Value RowJson(const campaign::Line& line) {
  return json::Value::MakeObject(
      {{"slug", line.member.slug},
       {"name", line.member.name},
       {"headcount", line.headcount ? json::Value(line.headcount->agents) : json::Value()},
       {"state", line.state},
       {"due_cents", line.answer ? OrNull(line.answer->due_cents) : json::Value()},
       {"provision_cents", line.answer ? OrNull(line.answer->provision_cents) : json::Value()},
       {"bill", line.bill ? json::Value(*line.bill) : json::Value()}});
}

// What the scheme says when nobody, or not everybody, owes something it can put a figure on.
json::Value Notices(const Visit& visit) {
  std::set<std::string> keys;
  for (const bool affiliated : {true, false}) {
    const auto answer = dues::Compute(visit.office.scheme, {1, affiliated, visit.year, {}});
    if (!answer) continue;
    if (!answer->reason.empty()) keys.insert(answer->reason);
    for (const auto& step : answer->steps)
      if (step.code == "dues.step.free" || step.code == "dues.step.additional_contribution")
        keys.insert(step.code);
  }
  json::Value notices = json::Array();
  for (const auto& key : keys) notices.Push(visit.office.Say(key));
  return notices;
}

json::Value YearsModel(const Visit& visit) {
  json::Value years = json::Array();
  for (const int year : campaign::Years(visit.db))
    years.Push(
        json::Value::MakeObject({{"year", year}, {"address", Address(year)}, {"shown", year == visit.year}}));
  return years;
}

json::Value BillsModel(const Visit& visit, const std::vector<campaign::Bill>& bills) {
  json::Value rows = json::Array();
  for (const auto& bill : bills)
    rows.Push(json::Value::MakeObject(
        {{"number", bill.Number()},
         {"address", Address(visit.year, "&bill=" + std::to_string(bill.n))},
         {"kind", visit.office.Say(bill.corrects ? "campaign.kind.credit" : "campaign.kind.bill")},
         {"name", bill.name},
         {"issued_on", core::FrenchDay(bill.issued_on)},
         {"amount", dues::Euros(bill.cents)},
         {"state", visit.office.Say("campaign.bill." + campaign::StateOf(bill))}}));
  return rows;
}

}  // namespace

rt::Response ShowYear(const Visit& visit) {
  const auto& office = visit.office;
  const auto found = campaign::Find(visit.db, visit.year);
  const auto lines = campaign::Lines(visit.db, office.scheme, visit.year);
  const auto bills = campaign::Bills(visit.db, visit.year);
  std::map<std::string, int> counts;
  std::int64_t sum = 0;
  json::Value rows = json::Array();
  for (const auto& line : lines) {
    ++counts[line.state];
    rows.Push(visit.request.WantsJson() ? RowJson(line) : RowOf(visit, line));
  }
  for (const auto& bill : bills) sum += bill.cents;
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject({{"year", visit.year},
                                             {"open", found.has_value()},
                                             {"frozen", found && found->frozen_on.has_value()},
                                             {"billed_cents", sum},
                                             {"lines", std::move(rows)}}));
  auto model = Model(visit, office.Say("campaign.title") + " " + std::to_string(visit.year));
  const bool frozen = found && found->frozen_on;
  model.Set("year", visit.year).Set("years", YearsModel(visit)).Set("has_campaign", found.has_value());
  model.Set("is_frozen", frozen).Set("frozen_on", frozen ? core::FrenchDay(*found->frozen_on) : "");
  model.Set("opened_on", found ? core::FrenchDay(found->opened_on) : "");
  model.Set("due_on", found ? core::FrenchDay(found->due_on) : "");
  model.Set("may_ask", found && !frozen && counts["waiting"] > 0);
  model.Set("may_freeze", found && !frozen).Set("may_issue", frozen && counts["ready"] > 0);
  model.Set("ready", core::Filled(office.Say("campaign.ready"), {{"%n", std::to_string(counts["ready"])}}));
  model.Set("waiting",
            core::Filled(office.Say("campaign.waiting"), {{"%n", std::to_string(counts["waiting"])}}));
  model.Set("has_bills", !bills.empty())
      .Set("bills", BillsModel(visit, bills))
      .Set("billed", dues::Euros(sum));
  model.Set("has_lines", !lines.empty()).Set("lines", std::move(rows)).Set("notices", Notices(visit));
  const auto& done = visit.request.query.Get("done");
  const bool known =
      done == "open" || done == "ask" || done == "freeze" || done == "issue" || done == "correct";
  model.Set("has_done", known).Set("done", known ? office.Say("campaign.done." + done) : "");
  return rt::Html(office.env, "dues_year", model);
}

}  // namespace dues_desk
