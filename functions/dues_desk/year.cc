// A year: its steps, and what the scheme says of it.
#include "functions/dues_desk/desk.h"
#include "lib/core/sentence.h"

namespace dues_desk {
namespace {

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

}  // namespace

rt::Response ShowYear(const Visit& visit) {
  const auto& office = visit.office;
  const auto found = campaign::Find(visit.db, visit.year);
  const auto lines = campaign::Lines(visit.db, office.scheme, visit.year);
  const auto bills = campaign::Bills(visit.db, visit.year);
  std::map<std::string, int> counts;
  std::int64_t sum = 0;
  for (const auto& line : lines) ++counts[line.state];
  for (const auto& bill : bills) sum += bill.cents;
  const auto asked = Asked(visit, lines, bills);
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject({{"year", visit.year},
                                             {"open", found.has_value()},
                                             {"frozen", found && found->frozen_on.has_value()},
                                             {"billed_cents", sum},
                                             {"lines", LinesJson(asked)}}));
  auto model = Model(visit, office.Say("campaign.title") + " " + std::to_string(visit.year));
  const bool frozen = found && found->frozen_on;
  model.Set("year", visit.year).Set("years", YearsModel(visit)).Set("has_campaign", found.has_value());
  model.Set("is_frozen", frozen).Set("frozen_on", frozen ? core::FrenchDay(*found->frozen_on) : "");
  model.Set("opened_on", found ? core::FrenchDay(found->opened_on) : "");
  model.Set("due_on", found ? core::FrenchDay(found->due_on) : "");
  model.Set("may_ask", found && !frozen && counts["waiting"] > 0);
  model.Set("may_freeze", found && !frozen).Set("may_issue", frozen && counts["ready"] > 0);
  model.Set("some_ready", counts["ready"] > 0).Set("some_waiting", counts["waiting"] > 0);
  model.Set("ready", core::Filled(office.Say("campaign.ready"), {{"%n", std::to_string(counts["ready"])}}));
  model.Set("waiting",
            core::Filled(office.Say("campaign.waiting"), {{"%n", std::to_string(counts["waiting"])}}));
  model.Set("has_bills", !bills.empty()).Set("billed", dues::Euros(sum));
  model.Set("nobody", lines.empty()).Set("notices", Notices(visit));
  SetList(visit, asked, bills, model);
  const auto& done = visit.request.query.Get("done");
  const bool known =
      done == "open" || done == "ask" || done == "freeze" || done == "issue" || done == "correct";
  model.Set("has_done", known).Set("done", known ? office.Say("campaign.done." + done) : "");
  return rt::Html(office.env, "dues_year", model);
}

}  // namespace dues_desk
