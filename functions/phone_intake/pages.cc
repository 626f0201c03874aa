// The form, the check page, the page of the code.
#include <algorithm>

#include "domain/access/prolonging.h"
#include "domain/calendar/calendar.h"
#include "domain/casefile/code.h"
#include "domain/report/answers.h"
#include "functions/phone_intake/intake.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace phone_intake {
namespace {

json::Value Model(const Draft& draft, const std::string& title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", draft.office.env.pages.Message(title)},
       {"account_name", draft.account.name},
       {"session_ends",
        people::NearDeskEnd(draft.db, draft.request.Cookie(rt::CookieName(draft.office.env, "desk")),
                            draft.office.env.now())},
       {"exit_button", false},
       {"noindex", true}});
}

// The two cards as one form. The collectivité is asked for by the first, and hidden in the second.
json::Value View(const Draft& draft, const core::Refusals& refusals) {
  const auto names = draft.intake.Names();
  core::Refusals first, second;
  for (const auto& refusal : refusals) {
    const bool mine = std::find(names.begin(), names.end(), refusal.field) != names.end();
    (mine ? first : second).push_back(refusal);
  }
  auto view = draft.intake.View(draft.received, first);
  const auto report = draft.office.report.View(draft.answers, second);
  json::Value sections = view["sections"], errors = view["errors"];
  for (auto section : report["sections"].Items()) {
    json::Value fields = json::Array();
    for (const auto& field : section["fields"].Items())
      if (field.Text("name") != "collectivite") fields.Push(field);
    sections.Push(section.Set("fields", std::move(fields)));
  }
  for (const auto& error : report["errors"].Items()) errors.Push(error);
  return view.Set("sections", std::move(sections))
      .Set("errors", std::move(errors))
      .Set("has_errors", !refusals.empty());
}

void SetReaders(json::Value& model, const Draft& draft) {
  report::SetReaders(model, draft.office.scheme, draft.office.Words(), draft.answers);
  model.Set("opens", Opens(draft));
}

}  // namespace

rt::Response FormPage(const Draft& draft, const core::Refusals& refusals) {
  const auto& env = draft.office.env;
  const auto view = View(draft, refusals);
  if (draft.request.WantsJson()) {
    json::Value errors = json::Array();
    for (const auto& refusal : refusals) {
      const auto names = draft.intake.Names();
      const bool mine = std::find(names.begin(), names.end(), refusal.field) != names.end();
      const auto one = form::ErrorsJson({refusal}, mine ? draft.intake : draft.office.report);
      errors.Push(one["errors"].Items().front());
    }
    return rt::Json(json::Value::MakeObject({{"errors", std::move(errors)}}), 422);
  }
  auto model = Model(draft, "intake.title");
  model.Set("form", view).Set("has_errors", !refusals.empty());
  return rt::Html(env, "intake_form", model, refusals.empty() ? 200 : 422);
}

rt::Response CheckPage(const Draft& draft) {
  const auto& office = draft.office;
  auto model = Model(draft, "intake.check.title");
  form::Fields kept = draft.answers;
  for (const auto& [name, value] : draft.received.Items()) kept.Set(name, value);
  model.Set("hidden", report::Hidden(kept));
  model.Set("answers", report::CountingAnswers(office.report, draft.answers));
  model.Set("place", draft.Place()->name).Set("urgent", report::IsUrgent(draft.answers));
  model.Set("how", draft.intake.ChoiceLabel("how", draft.received.Get("how")));
  model.Set("received_on", core::FrenchDay(*core::ReadDay(draft.received.Get("received_on"))));
  SetReaders(model, draft);
  const bool authority = report::ConcernsAuthority(draft.answers);
  model.Set("closed_sentence",
            office.env.pages.Message(authority ? "intake.closed.authority" : "intake.closed.role"));
  return rt::Html(office.env, "intake_check", model);
}

rt::Response CodePage(const Draft& draft, const casefile::Filed& filed) {
  const auto& office = draft.office;
  auto model = Model(draft, "intake.receipt.title");
  json::Value groups = json::Array();
  for (const auto& group : casefile::CodeGroups(filed.code)) groups.Push(group);
  model.Set("code_known", !filed.code.empty()).Set("groups", std::move(groups));
  model.Set("replayed", filed.replayed).Set("number", filed.number);
  model.Set("received_on", core::FrenchDay(filed.received_on)).Set("base_url", office.env.config.base_url);
  model.Set("acknowledge_by",
            core::FrenchDay(calendar::AddWorkingDays(
                filed.received_on, office.scheme.AcknowledgeWorkingDays(), office.scheme.AlsaceMoselle())));
  SetReaders(model, draft);
  return rt::Html(office.env, "intake_receipt", model, 201);
}

}  // namespace phone_intake
