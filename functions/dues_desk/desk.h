// What the parts of this function share. Private to it.
#pragma once
#include <map>

#include "domain/access/access.h"
#include "domain/campaign/statement.h"
#include "functions/dues_desk/dues_desk.h"
#include "lib/document/late_printer.h"

namespace dues_desk {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& environment);
  std::string Say(const std::string& key) const { return env.pages.Message(key); }
  campaign::Say Sayer() const {
    return [this](const std::string& key) { return Say(key); };
  }

  rt::Env& env;
  scheme::Scheme scheme;
  std::map<std::string, form::Card> cards;  // by act: open, credit, correct, pay
  document::LatePrinter printer;
};

struct Visit {
  const Office& office;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  core::Instant now;
  int year = 0;
  core::Day Today() const { return core::LocalDay(now); }
  campaign::By By() const { return {account.id, account.login, now}; }
};

json::Value Model(const Visit& visit, std::string_view title);
std::string Address(int year, std::string_view more = {});
json::Value StepsModel(const Office& office, const std::vector<dues::Step>& steps,
                       const std::vector<std::string>& assumptions);

rt::Response ShowYear(const Visit& visit);
// Of the year, those that `q` and `state` of the request ask for.
std::vector<campaign::Line> Asked(const Visit& visit, std::vector<campaign::Line> lines,
                                  const std::vector<campaign::Bill>& bills);
json::Value LinesJson(const std::vector<campaign::Line>& lines);
// What the list of a page needs: the lines of the page that is asked for, with their bills, and the filter.
void SetList(const Visit& visit, const std::vector<campaign::Line>& lines,
             const std::vector<campaign::Bill>& bills, json::Value& model);
rt::Response ShowBill(const Visit& visit, const campaign::Bill& bill);
rt::Response ShowForm(const Visit& visit, const std::string& act, const campaign::Bill* bill,
                      const form::Fields& values, const core::Refusals& refusals);
rt::Response Post(const Visit& visit);

// "pdf": the bordereaux in one file; "ods", "xlsx", "csv": the état liquidatif. Nothing for another word.
std::optional<rt::Response> Export(const Visit& visit, const std::string& format,
                                   const std::vector<campaign::Bill>& bills, const std::string& name);

// The bordereaux of these bills, each on a page of its own.
document::PdfDocument Bordereaux(const Office& office, const std::vector<campaign::Bill>& bills);

}  // namespace dues_desk
