#include "cli/demo.h"

namespace cli {
namespace {

struct Place {
  const char *slug, *name;
};
constexpr Place kPlaces[] = {
    {"commune-de-valmeuse", "Commune de Valmeuse"},
    {"ville-d-ardelle", "Ville d’Ardelle"},
    {"communaute-d-agglomeration-du-haut-sorgnon", "Communauté d’agglomération du Haut-Sorgnon"}};

struct Person {
  const char *login, *name, *role;
  int place;  // -1: the whole CDG
};
// A first name and a name that nobody bears, so that no one is recognised.
constexpr Person kPeople[] = {{"alix.mervande", "Alix Mervande", "referent", 0},
                              {"noor.tessonier", "Noor Tessonier", "referent", 0},
                              {"jo.carvelin", "Jo Carvelin", "substitute", 0},
                              {"sasha.oriveau", "Sasha Oriveau", "referent", 1},
                              {"lou.brindelac", "Lou Brindelac", "referent", 1},
                              {"camille.dorvast", "Camille Dorvast", "substitute", 1},
                              {"eden.valroche", "Eden Valroche", "referent", 2},
                              {"maelan.quistier", "Maëlan Quistier", "referent", 2},
                              {"ange.sorlemont", "Ange Sorlemont", "substitute", 2},
                              {"charlie.avernes", "Charlie Avernes, psychologue", "provider", -1},
                              {"yael.montrivel", "Yaël Montrivel, juriste", "provider", -1},
                              {"robin.estelard", "Robin Estelard", "manager", -1}};

// Random in each installation, and easy to type.
std::string Password() {
  static constexpr std::string_view kLetters =
      "abcdefghjkmnpqrstuvwxyz23456789";  // none that is taken for another
  std::string password;
  for (int i = 0; i < 16; ++i) {
    if (i && i % 4 == 0) password += '-';
    password += kLetters[vault::RandomNumber(kLetters.size())];
  }
  return password;
}

std::string KeyOf(const DemoWorld& world, const Person& person) {
  std::string key = person.role;
  if (person.place >= 0) key += "-" + std::to_string(person.place);
  return world.people.contains(key) ? key + "-2" : key;
}

// Invited, joined and signed in some hours ago: the code that a telephone shows now has not been used.
void Join(DemoWorld& world, store::Db& db, const Person& person) {
  auto& context = world.context;
  const std::string login = person.login;
  const auto id =
      Value(context, people::AddAccount(db, login, person.name, login + "@demonstration.example"));
  json::Value slugs = json::Array();
  if (person.place >= 0) slugs.Push(world.places[static_cast<std::size_t>(person.place)].slug);
  Value(context,
        people::Assign(db, id, person.role,
                       person.place < 0 ? 0 : world.places[static_cast<std::size_t>(person.place)].id));

  const auto joined = context.now() - std::chrono::hours(3),
             signed_in = context.now() - std::chrono::hours(2);
  const auto token = people::Invite(db, id, joined);
  const auto totp = people::InvitationTotp(token);
  const auto password = Password();
  Value(context, people::AcceptInvitation(db, token, password, vault::TotpCode(totp, joined), joined));
  auto who = Value(context, people::SignIn(db, login, password, vault::TotpCode(totp, signed_in), signed_in));
  world.people.emplace(KeyOf(world, person), DemoPerson{std::move(who.account), std::move(who.keys)});
  world.accounts.Push(json::Value::MakeObject({{"login", login},
                                               {"password", password},
                                               {"totp_secret", vault::TotpBase32(totp)},
                                               {"role", person.role},
                                               {"name", person.name},
                                               {"collectivites", std::move(slugs)}}));
}

}  // namespace

void MakeDemoPeople(DemoWorld& world, store::Db& db) {
  for (const auto& place : kPlaces)
    world.places.push_back(Value(world.context, people::AddCollectivite(db, place.slug, place.name)));
  for (const auto& person : kPeople) Join(world, db, person);
}

}  // namespace cli
