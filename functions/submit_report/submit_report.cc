#include "functions/submit_report/submit_report.h"

#include <algorithm>

#include "domain/casefile/evidence.h"
#include "functions/submit_report/answers.h"
#include "functions/submit_report/steps.h"

namespace submit_report {
namespace {

constexpr std::size_t kOwnKey = 22;

// One sentence for each file that the sink refused. The field could also be typed by hand: only the sink's words count.
std::vector<std::string> RefusedFiles(const rt::Env& env, const rt::Request& request) {
  std::vector<std::string> sentences;
  for (const auto& refusal : request.form.All("evidence.refused"))
    for (const std::string code : {"evidence.too_large", "evidence.too_many", "evidence.type", "evidence.empty"})
      if (refusal.starts_with(code + ":")) {
        std::string sentence = env.pages.Message(code);
        sentences.push_back(sentence.replace(sentence.find("%n"), 2, refusal.substr(code.size() + 1)));
      }
  return sentences;
}

json::Value Roles(const Office& office, const Draft& draft) {
  json::Value readers = json::Array();
  for (const auto& role : office.scheme.FirstReaders(ConcernsAuthority(draft.answers))) readers.Push(role);
  return readers;
}

rt::Response NotFiled(const Office& office, const Draft& draft, const core::Refusal& refusal) {
  auto response = draft.request.WantsJson() ? rt::Json(form::ErrorsJson({refusal}, office.card))
                                            : FormAgain(office, draft, {refusal});
  response.status = rt::StatusOf(refusal.kind);
  return response;
}

rt::Response Send(const Office& office, const Draft& draft) {
  const auto& answers = draft.answers;
  auto filed = casefile::File(draft.db, office.scheme, Compose(answers, draft.place.id), office.env.worker_public_key, office.Today());
  if (!filed) return NotFiled(office, draft, filed.error());
  if (!draft.request.WantsJson()) {
    form::Fields kept;
    for (const char* name : {"concerns_authority", "immediate_danger"}) kept.Set(name, answers.Get(name));
    kept.Set("idempotency_key", FilingKey(answers));
    return Receipt(office, *filed, kept, {}, 201);
  }
  return rt::Json(json::Value::MakeObject({{"code", filed->code.empty() ? json::Value() : json::Value(filed->code)},
                                           {"received_on", core::IsoDay(filed->received_on)},
                                           {"number", filed->number},
                                           {"readers", Roles(office, draft)}}),
                  201);
}

rt::Response Step(const Office& office, Draft& draft, const std::string& step) {
  auto& answers = draft.answers;
  const bool short_key = answers.Get("idempotency_key").size() < kOwnKey;
  // Minted here for a page, so that evidence is kept under it and the form, sent twice, files one case.
  if (short_key && step != "send") answers.Set("idempotency_key", vault::RandomToken());
  if (step == "send" && answers.Get("idempotency_key").empty()) answers.Set("idempotency_key", vault::RandomToken());
  if (step == "edit") return FormAgain(office, draft, {});
  if (step == "remove_evidence")
    casefile::RemoveDraftFile(draft.db, answers.Get("idempotency_key"), draft.request.form.Get("remove"));

  auto refusals = office.card.Check(answers);
  for (auto& refusal : CheckTogether(office.scheme, answers)) {
    const bool told = std::any_of(refusals.begin(), refusals.end(), [&](const auto& r) { return r.field == refusal.field; });
    if (!told) refusals.push_back(std::move(refusal));
  }
  if (!refusals.empty()) return FormAgain(office, draft, refusals);
  auto refused_files = RefusedFiles(office.env, draft.request);
  if (step == "add_evidence" && refused_files.empty() && !draft.request.form.Has("evidence.kept"))
    refused_files.push_back(office.env.pages.Message("evidence.missing"));
  return step == "send" && refused_files.empty() ? Send(office, draft) : CheckPage(office, draft, refused_files);
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

  auto answers = Normal(office.card, request.form);
  auto db = office.env.db.Take();
  auto place = people::FindCollectivite(*db, answers.Get("collectivite"));
  if (!place) return PlaceUnknown(office, request, answers);
  Draft draft{request, *db, std::move(*place), std::move(answers)};
  return Step(office, draft, step);
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile())),
      card(rt::ReadCard(env, "report").Offering(scheme.Offers())),
      receipt(rt::ReadCard(env, "receipt")) {}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); },
          .receive = [office](const rt::Request&) -> std::unique_ptr<form::FileSink> {
            return casefile::EvidenceSink::ForDraft(office->env.db, office->Today());
          }};
}

}  // namespace submit_report
