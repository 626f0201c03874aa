// The two forms with a quantity for each line: what is asked, with its estimate, and what was delivered.
#include <algorithm>

#include "functions/case_desk/order_sheet.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace case_desk {
namespace {

rt::Response NoSheet(const Visit& visit, const std::string& act) {
  const bool known = visit.desk.acts.contains(act);
  return rt::Refused(
      visit.desk.env, visit.request,
      {core::Kind::kNotFound, known ? "order" : "act", known ? "order.unknown" : "act.unknown"});
}

std::vector<services::Wanted> ReadLines(const Sheet& sheet, const form::Fields& form,
                                        core::Refusals& refusals) {
  std::vector<services::Wanted> wanted;
  for (const auto& [name, typed] : form.Items()) {
    if (!name.starts_with("lines.")) continue;
    if (core::Trim(typed).empty()) continue;
    const auto quantity = core::ReadWhole(typed);
    if (!quantity || *quantity >= 1'000'000)
      refusals.push_back({core::Kind::kInvalid, name, "quantity.number"});
    else if (*quantity != 0)
      wanted.push_back({name.substr(sizeof "lines." - 1), *quantity});
  }
  if (!refusals.empty()) return wanted;
  if (const auto estimate = services::EstimateOf(sheet.catalogue, wanted); !estimate) {
    const auto& line = estimate.error().field;
    refusals.push_back({core::Kind::kInvalid, line.empty() ? "lines" : FieldOf(line), estimate.error().code});
  }
  return wanted;
}

// ---- what a program is told

rt::Response Errors(const Sheet& sheet, const core::Refusals& refusals) {
  core::Refusals of_card;
  json::Value errors = json::Array();
  for (const auto& refusal : refusals)
    if (IsOfLines(refusal))
      errors.Push(json::Value::MakeObject({{"field", refusal.field},
                                           {"code", refusal.code.substr(refusal.code.rfind('.') + 1)},
                                           {"message", sheet.visit.desk.env.pages.Message(refusal.code)}}));
    else
      of_card.push_back(refusal);
  for (const auto& file : casefile::RefusedFiles(sheet.visit.request.form))
    errors.Push(json::Value::MakeObject(
        {{"field", "file"}, {"code", file.reason}, {"message", FileSentence(sheet.visit.desk, file)}}));
  const auto others = form::ErrorsJson(of_card, sheet.card);
  for (const auto& error : others["errors"].Items()) errors.Push(error);
  return rt::Json(json::Value::MakeObject({{"errors", errors}}), 422);
}

json::Value AmountJson(const casefile::Amount& amount, const std::vector<services::Item>& items) {
  json::Value lines = json::Object();
  for (const auto& item : items) lines.Set(item.line, item.quantity);
  const auto list = [](const std::vector<std::string>& words) {
    json::Value all = json::Array();
    for (const auto& word : words) all.Push(word);
    return all;
  };
  return json::Value::MakeObject({{"lines", lines},
                                  {"cents", amount.cents},
                                  {"unknown", list(amount.unknown)},
                                  {"doubtful", list(amount.doubtful)},
                                  {"included", list(amount.included)}});
}

rt::Response EstimateJson(const services::Estimate& estimate) {
  return rt::Json(json::Value::MakeObject(
      {{"estimate",
        json::Value::MakeObject({{"asked", AmountJson(casefile::AmountOf(estimate), estimate.asked)},
                                 {"best", AmountJson(BestAmount(estimate), estimate.best)}})}}));
}

// ---- doing it

rt::Response Refuse(const Sheet& sheet, const form::Fields& form, core::Refusal refusal) {
  const auto& visit = sheet.visit;
  if (sheet.catalogue.Find(refusal.field)) refusal.field = FieldOf(refusal.field);
  const bool json = visit.request.WantsJson();
  if (IsOfLines(refusal)) return json ? Errors(sheet, {refusal}) : Page(sheet, form, {refusal});
  if (json || refusal.kind != core::Kind::kConflict)
    return rt::Refused(visit.desk.env, visit.request, refusal);
  auto fresh = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, sheet.file.Number());
  if (!fresh) return rt::Refused(visit.desk.env, visit.request, fresh.error());
  const auto now = SheetOf(visit, *fresh, sheet.act, form.Get("order"));
  return now ? Page(*now, form, {refusal}) : NoSheet(visit, sheet.act);
}

std::vector<services::Wanted> AsWanted(const std::vector<services::Item>& items) {
  std::vector<services::Wanted> wanted;
  for (const auto& item : items) wanted.push_back({item.line, item.quantity});
  return wanted;
}

json::Value ContentOf(const Sheet& sheet, const form::Fields& form,
                      const std::vector<services::Wanted>& wanted) {
  auto content = json::Value::MakeObject({{"lines", casefile::LinesOf(wanted)}});
  for (const auto& name : sheet.card.Names())
    if (!form.Get(name).empty()) content.Set(name, form.Get(name));
  if (!sheet.order) return content;
  json::Value files = json::Array();
  for (const char* field : {"file", "evidence.kept"})
    for (const auto& id : form.All(field)) files.Push(id);
  return content.Set("order", sheet.order->n).Set("files", files);
}

}  // namespace

rt::Response ShowLines(const Visit& visit, const casefile::Case& file, const std::string& act) {
  const auto sheet = SheetOf(visit, file, act, visit.request.query.Get("order"));
  if (!sheet) return NoSheet(visit, act);
  form::Fields values;
  if (sheet->order)
    for (const auto& one : casefile::Expected(sheet->catalogue, *sheet->order))
      values.Add(FieldOf(one.line), std::to_string(one.quantity));
  return Page(*sheet, values, {});
}

rt::Response DoLines(const Visit& visit, casefile::Case& file, const std::string& act,
                     const form::Fields& form) {
  const auto sheet = SheetOf(visit, file, act, form.Get("order"));
  if (!sheet) return NoSheet(visit, act);
  const bool json = visit.request.WantsJson();
  core::Refusals refusals;
  auto wanted = ReadLines(*sheet, form, refusals);
  for (const auto& refusal : sheet->card.Check(form)) refusals.push_back(refusal);
  const bool refused_files = !casefile::RefusedFiles(form).empty();
  if (!refusals.empty() || refused_files)
    return json ? Errors(*sheet, refusals) : Page(*sheet, form, refusals);
  if (!sheet->order) {
    const auto estimate = services::EstimateOf(sheet->catalogue, wanted).value();
    const auto& check = form.Get("check");
    // Nobody asks for what they were not shown the estimate of.
    const bool seen = json || form.Get("estimated") == Seen(wanted);
    if ((check != "asked" && check != "best") || !seen)
      return json ? EstimateJson(estimate) : Page(*sheet, form, {}, &estimate, wanted);
    if (check == "best") wanted = AsWanted(estimate.best);
  }
  // Each file that came with the form made a version of its own.
  const auto added = static_cast<std::int64_t>(form.All("evidence.kept").size());
  const auto version = SeenVersion(form) == 0 ? 0 : SeenVersion(form) + added;
  const auto done = file.Do(visit.desk.scheme, act, ContentOf(*sheet, form, wanted), version, visit.now);
  return done ? Done(visit, file) : Refuse(*sheet, form, done.error());
}

namespace {

// A file that nobody may add is read and thrown away, so that the answer can still say why.
class Nowhere : public form::FileSink {
 public:
  void Begin(form::Fields&, const std::string&, const std::string&) override {}
  bool Write(std::string_view) override { return false; }
  void End(form::Fields&) override {}
  void Abandon() override {}
};

}  // namespace

std::unique_ptr<form::FileSink> ReceiveReport(const Desk& desk, const rt::Request& request) {
  auto db = desk.env.db.Take();
  const auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                           request.Cookie(rt::CookieName(desk.env, "desk")), desk.env.now());
  const auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return std::make_unique<Nowhere>();
  const auto file = casefile::Case::OpenAsReader(*db, *account, session->keys, request.query.Get("case"));
  const auto* deliver = desk.scheme.ActNamed("deliver_service");
  if (!file || !deliver ||
      std::find(deliver->by.begin(), deliver->by.end(), file->Who().role) == deliver->by.end())
    return std::make_unique<Nowhere>();
  return casefile::EvidenceSink::ForCase(desk.env.db, *file, desk.env.now());
}

}  // namespace case_desk
