// Orders in the case: on its page, and as a program reads them.
#include "functions/case_desk/orders.h"

#include <algorithm>

#include "domain/dues/dues.h"
#include "lib/core/sentence.h"

namespace case_desk {
namespace {

std::string LineText(const Desk& desk, const services::Catalogue& catalogue, const services::Wanted& wanted) {
  const auto* line = catalogue.Find(wanted.line);
  const auto unit = line ? Unit(desk, *line) : "";
  return std::to_string(wanted.quantity) + " × " + (line ? line->label : wanted.line) +
         (unit.empty() ? "" : " (" + unit + ")");
}

std::string InquiryText(const Visit& visit, const casefile::InquiryStep& step) {
  const auto label = visit.desk.scheme.Data()["course"]["inquiry_steps"].Text(step.step, step.step);
  const auto day = core::ParseDay(step.held_on);
  const auto count = step.hearings > 0 ? " (" + std::to_string(step.hearings) + ")" : "";
  return label + count + ", " + (day ? core::FrenchDay(*day) : step.held_on);
}

json::Value InquiryRows(const Visit& visit, const casefile::Order& order) {
  json::Value rows = json::Array();
  for (const auto& step : order.inquiry) rows.Push(InquiryText(visit, step));
  return rows;
}

// Who was asked to pay what, and when it has to be paid.
std::string PaymentText(const Visit& visit) {
  const auto payment = visit.desk.scheme.DeadlineOf("payment");
  return core::Filled(visit.desk.env.pages.Message("order.payment"),
                      {{"%n", std::to_string(payment.count)}, {"%s", payment.source}});
}

json::Value StepRows(const Visit& visit, const casefile::Case& file, const casefile::Order& order) {
  json::Value steps = json::Array();
  for (const auto& paper : order.steps) {
    const auto* act = visit.desk.scheme.ActNamed(paper.act);
    const auto card = visit.desk.acts.find(paper.act);
    json::Value answers = json::Array();
    if (const auto fields = form::ParseJson(json::Write(paper.content));
        fields && card != visit.desk.acts.end())
      answers = StepCard(visit, file, card->second, std::to_string(order.n)).Answers(*fields);
    steps.Push(json::Value::MakeObject({{"label", act ? act->label : paper.act},
                                        {"name", paper.name},
                                        {"made_on", core::FrenchDay(paper.made_on)},
                                        {"has_answers", !answers.Items().empty()},
                                        {"answers", answers}}));
  }
  return steps;
}

json::Value Files(const casefile::Case& file, const casefile::Order& order) {
  json::Value files = json::Array();
  for (const auto& info : file.Evidence())
    if (std::find(order.files.begin(), order.files.end(), info.id) != order.files.end())
      files.Push(json::Value::MakeObject({{"id", info.id}, {"name", info.name}}));
  return files;
}

json::Value OrderModel(const Visit& visit, const casefile::Case& file, const casefile::Order& order) {
  const auto& desk = visit.desk;
  const auto catalogue = services::CatalogueOf(desk.scheme);
  json::Value possible = json::Array();
  for (const auto& step : file.StepsNow(desk.scheme, order))
    possible.Push(json::Value::MakeObject({{"id", step}, {"label", desk.scheme.ActNamed(step)->label}}));
  auto model = json::Value::MakeObject({{"n", order.n}, {"title", OrderTitle(desk, order)}});
  model.Set("lines", LineTexts(desk, order.wanted)).Set("estimate", Cost(desk, order.estimate));
  model.Set("is_sent", !order.provider.empty()).Set("provider", order.provider);
  model.Set("expert", ExpertName(visit, order));
  const auto inquiry = InquiryRows(visit, order), delivered = LineTexts(desk, order.delivered);
  model.Set("has_inquiry", !inquiry.Items().empty()).Set("inquiry", inquiry);
  model.Set("hearings", order.Hearings()).Set("has_due", order.due.has_value()).Set("delivered", delivered);
  model.Set("due", order.due ? Cost(desk, *order.due) : "");
  model.Set("due_label",
            core::Filled(desk.env.pages.Message("order.due." + catalogue.paid_to), {{"%w", order.provider}}));
  model.Set("payment", PaymentText(visit)).Set("is_open", order.state == "delivered");
  const auto files = Files(file, order);
  model.Set("has_files", !files.Items().empty()).Set("files", files);
  model.Set("steps", StepRows(visit, file, order));
  return model.Set("has_possible", !possible.Items().empty()).Set("possible", possible);
}

json::Value Strings(const std::vector<std::string>& words) {
  json::Value list = json::Array();
  for (const auto& word : words) list.Push(word);
  return list;
}

json::Value AmountJson(const casefile::Amount& amount) {
  return json::Value::MakeObject({{"cents", amount.cents},
                                  {"unknown", Strings(amount.unknown)},
                                  {"doubtful", Strings(amount.doubtful)},
                                  {"included", Strings(amount.included)}});
}

json::Value OrderJson(const Visit& visit, const casefile::Case& file, const casefile::Order& order) {
  json::Value steps = json::Array(), inquiry = json::Array();
  for (const auto& paper : order.steps)
    steps.Push(json::Value::MakeObject(
        {{"act", paper.act}, {"by", paper.by}, {"name", paper.name}, {"on", core::IsoDay(paper.made_on)}}));
  for (const auto& step : order.inquiry)
    inquiry.Push(json::Value::MakeObject(
        {{"step", step.step}, {"held_on", step.held_on}, {"hearings", step.hearings}}));
  auto model = json::Value::MakeObject({{"n", order.n}, {"state", order.state}});
  model.Set("lines", casefile::LinesOf(order.wanted)).Set("estimate", AmountJson(order.estimate));
  model.Set("lot", order.lot).Set("provider", order.provider);
  model.Set("expert", order.expert ? json::Value(order.expert) : json::Value());
  model.Set("steps", steps).Set("inquiry", inquiry).Set("hearings", order.Hearings());
  model.Set("delivered", casefile::LinesOf(order.delivered));
  model.Set("due", order.due ? AmountJson(*order.due) : json::Value()).Set("files", Strings(order.files));
  return model.Set("acts", Strings(file.StepsNow(visit.desk.scheme, order)));
}

}  // namespace

json::Value LineTexts(const Desk& desk, const std::vector<services::Wanted>& wanted) {
  const auto catalogue = services::CatalogueOf(desk.scheme);
  json::Value lines = json::Array();
  for (const auto& one : wanted) lines.Push(LineText(desk, catalogue, one));
  return lines;
}

std::string ExpertName(const Visit& visit, const casefile::Order& order) {
  if (order.expert == 0) return visit.desk.env.pages.Message("order.expert.any");
  const auto account = people::FindAccount(visit.db, order.expert);
  return account ? account->name : "";
}

std::string OrderTitle(const Desk& desk, const casefile::Order& order) {
  const auto title = core::Filled(desk.env.pages.Message("order.title"), {{"%n", std::to_string(order.n)}});
  return title + "\u00a0: " + desk.env.pages.Message("order.state." + order.state);
}

std::string Unit(const Desk& desk, const services::Line& line) {
  return desk.env.pages.Message(line.unit == services::Unit::kDay ? "order.unit.day" : "order.unit.package");
}

std::string Price(const Desk& desk, const services::Line& line) {
  const auto& pages = desk.env.pages;
  if (line.included) return pages.Message("order.price.included");
  if (!line.cents)
    return line.reason.empty() ? pages.Message("order.price.unknown_alone")
                               : core::Filled(pages.Message("order.price.unknown"), {{"%r", line.reason}});
  const bool day = line.unit == services::Unit::kDay;
  auto price = core::Filled(pages.Message(day ? "order.price.day" : "order.price.package"),
                            {{"%p", dues::Euros(*line.cents)}});
  if (line.doubtful)
    price += ", " + core::Filled(pages.Message("order.price.doubtful"), {{"%r", line.doubt}});
  return price;
}

std::string Cost(const Desk& desk, const casefile::Amount& amount) {
  const auto catalogue = services::CatalogueOf(desk.scheme);
  const auto& pages = desk.env.pages;
  if (!amount.unknown.empty() && amount.cents == 0) return pages.Message("order.amount.unknown");
  const auto* key = !amount.unknown.empty()    ? "order.amount.partial"
                    : !amount.doubtful.empty() ? "order.amount.doubtful"
                                               : "order.amount.known";
  const auto taxes =
      pages.Message(catalogue.taxes_excluded ? "order.taxes.excluded" : "order.taxes.included");
  return core::Filled(pages.Message(key), {{"%p", dues::Euros(amount.cents)}, {"%t", taxes}});
}

std::optional<casefile::Order> OrderNamed(const Visit& visit, const casefile::Case& file,
                                          const std::string& number) {
  for (auto& order : file.Orders(visit.desk.scheme))
    if (std::to_string(order.n) == number) return std::move(order);
  return std::nullopt;
}

void AddOrders(const Visit& visit, const casefile::Case& file, json::Value& model) {
  json::Value orders = json::Array();
  for (const auto& order : file.Orders(visit.desk.scheme)) orders.Push(OrderModel(visit, file, order));
  model.Set("has_orders", !orders.Items().empty()).Set("orders", std::move(orders));
}

json::Value OrdersJson(const Visit& visit, const casefile::Case& file) {
  json::Value orders = json::Array();
  for (const auto& order : file.Orders(visit.desk.scheme)) orders.Push(OrderJson(visit, file, order));
  return orders;
}

}  // namespace case_desk
