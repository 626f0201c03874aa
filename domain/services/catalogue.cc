#include <algorithm>

#include "domain/services/services.h"

namespace services {
namespace {

Line ReadLine(const std::string& id, const json::Value& line, const std::string& amounts_lost) {
  Line read;
  read.id = id;
  read.number = line.Text("number");
  read.group = line.Text("group");
  read.label = line.Text("label");
  read.unit = line.Text("unit") == "day" ? Unit::kDay : Unit::kPackage;
  read.included = line["included"] == json::Value(true);
  if (line.Has("contains"))
    for (const auto& [part, count] : line["contains"].Members()) read.contains.push_back({part, count.Int()});
  if (line.Has("hearings")) {
    read.hearings_from = line["hearings"]["from"].Int();
    read.hearings_to = line["hearings"]["to"].Int();
  }
  if (line.Has("trades"))
    for (const auto& trade : line["trades"].Items()) read.trades.push_back(trade.String());
  read.for_authority = line["for_authority"] == json::Value(true);
  read.whole_inquiry = read.hearings_from > 0 || line["whole_inquiry"] == json::Value(true);
  if (read.included) return read;
  read.reason = amounts_lost.empty() ? line.Text("reason") : amounts_lost;
  if (!amounts_lost.empty() || line["cents"].IsNull()) return read;
  read.cents = line["cents"].Int();
  read.printed = line.Text("printed");
  read.doubtful = line["to_confirm"] == json::Value(true);
  if (read.doubtful) read.doubt = line.Text("doubt");
  return read;
}

}  // namespace

Catalogue CatalogueOf(const scheme::Scheme& scheme) {
  const auto& prices = scheme.Data()["prices"];
  Catalogue catalogue;
  catalogue.paid_to = prices.Text("paid_to");
  catalogue.taxes_excluded = prices.Text("taxes") == "excluded";
  if (prices.Text("amounts") == "unknown") catalogue.reason = prices.Text("reason");
  if (!prices["average_report_cents"].IsNull())
    catalogue.average_report_cents = prices["average_report_cents"].Int();
  for (const auto& [id, line] : prices["lines"].Members())
    catalogue.lines.push_back(ReadLine(id, line, catalogue.reason));
  return catalogue;
}

const Line* Catalogue::Find(std::string_view id) const {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return line.id == id; });
  return found == lines.end() ? nullptr : &*found;
}

const Line* Catalogue::InquiryFor(std::int64_t hearings) const {
  for (const auto& line : lines)
    if (line.hearings_from > 0 && line.hearings_from <= hearings && hearings <= line.hearings_to)
      return &line;
  return nullptr;
}

std::vector<std::string> Catalogue::TradesOf(const Line& line) const {
  auto trades = line.trades;
  for (const auto& part : line.contains)
    for (const auto& trade : Find(part.line)->trades)
      if (std::find(trades.begin(), trades.end(), trade) == trades.end()) trades.push_back(trade);
  return trades;
}

}  // namespace services
