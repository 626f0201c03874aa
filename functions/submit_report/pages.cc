// Before sending: the form again, and the answers to check.
#include "domain/casefile/evidence.h"
#include "domain/report/answers.h"
#include "domain/report/told.h"
#include "functions/submit_report/steps.h"
#include "lib/core/sentence.h"

namespace submit_report {
namespace {

json::Value PlaceModel(const people::Collectivite& place) {
  return json::Value::MakeObject({{"slug", place.slug}, {"name", place.name}});
}

void SetFiles(json::Value& model, const Draft& draft) {
  json::Value files = json::Array();
  for (const auto& file : casefile::DraftFiles(draft.db, draft.token))
    files.Push(json::Value::MakeObject(
        {{"id", file.id}, {"name", file.name}, {"kilobytes", (file.size + 1023) / 1024}}));
  model.Set("has_files", !files.Items().empty()).Set("files", std::move(files));
}

form::Fields WithToken(const Draft& draft) {
  form::Fields answers = draft.answers;
  answers.Set("idempotency_key", draft.token);
  return answers;
}

json::Value FileError(const std::string& sentence, const std::string& target) {
  return json::Value::MakeObject(
      {{"field", "evidence"}, {"message", sentence}, {"target", target}, {"has_target", !target.empty()}});
}

json::Value FileErrors(const std::vector<std::string>& sentences) {
  json::Value errors = json::Array();
  for (const auto& sentence : sentences) errors.Push(FileError(sentence, "evidence"));
  return json::Value::MakeObject({{"has_errors", !sentences.empty()}, {"errors", std::move(errors)}});
}

}  // namespace

std::string RefusedFileSentence(const Office& office, const casefile::RefusedFile& file) {
  return core::Filled(office.env.pages.Message("evidence." + file.reason), {{"%n", file.name}});
}

rt::Response FormAgain(const Office& office, const Draft& draft, const core::Refusals& refusals) {
  auto view = office.card.View(WithToken(draft), refusals);
  json::Value errors = view["errors"];
  // A file that was not kept is told here too, where no field asks for one.
  for (const auto& file : casefile::RefusedFiles(draft.request.form))
    errors.Push(FileError(RefusedFileSentence(office, file), ""));
  const bool refused = !errors.Items().empty();
  view.Set("errors", std::move(errors)).Set("has_errors", refused);
  auto model =
      json::Value::MakeObject({{"title", office.env.pages.Message("report.title")}, {"noindex", true}});
  model.Set("place", PlaceModel(draft.place)).Set("form", std::move(view)).Set("has_errors", refused);
  SetFiles(model, draft);
  return rt::Html(office.env, "report_form", model, refused ? 422 : 200);
}

rt::Response CheckPage(const Office& office, const Draft& draft, const std::vector<std::string>& refused) {
  const auto answers = WithToken(draft);
  auto model =
      json::Value::MakeObject({{"title", office.env.pages.Message("report.check.title")}, {"noindex", true}});
  model.Set("place", PlaceModel(draft.place)).Set("urgent", report::IsUrgent(answers));
  model.Set("hidden", report::Hidden(answers)).Set("answers", report::CountingAnswers(office.card, answers));
  report::SetReaders(model, office.scheme, office.Words(), answers);
  SetFiles(model, draft);
  json::Value sentences = json::Array();
  for (const auto& sentence : refused) sentences.Push(sentence);
  model.Set("has_refused", !refused.empty()).Set("refused", std::move(sentences));
  model.Set("form", FileErrors(refused)).Set("has_errors", !refused.empty());
  return rt::Html(office.env, "report_check", model, refused.empty() ? 200 : 422);
}

rt::Response PlaceUnknown(const Office& office, const Draft& draft) {
  const bool said = draft.answers.Has("collectivite");
  if (draft.request.WantsJson()) {
    core::Refusals refusals = office.card.Check(draft.answers);
    if (said) refusals.push_back({core::Kind::kInvalid, "collectivite", "collectivite.unknown"});
    return rt::Json(form::ErrorsJson(refusals, office.card), 422);
  }
  const auto& pages = office.env.pages;
  auto answers = WithToken(draft);
  answers.Remove("collectivite");
  json::Value places = json::Array();
  for (const auto& place : people::Collectivites(draft.db)) places.Push(PlaceModel(place));
  const auto& message = pages.Message(said ? "report.place_unknown" : "report.place_missing");
  const auto error = json::Value::MakeObject(
      {{"field", "collectivite"}, {"message", message}, {"target", "collectivite"}, {"has_target", true}});
  auto model = json::Value::MakeObject(
      {{"title", pages.Message("report.place_unknown.title")}, {"noindex", true}, {"has_errors", true}});
  model.Set("message", message).Set("hidden", report::Hidden(answers)).Set("places", std::move(places));
  model.Set("form", json::Value::MakeObject({{"has_errors", true}, {"errors", json::Array{error}}}));
  return rt::Html(office.env, "place_unknown", model, 422);
}

}  // namespace submit_report
