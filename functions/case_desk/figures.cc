// What the steering committee sees of the cases: how many came in each month, and nothing of any.
#include "functions/case_desk/desk.h"

namespace case_desk {

json::Value Figures(const Visit& visit) {
  json::Value figures = json::Array();
  std::vector<std::int64_t> places;
  bool member = false, everywhere = false;
  for (const auto& part : visit.account.assignments) {
    if (part.role != "committee") continue;
    member = true;
    everywhere = everywhere || part.collectivite_id == 0;
    places.push_back(part.collectivite_id);
  }
  if (!member) return figures;
  if (everywhere) places.clear();
  const auto& pages = visit.desk.env.pages;
  for (const auto& month : casefile::ReceivedByMonth(visit.db, places, visit.Today())) {
    const auto day = core::FrenchDay(month.first);  // "1er mars 2026"
    const auto name = day.substr(day.find(' ') + 1);
    const auto count = month.reports ? json::Value(*month.reports) : json::Value();
    figures.Push(
        json::Value::MakeObject({{"month", core::IsoDay(month.first).substr(0, 7)},
                                 {"month_name", name},
                                 {"reports", count},
                                 {"reports_text", month.reports ? std::to_string(*month.reports)
                                                                : pages.Message("desk.figures.few")}}));
  }
  return figures;
}

}  // namespace case_desk
