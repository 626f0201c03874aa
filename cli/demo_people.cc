#include <stdexcept>

#include "cli/demo.h"
#include "domain/access/contact.h"
#include "domain/figures/keys.h"
#include "domain/membership/life.h"

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
  Value(context, people::SetContact(db, id, {person.Text("function"), person.Text("phone")}));

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
    figures::Attend(world.db, in.account, in.keys, figures::OfficeReports(world.scheme));
    return {std::move(in.account), std::move(in.keys)};
  }
  throw std::runtime_error("content/fr/demonstration.json: nobody there reads this case");
}

// The first of a month, `months` before this one.
core::Day MonthsAgo(core::Day today, std::int64_t months) {
  const std::chrono::year_month_day day{today};
  return core::Day{day.year() / day.month() / 1 - std::chrono::months{months}};
}

std::string ManagerOf(const json::Value& story) {
  for (const auto& person : story["people"].Items())
    if (person.Text("role") == "manager") return person.Text("name");
  return {};
}

// A member since some months, whose agents were counted at the end of last year.
membership::Member Enrol(DemoWorld& world, const json::Value& place) {
  const auto today = core::LocalDay(world.context.now());
  const auto& contact = place["contact"];
  membership::Member one;
  one.slug = place.Text("slug");
  one.name = place.Text("name");
  one.kind = place.Text("kind");
  one.siret = place.Text("siret");
  one.affiliated = place["affiliated"].Bool();
  one.place = {place.Text("address"), place.Text("postcode"), place.Text("city")};
  one.contact = {contact.Text("name"), contact.Text("function"), contact.Text("email"),
                 contact.Text("phone")};
  one.service_code = place.Text("service_code");
  one.engagement = place.Text("engagement");
  membership::Told since;
  since.on = MonthsAgo(today, place["member_months"].Int());
  const membership::By by{ManagerOf(world.story), core::Instant{*since.on} + std::chrono::hours{9}};
  store::Transaction transaction(world.db);
  const auto id = Value(world.context, membership::Ask(world.db, one, {}, by)).collectivite_id;
  Value(world.context, membership::Do(world.db, membership::Rules::Of(world.scheme), id,
                                      membership::Act::kAdopt, since, by));
  const std::chrono::year_month_day day{today};
  const core::Day counted{(day.year() - std::chrono::years{1}) / 12 / 31};
  Value(world.context, membership::SetHeadcount(
                           world.db, id, {counted, place["headcount"].Int(), "compte administratif", today}));
  transaction.Commit();
  return membership::FindMember(world.db, id).value();
}

}  // namespace

void MakeDemoPeople(DemoWorld& world) {
  for (const auto& place : world.story["collectivites"].Items()) {
    const auto added = Enrol(world, place);
    world.collectivites.Push(json::Value::MakeObject({{"slug", added.slug}, {"name", added.name}}));
    world.places.emplace(added.slug, people::Collectivite{added.collectivite_id, added.slug, added.name});
  }
  for (const auto& person : world.story["people"].Items()) Join(world, person);
  // Whoever signs in makes the keys of the figures: those who come later find every case counted.
  for (const auto& account : people::Accounts(world.db))
    if (account.Is("manager") || account.Is("substitute"))
      world.signed_in.emplace(account.id, SignIn(world, account));
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
