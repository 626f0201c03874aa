#include "functions/submit_report/submit_report.h"

#include <algorithm>

#include "domain/casefile/evidence.h"
#include "domain/report/answers.h"
#include "functions/submit_report/steps.h"

namespace submit_report {
namespace {

// To a program: what was refused of the answers and of the files, at once.
rt::Response ErrorsToProgram(const Office& office, const Draft& draft, const core::Refusals& refusals,
                             int status) {
  auto answer = form::ErrorsJson(refusals, office.card);
  json::Value errors = answer["errors"];
  for (const auto& file : casefile::RefusedFiles(draft.request.form))
    errors.Push(json::Value::MakeObject(
        {{"field", "evidence"}, {"code", file.reason}, {"message", RefusedFileSentence(office, file)}}));
  return rt::Json(answer.Set("errors", std::move(errors)), status);
}

rt::Response Refuse(const Office& office, const Draft& draft, const core::Refusals& refusals) {
  const int status = refusals.empty() ? 422 : rt::StatusOf(refusals.front().kind);
  if (draft.request.WantsJson()) return ErrorsToProgram(office, draft, refusals, status);
  auto response = FormAgain(office, draft, refusals);
  response.status = status;
  return response;
}

json::Value Words(const std::vector<std::string>& words) {
  json::Value list = json::Array();
  for (const auto& word : words) list.Push(word);
  return list;
}

rt::Response Send(const Office& office, const Draft& draft) {
  const auto& answers = draft.answers;
  auto report = report::Compose(answers, draft.place.id);
  report.draft_token = draft.token;
  auto filed = casefile::File(draft.db, office.scheme, report, office.env.worker_public_key, office.Today());
  if (!filed) return Refuse(office, draft, {filed.error()});
  if (!draft.request.WantsJson()) {
    form::Fields kept;
    for (const char* name : {"concerns_authority", "immediate_danger"}) kept.Set(name, answers.Get(name));
    for (const auto& audience : report::Audiences(answers))
      kept.Set("audience", kept.Get("audience") + audience + " ");
    kept.Set("idempotency_key", report.idempotency_key);
    return Receipt(office, *filed, kept, {}, 201);
  }
  return rt::Json(
      json::Value::MakeObject({{"code", filed->code.empty() ? json::Value() : json::Value(filed->code)},
                               {"received_on", core::IsoDay(filed->received_on)},
                               {"number", filed->number},
                               {"readers", Words(report::CaseReaders(office.scheme, report.concerns_authority,
                                                                     report.released_to))}}),
      201);
}

// The token of a draft's evidence: what the sink made, the form's own key, or a new one.
std::string TokenOf(const form::Fields& sent, const form::Fields& answers) {
  for (const auto& token : {sent.Get("evidence.draft"), answers.Get("idempotency_key")})
    if (token.size() >= casefile::kMinToken) return token;
  return vault::RandomToken();
}

core::Refusals Check(const Office& office, const form::Fields& answers) {
  auto refusals = office.card.Check(answers);
  for (auto& refusal : report::CheckTogether(office.scheme, answers)) {
    const bool told = std::any_of(refusals.begin(), refusals.end(),
                                  [&](const auto& r) { return r.field == refusal.field; });
    if (!told) refusals.push_back(std::move(refusal));
  }
  return refusals;
}

rt::Response Step(const Office& office, const Draft& draft, const std::string& step) {
  if (step == "edit") return FormAgain(office, draft, {});
  if (step == "remove_evidence")
    casefile::RemoveDraftFile(draft.db, draft.token, draft.request.form.Get("remove"));
  if (const auto refusals = Check(office, draft.answers); !refusals.empty())
    return Refuse(office, draft, refusals);
  std::vector<std::string> refused_files;
  for (const auto& file : casefile::RefusedFiles(draft.request.form))
    refused_files.push_back(RefusedFileSentence(office, file));
  if (step == "send" && refused_files.empty()) return Send(office, draft);
  if (step == "send" && draft.request.WantsJson()) return Refuse(office, draft, {});
  if (step == "add_evidence" && refused_files.empty() && !draft.request.form.Has("evidence.kept"))
    refused_files.push_back(office.env.pages.Message("evidence.missing"));
  return CheckPage(office, draft, refused_files);
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  if (request.method != "POST")
    return request.WantsJson() ? rt::NotAllowed(office.env, request, "POST") : rt::SeeOther("/signaler/");
  std::string step = request.form.Has("remove") ? "remove_evidence" : request.form.Get("step");
  if (step.empty()) step = request.WantsJson() ? "send" : "check";
  if (step == "confirm_code") return ConfirmCode(office, request);
  if (step == "download_receipt") return DownloadReceipt(office, request);
  const auto known = {"check", "add_evidence", "remove_evidence", "edit", "send"};
  if (std::find(known.begin(), known.end(), step) == known.end())
    return rt::Refused(office.env, request, {core::Kind::kInvalid, "step", "report.step_unknown"});

  auto answers = report::Normal(office.card, request.form);
  auto db = office.env.db.Take();
  auto place = people::FindCollectivite(*db, answers.Get("collectivite"));
  const auto token = TokenOf(request.form, answers);
  const Draft draft{request, *db, place.value_or(people::Collectivite()), std::move(answers), token};
  return place ? Step(office, draft, step) : PlaceUnknown(office, draft);
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      card(rt::ReadCard(env, "report").Offering(scheme.Offers(), scheme.RoleNames())),
      receipt(rt::ReadCard(env, "receipt")) {}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); },
          .receive = [office](const rt::Request&) -> std::unique_ptr<form::FileSink> {
            return casefile::EvidenceSink::ForDraft(office->env.db, office->Today());
          }};
}

}  // namespace submit_report
