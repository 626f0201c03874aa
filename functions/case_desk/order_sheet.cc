#include "functions/case_desk/order_sheet.h"

#include <algorithm>

#include "domain/dues/dues.h"
#include "lib/core/sentence.h"

namespace case_desk {
namespace {

std::string IdOf(const std::string& line) { return "lines-" + line; }

json::Value LineModel(const Sheet& sheet, const services::Line& line, const form::Fields& values,
                      const core::Refusals& refusals) {
  const auto& desk = sheet.visit.desk;
  std::string error;
  for (const auto& refusal : refusals)
    if (refusal.field == FieldOf(line.id)) error = desk.env.pages.Message(refusal.code);
  auto model = json::Value::MakeObject({{"id", IdOf(line.id)}, {"name", FieldOf(line.id)}});
  model.Set("label", line.number.empty() ? line.label : line.number + " " + line.label);
  model.Set("price", Price(desk, line)).Set("unit", Unit(desk, line));
  model.Set("value", values.Get(FieldOf(line.id)));
  return model.Set("has_error", !error.empty()).Set("error", error);
}

json::Value Groups(const Sheet& sheet, const form::Fields& values, const core::Refusals& refusals) {
  const auto& titles = sheet.visit.desk.scheme.Data()["prices"]["groups"];
  json::Value groups = json::Array();
  for (const auto& [id, title] : titles.Members()) {
    json::Value lines = json::Array();
    for (const auto& line : sheet.catalogue.lines)
      if (line.group == id && std::find(sheet.lines.begin(), sheet.lines.end(), line.id) != sheet.lines.end())
        lines.Push(LineModel(sheet, line, values, refusals));
    if (!lines.Items().empty())
      groups.Push(json::Value::MakeObject({{"title", title.String()}, {"lines", lines}}));
  }
  return groups;
}

// The card's own view, with the errors of the lines before its own.
json::Value FormView(const Sheet& sheet, const form::Fields& values, const core::Refusals& refusals) {
  core::Refusals of_card;
  json::Value errors = json::Array();
  for (const auto& refusal : refusals) {
    if (!IsOfLines(refusal)) {
      of_card.push_back(refusal);
      continue;
    }
    const auto target = refusal.field == "lines"   ? IdOf(sheet.lines.front())
                        : refusal.field == "files" ? "file"
                                                   : IdOf(refusal.field.substr(sizeof "lines." - 1));
    errors.Push(json::Value::MakeObject({{"field", refusal.field},
                                         {"message", sheet.visit.desk.env.pages.Message(refusal.code)},
                                         {"target", target},
                                         {"has_target", true}}));
  }
  for (const auto& file : casefile::RefusedFiles(values)) {
    errors.Push(json::Value::MakeObject({{"field", "file"},
                                         {"message", FileSentence(sheet.visit.desk, file)},
                                         {"target", "file"},
                                         {"has_target", true}}));
  }
  auto view = sheet.card.View(values, of_card);
  for (const auto& error : view["errors"].Items()) errors.Push(error);
  return view.Set("has_errors", !errors.Items().empty()).Set("errors", errors);
}

json::Value ItemRows(const Sheet& sheet, const std::vector<services::Item>& items) {
  json::Value rows = json::Array();
  const auto& pages = sheet.visit.desk.env.pages;
  for (const auto& item : items) {
    const auto& line = *sheet.catalogue.Find(item.line);
    const auto amount = line.included ? pages.Message("order.price.included")
                        : item.cents  ? dues::Euros(*item.cents)
                                      : pages.Message("order.price.unknown_alone");
    rows.Push(json::Value::MakeObject({{"label", line.label},
                                       {"quantity", item.quantity},
                                       {"price", Price(sheet.visit.desk, line)},
                                       {"amount", amount}}));
  }
  return rows;
}

json::Value SpareRows(const Sheet& sheet, const services::Estimate& estimate) {
  json::Value rows = json::Array();
  for (const auto& part : estimate.spare)
    rows.Push(std::to_string(part.count) + " × " + sheet.catalogue.Find(part.line)->label);
  return rows;
}

json::Value EstimateModel(const Sheet& sheet, const services::Estimate& estimate) {
  const auto& desk = sheet.visit.desk;
  const bool cheaper = estimate.best_cents < estimate.asked_cents;
  const auto spare = SpareRows(sheet, estimate);
  auto model = json::Value::MakeObject({{"asked", ItemRows(sheet, estimate.asked)}});
  model.Set("total", Cost(desk, casefile::AmountOf(estimate))).Set("has_best", cheaper);
  model.Set("best", ItemRows(sheet, estimate.best)).Set("best_total", Cost(desk, BestAmount(estimate)));
  model.Set("saving", dues::Euros(estimate.asked_cents - estimate.best_cents));
  return model.Set("has_spare", cheaper && !spare.Items().empty()).Set("spare", spare);
}

// Files that are in the case already, from this form sent before.
json::Value KeptFiles(const Sheet& sheet, const form::Fields& values) {
  json::Value kept = json::Array();
  auto ids = values.All("file");
  for (const auto& id : values.All("evidence.kept")) ids.push_back(id);
  for (const auto& info : sheet.file.Evidence())
    if (std::find(ids.begin(), ids.end(), info.id) != ids.end())
      kept.Push(json::Value::MakeObject({{"id", info.id}, {"name", info.name}}));
  return kept;
}

}  // namespace

std::optional<Sheet> SheetOf(const Visit& visit, const casefile::Case& file, const std::string& act,
                             const std::string& order) {
  const auto card = visit.desk.acts.find(act);
  if (card == visit.desk.acts.end()) return std::nullopt;
  Sheet sheet{visit, file, act, card->second, services::CatalogueOf(visit.desk.scheme), std::nullopt, {}};
  if (act == casefile::kRequest) {
    for (const auto& line : sheet.catalogue.lines) sheet.lines.push_back(line.id);
    return sheet;
  }
  sheet.order = OrderNamed(visit, file, order);
  if (!sheet.order) return std::nullopt;
  sheet.lines = casefile::Deliverable(sheet.catalogue, *sheet.order);
  return sheet;
}

casefile::Amount BestAmount(const services::Estimate& estimate) {
  services::Estimate best = estimate;
  best.asked = estimate.best;
  best.asked_cents = estimate.best_cents;
  return casefile::AmountOf(best);
}

std::string FileSentence(const Desk& desk, const casefile::RefusedFile& file) {
  return core::Filled(desk.env.pages.Message("evidence." + file.reason), {{"%n", file.name}});
}

rt::Response Page(const Sheet& sheet, const form::Fields& values, const core::Refusals& refusals,
                  const services::Estimate* estimate, const std::vector<services::Wanted>& wanted) {
  const auto& desk = sheet.visit.desk;
  const auto& act = *desk.scheme.ActNamed(sheet.act);
  const bool conflict = !refusals.empty() && refusals.front().kind == core::Kind::kConflict;
  const auto view = FormView(sheet, values, conflict ? core::Refusals() : refusals);
  const auto kept = KeptFiles(sheet, values);
  auto model = DeskModel(sheet.visit, act.label);
  model.Set("number", sheet.file.Number()).Set("version", sheet.file.Version()).Set("act", sheet.act);
  model.Set("is_request", !sheet.order).Set("order", sheet.order ? std::to_string(sheet.order->n) : "");
  model.Set("order_title", sheet.order ? OrderTitle(desk, *sheet.order) : "");
  model.Set("groups", Groups(sheet, values, refusals)).Set("form", view);
  model.Set("conflict", conflict)
      .Set("conflict_message", conflict ? desk.env.pages.Message(refusals.front().code) : "");
  const auto& seen = values.Get("estimated");
  model.Set("has_estimate", estimate != nullptr);
  model.Set("changed", estimate && !seen.empty() && seen != Seen(wanted));
  model.Set("estimate", estimate ? EstimateModel(sheet, *estimate) : json::Value(json::Object()));
  model.Set("estimated", estimate ? Seen(wanted) : "").Set("catalogue_reason", sheet.catalogue.reason);
  model.Set("has_catalogue_reason", !sheet.catalogue.reason.empty());
  model.Set("has_kept", !kept.Items().empty()).Set("kept", kept);
  const bool wrong = conflict || view["has_errors"].Bool();
  model.Set("has_errors", wrong);
  return rt::Html(desk.env, "desk_order", model, conflict ? 409 : wrong ? 422 : 200);
}

}  // namespace case_desk
