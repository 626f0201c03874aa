// The way back: a recovery code opens the account's secret once more.
#include "functions/sign_in/door.h"
#include "lib/core/text.h"
#include "lib/document/qr.h"
#include "lib/vault/vault.h"

namespace sign_in {
namespace {

constexpr std::size_t kGroup = 4;

// What the form alone tells: nothing of it depends on an account, and none of it counts as a failure.
core::Refusals Check(const Door& door, const form::Fields& form) {
  auto refusals = door.recovery.Check(form);
  if (!refusals.empty()) return refusals;
  if (form.Get("password") != form.Get("password_again"))
    return {{core::Kind::kInvalid, "password_again", "password_again.different"}};
  people::Account typed;
  typed.login = core::Trim(form.Get("login"));
  if (const auto checked = people::CheckPassword(form.Get("password"), typed); !checked)
    return {checked.error()};
  return {};
}

rt::Response Recovered(const Door& door, const rt::Request& request, const people::Recovered& recovered,
                       int codes_left) {
  const auto& pages = door.env.pages;
  const auto secret = vault::TotpBase32(recovered.totp_secret);
  const auto address =
      vault::TotpAddress(recovered.totp_secret, pages.Common().Text("service_name"), recovered.account.login);
  if (request.WantsJson())
    return rt::Json(json::Value::MakeObject(
        {{"totp_secret", secret}, {"totp_address", address}, {"recovery_codes_left", codes_left}}));
  json::Value groups = json::Array();
  for (std::size_t i = 0; i < secret.size(); i += kGroup) groups.Push(secret.substr(i, kGroup));
  return rt::Html(door.env, "recovered",
                  json::Value::MakeObject({{"title", pages.Message("recovery.done.title")},
                                           {"totp_qr", document::QrDataUri(address)},
                                           {"totp_address", address},
                                           {"totp_groups", groups},
                                           {"codes_left", codes_left},
                                           {"has_codes_left", codes_left > 0},
                                           {"exit_button", false},
                                           {"noindex", true}}));
}

}  // namespace

rt::Response Recover(Door& door, const rt::Request& request) {
  auto form = request.form;
  // Asked twice of a person; a program does not mistype.
  if (request.WantsJson() && !form.Has("password_again")) form.Set("password_again", form.Get("password"));
  if (const auto refusals = Check(door, form); !refusals.empty())
    return Form(door, request, "recovery", refusals);
  const auto login = core::Trim(form.Get("login"));
  const std::string name = core::Fold(login);
  const std::scoped_lock turn(door.TurnOf(name));
  if (const auto wait = door.recoveries.Try(name, door.env.now()); wait.count() > 0)
    return MustWait(door, request, "recovery", wait);
  auto db = door.env.db.Take();
  const auto recovered = people::Recover(*db, login, form.Get("recovery_code"), form.Get("password"));
  // Only whoever has a code is told that the password is made of the name: that was no guess.
  if (recovered || recovered.error().field == "password") door.recoveries.Succeeded(name);
  if (!recovered) return Form(door, request, "recovery", {recovered.error()});
  auto response = Recovered(door, request, *recovered, people::RecoveryCodesLeft(*db, recovered->account.id));
  return rt::DropCookie(response, door.env, "desk");
}

}  // namespace sign_in
