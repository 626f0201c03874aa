// What the pages of the desk share. Private to functions/case_desk.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/casefile/desk.h"
#include "domain/scheme/scheme.h"
#include "runtime/contract/function.h"

namespace case_desk {

// Built once, read by every thread.
struct Desk {
  explicit Desk(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card report;  // its labels name the answers of a report
  form::Card message, ask_identity, note, hold, lift_hold;
  form::Card letter_victim, letter_authority;  // their labels name the answers to a letter
  std::map<std::string, form::Card> acts;      // of the scheme, by the people of the desk
  std::map<std::string, form::Card> together;  // join, link
};

// One request of a person signed in.
struct Visit {
  const Desk& desk;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  vault::KeyPair keys;
  core::Instant now;
  core::Day Today() const { return core::LocalDay(now); }
};

// A form that was refused, or came too late, to be shown again in its place.
struct Refusal {
  std::string action;
  form::Fields values;
  core::Refusals refusals;
  bool IsConflict() const { return refusals.front().kind == core::Kind::kConflict; }
};

rt::Response ShowList(const Visit& visit);
rt::Response ShowCase(const Visit& visit, casefile::Case& file, const Refusal* refused = nullptr);
rt::Response Act(const Visit& visit, casefile::Case& file);

// The course of a case (course.cc): the form of an act; doing it; what the case's own page and a program are
// told of it.
rt::Response ShowAct(const Visit& visit, const casefile::Case& file, const std::string& act,
                     const form::Fields& values, const core::Refusals& refusals);
rt::Response DoAct(const Visit& visit, casefile::Case& file, const std::string& act,
                   const form::Fields& form);
rt::Response LetIn(const Visit& visit, casefile::Case& file, const form::Fields& form);
void AddCourse(const Visit& visit, const casefile::Case& file, json::Value& model);
json::Value CourseJson(const Visit& visit, const casefile::Case& file);
// Cases that belong together (joining.cc): the form of "join" or "link"; doing it; undoing a link; what the
// case's own page and a program are told of it.
rt::Response ShowTogether(const Visit& visit, const casefile::Case& file, const std::string& action,
                          const form::Fields& values, const core::Refusals& refusals);
rt::Response DoTogether(const Visit& visit, casefile::Case& file, const std::string& action,
                        const form::Fields& form);
rt::Response Unlink(const Visit& visit, casefile::Case& file, const form::Fields& form);
void AddTogether(const Visit& visit, const casefile::Case& file, json::Value& model);
json::Value TogetherJson(const casefile::Case& file);
// How long a case is kept (keeping.cc), on its page and for a program; whether the list shows it apart.
void AddKeeping(const Visit& visit, const casefile::Case& file, json::Value& model);
json::Value KeepingJson(const Visit& visit, const casefile::Case& file);
bool IsArchived(const Visit& visit, const casefile::Header& header);
// The version that the person had before their eyes; 0 when the caller does not say.
std::int64_t SeenVersion(const form::Fields& form);
rt::Response Done(const Visit& visit, const casefile::Case& file);
rt::Response FinishCallback(const Visit& visit);

// The service's own messages as sentences, others as they were written; what an event was about; answers
// under the labels of the report's own form.
std::string TextOf(const Desk& desk, const casefile::Message& message);
std::string DetailOf(const Desk& desk, const casefile::Event& event);
json::Value ReportAnswers(const Desk& desk, const json::Value& report);
json::Value IdentityAnswers(const Desk& desk, const json::Value& identity);

// Name and parts of the account, for the head of every desk page.
json::Value DeskModel(const Visit& visit, std::string_view title);
// « dans 3 jours ouvrés », « aujourd'hui », « en retard de 2 jours ouvrés ».
std::string DueText(const Visit& visit, core::Day due);
json::Value DeadlineModel(const Visit& visit, const casefile::Header& header);

}  // namespace case_desk
