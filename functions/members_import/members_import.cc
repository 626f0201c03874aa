#include "functions/members_import/members_import.h"

#include "domain/access/access.h"
#include "domain/access/prolonging.h"
#include "domain/casefile/journal.h"
#include "domain/membership/roll.h"
#include "lib/core/text.h"
#include "lib/form/in_memory.h"
#include "lib/sheet/sheet.h"
#include "runtime/contract/session_over.h"

namespace members_import {
namespace {

constexpr std::size_t kLargest = 4 << 20;

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "members_import")) {}
  rt::Env& env;
  form::Card card;
};

// Takes nothing: the answer tells why.
class Nowhere : public form::FileSink {
 public:
  void Begin(form::Fields&, const std::string&, const std::string&) override {}
  bool Write(std::string_view) override { return false; }
  void End(form::Fields&) override {}
  void Abandon() override {}
};

std::string CookieOf(const Office& office, const rt::Request& request) {
  return request.Cookie(rt::CookieName(office.env, "desk"));
}

std::optional<people::Account> Manager(const Office& office, const rt::Request& request, store::Db& db) {
  const auto id =
      people::FindSubject(db, people::SessionKind::kDesk, CookieOf(office, request), office.env.now());
  return id ? people::FindAccount(db, *id) : std::nullopt;
}

// One thing that is wrong, and where.
json::Value Fault(std::size_t line, const std::string& column, const std::string& message) {
  return json::Value::MakeObject({{"line", line}, {"column", column}, {"message", message}});
}

rt::Response Form(const Office& office, const rt::Request& request, const people::Account& account,
                  store::Db& db, const json::Value& faults, const std::string& message) {
  const auto& pages = office.env.pages;
  const bool refused = !message.empty();
  if (request.WantsJson()) {
    if (!refused) return rt::NotAllowed(office.env, request, "POST");
    return rt::Json(json::Value::MakeObject({{"message", message}, {"faults", faults}}), 422);
  }
  form::Fields typed;
  typed.Set("pasted", request.form.Get("pasted"));
  auto model = json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", pages.Message("members.title.import")},
       {"account_name", account.name},
       {"session_ends", people::NearDeskEnd(db, CookieOf(office, request), office.env.now())},
       {"here", render::Here("members")},
       {"exit_button", false},
       {"noindex", true}});
  json::Value columns = json::Array();
  for (const auto& column : membership::ReadColumns()) columns.Push(column);
  json::Value told_only = json::Array();
  for (const auto& column : membership::ToldOnlyColumns()) told_only.Push(column);
  model.Set("form", office.card.View(typed, {})).Set("columns", std::move(columns));
  model.Set("told_only", std::move(told_only));
  json::Value kinds = json::Array();
  for (const auto& kind : membership::Kinds())
    kinds.Push(json::Value::MakeObject(
        {{"word", membership::KindInRoll(kind)}, {"label", pages.Message("membership.kind." + kind)}}));
  model.Set("kinds", std::move(kinds));
  model.Set("has_errors", refused).Set("message", message);
  model.Set("has_faults", !faults.Items().empty()).Set("faults", faults);
  return rt::Html(office.env, "members_import", model, refused ? 422 : 200);
}

rt::Response Take(const Office& office, const rt::Request& request, const people::Account& account,
                  store::Db& db) {
  const auto& pages = office.env.pages;
  const auto refuse = [&](const std::string& code, json::Value faults = json::Array()) {
    return Form(office, request, account, db, faults, pages.Message(code));
  };
  if (request.form.Has("too_large")) return refuse("sheet.too_large");
  const auto& list = request.form.Get("file");
  const auto& pasted = request.form.Get("pasted");
  if (list.empty() && core::Trim(pasted).empty()) return refuse("members.import.required");
  const auto rows = sheet::Read(list.empty() ? pasted : list);
  if (!rows) return refuse(rows.error().code);
  std::vector<membership::RollLine> lines;
  for (const auto& row : *rows) lines.push_back({row.line, row.cells});
  store::Transaction transaction(db);
  const auto taken = membership::TakeIn(db, lines, {account.name, office.env.now()});
  if (!taken.faults.empty()) {
    json::Value faults = json::Array();
    for (const auto& fault : taken.faults)
      faults.Push(Fault(fault.line, fault.column, pages.Message(fault.code)));
    return refuse("members.import.again", std::move(faults));
  }
  const auto entry = json::Value::MakeObject({{"what", "members_imported"}, {"who", account.name}});
  casefile::Append(db, {office.env.now(), account.id, 0, entry}, nullptr);
  transaction.Commit();
  if (request.WantsJson())
    return rt::Json(json::Value::MakeObject({{"added", taken.added}, {"changed", taken.changed}}));
  return rt::SeeOther("/f/members?added=" + std::to_string(taken.added) +
                      "&changed=" + std::to_string(taken.changed));
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  const auto account = Manager(office, request, *db);
  if (!account) return rt::SessionOver(office.env, request, "/f/members_import");
  if (!account->Is("manager"))
    return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "members.forbidden"});
  if (request.method == "POST") return Take(office, request, *account, *db);
  return Form(office, request, *account, *db, json::Array(), "");
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); },
          .receive = [office](const rt::Request& request) -> std::unique_ptr<form::FileSink> {
            auto db = office->env.db.Take();
            const auto account = Manager(*office, request, *db);
            if (!account) return std::make_unique<Nowhere>();
            if (!account->Is("manager")) return nullptr;
            return std::make_unique<form::InMemory>(kLargest);
          }};
}

}  // namespace members_import
