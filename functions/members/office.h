// What the pages of the members share. Private to functions/members.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/membership/life.h"
#include "domain/scheme/scheme.h"
#include "lib/document/late_printer.h"
#include "lib/sheet/sheet.h"
#include "runtime/contract/function.h"

namespace members {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& env);

  rt::Env& env;
  scheme::Scheme scheme;
  membership::Rules rules;
  std::map<std::string, form::Card> cards;  // by what is done; an act without a form has "confirm"
  form::Card opinion;                       // what members are asked once a year
  document::LatePrinter printer;
};

// One request of a manager signed in.
struct Visit {
  const Office& office;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  core::Instant now;
  core::Day Today() const { return core::LocalDay(now); }
  membership::By By() const { return {account.name, now}; }
  std::string Say(const std::string& key) const { return office.env.pages.Message(key); }
};

// ---- list.cc
rt::Response ShowList(const Visit& visit);
rt::Response Export(const Visit& visit, const std::string& format);
// "ods" or "csv"; refuses another format.
rt::Response Download(const Visit& visit, const sheet::Table& table, const std::string& name,
                      const std::string& format);
json::Value MemberJson(const Visit& visit, const membership::Member& member);

// ---- page.cc
rt::Response ShowMember(const Visit& visit, const membership::Member& member);
std::string PaperName(const Visit& visit, const std::string& paper);

// ---- told.cc
std::vector<std::string> LinesOf(const std::string& text);  // those that are not empty
json::Value DayOrNull(const std::optional<core::Day>& day);
// What was told about a member by mail, for its page; the same for a program.
json::Value MailRows(const Visit& visit, const membership::Member& member);
json::Value MailsJson(const Visit& visit, const membership::Member& member);
// "Convention pas encore revenue, préparée le 1er novembre 2026".
std::string ReminderText(const Visit& visit, const std::string& kind, core::Day day);
rt::Response ShowChanges(const Visit& visit);

// ---- opinions.cc: what the members think, a year
rt::Response ShowOpinions(const Visit& visit);
rt::Response AskOpinions(const Visit& visit);

// ---- readers.cc
// Those who read for this member alone, or for the whole CDG.
json::Value ReaderRows(const Visit& visit, const membership::Member& member);
json::Value ReadersJson(const Visit& visit, const membership::Member& member);
// The account that a form is about, when it reads for this member alone.
std::optional<people::Account> ReaderOf(const Visit& visit, const membership::Member& member,
                                        const std::string& login);
rt::Response ShowDeliberation(const Visit& visit, const membership::Member& member);

// ---- forms.cc
inline bool IsOfNoMember(const std::string& what) { return what == "add" || what == "change"; }
// The form of `what`, as it is, or as it was refused: told in the order of the fields. `member`: none to add
// one.
rt::Response ShowForm(const Visit& visit, const membership::Member* member, const std::string& what,
                      const form::Fields& values, core::Refusals refusals);
// What a form shows before anything was typed.
form::Fields Known(const Visit& visit, const membership::Member* member, const std::string& what);

// ---- doing.cc
// In the journal: what was done to whom, by the visitor; nothing of what was typed.
void Log(const Visit& visit, const std::string& what, const std::string& slug);
rt::Response Post(const Visit& visit, const membership::Member* member);

// ---- papers.cc
// The papers that there are for it now: convention, certificate, amendment-<n>, erasure.
std::vector<std::string> Papers(const Visit& visit, const membership::Member& member,
                                const membership::Life& life);
rt::Response ShowPaper(const Visit& visit, const membership::Member& member, const std::string& paper,
                       const std::string& format);

// ---- members.cc
json::Value Model(const Visit& visit, std::string_view title);
std::string Address(const membership::Member& member, std::string_view more = {});

}  // namespace members
