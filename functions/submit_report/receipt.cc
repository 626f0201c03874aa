// After sending: the code, once, and the proof that it was noted.
#include <algorithm>

#include "domain/calendar/calendar.h"
#include "domain/casefile/code.h"
#include "domain/report/answers.h"
#include "functions/submit_report/steps.h"

namespace submit_report {
namespace {

json::Value Groups(const std::string& code) {
  json::Value groups = json::Array();
  for (const auto& group : casefile::CodeGroups(code)) groups.Push(group);
  return groups;
}

std::string AcknowledgeBy(const Office& office, core::Day received) {
  const auto& scheme = office.scheme;
  return core::FrenchDay(
      calendar::AddWorkingDays(received, scheme.AcknowledgeWorkingDays(), scheme.AlsaceMoselle()));
}

// The case that this form made, if it made one whose code is still kept.
std::optional<casefile::Filed> FindFiled(const Office& office, const std::string& key) {
  auto db = office.env.db.Take();
  auto filed = key.empty() ? std::nullopt : casefile::FindFiled(*db, key);
  return filed && !filed->code.empty() ? filed : std::nullopt;
}

// Names separated by spaces, as the receipt's page keeps them.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t end = 0; (end = text.find(' ')) != std::string_view::npos; text.remove_prefix(end + 1))
    words.emplace_back(text.substr(0, end));
  return words;
}

rt::Response NotSent(const Office& office, const rt::Request& request) {
  return rt::Refused(office.env, request, {core::Kind::kNotFound, "", "report.not_sent"});
}

}  // namespace

rt::Response Receipt(const Office& office, const casefile::Filed& filed, const form::Fields& form,
                     const core::Refusals& refusals, int status) {
  const auto& pages = office.env.pages;
  json::Value readers = json::Array();
  for (const auto& role :
       report::CaseReaders(office.scheme, report::ConcernsAuthority(form), WordsOf(form.Get("audience"))))
    readers.Push(report::ReaderSentence(office.scheme, office.Words(), role));
  auto model = json::Value::MakeObject({{"title", pages.Message("report.receipt.title")}, {"noindex", true}});
  model.Set("urgent", report::IsUrgent(form)).Set("replayed", filed.replayed && refusals.empty());
  model.Set("received_on", core::FrenchDay(filed.received_on)).Set("number", filed.number);
  model.Set("code_known", !filed.code.empty()).Set("groups", Groups(filed.code));
  model.Set("idempotency_key", form.Get("idempotency_key")).Set("readers", std::move(readers));
  model.Set("acknowledge_by", AcknowledgeBy(office, filed.received_on))
      .Set("feedback_months", office.scheme.FeedbackMonths());
  model.Set("form", office.receipt.View(form, refusals)).Set("has_errors", !refusals.empty());
  return rt::Html(office.env, "receipt", model, status);
}

rt::Response ConfirmCode(const Office& office, const rt::Request& request) {
  const auto& form = request.form;
  const auto filed = FindFiled(office, form.Get("idempotency_key"));
  if (!filed) return NotSent(office, request);
  auto refusals = office.receipt.Check(form);
  const std::pair<const char*, std::size_t> asked[] = {{"second", 1}, {"fifth", 4}};
  for (const auto& [field, group] : asked) {
    const bool refused =
        std::any_of(refusals.begin(), refusals.end(), [&](const auto& r) { return r.field == field; });
    if (!refused && !casefile::IsGroup(filed->code, group, form.Get(field)))
      refusals.push_back({core::Kind::kInvalid, field, std::string(field) + ".different"});
  }
  if (!refusals.empty()) return Receipt(office, *filed, form, refusals, 422);
  auto model =
      json::Value::MakeObject({{"title", office.env.pages.Message("report.noted.title")}, {"noindex", true}});
  model.Set("acknowledge_by", AcknowledgeBy(office, filed->received_on));
  return rt::Html(office.env, "report_noted", model);
}

rt::Response DownloadReceipt(const Office& office, const rt::Request& request) {
  const auto filed = FindFiled(office, request.form.Get("idempotency_key"));
  if (!filed) return NotSent(office, request);
  auto model = json::Value::MakeObject(
      {{"received_on", core::FrenchDay(filed->received_on)}, {"groups", Groups(filed->code)}});
  model.Set("acknowledge_by", AcknowledgeBy(office, filed->received_on))
      .Set("base_url", office.env.config.base_url);
  rt::Response response;
  response.body = office.env.pages.RenderPart("pages/memo", model);
  response.With("Cache-Control", "no-store")
      .With("Content-Disposition", "attachment; filename=\"memo.html\"");
  return response;
}

}  // namespace submit_report
