// The forms: of what is said of a member, and of each act of its life.
#include <algorithm>

#include "domain/access/contact.h"
#include "domain/membership/mails.h"
#include "functions/members/office.h"
#include "lib/core/sentence.h"
#include "lib/form/refusals.h"

namespace members {
namespace {

bool IsAct(const std::string& what) { return membership::ActNamed(what).has_value(); }

// A field that this scheme does not ask for.
bool IsLeftOut(const membership::Rules& rules, const std::string& what, const std::string& field) {
  if (field == "chosen") return !rules.AsksForDay();
  if (field == "meeting") return rules.notice != membership::Rules::Notice::kAfterMeeting;
  if (field == "policy" || (what == "note" && field == "name")) return !rules.policy_read;
  return false;
}

json::Value SignChoices(const Visit& visit, const membership::Member& member) {
  json::Value choices = json::Array();
  const auto life = membership::LifeOf(visit.db, member.collectivite_id);
  for (const auto& one : membership::ToSign(visit.office.rules, member, life))
    choices.Push(json::Value::MakeObject(
        {{"value", one.paper + " " + one.party},
         {"label", PaperName(visit, one.paper) + ", " + visit.Say("members.party." + one.party)}}));
  return choices;
}

// The card's own refusals have their sentence there; the domain's have theirs in the catalogue.
std::string SentenceOf(const Visit& visit, const form::Card& card, const core::Refusal& refusal) {
  const bool own = !refusal.field.empty() && refusal.code.starts_with(refusal.field + ".");
  return own ? card.Sentence(refusal) : visit.Say(refusal.code);
}

// The card's view without what the scheme does not ask for, and with the sentences of `refusals`.
json::Value ViewOf(const Visit& visit, const form::Card& card, const std::string& what,
                   const form::Fields& values, const core::Refusals& refusals) {
  auto view = card.View(values, {});
  json::Value sections = json::Array(), errors = json::Array();
  for (auto section : view["sections"].Items()) {
    json::Value fields = json::Array();
    for (auto field : section["fields"].Items()) {
      const auto name = field.Text("name");
      if (IsLeftOut(visit.office.rules, what, name)) continue;
      const auto refused =
          std::find_if(refusals.begin(), refusals.end(), [&](const auto& one) { return one.field == name; });
      if (refused != refusals.end()) {
        const auto id = field.Text("id"), hint = field.Text("described_by");
        field.Set("error", SentenceOf(visit, card, *refused)).Set("has_error", true);
        field.Set("described_by", hint + (hint.empty() ? "" : " ") + id + "-error");
        field.Set("has_described_by", true);
      }
      fields.Push(std::move(field));
    }
    sections.Push(section.Set("fields", std::move(fields)));
  }
  for (const auto& refusal : refusals) {
    std::string target;
    for (const auto& section : sections.Items())
      for (const auto& field : section["fields"].Items())
        if (field.Text("name") == refusal.field) target = field.Text("id");
    errors.Push(json::Value::MakeObject({{"field", refusal.field},
                                         {"message", SentenceOf(visit, card, refusal)},
                                         {"target", target},
                                         {"has_target", !target.empty()}}));
  }
  return view.Set("sections", std::move(sections))
      .Set("errors", std::move(errors))
      .Set("has_errors", !refusals.empty());
}

rt::Response ErrorsJson(const Visit& visit, const form::Card& card, const core::Refusals& refusals,
                        int status) {
  json::Value errors = json::Array();
  for (const auto& refusal : refusals)
    errors.Push(json::Value::MakeObject({{"field", refusal.field},
                                         {"code", refusal.code.substr(refusal.code.rfind('.') + 1)},
                                         {"message", SentenceOf(visit, card, refusal)}}));
  return rt::Json(json::Value::MakeObject({{"errors", std::move(errors)}}), status);
}

}  // namespace

form::Fields Known(const Visit& visit, const membership::Member* member, const std::string& what) {
  form::Fields known;
  if (!member) return known;
  if (what == "edit") {
    const auto& one = *member;
    for (const auto& [name, value] : {std::pair{"name", one.name},
                                      {"kind", one.kind},
                                      {"siret", one.siret},
                                      {"affiliated", std::string(one.affiliated ? "yes" : "no")},
                                      {"address", one.place.address},
                                      {"postcode", one.place.postcode},
                                      {"city", one.place.city},
                                      {"contact_name", one.contact.name},
                                      {"contact_function", one.contact.function},
                                      {"contact_email", one.contact.email},
                                      {"contact_phone", one.contact.phone},
                                      {"service_code", one.service_code},
                                      {"engagement", one.engagement}})
      known.Set(name, value);
  }
  if (what == "reader")
    if (const auto account = ReaderOf(visit, *member, visit.request.query.Get("account"))) {
      const auto contact = people::ContactOf(visit.db, account->id);
      known.Set("account", account->login);
      known.Set("function", contact.function);
      known.Set("phone", people::PhoneInGroups(contact.phone));
    }
  const auto life = membership::LifeOf(visit.db, member->collectivite_id);
  if (what == "accept" && life.chosen) known.Set("chosen", core::IsoDay(*life.chosen));
  return known;
}

rt::Response ShowForm(const Visit& visit, const membership::Member* member, const std::string& what,
                      const form::Fields& values, core::Refusals refusals) {
  const auto found = visit.office.cards.find(what);
  if (found == visit.office.cards.end() || IsOfNoMember(what) == (member != nullptr))
    return rt::Refused(visit.office.env, visit.request,
                       {core::Kind::kInvalid, "do", "members.action_unknown"});
  std::string about = IsAct(what) ? visit.Say("members.do." + what + ".about") : std::string();
  std::string account, name = member ? member->name : "";
  if (what == "change") {
    const auto told = membership::ToTell(visit.db, visit.Today());
    about = core::Filled(visit.Say("members.change.about"), {{"%n", std::to_string(told.size())}});
  }
  if (what == "reader") {
    const auto reader = ReaderOf(visit, *member, values.Get("account"));
    if (!reader)
      return rt::Refused(visit.office.env, visit.request,
                         {core::Kind::kNotFound, "account", "membership.reader"});
    account = reader->login;
    name = reader->name;
  }
  auto card = found->second;
  if (what == "sign") card = card.WithChoices("signed", SignChoices(visit, *member));
  const int status = refusals.empty() ? 200 : rt::StatusOf(refusals.front().kind);
  form::Sort(refusals, card);
  if (visit.request.WantsJson()) {
    if (refusals.empty()) return rt::NotAllowed(visit.office.env, visit.request, "POST");
    return ErrorsJson(visit, card, refusals, status);
  }
  auto model = Model(visit, visit.Say(IsAct(what) ? "members.do." + what : "members.title." + what));
  model.Set("form", ViewOf(visit, card, what, values, refusals)).Set("has_errors", !refusals.empty());
  model.Set("what", what).Set("has_member", member != nullptr);
  model.Set("name", member ? member->name : "").Set("back", member ? Address(*member) : "/f/members");
  model.Set("subject", name).Set("account", account).Set("has_account", !account.empty());
  model.Set("action", member ? Address(*member) : "/f/members");
  const auto button = visit.Say(what == "change" ? "members.button.change" : "members.button");
  model.Set("button", button).Set("has_about", !about.empty()).Set("about", about);
  return rt::Html(visit.office.env, "member_form", model, status);
}

}  // namespace members
