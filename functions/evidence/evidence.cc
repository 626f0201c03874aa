#include "functions/evidence/evidence.h"

#include "domain/casefile/evidence.h"
#include "domain/casefile/visit.h"
#include "functions/evidence/attachment.h"
#include "lib/core/sentence.h"

namespace evidence {
namespace {

std::string Sentence(const rt::Env& env, const casefile::RefusedFile& file) {
  return core::Filled(env.pages.Message("evidence." + file.reason), {{"%n", file.name}});
}

json::Value ErrorsOf(const std::vector<std::string>& sentences) {
  json::Value errors = json::Array();
  for (const auto& sentence : sentences)
    errors.Push(json::Value::MakeObject(
        {{"field", "evidence"}, {"message", sentence}, {"target", "evidence"}, {"has_target", true}}));
  return json::Value::MakeObject({{"has_errors", !sentences.empty()}, {"errors", std::move(errors)}});
}

rt::Response ListPage(const rt::Env& env, const casefile::Case& file,
                      const std::vector<std::string>& refused) {
  json::Value files = json::Array();
  for (const auto& info : file.Evidence())
    files.Push(json::Value::MakeObject(
        {{"id", info.id},
         {"name", info.name},
         {"kilobytes", (info.size + 1023) / 1024},
         {"added_on", core::FrenchDay(info.added_on)},
         {"from",
          env.pages.Message(info.from == "reporter" ? "case.evidence.mine" : "case.evidence.theirs")}}));
  json::Value sentences = json::Array();
  for (const auto& sentence : refused) sentences.Push(sentence);
  auto model =
      json::Value::MakeObject({{"title", env.pages.Message("case.evidence.title")}, {"noindex", true}});
  model.Set("has_files", !files.Items().empty()).Set("files", std::move(files));
  model.Set("has_refused", !refused.empty()).Set("refused", std::move(sentences));
  model.Set("form", ErrorsOf(refused)).Set("has_errors", !refused.empty());
  return rt::Html(env, "evidence_list", model, refused.empty() ? 200 : 422);
}

rt::Response ListJson(const casefile::Case& file) {
  json::Value files = json::Array();
  for (const auto& info : file.Evidence())
    files.Push(json::Value::MakeObject({{"id", info.id},
                                        {"name", info.name},
                                        {"type", info.type},
                                        {"size", info.size},
                                        {"added_on", core::IsoDay(info.added_on)},
                                        {"from", info.from}}));
  return rt::Json(json::Value::MakeObject({{"evidence", std::move(files)}}));
}

rt::Response Added(const rt::Env& env, const rt::Request& request, const casefile::Case& file) {
  const auto kept = request.form.All("evidence.kept");
  const auto refused = casefile::RefusedFiles(request.form);
  if (!request.WantsJson()) {
    std::vector<std::string> sentences;
    for (const auto& one : refused) sentences.push_back(Sentence(env, one));
    if (kept.empty() && refused.empty()) sentences.push_back(env.pages.Message("evidence.missing"));
    return sentences.empty() ? rt::SeeOther("/f/evidence") : ListPage(env, file, sentences);
  }
  json::Value ids = json::Array(), refusals = json::Array();
  for (const auto& id : kept) ids.Push(id);
  for (const auto& one : refused)
    refusals.Push(
        json::Value::MakeObject({{"name", one.name}, {"code", one.reason}, {"message", Sentence(env, one)}}));
  if (!kept.empty()) return rt::Json(json::Value::MakeObject({{"kept", ids}, {"refused", refusals}}), 201);
  json::Value errors = json::Array();
  for (const auto& one : refused)
    errors.Push(json::Value::MakeObject(
        {{"field", "evidence"}, {"code", one.reason}, {"message", Sentence(env, one)}}));
  if (refused.empty())
    errors.Push(json::Value::MakeObject(
        {{"field", "evidence"}, {"code", "missing"}, {"message", env.pages.Message("evidence.missing")}}));
  return rt::Json(json::Value::MakeObject({{"errors", std::move(errors)}}), 422);
}

rt::Response Handle(const rt::Env& env, const rt::Request& request) {
  const bool at_desk = request.query.Has("case") && request.method == "GET";
  auto db = env.db.Take();
  const auto file = at_desk ? casefile::OpenAtDesk(*db, request.Cookie(rt::CookieName(env, "desk")),
                                                   request.query.Get("case"), env.now())
                            : casefile::OpenOwn(*db, request.Cookie(rt::CookieName(env, "case")), env.now());
  if (!file && file.error() == casefile::NoSession() && !request.WantsJson())
    return rt::SeeOther(at_desk ? "/connexion/" : "/suivre/");
  if (!file) return rt::Refused(env, request, file.error());
  if (request.method == "POST") return Added(env, request, *file);
  if (!at_desk && !request.query.Has("id"))
    return request.WantsJson() ? ListJson(*file) : ListPage(env, *file, {});
  auto download = file->OpenEvidence(env.db, request.query.Get("id"), env.now());
  if (!download) return rt::Refused(env, request, download.error());
  return Attachment(std::move(*download));
}

// Without a session a file is read and thrown away, so that the answer can still say why.
class Nowhere : public form::FileSink {
 public:
  void Begin(form::Fields&, const std::string&, const std::string&) override {}
  bool Write(std::string_view) override { return false; }
  void End(form::Fields&) override {}
  void Abandon() override {}
};

// Opened before the body comes. The sink has the case's key by itself: the case is closed again here.
std::unique_ptr<form::FileSink> Receive(const rt::Env& env, const rt::Request& request) {
  auto db = env.db.Take();
  const auto file = casefile::OpenOwn(*db, request.Cookie(rt::CookieName(env, "case")), env.now());
  if (!file) return std::make_unique<Nowhere>();
  return casefile::EvidenceSink::ForCase(env.db, *file, env.now());
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [&env](const rt::Request& request) { return Handle(env, request); },
          .receive = [&env](const rt::Request& request) { return Receive(env, request); }};
}

}  // namespace evidence
