// The orders of every case that somebody reads: what a provider has to take, what a référent waits for.
#include <algorithm>

#include "functions/case_desk/orders.h"

namespace case_desk {
namespace {

constexpr std::size_t kMost = 200;  // orders on one page, the newest cases first

bool IsOver(const casefile::Order& order) { return order.state == "settled" || order.state == "cancelled"; }

json::Value Row(const Visit& visit, const casefile::Listed& listed, const casefile::Case& file,
                const casefile::Order& order) {
  const auto& scheme = visit.desk.scheme;
  const bool as_json = visit.request.WantsJson();
  json::Value steps = json::Array();
  for (const auto& step : file.StepsNow(scheme, order))
    steps.Push(as_json ? step : scheme.ActNamed(step)->label);
  const auto asked_on = order.steps.front().made_on;
  auto row = json::Value::MakeObject(
      {{"case", listed.number}, {"collectivite", listed.collectivite}, {"n", order.n}});
  row.Set("asked_on", as_json ? core::IsoDay(asked_on) : core::FrenchDay(asked_on));
  row.Set(as_json ? "state" : "title", as_json ? order.state : OrderTitle(visit.desk, order));
  row.Set("lines", as_json ? casefile::LinesOf(order.wanted) : LineTexts(visit.desk, order.wanted));
  row.Set("provider", order.provider);
  if (!as_json) row.Set("expert", order.provider.empty() ? "" : ExpertName(visit, order));
  if (!as_json) row.Set("has_steps", !steps.Items().empty());
  return row.Set("steps", std::move(steps));
}

}  // namespace

rt::Response ShowOrders(const Visit& visit) {
  const bool over = visit.request.query.Get("orders") == "all";
  json::Value rows = json::Array();
  bool cut = false;
  for (const auto& listed : casefile::ListFor(visit.db, visit.account, visit.keys)) {
    const auto file = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, listed.number);
    if (!file) continue;  // purged meanwhile
    for (const auto& order : file->Orders(visit.desk.scheme)) {
      if (IsOver(order) && !over) continue;
      cut = rows.Items().size() == kMost;
      if (!cut) rows.Push(Row(visit, listed, *file, order));
    }
    if (cut) break;
  }
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"orders", std::move(rows)}}));
  auto model = DeskModel(visit, visit.desk.env.pages.Message("desk.orders.title"));
  model.Set("invoices",
            visit.account.Is("provider") && visit.desk.scheme.Data()["prices"].Text("paid_to") == "provider");
  model.Set("over", over).Set("cut", cut).Set("has_orders", !rows.Items().empty());
  model.Set("orders", std::move(rows));
  return rt::Html(visit.desk.env, "desk_orders", model);
}

}  // namespace case_desk
