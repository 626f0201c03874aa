#include "domain/membership/membership.h"

#include "domain/access/access.h"
#include "domain/membership/membership_fixture.h"

namespace membership {
namespace {

using Membership = Fixture;

TEST(Siret, IsWhatLuhnAcceptsAndOfLaPosteItsOwnRule) {
  // Made up: the key digit alone makes them right.
  EXPECT_TRUE(IsSiret("21620099900011"));
  EXPECT_FALSE(IsSiret("21620099900012"));
  EXPECT_FALSE(IsSiret("2162009990001"));
  EXPECT_FALSE(IsSiret("216200999 00011"));
  EXPECT_FALSE(IsSiret("2162009990001a"));
  EXPECT_FALSE(IsSiret(""));
  EXPECT_TRUE(IsSiret("35600000000048")) << "La Poste's seat, by Luhn";
  EXPECT_TRUE(IsSiret("35600000049837")) << "an establishment of La Poste: 45 is a multiple of 5";
  EXPECT_FALSE(IsSiret("35600000049838"));
}

TEST(Siret, OfOneWrongDigitIsNeverAccepted) {
  const std::string right = "21620099900011";
  for (std::size_t i = 0; i < right.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto typed = right;
      typed[i] = digit;
      EXPECT_EQ(IsSiret(typed), typed == right) << typed;
    }
}

TEST_F(Membership, KeepsAllThatIsSaidOfAMember) {
  auto told = Valmeuse();
  told.state = State::kEffective;
  told.effective_on = Day("2026-03-01");
  const auto added = Add(db, told).value();
  const auto found = FindMember(db, added.collectivite_id).value();
  EXPECT_EQ(found.slug, "commune-de-valmeuse");
  EXPECT_EQ(found.name, told.name);
  EXPECT_EQ(found.siret, told.siret);
  EXPECT_EQ(found.place.city, told.place.city);
  EXPECT_EQ(found.contact.email, told.contact.email);
  EXPECT_EQ(found.engagement, told.engagement);
  EXPECT_EQ(found.effective_on, Day("2026-03-01"));
  EXPECT_FALSE(found.ends_on);
  EXPECT_EQ(FindMemberBySlug(db, "commune-de-valmeuse")->collectivite_id, added.collectivite_id);
  EXPECT_FALSE(FindMember(db, added.collectivite_id + 1));
}

TEST_F(Membership, IsFoundByAgentsOnlyWhileItIsServed) {
  for (const auto state : {State::kAsked, State::kRefused, State::kConvention, State::kSigned,
                           State::kEffective, State::kLeaving, State::kLeft, State::kErased}) {
    const auto slug = Add(db, Named("Commune " + std::string(Word(state)), state)).value().slug;
    EXPECT_EQ(people::FindCollectivite(db, slug).has_value(), IsServed(state)) << slug;
    EXPECT_EQ(StateNamed(Word(state)), state);
  }
  EXPECT_EQ(Members(db).size(), 8u);
}

TEST_F(Membership, MembersStandInTheOrderOfTheirNames) {
  for (const char* name : {"Ville de Zède", "Écluse", "Commune d’Abelle", "eclaire"})
    Add(db, Named(name)).value();
  std::vector<std::string> names;
  for (const auto& one : Members(db)) names.push_back(one.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Commune d’Abelle", "eclaire", "Écluse", "Ville de Zède"}));
}

TEST_F(Membership, RefusesWhatIsWrongAndNamesTheField) {
  Member bad = Valmeuse();
  bad.name = " ";
  bad.kind = "kingdom";
  bad.siret = "12345678901234";
  bad.place.postcode = "6200";
  bad.contact.email = "mairie";
  bad.contact.phone = "par la mairie";
  bad.engagement = std::string(201, 'x');
  std::vector<std::string> fields;
  for (const auto& refusal : Check(bad)) fields.push_back(refusal.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"name", "kind", "siret", "postcode", "contact_email",
                                              "contact_phone", "engagement"}));
  EXPECT_EQ(Add(db, bad).error().field, "name");
  EXPECT_TRUE(Members(db).empty());
}

TEST_F(Membership, TwoMembersNeverShareASiretNorASlug) {
  const auto first = Add(db, Valmeuse()).value();
  auto other = Valmeuse();
  other.name = "Ville d’Ardelle";
  EXPECT_EQ(Add(db, other).error().code, "membership.siret_taken");
  other.siret.clear();
  const auto second = Add(db, other).value();
  EXPECT_EQ(Add(db, Named("Ville d’Ardelle")).error().code, "collectivite.slug_taken");
  auto changed = second;
  changed.siret = first.siret;
  EXPECT_EQ(Describe(db, changed).error().code, "membership.siret_taken");
  EXPECT_TRUE(Describe(db, first)) << "its own SIRET";
  EXPECT_TRUE(Add(db, Named("Sans numéro"))) << "several may have none";
}

TEST_F(Membership, DescribingLeavesTheStateAndItsDays) {
  auto one = Valmeuse();
  one.state = State::kLeaving;
  one.effective_on = Day("2025-01-01");
  one.ends_on = Day("2026-12-31");
  one = Add(db, one).value();
  auto told = one;
  told.name = "Commune nouvelle de Valmeuse";
  told.affiliated = false;
  told.state = State::kAsked;
  told.effective_on = told.ends_on = std::nullopt;
  ASSERT_TRUE(Describe(db, told));
  const auto found = FindMember(db, one.collectivite_id).value();
  EXPECT_EQ(found.name, told.name);
  EXPECT_EQ(people::FindCollectivite(db, one.slug)->name, told.name);
  EXPECT_FALSE(found.affiliated);
  EXPECT_EQ(found.state, State::kLeaving);
  EXPECT_EQ(found.ends_on, one.ends_on);
}

TEST_F(Membership, HeadcountIsTheLatestThatWasCountedByThatDay) {
  const auto id = Add(db, Valmeuse()).value().collectivite_id;
  EXPECT_FALSE(HeadcountOn(db, id, Day("2026-01-01")));
  ASSERT_TRUE(SetHeadcount(db, id, {Day("2024-12-31"), 40, "compte administratif", Day("2025-02-01")}));
  ASSERT_TRUE(SetHeadcount(db, id, {Day("2025-12-31"), 42, "déclaré", Day("2026-02-01")}));
  EXPECT_EQ(HeadcountOn(db, id, Day("2025-12-30"))->agents, 40);
  EXPECT_EQ(HeadcountOn(db, id, Day("2025-12-31"))->agents, 42);
  EXPECT_FALSE(HeadcountOn(db, id, Day("2024-12-30")));
  ASSERT_TRUE(SetHeadcount(db, id, {Day("2025-12-31"), 43, "corrigé", Day("2026-03-01")}));
  const auto all = Headcounts(db, id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].agents, 43);
  EXPECT_EQ(all[0].source, "corrigé");
  EXPECT_EQ(SetHeadcount(db, id, {Day("2025-12-31"), 0, "", Day("2026-03-01")}).error().code,
            "headcount.positive");
  EXPECT_EQ(SetHeadcount(db, id, {Day("2025-12-31"), 100'001, "", Day("2026-03-01")}).error().code,
            "headcount.too_large");
}

}  // namespace
}  // namespace membership
