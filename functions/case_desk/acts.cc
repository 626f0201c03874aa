// What a reader does to a case. One wins: an act on a version that someone else changed meanwhile is refused
// with what changed.
#include <charconv>

#include "functions/case_desk/desk.h"
#include "lib/vault/vault.h"

namespace case_desk {
namespace {

// The version that the person had before their eyes; 0 when the caller does not say.
std::int64_t SeenVersion(const form::Fields& form) {
  const std::string& text = form.Get("version");
  std::int64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

struct Deed {
  const form::Card* card;  // none: a button alone
  std::function<core::Result<void>(casefile::Case&, const form::Fields&, std::int64_t version)> apply;
};

// The acts by their names, with the form that each needs.
std::map<std::string, Deed> Deeds(const Visit& visit) {
  const Desk& desk = visit.desk;
  const auto now = visit.now;
  return {
      {"acknowledge",
       {nullptr, [now](auto& file, auto&, auto version) { return file.Acknowledge(version, now); }}},
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
      {"set_state",
       {&desk.set_state,
        [&desk, now](auto& file, auto& form, auto version) {
          return file.SetState(desk.scheme, form.Get("state"), form.Get("reason"), version, now);
        }}},
      {"close",
       {&desk.close,
        [&desk, now](auto& file, auto& form, auto version) {
          return file.Close(desk.scheme, form.Get("outcome"), form.Get("reason"), version, now);
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

}  // namespace

rt::Response Act(const Visit& visit, casefile::Case& file) {
  const auto form = Named(visit.request);
  const std::string& action = form.Get("action");
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
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject(
        {{"id", file.Number()}, {"state", file.GetHeader().state}, {"version", file.Version()}}));
  return rt::SeeOther("/f/case_desk?case=" + file.Number());
}

}  // namespace case_desk
