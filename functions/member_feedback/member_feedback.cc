#include "functions/member_feedback/member_feedback.h"

#include "domain/membership/opinions.h"
#include "lib/core/text.h"

namespace member_feedback {
namespace {

constexpr const char* kWords = "words";

// Built once, read by every thread.
struct Desk {
  explicit Desk(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "member_feedback")) {}
  rt::Env& env;
  form::Card card;
};

// What was chosen; what was written freely stands apart.
json::Value AnswersIn(const form::Card& card, const form::Fields& form) {
  json::Value answers = json::Object();
  for (const auto& name : card.Names())
    if (name != "t" && name != kWords && !form.Get(name).empty()) answers.Set(name, form.Get(name));
  return answers;
}

form::Fields Given(const membership::Opinion& opinion, const std::string& token) {
  form::Fields values;
  values.Set("t", token);
  values.Set(kWords, opinion.words);
  for (const auto& [question, answer] : opinion.answers.Members()) values.Set(question, answer.String());
  return values;
}

rt::Response Show(const Desk& desk, const rt::Request& request, const membership::Opinion& opinion,
                  const form::Fields& values, const core::Refusals& refusals) {
  if (request.WantsJson() && refusals.empty())
    return rt::Json(json::Value::MakeObject({{"name", opinion.name},
                                             {"year", opinion.year},
                                             {"given", opinion.given_on.has_value()},
                                             {"answers", opinion.answers},
                                             {"words", opinion.words}}));
  auto model = json::Value::MakeObject({{"title", desk.env.pages.Message("member_feedback.title")},
                                        {"name", opinion.name},
                                        {"year", opinion.year},
                                        {"given", opinion.given_on.has_value()},
                                        {"exit_button", false},
                                        {"noindex", true}});
  return rt::FormPage(desk.env, request, "member_feedback", std::move(model), desk.card, values, refusals)
      .With("Referrer-Policy", "no-referrer");
}

rt::Response Done(const Desk& desk, const rt::Request& request) {
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"given", true}}));
  return rt::Html(desk.env, "member_feedback_given",
                  json::Value::MakeObject({{"title", desk.env.pages.Message("member_feedback.given.title")},
                                           {"exit_button", false},
                                           {"noindex", true}}));
}

rt::Response Give(const Desk& desk, const rt::Request& request, store::Db& db,
                  const membership::Opinion& opinion, core::Day today) {
  const auto& form = request.form;
  auto refusals = desk.card.Check(form);
  const auto answers = AnswersIn(desk.card, form);
  const auto words = core::Trim(form.Get(kWords));
  if (refusals.empty() && answers.Members().empty() && words.empty())
    refusals.push_back({core::Kind::kInvalid, "known", "known.nothing"});
  if (!refusals.empty()) return Show(desk, request, opinion, form, refusals);
  const auto given = membership::GiveOpinion(db, form.Get("t"), answers, words, today);
  if (!given) return rt::Refused(desk.env, request, given.error());
  // The token stands in no address that leads away from the form.
  return request.WantsJson() ? Done(desk, request) : rt::SeeOther("/f/member_feedback?given=1");
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  const bool post = request.method == "POST";
  if (!post && request.query.Has("given")) return Done(desk, request);
  const auto token = (post ? request.form : request.query).Get("t");
  const auto today = core::LocalDay(desk.env.now());
  auto db = desk.env.db.Take();
  const auto opinion = membership::FindOpinion(*db, token, today);
  if (!opinion) return rt::Refused(desk.env, request, opinion.error());
  return post ? Give(desk, request, *db, *opinion, today)
              : Show(desk, request, *opinion, Given(*opinion, token), {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); }, .receive = {}};
}

}  // namespace member_feedback
