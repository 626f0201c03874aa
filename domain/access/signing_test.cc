// Signing in: what opens an account, and what tells nothing.
#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

using namespace std::chrono_literals;

const core::Refusal kRefused{core::Kind::kForbidden, "", "sign_in.refused"};

struct Signing : Fixture {
  Member jeanne = Join("jeanne.essai");
};

TEST_F(Signing, PasswordAndCodeTogetherGiveTheAccountAndItsKeys) {
  const auto first = Enter(jeanne);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->account.login, "jeanne.essai");
  EXPECT_TRUE(first->account.Is("referent"));
  now += 30s;
  const auto second = SignIn(db, "Jeanne.Essai", kPassword, Code(jeanne), now);
  ASSERT_TRUE(second);
  EXPECT_EQ(first->keys.public_key, second->keys.public_key);
  const auto sealed = vault::SealTo(Readers(db, place.id, {"referent"}).front().public_key, "mot");
  EXPECT_EQ(vault::OpenSealed(second->keys, sealed), "mot");
}

TEST_F(Signing, OneRefusalWhateverWasWrong) {
  Add("invite");  // has not joined yet
  const auto gone = Join("parti");
  SetActive(db, gone.id, false);
  const auto stale = vault::TotpCode(jeanne.totp, now - 2min);
  const auto code = Code(jeanne);
  EXPECT_EQ(SignIn(db, "jeanne.essai", "girafe violette 42 nuage", code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "jeanne.essai", "Girafe violette 42 nuages", code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "jeanne.essai", "", code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "jeanne.essai", kPassword, stale, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "jeanne.essai", kPassword, "", now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "personne", kPassword, code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "invite", kPassword, code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, "parti", kPassword, Code(gone), now).error(), kRefused);
  EXPECT_TRUE(Enter(jeanne)) << "refusals use nothing up";
}

TEST_F(Signing, ACodeWorksOnceAndAnOlderOneNoMore) {
  const auto older = vault::TotpCode(jeanne.totp, now - 30s);
  const auto code = Code(jeanne);
  ASSERT_TRUE(SignIn(db, jeanne.login, kPassword, code, now));
  EXPECT_EQ(SignIn(db, jeanne.login, kPassword, code, now).error(), kRefused);
  EXPECT_EQ(SignIn(db, jeanne.login, kPassword, older, now).error(), kRefused);
  now += 30s;
  EXPECT_TRUE(Enter(jeanne));
}

TEST_F(Signing, OfManyAtTheSameTimeWithOneCodeExactlyOneWins) {
  const auto code = Code(jeanne);
  const auto enter = [&](store::Db& own) {
    return SignIn(own, jeanne.login, kPassword, code, now).has_value();
  };
  EXPECT_EQ(AtOnce(6, enter), 1);
}

TEST_F(Signing, EachAccountHasItsOwnSecrets) {
  const auto paul = Join("paul");
  EXPECT_FALSE(SignIn(db, "paul", kPassword, Code(jeanne), now));
  // Someone who writes another's wrap into their own row opens nothing with it.
  db.Prepare(
        "UPDATE account SET (salt, wrapped_secret) = (SELECT salt, wrapped_secret FROM account WHERE id = "
        "?2) WHERE id = ?1")
      .Bind(paul.id, jeanne.id)
      .Run();
  EXPECT_EQ(SignIn(db, "paul", kPassword, Code(jeanne), now).error(), kRefused);
}

// Wall time: the stretching of the password is nearly all of it, so a refusal without it would be told apart.
TEST_F(Signing, AnUnknownLoginIsRefusedAfterTheSameWork) {
  const auto fastest = [&](const char* login) {
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 3; ++i) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_FALSE(SignIn(db, login, "un mot de passe faux", "000000", now));
      best = std::min(best, std::chrono::steady_clock::now() - start);
    }
    return best;
  };
  EXPECT_GT(fastest("personne") * 3, fastest("jeanne.essai"));
}

}  // namespace
}  // namespace people
