#include "functions/agreement/agreement.h"

#include "domain/casefile/visit.h"
#include "domain/report/record.h"
#include "runtime/contract/session_over.h"

namespace agreement {
namespace {

// Built once, read by every thread.
struct Office {
  explicit Office(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        answer(rt::ReadCard(env, "agreement")),
        sign(rt::ReadCard(env, "act_sign_record")),
        withdraw(rt::ReadCard(env, "act_withdraw")),
        report(rt::ReadCard(env, "report")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card answer, sign, withdraw, report;
};

// A form that was refused, to be shown again in its place.
struct Refused {
  std::string action;
  core::Refusals refusals;
};

bool May(const Office& office, const casefile::Case& file, std::string_view act) {
  for (const auto& now : file.ActsNow(office.scheme, core::LocalDay(office.env.now())))
    if (now.act->id == act) return now.missing.empty();
  return false;
}

// Once signed, it is signed again only when the answers have changed since.
bool MaySign(const Office& office, const casefile::Case& file) {
  const auto last = report::SignedRecordOf(office.report, file);
  return May(office, file, "sign_record") &&
         (!last || last->sha256 != report::RecordOf(office.report, file).sha256);
}

// Null before there is one.
json::Value Signature(const Office& office, const casefile::Case& file) {
  const auto signed_record = report::SignedRecordOf(office.report, file);
  if (!signed_record) return {};
  return json::Value::MakeObject({{"name", signed_record->name},
                                  {"sha256", signed_record->sha256},
                                  {"on", core::FrenchDay(signed_record->on)}});
}

// Each agreement with a form of its own; the one that was refused shows why.
json::Value Asked(const Office& office, const rt::Request& request, const casefile::Case& file,
                  const Refused& refused) {
  json::Value asked = json::Array();
  for (const auto& [id, answer] : file.GetHeader().consents) {
    const auto* consent = office.scheme.ConsentNamed(id);
    if (!consent || consent->of_victim) continue;
    const bool mine = refused.action == "answer" && request.form.Get("consent") == id;
    auto row = json::Value::MakeObject({{"id", id}, {"text", consent->text_for_reporter}});
    row.Set("effect", consent->effect).Set("open", answer != "given");
    row.Set("sentence", office.env.pages.Message("case.consent.answered." + answer));
    row.Set("form", office.answer.View(mine ? request.form : form::Fields(),
                                       mine ? refused.refusals : core::Refusals(), id + "-"));
    asked.Push(std::move(row));
  }
  return asked;
}

rt::Response Page(const Office& office, const rt::Request& request, const casefile::Case& file,
                  const Refused& refused) {
  const auto& env = office.env;
  if (request.WantsJson()) {
    if (!refused.refusals.empty())
      return rt::Json(form::ErrorsJson(refused.refusals, refused.action == "sign_record" ? office.sign
                                                         : refused.action == "withdraw"  ? office.withdraw
                                                                                         : office.answer),
                      422);
    json::Value consents = json::Object();
    for (const auto& [id, answer] : file.GetHeader().consents) consents.Set(id, answer);
    return rt::Json(json::Value::MakeObject({{"state", file.GetHeader().state},
                                             {"consents", consents},
                                             {"may_sign", MaySign(office, file)},
                                             {"may_withdraw", May(office, file, "withdraw")},
                                             {"sha256", report::RecordOf(office.report, file).sha256},
                                             {"signature", Signature(office, file)}}));
  }
  auto model = json::Value::MakeObject({{"title", env.pages.Message("agreement.title")}, {"noindex", true}});
  const auto form_of = [&](const form::Card& card, std::string_view action) {
    const bool mine = refused.action == action;
    return card.View(mine ? request.form : form::Fields(), mine ? refused.refusals : core::Refusals(),
                     std::string(action) + "-");
  };
  const auto asked = Asked(office, request, file, refused);
  const auto record = report::RecordOf(office.report, file);
  const auto signature = Signature(office, file);
  model.Set("has_asked", !asked.Items().empty()).Set("asked", asked);
  model.Set("may_sign", MaySign(office, file)).Set("may_withdraw", May(office, file, "withdraw"));
  model.Set("answers", record.rows).Set("sha256", record.sha256).Set("number", file.Number());
  model.Set("is_signed", !signature.IsNull());
  model.Set("signed_by", signature.Text("name")).Set("signed_on", signature.Text("on"));
  model.Set("signed_sha256", signature.Text("sha256"));
  model.Set("sign_form", form_of(office.sign, "sign_record"));
  model.Set("withdraw_form", form_of(office.withdraw, "withdraw"));
  json::Value errors = json::Array();
  if (refused.action == "sign_record" || refused.action == "withdraw")
    errors = model[refused.action == "withdraw" ? "withdraw_form" : "sign_form"]["errors"];
  for (const auto& row : asked.Items())
    for (const auto& error : row["form"]["errors"].Items()) errors.Push(error);
  model.Set("errors", errors).Set("has_errors", !errors.Items().empty());
  return rt::Html(env, "agreement", model, refused.refusals.empty() ? 200 : 422);
}

core::Result<void> Decide(const Office& office, const rt::Request& request, casefile::Case& file,
                          const std::string& action) {
  const auto now = office.env.now();
  const auto& form = request.form;
  if (action == "answer")
    return file.Answer(office.scheme, form.Get("consent"), form.Get("answer") == "yes", core::LocalDay(now));
  auto content = action == "withdraw"
                     ? json::Value::MakeObject({{"reason", form.Get("reason")}})
                     : report::SignatureOf(report::RecordOf(office.report, file), form.Get("name"));
  const auto done = file.Do(office.scheme, action, content, 0, now);
  if (!done) return tl::make_unexpected(done.error());
  return {};
}

rt::Response Act(const Office& office, const rt::Request& request, casefile::Case& file) {
  const auto& action = request.form.Get("action");
  const auto& card = action == "sign_record" ? office.sign
                     : action == "withdraw"  ? office.withdraw
                                             : office.answer;
  if (action != "answer" && action != "sign_record" && action != "withdraw")
    return rt::Refused(office.env, request, {core::Kind::kInvalid, "action", "agreement.action_unknown"});
  if (const auto refusals = card.Check(request.form); !refusals.empty())
    return Page(office, request, file, {action, refusals});
  const auto done = Decide(office, request, file, action);
  if (!done && done.error().field == "name" && action == "answer")
    return Page(office, request, file, {action, {{core::Kind::kInvalid, "answer", "answer.needs_name"}}});
  if (!done) return rt::Refused(office.env, request, done.error());
  return request.WantsJson() ? Page(office, request, file, {}) : rt::SeeOther("/f/agreement");
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  auto file = casefile::OpenOwn(*db, request.Cookie(rt::CookieName(office.env, "case")), office.env.now());
  if (!file && file.error() == casefile::NoSession())
    return rt::SessionOver(office.env, request, "/f/agreement", rt::Session::kCase);
  if (!file) return rt::Refused(office.env, request, file.error());
  return request.method == "POST" ? Act(office, request, *file) : Page(office, request, *file, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace agreement
