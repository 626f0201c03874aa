// The list: who is a member, and where each stands.
#include <algorithm>

#include "domain/membership/mails.h"
#include "domain/membership/roll.h"
#include "functions/members/office.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "runtime/contract/attachment.h"
#include "runtime/contract/paging.h"

namespace members {
namespace {

constexpr membership::State kStates[] = {membership::State::kAsked,   membership::State::kConvention,
                                         membership::State::kSigned,  membership::State::kEffective,
                                         membership::State::kLeaving, membership::State::kLeft,
                                         membership::State::kErased,  membership::State::kRefused};

// Every word that was searched stands in its name, its town, its SIRET or its contact.
bool Matches(const membership::Member& member, const std::string& state,
             const std::vector<std::string>& words) {
  if (!state.empty() && membership::Word(member.state) != state) return false;
  if (words.empty()) return true;
  const auto hay = core::Fold(member.name + " " + member.place.city + " " + member.siret + " " +
                              member.contact.name + " " + member.contact.email);
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return hay.find(word) != std::string::npos; });
}

json::Value HeadcountJson(const Visit& visit, const membership::Member& member) {
  const auto count = membership::HeadcountOn(visit.db, member.collectivite_id, visit.Today());
  if (!count) return {};
  return json::Value::MakeObject(
      {{"agents", count->agents}, {"reference", core::IsoDay(count->reference)}, {"source", count->source}});
}

using Due = std::vector<membership::Reminder>;

// Of one member, in words.
json::Value DueOf(const Visit& visit, const membership::Member& member, const Due& due) {
  json::Value texts = json::Array();
  for (const auto& one : due)
    if (one.collectivite_id == member.collectivite_id) texts.Push(ReminderText(visit, one.kind, one.day));
  return texts;
}

json::Value RowModel(const Visit& visit, const membership::Member& member, const Due& due) {
  const auto count = membership::HeadcountOn(visit.db, member.collectivite_id, visit.Today());
  auto row = json::Value::MakeObject({{"address", Address(member)}, {"name", member.name}});
  row.Set("kind", visit.Say("membership.kind." + member.kind)).Set("city", member.place.city);
  row.Set("state", visit.Say("membership.state." + std::string(membership::Word(member.state))));
  row.Set("due", DueOf(visit, member, due));
  row.Set("has_headcount", count.has_value());
  row.Set("agents", count ? std::to_string(count->agents) : "");
  row.Set("counted", count ? core::FrenchDay(count->reference) : "");
  row.Set("has_from", member.effective_on.has_value());
  row.Set("from", member.effective_on ? core::FrenchDay(*member.effective_on) : "");
  row.Set("has_until", member.ends_on.has_value());
  return row.Set("until", member.ends_on ? core::FrenchDay(*member.ends_on) : "");
}

json::Value StateFilter(const Visit& visit, const std::string& asked) {
  json::Value states = json::Array();
  for (const auto state : kStates) {
    const std::string word(membership::Word(state));
    states.Push(json::Value::MakeObject(
        {{"value", word}, {"label", visit.Say("membership.state." + word)}, {"selected", asked == word}}));
  }
  return states;
}

// What an import just did, in a sentence.
std::string Imported(const Visit& visit) {
  const auto added = core::Digits(visit.request.query.Get("added"));
  const auto changed = core::Digits(visit.request.query.Get("changed"));
  return core::Filled(visit.Say("members.imported"), {{"%a", added}, {"%c", changed}});
}

}  // namespace

json::Value MemberJson(const Visit& visit, const membership::Member& member) {
  return json::Value::MakeObject({{"slug", member.slug},
                                  {"name", member.name},
                                  {"kind", member.kind},
                                  {"siret", member.siret},
                                  {"affiliated", member.affiliated},
                                  {"state", membership::Word(member.state)},
                                  {"effective_on", DayOrNull(member.effective_on)},
                                  {"ends_on", DayOrNull(member.ends_on)},
                                  {"headcount", HeadcountJson(visit, member)}});
}

rt::Response Download(const Visit& visit, const sheet::Table& table, const std::string& name,
                      const std::string& format) {
  if (format != "csv" && format != "ods")
    return rt::Refused(visit.office.env, visit.request,
                       {core::Kind::kNotFound, "export", "members.paper_unknown"});
  auto file = sheet::Write({.title = table.title, .made_at = visit.now, .tables = {table}}, format).value();
  return rt::Attachment(std::move(file.type), std::move(file.bytes), name + "." + format);
}

rt::Response Export(const Visit& visit, const std::string& format) {
  sheet::Table table;
  table.title = visit.Say("members.title");
  table.columns = membership::RollColumns();
  for (auto& line : membership::Roll(visit.db, visit.Today())) {
    auto& row = table.rows.emplace_back();
    for (auto& cell : line) row.emplace_back(std::move(cell));
  }
  return Download(visit, table, "collectivites", format);
}

rt::Response ShowList(const Visit& visit) {
  const auto& query = visit.request.query;
  auto all = membership::Members(visit.db);
  const bool nobody = all.empty();
  const auto words = core::Words(query.Get("q"));
  const auto due = membership::DueReminders(visit.db, visit.office.scheme, visit.Today());
  if (query.Has("due"))
    std::erase_if(all, [&](const auto& one) {
      return std::none_of(due.begin(), due.end(), [&](const auto& reminder) {
        return reminder.collectivite_id == one.collectivite_id;
      });
    });
  std::erase_if(all, [&](const auto& one) { return !Matches(one, query.Get("state"), words); });
  const auto paging = rt::PagingOf(visit.request, all.size());
  const bool as_json = visit.request.WantsJson();
  json::Value rows = json::Array();
  for (auto i = paging.first; i < paging.last; ++i)
    rows.Push(as_json ? MemberJson(visit, all[i]) : RowModel(visit, all[i], due));
  if (as_json)
    return rt::Json(json::Value::MakeObject(
        {{"members", rows}, {"page", paging.page}, {"pages", paging.pages}, {"total", all.size()}}));

  auto model = Model(visit, visit.Say("members.title"));
  model.Set("imported", Imported(visit)).Set("has_imported", query.Has("added"));
  const auto attention =
      due.size() == 1 ? visit.Say("members.due.one")
                      : core::Filled(visit.Say("members.due.many"), {{"%n", std::to_string(due.size())}});
  model.Set("has_due", !due.empty()).Set("attention", attention).Set("only_due", query.Has("due"));
  model.Set("members", rows).Set("has_members", !all.empty()).Set("total", all.size());
  model.Set("nobody", nobody).Set("q", query.Get("q")).Set("states", StateFilter(visit, query.Get("state")));
  rt::SetPaging(model, paging, [&](std::size_t page) {
    return rt::PageQuery(visit.request, page, {"state", "q", "due"});
  });
  return rt::Html(visit.office.env, "members", model);
}

}  // namespace members
