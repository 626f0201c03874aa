#include "functions/membership_request/membership_request.h"

#include <algorithm>

#include "domain/casefile/journal.h"
#include "domain/membership/deliberation.h"
#include "domain/membership/mails.h"
#include "functions/membership_request/estimate.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"
#include "lib/form/in_memory.h"

namespace membership_request {
namespace {

constexpr std::int64_t kMostWaiting = 200;

form::Card CardOf(const rt::Env& env) {
  json::Value kinds = json::Array();
  for (const auto& kind : membership::Kinds())
    kinds.Push(
        json::Value::MakeObject({{"value", kind}, {"label", env.pages.Message("membership.kind." + kind)}}));
  return rt::ReadCard(env, "membership_request").WithChoices("kind", kinds);
}

// What was asked, read.
struct Asked {
  membership::Member member;
  membership::Told told;
  std::int64_t agents = 0;
  core::Refusals refusals;
  void Refuse(std::string field, const std::string& reason) {
    if (std::none_of(refusals.begin(), refusals.end(), [&](const auto& one) { return one.field == field; }))
      refusals.push_back({core::Kind::kInvalid, field, field + "." + reason});
  }
  // A refusal of the domain, with the sentence that this form has for it.
  void Refuse(const core::Refusal& refusal) {
    Refuse(refusal.field == "slug" ? "name" : refusal.field,
           refusal.code.substr(refusal.code.rfind('.') + 1));
    refusals.back().kind = refusal.kind;
  }
};

std::string Trimmed(const form::Fields& form, const char* field) {
  return std::string(core::Trim(form.Get(field)));
}

void ReadDays(const form::Fields& form, core::Day today, Asked& asked) {
  for (const auto& [name, day] : {std::pair{"on", &asked.told.on}, {"chosen", &asked.told.chosen}}) {
    if (core::Trim(form.Get(name)).empty()) continue;
    *day = core::ReadDay(form.Get(name));
    if (!*day) asked.Refuse(name, "day");
  }
  if (asked.told.on && *asked.told.on > today) asked.Refuse("on", "future");
  asked.told.number = Trimmed(form, "number");
  if (asked.told.on && asked.told.number.empty()) asked.Refuse("number", "required");
  if (!asked.told.number.empty() && core::Trim(form.Get("on")).empty()) asked.Refuse("on", "required");
}

Asked ReadForm(const Office& office, const form::Fields& form, core::Day today) {
  Asked asked;
  asked.refusals = office.card.Check(form);
  auto& member = asked.member;
  member.name = Trimmed(form, "name");
  member.kind = form.Get("kind");
  member.siret = core::Digits(form.Get("siret"));
  member.affiliated = form.Get("affiliated") == "yes";
  member.place = {Trimmed(form, "address"), Trimmed(form, "postcode"), Trimmed(form, "city")};
  member.contact = {Trimmed(form, "contact_name"), Trimmed(form, "contact_function"),
                    Trimmed(form, "contact_email"), Trimmed(form, "contact_phone")};
  if (member.siret.empty()) asked.Refuse("siret", "siret");
  const auto agents = core::ReadWhole(form.Get("headcount"));
  asked.agents = agents.value_or(0);
  if (!agents)
    asked.Refuse("headcount", "number");
  else if (auto fine = membership::CheckAgents(*agents); !fine)
    asked.Refuse(fine.error());
  ReadDays(form, today, asked);
  asked.told.text = Trimmed(form, "text");
  for (const auto& refusal : membership::Check(member)) asked.Refuse(refusal);
  if (auto open = office.rules.Admits(member); !open) asked.Refuse(open.error());
  return asked;
}

json::Value Model(const Office& office, const char* title) {
  return json::Value::MakeObject({{"title", office.env.pages.Message(title)},
                                  {"noindex", true},
                                  {"exit_button", false},
                                  {"done", false}});
}

// The form without a day that nobody chooses in this scheme.
json::Value ViewOf(const Office& office, const form::Fields& values, const core::Refusals& refusals) {
  auto view = office.card.View(values, refusals);
  json::Value sections = json::Array();
  for (auto section : view["sections"].Items()) {
    json::Value fields = json::Array();
    for (const auto& field : section["fields"].Items())
      if (field.Text("name") != "chosen" || office.rules.AsksForDay()) fields.Push(field);
    sections.Push(section.Set("fields", std::move(fields)));
  }
  return view.Set("sections", std::move(sections));
}

// The card's refusals, and the one of the file, which stands on no card.
json::Value ErrorsOf(const Office& office, const core::Refusals& refusals, const Paper& paper) {
  auto errors = form::ErrorsJson(refusals, office.card);
  if (paper.reason.empty()) return errors;
  auto list = errors["errors"];
  list.Push(json::Value::MakeObject(
      {{"field", "deliberation"}, {"code", paper.reason}, {"message", SentenceOf(office, paper)}}));
  return errors.Set("errors", std::move(list));
}

rt::Response Form(const Office& office, const rt::Request& request, const form::Fields& values,
                  const core::Refusals& refusals, const Paper& paper) {
  const bool refused = !refusals.empty() || !paper.reason.empty();
  const int status = refusals.empty() ? (refused ? 422 : 200) : rt::StatusOf(refusals.front().kind);
  if (refused && request.WantsJson()) return rt::Json(ErrorsOf(office, refusals, paper), status);
  auto view = ViewOf(office, values, refusals);
  if (!paper.reason.empty()) {
    auto errors = view["errors"];
    errors.Push(json::Value::MakeObject({{"field", "deliberation"},
                                         {"message", SentenceOf(office, paper)},
                                         {"target", "deliberation"},
                                         {"has_target", true}}));
    view.Set("errors", std::move(errors)).Set("has_errors", true);
  }
  auto model = Model(office, "membership_request.title");
  model.Set("form", std::move(view)).Set("has_errors", refused).Set("paper", PaperModel(office, paper));
  return rt::Html(office.env, "membership_request", model, status);
}

std::vector<std::string> EstimateOf(const Office& office, const Asked& asked, core::Day today) {
  return Estimate(office, asked.agents, asked.member.affiliated, asked.told.chosen.value_or(today));
}

rt::Response CheckPage(const Office& office, const form::Fields& values, const Asked& asked,
                       const Paper& paper, core::Day today) {
  auto model = Model(office, "membership_request.check");
  json::Value hidden = json::Array();
  for (const auto& name : office.card.Names())
    if (const auto& value = values.Get(name); !value.empty())
      hidden.Push(json::Value::MakeObject({{"name", name}, {"value", value}}));
  json::Value estimate = json::Array();
  for (const auto& line : EstimateOf(office, asked, today)) estimate.Push(line);
  model.Set("answers", office.card.Answers(values)).Set("hidden", std::move(hidden));
  model.Set("paper", PaperModel(office, paper));
  model.Set("has_estimate", !estimate.Items().empty()).Set("estimate", std::move(estimate));
  return rt::Html(office.env, "membership_request_check", model);
}

bool TooMany(store::Db& db) {
  const auto all = membership::Members(db);
  return std::count_if(all.begin(), all.end(), [](const auto& one) {
           return one.state == membership::State::kAsked;
         }) >= kMostWaiting;
}

// What comes with a request, once the body is known, in the transaction that made it known.
void File(const Office& office, const Asked& asked, const membership::Member& added, const Paper& paper,
          const membership::By& by, store::Db& db) {
  const auto today = core::LocalDay(by.now);
  const auto id = added.collectivite_id;
  const auto counted = membership::SetHeadcount(
      db, id, {today, asked.agents, office.env.pages.Message("membership_request.source"), today});
  if (!counted) throw std::logic_error("membership_request: a headcount that was checked is refused");
  std::string estimate;
  for (const auto& line : EstimateOf(office, asked, today)) estimate += (estimate.empty() ? "" : "\n") + line;
  if (!estimate.empty()) membership::Leave(db, id, "estimated", {}, estimate, by);
  if (paper.kept) {
    membership::Attach(db, paper.token, id);
    membership::Leave(db, id, "deliberation", {}, "", by);
  }
  const auto entry = json::Value::MakeObject({{"what", "member_asked"}, {"who", ""}, {"detail", added.slug}});
  casefile::Append(db, {by.now, 0, 0, entry}, nullptr);
  membership::Remind(db, office.scheme, today, id);
}

// A request is tried as a whole before it is shown for a last look; « send » alone keeps it.
rt::Response Try(const Office& office, const rt::Request& request, const form::Fields& values, Asked& asked,
                 const Paper& paper, store::Db& db) {
  if (TooMany(db))
    return rt::Refused(office.env, request, {core::Kind::kTooMany, "", "membership_request.too_many"});
  const membership::By by{"", office.env.now()};  // no account, and no name that erasing would have to find
  store::Transaction transaction(db);
  const auto added = membership::Ask(db, asked.member, asked.told, by);
  if (!added) {
    asked.Refuse(added.error());
    return Form(office, request, values, asked.refusals, paper);
  }
  if (values.Get("step") != "send" && !request.WantsJson())
    return CheckPage(office, values, asked, paper, core::LocalDay(by.now));
  File(office, asked, *added, paper, by, db);
  transaction.Commit();
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"asked", true}}), 201);
  return rt::SeeOther("/f/membership_request?done=1");
}

rt::Response Answer(const Office& office, const rt::Request& request, const form::Fields& values,
                    const Paper& paper, store::Db& db) {
  const auto today = core::LocalDay(office.env.now());
  auto asked = ReadForm(office, values, today);
  if (!asked.refusals.empty() || !paper.reason.empty())
    return Form(office, request, values, asked.refusals, paper);
  if (values.Get("step") == "edit") return Form(office, request, values, {}, paper);
  return Try(office, request, values, asked, paper, db);
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  if (!office.rules.any_time)
    return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "membership_request.closed"});
  if (request.method != "POST") {
    if (request.WantsJson()) return rt::NotAllowed(office.env, request, "POST");
    if (!request.query.Has("done")) return Form(office, request, {}, {}, {});
    auto model = Model(office, "membership_request.done").Set("done", true);
    return rt::Html(office.env, "membership_request_done", model);
  }
  auto db = office.env.db.Take();
  auto values = request.form;
  const auto paper = TakePaper(office, *db, values, core::LocalDay(office.env.now()));
  auto response = Answer(office, request, values, paper, *db);
  if (request.WantsJson()) membership::DropDraft(*db, paper.token);  // a program has no second step
  return response;
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      rules(membership::Rules::Of(scheme)),
      card(CardOf(env)) {}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); },
          .receive = [](const rt::Request&) -> std::unique_ptr<form::FileSink> {
            return std::make_unique<form::InMemory>(membership::kLargestDeliberation);
          }};
}

}  // namespace membership_request
