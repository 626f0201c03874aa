// What a form does.
#include "domain/access/contact.h"
#include "domain/casefile/journal.h"
#include "domain/membership/mails.h"
#include "functions/members/office.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"
#include "lib/form/refusals.h"

namespace members {
namespace {

std::string Trimmed(const form::Fields& form, const char* field) {
  return std::string(core::Trim(form.Get(field)));
}

membership::Member Described(const form::Fields& form, membership::Member member) {
  member.name = Trimmed(form, "name");
  member.kind = form.Get("kind");
  member.siret = core::Digits(form.Get("siret"));
  member.affiliated = form.Get("affiliated") == "yes" || form.Get("affiliated") == "true";
  member.place = {Trimmed(form, "address"), Trimmed(form, "postcode"), Trimmed(form, "city")};
  member.contact = {Trimmed(form, "contact_name"), Trimmed(form, "contact_function"),
                    Trimmed(form, "contact_email"), Trimmed(form, "contact_phone")};
  member.service_code = Trimmed(form, "service_code");
  member.engagement = Trimmed(form, "engagement");
  return member;
}

// A SIRET of letters is no empty one.
core::Refusals CheckDescribed(const form::Fields& form, const membership::Member& member) {
  auto refusals = membership::Check(member);
  if (member.siret.empty() && !core::Trim(form.Get("siret")).empty())
    refusals.push_back({core::Kind::kInvalid, "siret", "membership.siret"});
  return refusals;
}

membership::Told ToldBy(const form::Fields& form, core::Refusals& refusals) {
  membership::Told told;
  for (auto& [name, day] : std::initializer_list<std::pair<const char*, std::optional<core::Day>*>>{
           {"on", &told.on},
           {"received", &told.received},
           {"chosen", &told.chosen},
           {"meeting", &told.meeting},
           {"committee", &told.committee},
           {"policy", &told.policy}}) {
    if (core::Trim(form.Get(name)).empty()) continue;
    *day = core::ReadDay(form.Get(name));
    if (!*day) refusals.push_back({core::Kind::kInvalid, name, "membership.day"});
  }
  const auto& what = form.Get("signed");
  const auto space = what.find(' ');
  told.paper = what.substr(0, space);
  told.party = space == std::string::npos ? "" : what.substr(space + 1);
  told.name = Trimmed(form, "name");
  told.function = Trimmed(form, "function");
  told.number = Trimmed(form, "number");
  told.text = Trimmed(form, "text");
  return told;
}

core::Result<std::string> Add(const Visit& visit, const membership::Member& described) {
  const auto added = membership::Ask(visit.db, described, {}, visit.By());
  if (!added) return tl::make_unexpected(added.error());
  return added->slug;
}

core::Result<std::string> Edit(const Visit& visit, const membership::Member& described) {
  if (auto done = membership::Describe(visit.db, described); !done) return tl::make_unexpected(done.error());
  membership::Leave(visit.db, described.collectivite_id, "described", {}, "", visit.By());
  return described.slug;
}

core::Refusals CheckCount(const form::Fields& form, core::Day today) {
  core::Refusals refusals;
  const auto wrong = [&](const char* field, const std::string& code) {
    refusals.push_back({core::Kind::kInvalid, field, code});
  };
  const auto agents = core::ReadWhole(form.Get("agents"));
  if (!agents)
    wrong("agents", "membership.number");
  else if (auto fine = membership::CheckAgents(*agents); !fine)
    wrong("agents", fine.error().code);
  const auto reference = core::ReadDay(form.Get("reference"));
  if (!reference)
    wrong("reference", "membership.day");
  else if (*reference > today)
    wrong("reference", "membership.day.future");
  return refusals;
}

// What CheckCount let through.
core::Result<std::string> Count(const Visit& visit, const membership::Member& member) {
  const auto& form = visit.request.form;
  const auto agents = core::ReadWhole(form.Get("agents")).value();
  const auto reference = core::ReadDay(form.Get("reference")).value();
  auto done = membership::SetHeadcount(visit.db, member.collectivite_id,
                                       {reference, agents, Trimmed(form, "source"), visit.Today()});
  if (!done) return tl::make_unexpected(done.error());
  membership::Leave(visit.db, member.collectivite_id, "headcount", reference, std::to_string(agents),
                    visit.By());
  return member.slug;
}

core::Result<std::string> Reach(const Visit& visit, const membership::Member& member) {
  const auto& form = visit.request.form;
  const auto account = ReaderOf(visit, member, form.Get("account"));
  if (!account) return core::Refuse(core::Kind::kNotFound, "", "membership.reader");
  auto done = people::SetContact(visit.db, account->id, {form.Get("function"), form.Get("phone")});
  if (!done) return tl::make_unexpected(done.error());
  membership::Leave(visit.db, member.collectivite_id, "reader", {}, account->name, visit.By());
  return member.slug;
}

rt::Response Announce(const Visit& visit, const membership::Told& told) {
  store::Transaction transaction(visit.db);
  const auto change = membership::TellChange(visit.db, visit.office.scheme, told.on, told.text, visit.By());
  if (!change) return ShowForm(visit, nullptr, "change", visit.request.form, {change.error()});
  Log(visit, "members_told", core::IsoDay(change->effective_on));
  transaction.Commit();
  if (visit.request.WantsJson()) return ShowChanges(visit);
  return rt::SeeOther("/f/members?changes=1&told=1");
}

core::Result<std::string> Perform(const Visit& visit, const membership::Member* member,
                                  const std::string& what, const membership::Member& described,
                                  const membership::Told& told) {
  if (what == "add") return Add(visit, described);
  if (what == "edit") return Edit(visit, described);
  if (what == "headcount") return Count(visit, *member);
  if (what == "reader") return Reach(visit, *member);
  auto done = membership::Do(visit.db, visit.office.rules, member->collectivite_id,
                             *membership::ActNamed(what), told, visit.By());
  if (!done) {
    auto refusal = done.error();
    if (refusal.field == "party") refusal.field = "signed";
    return tl::make_unexpected(refusal);
  }
  return member->slug;
}

}  // namespace

void Log(const Visit& visit, const std::string& what, const std::string& slug) {
  const auto entry = json::Value::MakeObject({{"what", what}, {"who", visit.account.name}, {"detail", slug}});
  casefile::Append(visit.db, {visit.now, visit.account.id, 0, entry}, nullptr);
}

rt::Response Post(const Visit& visit, const membership::Member* member) {
  const auto& form = visit.request.form;
  const auto what = form.Get("do");
  if (what == "opinions" && !member) return AskOpinions(visit);
  const auto card = visit.office.cards.find(what);
  const auto refuse = [&](const core::Refusals& refusals) {
    return ShowForm(visit, member, what, form, refusals);
  };
  if (card == visit.office.cards.end() || IsOfNoMember(what) == (member != nullptr)) return refuse({});
  auto refusals = card->second.Check(form);
  std::erase_if(refusals, [&](const auto& one) { return one.code == "signed.unknown"; });
  const bool describes = what == "add" || what == "edit";
  const auto described =
      describes ? Described(form, member ? *member : membership::Member{}) : membership::Member{};
  const auto told = describes ? membership::Told{} : ToldBy(form, refusals);
  const auto add = [&](const core::Refusals& more) {
    for (const auto& refusal : more) form::Refuse(refusals, refusal);
  };
  if (describes) add(CheckDescribed(form, described));
  if (what == "headcount") add(CheckCount(form, visit.Today()));
  if (what == "change") add(membership::CheckChange(visit.office.scheme, told.on, told.text, visit.Today()));
  if (!refusals.empty()) return refuse(refusals);
  if (what == "change") return Announce(visit, told);
  store::Transaction transaction(visit.db);
  const auto slug = Perform(visit, member, what, described, told);
  if (!slug) return refuse({slug.error()});
  Log(visit, "member_" + what, *slug);
  transaction.Commit();
  if (!visit.request.WantsJson()) return rt::SeeOther("/f/members?member=" + *slug);
  return ShowMember(visit, *membership::FindMemberBySlug(visit.db, *slug));
}

}  // namespace members
