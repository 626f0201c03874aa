#include "functions/feedback/feedback.h"

#include "domain/casefile/casefile.h"
#include "domain/figures/feedback.h"
#include "lib/core/text.h"
#include "runtime/contract/session_over.h"

namespace feedback {
namespace {

constexpr const char* kWords = "words";

// Built once, read by every thread.
struct Office {
  explicit Office(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        card(rt::ReadCard(env, "feedback").Offering(scheme.Offers(), scheme.RoleNames())) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card card;
};

// What is kept: the choices, and apart from them what was written.
json::Value AnswersIn(const form::Card& card, const form::Fields& form) {
  json::Value answers = json::Object();
  for (const auto& name : card.Names())
    if (name != kWords && !form.Get(name).empty()) answers.Set(name, form.Get(name));
  return answers;
}

// What was asked and given so far.
struct Standing {
  bool asked, given;
};

rt::Response Page(const Office& office, const rt::Request& request, const Standing& now,
                  const core::Refusals& refusals) {
  const auto& pages = office.env.pages;
  if (request.WantsJson() && refusals.empty())
    return rt::Json(json::Value::MakeObject({{"asked", now.asked}, {"given", now.given}}));
  auto model = json::Value::MakeObject({{"title", pages.Message("feedback.title")}, {"noindex", true}});
  model.Set("asked", now.asked).Set("given", now.given).Set("not_yet", pages.Message("feedback.not_yet"));
  return rt::FormPage(office.env, request, "feedback", std::move(model), office.card,
                      refusals.empty() ? form::Fields() : request.form, refusals);
}

rt::Response Give(const Office& office, const rt::Request& request, store::Db& db,
                  const people::Session& session, const Standing& now) {
  if (!now.asked) return rt::Refused(office.env, request, {core::Kind::kConflict, "", "feedback.not_yet"});
  const auto& form = request.form;
  auto refusals = office.card.Check(form);
  const auto answers = AnswersIn(office.card, form);
  const std::string words(core::Trim(form.Get(kWords)));
  const auto first = office.card.Names().front();
  if (refusals.empty() && answers.Members().empty() && words.empty())
    refusals.push_back({core::Kind::kInvalid, first, first + ".nothing"});
  if (!refusals.empty()) return Page(office, request, now, refusals);
  const auto today = core::LocalDay(office.env.now());
  if (!figures::GiveFeedback(db, session.keys.secret_key, answers, words, today))
    return rt::Refused(office.env, request, {core::Kind::kConflict, "", "feedback.nobody"});
  return request.WantsJson() ? Page(office, request, {true, true}, {}) : rt::SeeOther("/f/feedback");
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  const auto session = people::FindSession(
      *db, people::SessionKind::kCase, request.Cookie(rt::CookieName(office.env, "case")), office.env.now());
  if (!session) return rt::SessionOver(office.env, request, "/f/feedback", rt::Session::kCase);
  const auto file = casefile::Case::OpenAsReporter(*db, *session);
  if (!file) return rt::Refused(office.env, request, file.error());
  const auto& header = file->GetHeader();
  const Standing now{header.closed_on.has_value() && header.duplicate_of.empty(),
                     figures::HasGivenFeedback(*db, session->keys.secret_key)};
  return request.method == "POST" ? Give(office, request, *db, *session, now)
                                  : Page(office, request, now, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace feedback
