#include <stdexcept>

#include "cli/demo.h"

namespace cli {
namespace {

constexpr std::chrono::days kJoinedAgo{120}, kSignedInAgo{119};

// Four short words that mean nothing, easy to type from a screen: 49 bits, random in each installation.
std::string Password() {
  constexpr std::string_view kConsonants = "bdfgjklmnprtvz", kVowels = "aeiou";
  std::string password;
  for (int i = 0; i < 8; ++i) {
    if (i > 0 && i % 2 == 0) password += '-';
    password += kConsonants[vault::RandomNumber(kConsonants.size())];
    password += kVowels[vault::RandomNumber(kVowels.size())];
  }
  return password;
}

std::string PasswordFor(store::Db& db, std::int64_t account_id) {
  const auto account = people::FindAccount(db, account_id).value();
  std::string password = Password();
  while (!people::CheckPassword(password, account)) password = Password();
  return password;
}

void Join(DemoWorld& world, const json::Value& person) {
  auto& context = world.context;
  auto& db = world.db;
  const auto login = person.Text("login"), slug = person.Text("collectivite");
  const auto id =
      Value(context, people::AddAccount(db, login, person.Text("name"), login + "@demonstration.example"));
  Value(context, people::Assign(db, id, person.Text("role"), slug.empty() ? 0 : world.places.at(slug).id));

  const auto then = context.now() - kJoinedAgo;
  const auto token = people::Invite(db, id, then);
  const auto totp = people::InvitationTotp(token);
  const auto password = PasswordFor(db, id);
  Value(context, people::AcceptInvitation(db, token, password, vault::TotpCode(totp, then), then));
  json::Value slugs = json::Array();
  if (!slug.empty()) slugs.Push(slug);
  world.accounts.Push(json::Value::MakeObject({{"login", login},
                                               {"password", password},
                                               {"totp_secret", vault::TotpBase32(totp)},
                                               {"role", person.Text("role")},
                                               {"name", person.Text("name")},
                                               {"collectivites", std::move(slugs)}}));
}

DemoPerson SignIn(DemoWorld& world, const people::Account& account) {
  for (const auto& known : world.accounts.Items()) {
    if (known.Text("login") != account.login) continue;
    const auto then = world.context.now() - kSignedInAgo;
    const auto code = vault::TotpCode(vault::FromTotpBase32(known.Text("totp_secret")).value(), then);
    auto in =
        Value(world.context, people::SignIn(world.db, account.login, known.Text("password"), code, then));
    return {std::move(in.account), std::move(in.keys)};
  }
  throw std::runtime_error("content/fr/demonstration.json: nobody there reads this case");
}

}  // namespace

void MakeDemoPeople(DemoWorld& world) {
  for (const auto& place : world.story["collectivites"].Items()) {
    auto added =
        Value(world.context, people::AddCollectivite(world.db, place.Text("slug"), place.Text("name")));
    world.collectivites.Push(json::Value::MakeObject({{"slug", added.slug}, {"name", added.name}}));
    world.places.emplace(added.slug, std::move(added));
  }
  for (const auto& person : world.story["people"].Items()) Join(world, person);
}

const DemoPerson& DemoReader(DemoWorld& world, std::int64_t collectivite_id, bool concerns_authority) {
  const auto readers =
      people::Readers(world.db, collectivite_id, world.scheme.FirstReaders(concerns_authority));
  const auto account = people::FindAccount(world.db, readers.at(0).account_id).value();
  const auto known = world.signed_in.find(account.id);
  if (known != world.signed_in.end()) return known->second;
  return world.signed_in.emplace(account.id, SignIn(world, account)).first->second;
}

}  // namespace cli
