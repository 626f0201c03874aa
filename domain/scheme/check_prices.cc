#include "domain/scheme/checker.h"

namespace scheme {
namespace {

constexpr std::size_t kMostBouquets = 8;  // all their combinations are tried for an estimate

// A bouquet is made of plain lines, sold by the piece.
void CheckParts(Checker& check, const Node& lines, const Node& contains) {
  if (!contains.value.IsObject() || contains.value.Members().empty())
    return check.Fault(contains, "an object with the ids of lines and how many of each",
                       "{\"psychological\": 5}");
  for (const auto& [id, count] : contains.value.Members()) {
    check.Whole(contains[id], 1, 100, "5");
    const auto line = lines[id];
    if (!line.value.IsObject() || !line["contains"].IsNull() || line.value.Text("unit") != "package")
      check.Fault(contains[id], "the id of a line of unit package that is no bouquet itself",
                  "\"psychological\": 5");
  }
}

void CheckLine(Checker& check, const Node& prices, const Node& line) {
  if (!check.Object(
          line, {"number", "group", "label", "unit", "cents", "included", "reason", "printed", "to_confirm",
                 "doubt", "contains", "hearings", "trades", "for_authority", "whole_inquiry"}))
    return;
  const auto groups = prices["groups"];
  if (!groups[line.value.Text("group")].value.IsString())
    check.Fault(line["group"], "one of the keys of prices.groups", "\"support\"");
  check.Text(line["label"], "Réunion supplémentaire");
  check.OneOf(line["unit"], {"package", "day"});
  if (!line["included"].IsNull()) check.Bool(line["included"]);
  if (line["included"].value == json::Value(true)) {
    if (!line["cents"].IsNull())
      check.Fault(line["cents"], "nothing, since the line is included in the fee", "no cents");
  } else if (prices.value.Text("amounts") == "known") {
    check.OrReason(line, "cents", [&](const Node& cents) { check.Cents(cents, "40000"); });
  }
  if (!line["printed"].IsNull()) check.TextOrEmpty(line["printed"], "400,00 €");
  for (const char* key : {"for_authority", "whole_inquiry"})
    if (!line[key].IsNull()) check.Bool(line[key]);
  if (!line["contains"].IsNull()) CheckParts(check, prices["lines"], line["contains"]);
  if (!line["to_confirm"].IsNull() && check.Bool(line["to_confirm"]))
    check.Text(line["doubt"], "un zéro semble perdu");
}

// Packages for an inquiry, by its number of hearings: one after the other, without gap.
void CheckHearings(Checker& check, const Node& lines) {
  std::int64_t next = 1;
  for (const auto& [id, line] : lines.value.Members()) {
    const auto hearings = lines[id]["hearings"];
    if (hearings.IsNull() || !check.Object(hearings, {"from", "to"})) continue;
    if (hearings["from"].value != json::Value(next))
      check.Fault(hearings["from"], "the number that follows the package before", std::to_string(next));
    if (!check.Whole(hearings["to"], next, 1000, std::to_string(next + 4))) return;
    next = hearings["to"].value.Int() + 1;
  }
}

// What is added to the prices: a rate, or the article that exempts.
void CheckVat(Checker& check, const Node& vat) {
  if (!check.Object(vat, {"per_mille", "exempt", "source"})) return;
  check.Text(vat["source"], "CCAP, article 8");
  if (vat["exempt"].IsNull())
    check.Whole(vat["per_mille"], 1, 300, "200");
  else if (check.Text(vat["exempt"], "code général des impôts, article 261, 4, 1°") &&
           !vat["per_mille"].IsNull())
    check.Fault(vat["per_mille"], "nothing, since the prices are exempt", "no per_mille");
}

}  // namespace

void CheckPrices(Checker& check, const Node& prices) {
  if (!check.Object(prices, {"currency", "taxes", "amounts", "reason", "paid_to", "paid_on", "source",
                             "average_report_cents", "groups", "lines", "vat"}))
    return;
  check.OneOf(prices["currency"], {"EUR"});
  check.OneOf(prices["taxes"], {"excluded", "included"});
  if (check.OneOf(prices["amounts"], {"known", "unknown"}) && prices.value.Text("amounts") == "unknown")
    check.Text(prices["reason"], "les prix sont dans le certificat d’adhésion");
  check.OneOf(prices["paid_to"], {"provider", "cdg", "nobody"});
  if (!prices["paid_on"].IsNull())
    check.Roles(prices["paid_on"], {"inquiry_delivered", "report_delivered", "meeting_held"});
  check.Text(prices["source"], "convention, article 6");
  if (!prices["average_report_cents"].IsNull()) check.Cents(prices["average_report_cents"], "52000");
  if (!prices["vat"].IsNull()) CheckVat(check, prices["vat"]);
  if (!prices["groups"].value.IsObject())
    return check.Fault(prices["groups"], "an object", "{\"support\": \"Accompagnement\"}");
  for (const auto& [id, title] : prices["groups"].value.Members())
    check.Text(prices["groups"][id], "Accompagnement");
  const auto lines = prices["lines"];
  if (!lines.value.IsObject())
    return check.Fault(lines, "an object", "{\"psychological\": {\"group\": \"support\", …}}");
  std::size_t bouquets = 0;
  for (const auto& [id, line] : lines.value.Members()) {
    CheckLine(check, prices, lines[id]);
    bouquets += line.Has("contains");
  }
  if (bouquets > kMostBouquets)
    check.Fault(lines, "at most " + std::to_string(kMostBouquets) + " bouquets (lines with \"contains\")",
                "fewer of them");
  CheckHearings(check, lines);
}

}  // namespace scheme
