// One member on the screen: who it is, how many agents it has, where its membership stands.
#include <algorithm>

#include "domain/membership/deliberation.h"
#include "functions/members/office.h"
#include "lib/core/sentence.h"

namespace members {
namespace {

// Rows of the component "answers": what is not known is left out.
class Rows {
 public:
  explicit Rows(const Visit& visit) : visit_(visit) {}
  void Text(const char* key, const std::string& value) {
    if (!value.empty()) Lines(key, {value});
  }
  void Lines(const char* key, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    json::Value values = json::Array();
    for (const auto& line : lines) values.Push(line);
    rows_.Push(json::Value::MakeObject({{"label", visit_.Say(key)}, {"values", std::move(values)}}));
  }
  void Day(const char* key, const std::optional<core::Day>& day) {
    if (day) Text(key, core::FrenchDay(*day));
  }
  json::Value Take() { return std::move(rows_); }

 private:
  const Visit& visit_;
  json::Value rows_ = json::Array();
};

std::string Joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  return out;
}

json::Value Identity(const Visit& visit, const membership::Member& member) {
  Rows rows(visit);
  rows.Text("members.row.kind", visit.Say("membership.kind." + member.kind));
  rows.Text("members.row.siret", member.siret.empty() ? visit.Say("members.unknown") : member.siret);
  rows.Text("members.row.affiliated", visit.Say(member.affiliated ? "members.yes" : "members.no"));
  rows.Text("members.row.address",
            Joined({member.place.address,
                    member.place.postcode + (member.place.postcode.empty() ? "" : " ") + member.place.city}));
  rows.Text("members.row.contact", Joined({member.contact.name, member.contact.function, member.contact.email,
                                           member.contact.phone}));
  rows.Text("members.row.service_code", member.service_code);
  rows.Text("members.row.engagement", member.engagement);
  return rows.Take();
}

// What the fee would be, as the body read it before it sent its request; empty once it is answered.
std::vector<std::string> EstimateOf(const Visit& visit, const membership::Member& member) {
  if (member.state != membership::State::kAsked) return {};
  for (const auto& event : membership::Events(visit.db, member.collectivite_id)) {
    if (event.what == "estimated") return LinesOf(event.detail);
    if (event.what == "ask_again") break;
  }
  return {};
}

json::Value LifeRows(const Visit& visit, const membership::Member& member, const membership::Life& life) {
  Rows rows(visit);
  const auto by = [&](const std::optional<core::Day>& day, const std::string& name) {
    if (!day) return std::string();
    const auto text = name.empty() ? std::string("%d") : visit.Say("members.life.by");
    return core::Filled(text, {{"%d", core::FrenchDay(*day)}, {"%n", name}});
  };
  rows.Day("members.life.asked", life.asked_on);
  rows.Lines("members.life.estimate", EstimateOf(visit, member));
  if (life.deliberated_on)
    rows.Text("members.life.deliberation",
              core::Filled(visit.Say("members.life.numbered"),
                           {{"%n", life.deliberation}, {"%d", core::FrenchDay(*life.deliberated_on)}}));
  rows.Day("members.life.committee", life.committee_on);
  rows.Text("members.life.policy", by(life.policy_on, life.policy_reader));
  rows.Day("members.life.convention", life.convention_on);
  rows.Day("members.life.chosen", life.chosen);
  rows.Day("members.life.received", life.received_on);
  rows.Day("members.life.effective", member.effective_on);
  rows.Day("members.life.provider_told", life.provider_told_on);
  rows.Day("members.life.meeting", life.meeting_on);
  rows.Day("members.life.notice", life.notice_on);
  rows.Day("members.life.ends", member.ends_on);
  if (member.state == membership::State::kEffective && member.effective_on)
    rows.Day("members.life.latest_notice",
             visit.office.rules.LatestNotice(*member.effective_on, visit.Today()));
  rows.Day("members.life.given_back", life.given_back_on);
  if (!life.erased_on) rows.Day("members.life.erase", life.erase_on);
  rows.Day("members.life.erased", life.erased_on);
  return rows.Take();
}

json::Value Headcounts(const Visit& visit, const membership::Member& member) {
  json::Value rows = json::Array();
  for (const auto& one : membership::Headcounts(visit.db, member.collectivite_id))
    rows.Push(json::Value::MakeObject({{"reference", core::FrenchDay(one.reference)},
                                       {"agents", one.agents},
                                       {"source", one.source},
                                       {"told", core::FrenchDay(one.told_on)}}));
  return rows;
}

json::Value Signatures(const Visit& visit, const membership::Life& life) {
  json::Value rows = json::Array();
  for (const auto& one : life.signatures)
    rows.Push(json::Value::MakeObject({{"paper", PaperName(visit, one.paper)},
                                       {"party", visit.Say("members.party." + one.party)},
                                       {"who", Joined({one.name, one.function})},
                                       {"on", core::FrenchDay(one.on)}}));
  return rows;
}

// Whoever acted: an account, the administrator's command, the body that asked, or nobody but the calendar.
std::string WhoOf(const Visit& visit, const membership::Event& event) {
  if (event.who == "administrator") return visit.Say("desk.administrator");
  if (!event.who.empty()) return event.who;
  const bool body = event.what == "asked" || event.what == "deliberation" || event.what == "estimated";
  return visit.Say(body ? "members.party.body" : "members.calendar");
}

std::string DetailOf(const Visit& visit, const membership::Event& event) {
  if (event.what == "estimated") return core::Filled(event.detail, {{"\n", " ; "}});
  if (event.what != "sign") return event.detail;
  const auto space = event.detail.find(' ');
  if (space == std::string::npos) return event.detail;
  return PaperName(visit, event.detail.substr(0, space)) + ", " +
         visit.Say("members.party." + event.detail.substr(space + 1));
}

json::Value History(const Visit& visit, const membership::Member& member) {
  json::Value rows = json::Array();
  for (const auto& event : membership::Events(visit.db, member.collectivite_id)) {
    const auto detail =
        Joined({DetailOf(visit, event), event.day ? core::FrenchDay(*event.day) : std::string()});
    rows.Push(json::Value::MakeObject({{"at", core::FrenchTime(event.at)},
                                       {"what", visit.Say("members.event." + event.what)},
                                       {"who", WhoOf(visit, event)},
                                       {"detail", detail},
                                       {"has_detail", !detail.empty()}}));
  }
  return rows;
}

json::Value Acts(const Visit& visit, const membership::Member& member,
                 const std::vector<membership::Act>& acts) {
  json::Value rows = json::Array();
  for (const auto act : acts) {
    const std::string word(membership::Word(act));
    rows.Push(json::Value::MakeObject({{"address", Address(member, "&do=" + word)},
                                       {"label", visit.Say("members.do." + word)},
                                       {"next", act == acts.front()}}));
  }
  return rows;
}

json::Value PapersModel(const Visit& visit, const membership::Member& member, const membership::Life& life) {
  json::Value rows = json::Array();
  for (const auto& paper : Papers(visit, member, life))
    rows.Push(json::Value::MakeObject({{"name", PaperName(visit, paper)},
                                       {"odt", Address(member, "&paper=" + paper + "&format=odt")},
                                       {"pdf", Address(member, "&paper=" + paper + "&format=pdf")}}));
  return rows;
}

rt::Response AsJson(const Visit& visit, const membership::Member& member, const membership::Life& life,
                    const std::vector<membership::Act>& acts) {
  auto model = MemberJson(visit, member);
  json::Value words = json::Array(), estimate = json::Array(), papers = json::Array(),
              to_sign = json::Array();
  for (const auto act : acts) words.Push(membership::Word(act));
  for (const auto& paper : Papers(visit, member, life)) papers.Push(paper);
  for (const auto& one : membership::ToSign(visit.office.rules, member, life))
    to_sign.Push(one.paper + " " + one.party);
  model.Set("acts", std::move(words)).Set("papers", std::move(papers)).Set("to_sign", std::move(to_sign));
  for (const auto& line : EstimateOf(visit, member)) estimate.Push(line);
  model.Set("estimate", std::move(estimate));
  model.Set("erase_on", DayOrNull(life.erase_on));
  model.Set("deliberation_on", DayOrNull(membership::DeliberationOn(visit.db, member.collectivite_id)));
  model.Set("readers", ReadersJson(visit, member)).Set("mails", MailsJson(visit, member));
  return rt::Json(model);
}

}  // namespace

std::string PaperName(const Visit& visit, const std::string& paper) {
  const auto hyphen = paper.find('-');
  const auto name = visit.Say("members.paper." + paper.substr(0, hyphen));
  return hyphen == std::string::npos ? name : core::Filled(name, {{"%n", paper.substr(hyphen + 1)}});
}

rt::Response ShowMember(const Visit& visit, const membership::Member& member) {
  const auto life = membership::LifeOf(visit.db, member.collectivite_id);
  const auto acts = membership::ActsNow(visit.office.rules, member, life, visit.Today());
  if (visit.request.WantsJson()) return AsJson(visit, member, life, acts);
  auto model = Model(visit, member.name);
  const auto list = [&](const std::string& name, json::Value rows) {
    model.Set("has_" + name, !rows.Items().empty()).Set(name, std::move(rows));
  };
  model.Set("state", visit.Say("membership.state." + std::string(membership::Word(member.state))));
  model.Set("served", membership::IsServed(member.state)).Set("public", "/c/" + member.slug + "/");
  model.Set("edit", Address(member, "&do=edit")).Set("headcount", Address(member, "&do=headcount"));
  model.Set("identity", json::Value::MakeObject({{"answers", Identity(visit, member)}}));
  model.Set("life", json::Value::MakeObject({{"answers", LifeRows(visit, member, life)}}));
  model.Set("has_life", !model["life"]["answers"].Items().empty());
  list("acts", Acts(visit, member, acts));
  list("headcounts", Headcounts(visit, member));
  list("signatures", Signatures(visit, life));
  list("papers", PapersModel(visit, member, life));
  const auto& rules = visit.office.rules;
  model.Set("contract_over", !rules.renewed && rules.end < visit.Today());
  model.Set("contract_end", core::FrenchDay(rules.end));
  const auto sent = membership::DeliberationOn(visit.db, member.collectivite_id);
  model.Set("has_deliberation", sent.has_value()).Set("deliberation", Address(member, "&paper=deliberation"));
  model.Set("deliberation_on", sent ? core::FrenchDay(*sent) : std::string());
  model.Set("has_documents", sent || !model["papers"].Items().empty());
  list("readers", ReaderRows(visit, member));
  list("mails", MailRows(visit, member));
  list("history", History(visit, member));
  return rt::Html(visit.office.env, "member", model);
}

}  // namespace members
