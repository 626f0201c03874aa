// What was told by mail: of one member, and of the changes that all of them were told of.
#include <algorithm>
#include <map>
#include <sstream>

#include "domain/membership/mails.h"
#include "functions/members/office.h"
#include "lib/core/sentence.h"

namespace members {
namespace {

// Whether the body was written to, and what came of it.
std::string BodyText(const Visit& visit, const membership::Mail& mail) {
  if (mail.sent_on)
    return core::Filled(visit.Say("members.mail.sent"), {{"%d", core::FrenchDay(*mail.sent_on)}});
  if (mail.lost_on)
    return core::Filled(visit.Say("members.mail.lost"), {{"%d", core::FrenchDay(*mail.lost_on)}});
  if (mail.to_body) return visit.Say("members.mail.waits");
  const bool theirs = membership::IsForBody(mail.kind);
  return visit.Say(theirs ? "members.mail.no_address" : "members.mail.not_theirs");
}

json::Value MailJson(const membership::Mail& mail) {
  return json::Value::MakeObject({{"kind", mail.kind},
                                  {"day", core::IsoDay(mail.day)},
                                  {"told_on", core::IsoDay(mail.told_on)},
                                  {"to_body", mail.to_body},
                                  {"sent_on", DayOrNull(mail.sent_on)},
                                  {"lost_on", DayOrNull(mail.lost_on)}});
}

using MembersById = std::map<std::int64_t, membership::Member>;

json::Value ChangeModel(const Visit& visit, const membership::Change& change, const MembersById& members) {
  json::Value rows = json::Array(), lines = json::Array();
  for (const auto& line : LinesOf(change.text)) lines.Push(line);
  const auto mails = membership::MailsOf(visit.db, change.id);
  const auto sent = std::count_if(mails.begin(), mails.end(), [](const auto& one) { return one.sent_on; });
  for (const auto& mail : mails) {
    const auto& member = members.at(mail.collectivite_id);
    rows.Push(json::Value::MakeObject(
        {{"name", member.name}, {"address", Address(member)}, {"body", BodyText(visit, mail)}}));
  }
  const auto count = core::Filled(visit.Say("members.change.count"),
                                  {{"%s", std::to_string(sent)}, {"%n", std::to_string(mails.size())}});
  return json::Value::MakeObject({{"id", change.id},
                                  {"effective", core::FrenchDay(change.effective_on)},
                                  {"told_on", core::FrenchDay(change.told_on)},
                                  {"who", change.who},
                                  {"count", count},
                                  {"lines", std::move(lines)},
                                  {"mails", std::move(rows)}});
}

json::Value ChangeJson(const Visit& visit, const membership::Change& change, const MembersById& members) {
  json::Value mails = json::Array();
  for (const auto& mail : membership::MailsOf(visit.db, change.id))
    mails.Push(MailJson(mail).Set("member", members.at(mail.collectivite_id).slug));
  return json::Value::MakeObject({{"effective_on", core::IsoDay(change.effective_on)},
                                  {"told_on", core::IsoDay(change.told_on)},
                                  {"who", change.who},
                                  {"text", change.text},
                                  {"mails", std::move(mails)}});
}

}  // namespace

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

json::Value DayOrNull(const std::optional<core::Day>& day) {
  return day ? json::Value(core::IsoDay(*day)) : json::Value();
}

std::string ReminderText(const Visit& visit, const std::string& kind, core::Day day) {
  return visit.Say("members.mail." + kind) + ", " +
         core::Filled(visit.Say("members.mail.about." + kind), {{"%d", core::FrenchDay(day)}});
}

json::Value MailRows(const Visit& visit, const membership::Member& member) {
  json::Value rows = json::Array();
  for (const auto& mail : membership::MailsAbout(visit.db, member.collectivite_id))
    rows.Push(json::Value::MakeObject({{"what", ReminderText(visit, mail.kind, mail.day)},
                                       {"told", core::FrenchDay(mail.told_on)},
                                       {"body", BodyText(visit, mail)}}));
  return rows;
}

json::Value MailsJson(const Visit& visit, const membership::Member& member) {
  json::Value mails = json::Array();
  for (const auto& mail : membership::MailsAbout(visit.db, member.collectivite_id))
    mails.Push(MailJson(mail));
  return mails;
}

rt::Response ShowChanges(const Visit& visit) {
  const bool as_json = visit.request.WantsJson();
  MembersById members;
  for (auto& one : membership::Members(visit.db)) members.emplace(one.collectivite_id, one);
  json::Value rows = json::Array();
  for (const auto& change : membership::Changes(visit.db))
    rows.Push(as_json ? ChangeJson(visit, change, members) : ChangeModel(visit, change, members));
  if (as_json) return rt::Json(json::Value::MakeObject({{"changes", std::move(rows)}}));
  auto model = Model(visit, visit.Say("members.title.changes"));
  model.Set("was_told", visit.request.query.Has("told")).Set("told", visit.Say("members.told"));
  model.Set("has_changes", !rows.Items().empty()).Set("changes", std::move(rows));
  return rt::Html(visit.office.env, "members_changes", model);
}

}  // namespace members
