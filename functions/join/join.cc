#include "functions/join/join.h"

#include "domain/access/access.h"
#include "lib/core/text.h"
#include "lib/document/qr.h"
#include "lib/vault/vault.h"

namespace join {
namespace {

constexpr std::size_t kGroup = 4;

// Built once, read by every thread.
struct Hall {
  explicit Hall(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "join")) {}
  rt::Env& env;
  form::Card card;
};

struct Guest {
  std::string token;
  people::Account account;
};

rt::Response Unknown(const Hall& hall, const rt::Request& request) {
  return rt::Refused(hall.env, request, {core::Kind::kNotFound, "", "invitation.unknown"});
}

std::string TotpAddress(const Hall& hall, const Guest& guest) {
  return vault::TotpAddress(people::InvitationTotp(guest.token), hall.env.pages.Common().Text("service_name"),
                            guest.account.login);
}

rt::Response Form(const Hall& hall, const rt::Request& request, const Guest& guest,
                  const core::Refusals& refusals) {
  const auto secret = vault::TotpBase32(people::InvitationTotp(guest.token));
  const auto address = TotpAddress(hall, guest);
  json::Value groups = json::Array();
  for (std::size_t i = 0; i < secret.size(); i += kGroup) groups.Push(secret.substr(i, kGroup));
  auto model = json::Value::MakeObject({{"title", hall.env.pages.Message("join.title")},
                                        {"person", guest.account.name},
                                        {"login", guest.account.login},
                                        {"joined_before", guest.account.joined},
                                        {"totp_qr", document::QrDataUri(address)},
                                        {"totp_address", address},
                                        {"totp_groups", groups},
                                        {"exit_button", false},
                                        {"noindex", true}});
  form::Fields kept;
  kept.Set("invitation", guest.token);
  auto response = rt::FormPage(hall.env, request, "join", std::move(model), hall.card, kept, refusals);
  return response.With("Referrer-Policy", "no-referrer");
}

rt::Response Show(const Hall& hall, const rt::Request& request) {
  const std::string& token = request.query.Get("invitation");
  auto db = hall.env.db.Take();
  const auto account = people::FindInvitation(*db, token, hall.env.now());
  if (!account) return Unknown(hall, request);
  const Guest guest{token, *account};
  if (!request.WantsJson()) return Form(hall, request, guest, {});
  return rt::Json(json::Value::MakeObject({{"login", account->login},
                                           {"name", account->name},
                                           {"totp_secret", vault::TotpBase32(people::InvitationTotp(token))},
                                           {"totp_address", TotpAddress(hall, guest)}}));
}

core::Refusals Check(const Hall& hall, const rt::Request& request) {
  auto form = request.form;
  // Asked twice of a person; a program does not mistype.
  if (request.WantsJson() && !form.Has("password_again")) form.Set("password_again", form.Get("password"));
  auto refusals = hall.card.Check(form);
  if (refusals.empty() && form.Get("password") != form.Get("password_again"))
    refusals.push_back({core::Kind::kInvalid, "password_again", "password_again.different"});
  return refusals;
}

rt::Response Welcome(const Hall& hall, const rt::Request& request, const Guest& guest,
                     const people::Joined& joined) {
  json::Value codes = json::Array();
  for (const auto& code : joined.recovery_codes) codes.Push(code);
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"recovery_codes", codes}}), 201);
  return rt::Html(hall.env, "joined",
                  json::Value::MakeObject({{"title", hall.env.pages.Message("join.done.title")},
                                           {"login", guest.account.login},
                                           {"codes", codes},
                                           {"exit_button", false},
                                           {"noindex", true}}));
}

rt::Response Accept(const Hall& hall, const rt::Request& request) {
  const auto& form = request.form;
  auto db = hall.env.db.Take();
  const auto account = people::FindInvitation(*db, form.Get("invitation"), hall.env.now());
  if (!account) return Unknown(hall, request);
  const Guest guest{form.Get("invitation"), *account};
  if (const auto refusals = Check(hall, request); !refusals.empty())
    return Form(hall, request, guest, refusals);
  const auto joined = people::AcceptInvitation(*db, guest.token, form.Get("password"),
                                               core::Digits(form.Get("totp")), hall.env.now());
  if (joined) return Welcome(hall, request, guest, *joined);
  if (joined.error().kind == core::Kind::kNotFound) return Unknown(hall, request);
  return Form(hall, request, guest, {joined.error()});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto hall = std::make_shared<const Hall>(env);
  return {.handle =
              [hall](const rt::Request& request) {
                return request.method == "POST" ? Accept(*hall, request) : Show(*hall, request);
              },
          .receive = {}};
}

}  // namespace join
