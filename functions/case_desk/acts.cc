// What a reader does to a case beside the scheme's own acts. One wins: an act on a version that someone else
// changed meanwhile is refused with what changed.
#include <charconv>

#include "functions/case_desk/desk.h"
#include "lib/vault/vault.h"

namespace case_desk {
namespace {

struct Deed {
  const form::Card* card;  // none: a button alone
  std::function<core::Result<void>(casefile::Case&, const form::Fields&, std::int64_t version)> apply;
};

// The acts by their names, with the form that each needs.
std::map<std::string, Deed> Deeds(const Visit& visit) {
  const Desk& desk = visit.desk;
  const auto now = visit.now;
  return {
      {"message",
       {&desk.message,
        [now](auto& file, auto& form, auto) -> core::Result<void> {
          auto sent = file.Post(form.Get("text"), form.Get("once"), now);
          if (!sent) return tl::make_unexpected(sent.error());
          return {};
        }}},
      {"ask_identity",
       {&desk.ask_identity,
        [now](auto& file, auto& form, auto version) {
          return file.AskIdentity(form.Get("reason"), version, now);
        }}},
      {"hold",
       {&desk.hold,
        [now](auto& file, auto& form, auto version) {
          return file.KeepFor(form.Get("why"), form.Get("reason"), form.Get("silent") == "yes", version, now);
        }}},
      {"lift_hold",
       {&desk.lift_hold,
        [now](auto& file, auto& form, auto version) {
          return file.LetGo(form.Get("reason"), form.Get("silent") == "yes", version, now);
        }}},
      {"note",
       {&desk.note, [now](auto& file, auto& form, auto) { return file.AddNote(form.Get("text"), now); }}},
  };
}

// A program may give a reason as `text`, and the outcome as `state`: the names of every other act.
form::Fields Named(const rt::Request& request) {
  form::Fields form = request.form;
  if (!request.WantsJson()) return form;
  if (!form.Has("reason") && form.Has("text")) form.Set("reason", form.Get("text"));
  if (form.Get("action") == "close" && !form.Has("outcome") && form.Has("state"))
    form.Set("outcome", form.Get("state"));
  return form;
}

rt::Response SetState(const Visit& visit, casefile::Case& file, const form::Fields& form) {
  const auto& card = visit.desk.acts.at("assess");
  if (auto refusals = card.Check(form); !refusals.empty())
    return rt::Json(form::ErrorsJson(refusals, card), 422);
  auto done =
      file.SetState(visit.desk.scheme, form.Get("state"), form.Get("reason"), SeenVersion(form), visit.now);
  if (done) return Done(visit, file);
  if (done.error().field != "state") return rt::Refused(visit.desk.env, visit.request, done.error());
  json::Value errors = json::Array();
  errors.Push(json::Value::MakeObject({{"field", "state"},
                                       {"code", done.error().code.substr(sizeof "state." - 1)},
                                       {"message", visit.desk.env.pages.Message(done.error().code)}}));
  return rt::Json(json::Value::MakeObject({{"errors", std::move(errors)}}), 422);
}

}  // namespace

std::int64_t SeenVersion(const form::Fields& form) {
  const std::string& text = form.Get("version");
  std::int64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

rt::Response Done(const Visit& visit, const casefile::Case& file) {
  if (!visit.request.WantsJson()) return rt::SeeOther("/f/case_desk?case=" + file.Number());
  return rt::Json(json::Value::MakeObject(
      {{"id", file.Number()}, {"state", file.GetHeader().state}, {"version", file.Version()}}));
}

rt::Response Act(const Visit& visit, casefile::Case& file) {
  const auto form = Named(visit.request);
  const std::string& action = form.Get("action");
  if (action == "act") return DoAct(visit, file, form.Get("act"), form);
  if (action == "acknowledge" || action == "close") return DoAct(visit, file, action, form);
  if (action == "set_state") return SetState(visit, file, form);
  if (action == "let_in") return LetIn(visit, file, form);
  if (action == "unlink") return Unlink(visit, file, form);
  if (visit.desk.together.contains(action)) return DoTogether(visit, file, action, form);
  const auto deeds = Deeds(visit);
  const auto deed = deeds.find(action);
  if (deed == deeds.end())
    return rt::Refused(visit.desk.env, visit.request,
                       {core::Kind::kInvalid, "action", "desk.action_unknown"});

  if (deed->second.card) {
    auto refusals = deed->second.card->Check(form);
    if (!refusals.empty()) {
      if (visit.request.WantsJson()) return rt::Json(form::ErrorsJson(refusals, *deed->second.card), 422);
      const Refusal refused{action, form, refusals};
      return ShowCase(visit, file, &refused);
    }
  }
  auto done = deed->second.apply(file, form, SeenVersion(form));
  if (!done && done.error().kind == core::Kind::kConflict && !visit.request.WantsJson()) {
    // Someone else acted first: show the case as it is now, with everything that was typed.
    auto fresh = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, file.Number());
    if (!fresh) return rt::Refused(visit.desk.env, visit.request, fresh.error());
    const Refusal refused{action, form, {done.error()}};
    return ShowCase(visit, *fresh, &refused);
  }
  if (!done) return rt::Refused(visit.desk.env, visit.request, done.error());
  return Done(visit, file);
}

}  // namespace case_desk
