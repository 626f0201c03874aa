#include <algorithm>
#include <set>

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

bool HasLot(const json::Value& provider, const std::string& lot) {
  const auto& lots = provider["lots"];
  return lots.IsArray() &&
         std::find(lots.Items().begin(), lots.Items().end(), json::Value(lot)) != lots.Items().end();
}

// The trades of whoever holds the lot; none when nobody does.
std::set<std::string> TradesOfLot(const json::Value& providers, const std::string& lot, bool& held) {
  std::set<std::string> trades;
  if (!providers.IsArray()) return trades;
  for (const auto& provider : providers.Items()) {
    if (!HasLot(provider, lot)) continue;
    held = true;
    if (provider["trades"].IsArray())
      for (const auto& trade : provider["trades"].Items())
        if (trade.IsString()) trades.insert(trade.String());
  }
  return trades;
}

}  // namespace

void CheckOrders(Checker& check, const Node& root) {
  const auto course = root["course"], orders = course["orders"], acts = course["acts"];
  const bool asks = !acts["request_service"].IsNull();
  for (const char* step : {"agree_service", "order_service", "accept_service", "deliver_service",
                           "settle_service", "cancel_service"})
    if (asks != !acts[step].IsNull())
      check.Fault(acts[step],
                  asks ? "an act, since interventions may be asked for (request_service)"
                       : "nothing, since no intervention may be asked for (request_service)",
                  "all the acts of an order, or none");
  if (asks && course["inquiry_steps"].IsNull() != acts["note_inquiry"].IsNull())
    check.Fault(acts["note_inquiry"], "an act where course.inquiry_steps names the steps, and only there",
                "\"note_inquiry\": {…}");
  if (!asks && orders.IsNull()) return;
  if (!check.Object(orders, {"lot", "agreement"})) return;
  check.OneOf(orders["agreement"], {"required", "noted"});
  if (!check.OneOf(orders["lot"], {"tool", "services"})) return;
  bool held = false;
  const auto trades = TradesOfLot(root["providers"].value, orders.value.Text("lot"), held);
  if (!held) check.Fault(orders["lot"], "a lot that one of the providers holds", "\"services\"");
  const auto lines = root["prices"]["lines"];
  if (!held || !lines.value.IsObject()) return;
  const Checker::Words known(trades.begin(), trades.end());
  for (const auto& [id, line] : lines.value.Members())
    if (!lines[id]["trades"].IsNull()) check.Roles(lines[id]["trades"], known);
}

}  // namespace scheme
