#include "functions/sign_in/sign_in.h"

#include <set>

#include "domain/access/prolonging.h"
#include "domain/casefile/desk.h"
#include "domain/figures/keys.h"
#include "functions/sign_in/door.h"
#include "lib/core/text.h"

namespace sign_in {
namespace {

std::string CookieOf(const Door& door, const rt::Request& request) {
  return request.Cookie(rt::CookieName(door.env, "desk"));
}

std::optional<people::Account> SignedIn(const Door& door, const rt::Request& request, store::Db& db) {
  const auto id =
      people::FindSubject(db, people::SessionKind::kDesk, CookieOf(door, request), door.env.now());
  return id ? people::FindAccount(db, *id) : std::nullopt;
}

// The page of the account, with the form that prolongs the session.
rt::Response ShowAccount(const Door& door, const rt::Request& request, store::Db& db,
                         const people::Account& account, const core::Refusals& refusals) {
  const int codes_left = people::RecoveryCodesLeft(db, account.id);
  const auto end = people::DeskEnd(db, CookieOf(door, request), door.env.now());
  auto model = json::Value::MakeObject({{"layout", "desk"},
                                        {"title", door.env.pages.Message("account.title")},
                                        {"account_name", account.name},
                                        {"login", account.login},
                                        {"open_until", end ? core::FrenchTime(*end) : ""},
                                        {"digest", account.digest},
                                        {"codes_left", codes_left},
                                        {"has_codes_left", codes_left > 0},
                                        {"exit_button", false},
                                        {"noindex", true}});
  auto response = rt::FormPage(door.env, request, "account", std::move(model), door.prolong, {}, refusals);
  if (!refusals.empty()) response.status = rt::StatusOf(refusals.front().kind);
  return response;
}

rt::Response Show(const Door& door, const rt::Request& request) {
  if (request.WantsJson()) return rt::NotAllowed(door.env, request, "POST");
  if (request.query.Has("recover")) return Form(door, request, "recovery", {});
  auto db = door.env.db.Take();
  const auto account = SignedIn(door, request, *db);
  return account ? ShowAccount(door, request, *db, *account, {}) : rt::SeeOther("/connexion/");
}

json::Value AccountJson(const people::Account& account) {
  std::set<std::string> seen;
  json::Value roles = json::Array();
  for (const auto& part : account.assignments)
    if (seen.insert(part.role).second) roles.Push(part.role);
  return json::Value::MakeObject({{"login", account.login}, {"name", account.name}, {"roles", roles}});
}

// Where each begins: those who manage the dispositif and read no case, in the office; the others at their
// cases.
std::string Landing(const people::Account& account) {
  const bool reads = account.Is("referent") || account.Is("substitute") || account.Is("provider");
  return account.Is("manager") && !reads ? "/f/members" : "/f/case_desk";
}

// A browser has one session at a time: the one that it had ends.
rt::Response Enter(const Door& door, const rt::Request& request, store::Db& db,
                   const people::SignedIn& person) {
  casefile::QuickenGrants(db, person.account, person.keys);
  figures::Attend(db, person.account, person.keys, door.office_reports);
  casefile::Case::SealMissingFacets(db, person.account, person.keys, core::LocalDay(door.env.now()));
  people::CloseSession(db, CookieOf(door, request));
  const auto cookie = people::OpenSession(db, people::SessionKind::kDesk, person.account.id,
                                          person.keys.secret_key, door.env.now());
  auto response =
      request.WantsJson() ? rt::Json(AccountJson(person.account)) : rt::SeeOther(Landing(person.account));
  return rt::SetCookie(response, door.env, "desk", cookie);
}

rt::Response SignIn(Door& door, const rt::Request& request) {
  if (const auto refusals = door.sign_in.Check(request.form); !refusals.empty())
    return Form(door, request, "sign_in", refusals);
  const auto login = core::Trim(request.form.Get("login"));
  const std::string name = core::Fold(login);
  const std::scoped_lock turn(door.TurnOf(name));
  if (const auto wait = door.sign_ins.Try(name, door.env.now()); wait.count() > 0)
    return MustWait(door, request, "sign_in", wait);
  auto db = door.env.db.Take();
  const auto person = people::SignIn(*db, login, request.form.Get("password"),
                                     core::Digits(request.form.Get("totp")), door.env.now());
  if (!person) return Form(door, request, "sign_in", {person.error()});
  door.sign_ins.Succeeded(name);
  return Enter(door, request, *db, *person);
}

rt::Response Left(const Door& door, const rt::Request& request) {
  auto response = request.WantsJson() ? rt::Json(json::Value::MakeObject({{"signed_out", true}}))
                                      : rt::SeeOther("/connexion/");
  response.With("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  return rt::DropCookie(response, door.env, "desk");
}

rt::Response SignOut(const Door& door, const rt::Request& request) {
  try {
    auto db = door.env.db.Take();
    people::CloseSession(*db, CookieOf(door, request));
  } catch (const store::Failure& failure) {
    // Someone who leaves leaves, even when the disk is full: without its cookie the session opens nothing.
    if (!failure.IsDisk()) throw;
  }
  return Left(door, request);
}

rt::Response SignOutEverywhere(const Door& door, const rt::Request& request) {
  auto db = door.env.db.Take();
  const auto account = SignedIn(door, request, *db);
  // Nobody may believe that sessions were ended when none was.
  const core::Refusal over{core::Kind::kForbidden, "", "sign_in.over"};
  if (!account) return Form(door, request, "sign_in", {over});
  people::CloseSessions(*db, people::SessionKind::kDesk, account->id);
  return Left(door, request);
}

// The password is guessed at here as when signing in, and counted with those tries.
rt::Response Prolong(Door& door, const rt::Request& request) {
  auto db = door.env.db.Take();
  const auto account = SignedIn(door, request, *db);
  if (!account) return Form(door, request, "sign_in", {{core::Kind::kForbidden, "", "sign_in.ended"}});
  auto refusals = door.prolong.Check(request.form);
  if (!refusals.empty()) return ShowAccount(door, request, *db, *account, refusals);
  const std::string name = core::Fold(account->login);
  const std::scoped_lock turn(door.TurnOf(name));
  if (const auto wait = door.sign_ins.Try(name, door.env.now()); wait.count() > 0)
    return ShowAccount(door, request, *db, *account, {{core::Kind::kTooMany, "", "prolong.wait"}})
        .With("Retry-After", std::to_string(wait.count()));
  const auto end =
      people::ProlongDesk(*db, CookieOf(door, request), request.form.Get("password"), door.env.now());
  if (!end && end.error().code == "session.none")
    return Form(door, request, "sign_in", {{core::Kind::kForbidden, "", "sign_in.ended"}});
  if (!end) return ShowAccount(door, request, *db, *account, {end.error()});
  door.sign_ins.Succeeded(name);
  const std::int64_t lasts = std::chrono::seconds{people::kDeskLasts}.count();
  return request.WantsJson() ? rt::Json(json::Value::MakeObject({{"open_for", lasts}}))
                             : rt::SeeOther("/f/sign_in#session");
}

// One mail a day, or one each time.
rt::Response SetDigest(const Door& door, const rt::Request& request) {
  const auto& wish = request.form.Get("digest");
  if (wish != "yes" && wish != "no")
    return rt::Refused(door.env, request, {core::Kind::kInvalid, "digest", "account.digest"});
  auto db = door.env.db.Take();
  const auto account = SignedIn(door, request, *db);
  if (!account) return Form(door, request, "sign_in", {{core::Kind::kForbidden, "", "sign_in.ended"}});
  people::SetDigest(*db, account->id, wish == "yes");
  return request.WantsJson() ? rt::Json(json::Value::MakeObject({{"digest", wish == "yes"}}))
                             : rt::SeeOther("/f/sign_in");
}

rt::Response Handle(Door& door, const rt::Request& request) {
  if (request.method != "POST") return Show(door, request);
  const std::string& action = request.form.Get("action");
  if (action.empty() || action == "sign_in") return SignIn(door, request);
  if (action == "recover") return Recover(door, request);
  if (action == "sign_out") return SignOut(door, request);
  if (action == "sign_out_everywhere") return SignOutEverywhere(door, request);
  if (action == "prolong") return Prolong(door, request);
  if (action == "digest") return SetDigest(door, request);
  return rt::Refused(door.env, request, {core::Kind::kInvalid, "action", "sign_in.action_unknown"});
}

}  // namespace

rt::Response Form(const Door& door, const rt::Request& request, std::string_view page,
                  const core::Refusals& refusals) {
  form::Fields kept;
  kept.Set("login", request.form.Get("login"));
  auto model = json::Value::MakeObject({{"title", door.env.pages.Message(std::string(page) + ".title")},
                                        {"exit_button", false},
                                        {"noindex", true}});
  const auto& card = page == "recovery" ? door.recovery : door.sign_in;
  auto response = rt::FormPage(door.env, request, page, std::move(model), card, kept, refusals);
  if (!refusals.empty()) response.status = rt::StatusOf(refusals.front().kind);
  return response;
}

rt::Response MustWait(const Door& door, const rt::Request& request, std::string_view page,
                      std::chrono::seconds wait) {
  auto response = Form(door, request, page, {{core::Kind::kTooMany, "", std::string(page) + ".wait"}});
  return response.With("Retry-After", std::to_string(wait.count()));
}

rt::Function Make(rt::Env& env) {
  auto door = std::make_shared<Door>(env);
  return {.handle = [door](const rt::Request& request) { return Handle(*door, request); }, .receive = {}};
}

}  // namespace sign_in
