#include "functions/cotisation_calc/cotisation_calc.h"

#include <algorithm>
#include <filesystem>

#include "functions/cotisation_calc/question.h"
#include "lib/core/sentence.h"

namespace cotisation_calc {
namespace {

// Every scheme that the program is delivered with, by the names of their files; the configured one instead of
// the one that has its id, or first.
std::vector<scheme::Scheme> ReadSchemes(const config::Config& config) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(config.SchemesFolder()))
    if (file.path().extension() == ".json") files.push_back(file.path());
  std::sort(files.begin(), files.end());
  auto own = scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder());
  std::vector<scheme::Scheme> schemes;
  for (const auto& file : files) {
    auto read = scheme::Scheme::Read(file);
    if (read.Id() != own.Id()) schemes.push_back(std::move(read));
  }
  schemes.insert(schemes.begin(), std::move(own));
  return schemes;
}

json::Value Choices(const std::vector<scheme::Scheme>& schemes) {
  json::Value choices = json::Array();
  for (const auto& scheme : schemes)
    choices.Push(json::Value::MakeObject({{"value", scheme.Id()}, {"label", scheme.Operator()}}));
  return choices;
}

// Built once, read by every thread.
struct Counter {
  explicit Counter(rt::Env& environment)
      : env(environment),
        schemes(ReadSchemes(env.config)),
        card(rt::ReadCard(env, "cotisation").WithChoices("scheme", Choices(schemes))) {}
  const scheme::Scheme& Own() const { return schemes.front(); }
  const scheme::Scheme& SchemeOf(const std::string& id) const {
    for (const auto& scheme : schemes)
      if (scheme.Id() == id) return scheme;
    return Own();
  }
  rt::Env& env;
  std::vector<scheme::Scheme> schemes;  // the configured one first
  form::Card card;
};

// One question and its answer.
struct Computed {
  const scheme::Scheme& scheme;
  dues::Question question;
  dues::Answer answer;
};

std::string Sentence(const Counter& counter, const std::string& key,
                     std::initializer_list<core::Mark> words = {}) {
  return core::Filled(counter.env.pages.Message(key), words);
}

std::string LastPart(const std::string& key) { return key.substr(key.rfind('.') + 1); }

json::Value Steps(const Counter& counter, const dues::Answer& answer) {
  json::Value steps = json::Array();
  for (const auto& step : answer.steps)
    steps.Push(json::Value::MakeObject({{"code", LastPart(step.code)},
                                        {"label", Sentence(counter, step.code)},
                                        {"text", step.text},
                                        {"cents", step.cents}}));
  return steps;
}

json::Value Assumptions(const Counter& counter, const dues::Answer& answer) {
  json::Value assumptions = json::Array();
  for (const auto& key : answer.assumptions)
    assumptions.Push(json::Value::MakeObject({{"code", LastPart(key)}, {"text", Sentence(counter, key)}}));
  return assumptions;
}

json::Value Sources(const scheme::Scheme& scheme) {
  json::Value sources = scheme.Dues()["sources"];
  if (const auto& provision = scheme.Dues()["provision"]; !provision.IsNull())
    sources.Push(provision["source"]);
  return sources;
}

json::Value CentsOrNull(std::optional<std::int64_t> cents) {
  return cents ? json::Value(*cents) : json::Value();
}
json::Value TextOrNull(const std::string& text) { return text.empty() ? json::Value() : json::Value(text); }

rt::Response AsJson(const Counter& counter, const Computed& computed) {
  const auto& [scheme, question, answer] = computed;
  const auto& dues = scheme.Dues();
  auto out = json::Value::MakeObject({{"scheme", scheme.Id()}, {"headcount", question.headcount}});
  out.Set("affiliated", question.affiliated).Set("year", question.year);
  out.Set("effect_date", question.effect ? json::Value(core::IsoDay(*question.effect)) : json::Value());
  out.Set("yearly_fee_cents", CentsOrNull(answer.yearly_fee_cents))
      .Set("due_cents", CentsOrNull(answer.due_cents));
  out.Set("provision_cents", CentsOrNull(answer.provision_cents));
  out.Set("reason", answer.reason.empty() ? json::Value() : json::Value(Sentence(counter, answer.reason)));
  out.Set("reason_code", TextOrNull(answer.reason.empty() ? "" : LastPart(answer.reason)));
  out.Set("steps", Steps(counter, answer)).Set("assumptions", Assumptions(counter, answer));
  out.Set("headcount_date", TextOrNull(answer.headcount_date))
      .Set("headcount_source", dues["headcount_source"]);
  out.Set("covers", dues["covers"]).Set("notes", dues["notes"]).Set("sources", Sources(scheme));
  return rt::Json(out);
}

// On which day the headcount is taken; empty where nobody is counted.
std::string HeadcountSentence(const Counter& counter, const Computed& computed) {
  const auto day = core::ParseDay(computed.answer.headcount_date);
  if (!day) return {};
  const auto reference = computed.scheme.Dues().Text("headcount_reference");
  const bool undated = reference == "january_1_of_joining_year" && !computed.question.effect;
  return Sentence(counter, "dues.headcount." + reference + (undated ? "_undated" : ""),
                  {{"%d", core::FrenchDay(*day)}});
}

void SetList(json::Value& model, const std::string& key, json::Value list) {
  model.Set("has_" + key, !list.Items().empty());
  model.Set(key, std::move(list));
}

std::string ResultHtml(const Counter& counter, const Computed& computed) {
  const auto& [scheme, question, answer] = computed;
  const auto& dues = scheme.Dues();
  const auto amount = [&](std::optional<std::int64_t> cents) {
    return cents ? dues::Euros(*cents) : Sentence(counter, "dues.unknown");
  };
  auto model = json::Value::MakeObject({{"scheme", scheme.Operator()}, {"year", question.year}});
  model.Set("fee", amount(answer.yearly_fee_cents)).Set("due", amount(answer.due_cents));
  model.Set("has_provision", answer.provision_cents.has_value());
  model.Set("provision", answer.provision_cents ? dues::Euros(*answer.provision_cents) : "");
  model.Set("has_reason", !answer.reason.empty())
      .Set("reason", answer.reason.empty() ? "" : Sentence(counter, answer.reason));
  const auto headcount = HeadcountSentence(counter, computed);
  model.Set("counts_agents", !headcount.empty())
      .Set("headcount_sentence", headcount)
      .Set("headcount_source", dues.Text("headcount_source"));
  SetList(model, "steps", Steps(counter, answer));
  SetList(model, "assumptions", Assumptions(counter, answer));
  SetList(model, "covers", dues["covers"]);
  SetList(model, "notes", dues["notes"]);
  SetList(model, "sources", Sources(scheme));
  return counter.env.pages.RenderPart("pages/cotisation_result", model);
}

rt::Response Page(const Counter& counter, const rt::Request& request, const std::string& title,
                  const form::Fields& answers, const core::Refusals& refusals, const std::string& result) {
  auto model = json::Value::MakeObject(
      {{"title", title}, {"lead", Sentence(counter, "dues.lead")}, {"noindex", true}});
  model.Set("exit_button", false).Set("has_body", !result.empty()).Set("body", result);
  return rt::FormPage(counter.env, request, "cotisation", std::move(model), counter.card, answers, refusals);
}

rt::Response Handle(const Counter& counter, const rt::Request& request) {
  auto answers = Normal(counter.card, request.method == "POST" ? request.form : request.query);
  if (request.method == "GET" && answers.Items().empty() && !request.WantsJson())
    return rt::SeeOther("/cotisation/");
  if (answers.Get("scheme").empty()) answers.Set("scheme", counter.Own().Id());
  const auto& scheme = counter.SchemeOf(answers.Get("scheme"));
  const auto asked = ReadQuestion(counter.card, scheme, answers);
  if (!asked.refusals.empty())
    return Page(counter, request, Sentence(counter, "dues.title"), answers, asked.refusals, "");
  const Computed computed{scheme, asked.question, dues::Compute(scheme, asked.question).value()};
  if (request.WantsJson()) return AsJson(counter, computed);
  const auto title = Sentence(counter, "dues.result.title", {{"%y", std::to_string(asked.question.year)}});
  return Page(counter, request, title, answers, {}, ResultHtml(counter, computed));
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto counter = std::make_shared<const Counter>(env);
  return {.handle = [counter](const rt::Request& request) { return Handle(*counter, request); },
          .receive = {}};
}

}  // namespace cotisation_calc
