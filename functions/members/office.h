// What the pages of the members share. Private to functions/members.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/membership/life.h"
#include "domain/scheme/scheme.h"
#include "lib/document/late_printer.h"
#include "runtime/contract/function.h"

namespace members {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& env);

  rt::Env& env;
  scheme::Scheme scheme;
  membership::Rules rules;
  std::map<std::string, form::Card> cards;  // by what is done; an act without a form has "confirm"
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
json::Value MemberJson(const Visit& visit, const membership::Member& member);

// ---- page.cc
rt::Response ShowMember(const Visit& visit, const membership::Member& member);
std::string Filled(std::string text, std::string_view mark, std::string_view value);
std::string PaperName(const Visit& visit, const std::string& paper);

// ---- forms.cc
// The form of `what`, as it is, or as it was refused. `member`: none to add one.
rt::Response ShowForm(const Visit& visit, const membership::Member* member, const std::string& what,
                      const form::Fields& values, const core::Refusals& refusals);
// What a form shows before anything was typed.
form::Fields Known(const Visit& visit, const membership::Member* member, const std::string& what);

// ---- doing.cc
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
