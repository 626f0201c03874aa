// What an order is, from the papers of its steps.
#include "domain/casefile/orders.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace casefile {
namespace {

// The state that a step leads to; empty: the order stays where it is.
std::string After(std::string_view act, const json::Value& content) {
  static const std::map<std::string_view, std::string> kStates{{"order_service", "ordered"},
                                                               {"accept_service", "accepted"},
                                                               {"deliver_service", "delivered"},
                                                               {"settle_service", "settled"},
                                                               {"cancel_service", "cancelled"}};
  if (act == "agree_service") return content.Text("decision") == "yes" ? "agreed" : "cancelled";
  const auto state = kStates.find(act);
  return state == kStates.end() ? "" : state->second;
}

std::vector<std::string> Words(const json::Value& list) {
  std::vector<std::string> words;
  if (list.IsArray())
    for (const auto& word : list.Items()) words.push_back(word.String());
  return words;
}

Amount ReadAmount(const json::Value& value) {
  return {value["cents"].Int(), Words(value["unknown"]), Words(value["doubtful"]), Words(value["included"])};
}

void Apply(Order& order, const Paper& paper) {
  const auto& content = paper.content;
  order.steps.push_back(paper);
  if (const auto state = After(paper.act, content); !state.empty()) order.state = state;
  if (paper.act == "agree_service") order.agreement = content;
  if (paper.act == "order_service") {
    order.lot = content.Text("lot");
    order.provider = content.Text("provider");
    order.expert = content["expert"].IsInt() ? content["expert"].Int() : 0;
  }
  if (paper.act == "note_inquiry")
    order.inquiry.push_back({content.Text("step"), content.Text("held_on"),
                             content["hearings"].IsInt() ? content["hearings"].Int() : 0});
  if (paper.act == "deliver_service") {
    order.delivered = WantedIn(content["lines"]);
    order.due = ReadAmount(content["due"]);
    order.files = Words(content["files"]);
  }
}

}  // namespace

bool IsOrderStep(std::string_view act) {
  return act == "agree_service" || act == "note_inquiry" || !After(act, {}).empty();
}

std::int64_t Order::Hearings() const {
  std::int64_t sum = 0;
  for (const auto& step : inquiry) sum += step.hearings;
  return sum;
}

std::vector<Order> OrdersIn(const std::vector<Paper>& papers) {
  std::vector<Order> orders;
  for (const auto& paper : papers) {
    if (paper.act == kRequest) {
      Order order;
      order.n = static_cast<std::int64_t>(orders.size()) + 1;
      order.state = "asked";
      order.wanted = WantedIn(paper.content["lines"]);
      order.estimate = ReadAmount(paper.content["estimate"]);
      order.steps.push_back(paper);
      orders.push_back(std::move(order));
    } else if (IsOrderStep(paper.act) && paper.content["order"].IsInt()) {
      Apply(orders.at(static_cast<std::size_t>(paper.content["order"].Int() - 1)), paper);
    }
  }
  return orders;
}

Amount AmountOf(const services::Estimate& estimate) {
  Amount amount{estimate.asked_cents, {}, {}, {}};
  for (const auto& item : estimate.asked)  // the lists of an estimate also speak of its best bouquet
    for (const auto& [from, to] :
         {std::pair{&estimate.unknown, &amount.unknown}, std::pair{&estimate.doubtful, &amount.doubtful},
          std::pair{&estimate.included, &amount.included}})
      if (std::find(from->begin(), from->end(), item.line) != from->end()) to->push_back(item.line);
  return amount;
}

std::vector<services::Wanted> WantedIn(const json::Value& lines) {
  std::vector<services::Wanted> wanted;
  if (!lines.IsObject()) return wanted;
  for (const auto& [line, quantity] : lines.Members())
    if (quantity.IsInt() && quantity.Int() != 0) wanted.push_back({line, quantity.Int()});
  return wanted;
}

json::Value LinesOf(const std::vector<services::Wanted>& wanted) {
  json::Value lines = json::Object();
  for (const auto& one : wanted) lines.Set(one.line, one.quantity);
  return lines;
}

bool IsInquiry(const services::Catalogue& catalogue, const Order& order) {
  return std::any_of(order.wanted.begin(), order.wanted.end(), [&](const auto& one) {
    const auto* line = catalogue.Find(one.line);
    if (!line) return false;
    const auto trades = catalogue.TradesOf(*line);
    return line->whole_inquiry || std::find(trades.begin(), trades.end(), "investigator") != trades.end();
  });
}

std::vector<std::string> Deliverable(const services::Catalogue& catalogue, const Order& order) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& line) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  };
  for (const auto& one : order.wanted) {
    add(one.line);
    const auto* line = catalogue.Find(one.line);
    if (!line) continue;
    for (const auto& part : line->contains) add(part.line);
    if (line->hearings_from > 0)
      for (const auto& other : catalogue.lines)
        if (other.hearings_from > 0) add(other.id);
  }
  return lines;
}

std::vector<services::Wanted> Expected(const services::Catalogue& catalogue, const Order& order) {
  auto wanted = order.wanted;
  const auto* fitting = catalogue.InquiryFor(order.Hearings());
  for (auto& one : wanted)
    if (const auto* line = catalogue.Find(one.line); line && line->hearings_from > 0 && fitting)
      one.line = fitting->id;
  return wanted;
}

std::string HolderOf(const scheme::Scheme& scheme, std::string_view lot) {
  for (const auto& provider : scheme.Data()["providers"].Items())
    for (const auto& held : provider["lots"].Items())
      if (held.String() == lot) return provider.Text("name");
  return "";
}

}  // namespace casefile
