// Collectivités, accounts, parts.
#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

struct People : Fixture {};

TEST_F(People, CollectivitesComeByNameAsAPersonSortsThem) {
  ASSERT_TRUE(AddCollectivite(db, "zellande", "Zellande"));
  ASSERT_TRUE(AddCollectivite(db, "eauclaire", "  Éauclaire "));
  ASSERT_TRUE(AddCollectivite(db, "fermee", "Fermée"));
  db.Exec("UPDATE collectivite SET active = 0 WHERE slug = 'fermee'");
  std::vector<std::string> names;
  for (const auto& one : Collectivites(db)) names.push_back(one.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Commune de Valmeuse", "Éauclaire", "Zellande"}));
  EXPECT_EQ(FindCollectivite(db, "eauclaire")->name, "Éauclaire");
  EXPECT_FALSE(FindCollectivite(db, "fermee"));
  EXPECT_FALSE(FindCollectivite(db, "inconnue"));
}

TEST_F(People, ACollectiviteNeedsANameAndAnAddressOfItsOwn) {
  EXPECT_EQ(CodeOf(AddCollectivite(db, "valmeuse", "Autre")), "collectivite.slug_taken");
  EXPECT_EQ(AddCollectivite(db, "valmeuse", "Autre").error().kind, core::Kind::kConflict);
  for (const char* slug : {"", "Valmeuse", "val meuse", "../x", "é"})
    EXPECT_EQ(CodeOf(AddCollectivite(db, slug, "Autre")), "collectivite.slug") << slug;
  EXPECT_EQ(CodeOf(AddCollectivite(db, "autre", " \u00a0")), "collectivite.name");
  EXPECT_EQ(Collectivites(db).size(), 1u);
}

TEST_F(People, AnAccountIsFoundByItsLoginWhateverItsCapitals) {
  const auto id = Add("jeanne.essai");
  const auto account = FindAccountByLogin(db, "Jeanne.ESSAI");
  ASSERT_TRUE(account);
  EXPECT_EQ(account->id, id);
  EXPECT_FALSE(account->joined);
  EXPECT_TRUE(account->active);
  EXPECT_TRUE(account->Is("referent"));
  EXPECT_FALSE(account->Is("provider"));
  EXPECT_EQ(AddAccount(db, "JEANNE.ESSAI", "Autre", "a@b.fr").error(),
            (core::Refusal{core::Kind::kConflict, "login", "account.login_taken"}));
  EXPECT_FALSE(FindAccountByLogin(db, "jeanne"));
}

TEST_F(People, AnAccountNeedsALoginANameAndAnAddress) {
  for (const std::string& login :
       {std::string("x"), std::string("a b"), std::string("jé"), std::string(65, 'a')})
    EXPECT_EQ(CodeOf(AddAccount(db, login, "Nom", "a@b.fr")), "account.login") << login;
  EXPECT_EQ(CodeOf(AddAccount(db, "ab", "  ", "a@b.fr")), "account.name");
  for (const char* email :
       {"", "a", "@b.fr", "a@", "a@b", "a@.fr", "a@b.", "a b@c.fr", "a@b@c.fr", "a@b.fr\r\nBcc: x@y.fr"})
    EXPECT_EQ(CodeOf(AddAccount(db, "ab", "Nom", email)), "account.email") << email;
  EXPECT_EQ(Accounts(db).size(), 0u);
}

TEST_F(People, APartIsGivenOnceAndOnlyWhenItExists) {
  const auto id = Add("jeanne");
  EXPECT_TRUE(Assign(db, id, "referent", place.id));
  EXPECT_TRUE(Assign(db, id, "manager", 0));
  EXPECT_TRUE(Assign(db, id, "manager", 0));
  EXPECT_EQ(FindAccount(db, id)->assignments.size(), 2u);
  EXPECT_EQ(CodeOf(Assign(db, id, "maire", place.id)), "account.role");
  EXPECT_EQ(Assign(db, id, "referent", 99).error(),
            (core::Refusal{core::Kind::kNotFound, "collectivite", "collectivite.unknown"}));
}

TEST_F(People, ReadersAreThoseWhoCanReadForThisCollectivite) {
  const auto member = Join("jeanne");
  const auto other = AddCollectivite(db, "ardelle", "Ardelle").value();
  Add("invitee");                     // has not joined
  const auto closed = Join("parti");  // has left
  SetActive(db, closed.id, false);
  const auto everywhere = Join("prestataire");
  ASSERT_TRUE(Assign(db, everywhere.id, "provider", 0));

  const auto readers = Readers(db, place.id, {"provider", "referent"});
  ASSERT_EQ(readers.size(), 2u);
  EXPECT_EQ(readers[0].account_id, everywhere.id);  // once, although they are a référent too
  EXPECT_EQ(readers[0].role, "provider");
  EXPECT_EQ(readers[1].account_id, member.id);
  EXPECT_EQ(readers[1].public_key, Enter(member)->keys.public_key);
  ASSERT_EQ(Readers(db, other.id, {"provider", "referent"}).size(), 1u);
  EXPECT_TRUE(Readers(db, other.id, {"referent"}).empty());
}

TEST_F(People, AClosedAccountHasNeitherSessionNorInvitationAndComesBackWithoutThem) {
  const auto member = Join("jeanne");
  const auto keys = Enter(member)->keys;
  const auto cookie = OpenSession(db, SessionKind::kDesk, member.id, keys.secret_key, now);
  const auto token = Invite(db, member.id, now);
  SetActive(db, member.id, false);
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
  EXPECT_FALSE(FindInvitation(db, token, now));
  now += std::chrono::minutes(1);
  EXPECT_EQ(CodeOf(Enter(member)), "sign_in.refused");
  SetActive(db, member.id, true);
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
  EXPECT_FALSE(FindInvitation(db, token, now));
  EXPECT_TRUE(Enter(member));
}

}  // namespace
}  // namespace people
