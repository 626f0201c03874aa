// The demonstration: invented collectivités, people and cases, made by the same acts as real ones.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/code.h"
#include "domain/scheme/scheme.h"
#include "lib/json/value.h"

namespace cli {
namespace {

struct Made {
  Context& context;
  store::Db& db;
  core::Instant now;
  scheme::Scheme scheme;
  std::string worker_public_key;
  json::Value accounts = json::Array(), cases = json::Array();
};

// Four words of a code that nobody has to remember: random in each installation.
std::string Password() {
  std::string password;
  for (int i = 0; i < 4; ++i) password += (i ? "-" : "") + vault::Base64Url(vault::RandomBytes(3));
  return password;
}

void AddPerson(Made& made, const std::string& login, const std::string& name, const std::string& role, const std::vector<people::Collectivite>& places) {
  const auto id = Value(made.context, people::AddAccount(made.db, login, name, login + "@demonstration.example"));
  json::Value slugs = json::Array();
  if (places.empty()) Value(made.context, people::Assign(made.db, id, role, 0));
  for (const auto& place : places) {
    Value(made.context, people::Assign(made.db, id, role, place.id));
    slugs.Push(place.slug);
  }
  // Joined an hour ago, so that the code which the telephone shows now has not been used.
  const auto then = made.now - std::chrono::hours(1);
  const auto token = people::Invite(made.db, id, then);
  const auto totp = people::InvitationTotp(token);
  const auto password = Password();
  Value(made.context, people::AcceptInvitation(made.db, token, password, vault::TotpCode(totp, then), then));
  made.accounts.Push(json::Value::MakeObject({{"login", login},
                                              {"password", password},
                                              {"totp_secret", vault::TotpBase32(totp)},
                                              {"role", role},
                                              {"name", name},
                                              {"collectivites", slugs}}));
}

casefile::Filed AddCase(Made& made, const people::Collectivite& place, const json::Value& report, int days_ago, bool concerns_authority, const json::Value& identity) {
  casefile::NewCase filing;
  filing.collectivite_id = place.id;
  filing.report = report;
  filing.identity = identity;
  filing.concerns_authority = concerns_authority;
  filing.idempotency_key = vault::RandomToken();
  const auto day = core::LocalDay(made.now) - std::chrono::days(days_ago);
  auto filed = Value(made.context, casefile::File(made.db, made.scheme, filing, made.worker_public_key, day));
  made.cases.Push(json::Value::MakeObject({{"number", filed.number}, {"code", filed.code}, {"collectivite", place.slug}}));
  return filed;
}

casefile::Case OpenAs(Made& made, const std::string& login, const casefile::Filed& filed) {
  for (const auto& account : made.accounts.Items())
    if (account.Text("login") == login) {
      const auto then = made.now - std::chrono::hours(1) + std::chrono::minutes(1 + made.cases.Items().size());
      // The account's own keys: its password and a code of its telephone, as anyone signs in.
      auto oath = people::FindAccountByLogin(made.db, login);
      auto signed_in = people::SignIn(made.db, login, account.Text("password"), made.context.out, then);
      if (signed_in && oath) return Value(made.context, casefile::Case::OpenAsReader(made.db, signed_in->account, signed_in->keys, filed.number));
    }
  throw std::runtime_error("demo: " + login + " cannot open " + filed.number);
}

}  // namespace
}  // namespace cli
