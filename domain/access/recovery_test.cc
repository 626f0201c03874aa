// Recovery codes: the way back without password or telephone.
#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

using namespace std::chrono_literals;

const core::Refusal kRefused{core::Kind::kForbidden, "", "recovery.refused"};
constexpr const char* kNew = "hibou orange 57 rivières";

struct Recovery : Fixture {
  Member jeanne = Join("jeanne.essai");
  core::Result<Recovered> Use(const std::string& code, const char* password = kNew) {
    return Recover(db, jeanne.login, code, password);
  }
};

TEST_F(Recovery, SetsANewPasswordAndANewSecretForTheSameKeys) {
  const auto before = Enter(jeanne);
  const auto recovered = Use(jeanne.recovery_codes[2]);
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->account.id, jeanne.id);
  EXPECT_NE(recovered->totp_secret, jeanne.totp);
  now += 1min;
  const auto code = vault::TotpCode(recovered->totp_secret, now);
  EXPECT_FALSE(Enter(jeanne)) << "the former password and the former application";
  EXPECT_FALSE(SignIn(db, jeanne.login, kPassword, code, now)) << "the former password";
  EXPECT_FALSE(SignIn(db, jeanne.login, kNew, Code(jeanne), now)) << "the former application";
  const auto after = SignIn(db, jeanne.login, kNew, code, now);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->keys.public_key, before->keys.public_key) << "the cases stay readable";
}

TEST_F(Recovery, EachCodeWorksOnceAndTheOthersStay) {
  ASSERT_TRUE(Use(jeanne.recovery_codes[0]));
  EXPECT_EQ(Use(jeanne.recovery_codes[0]).error(), kRefused);
  EXPECT_EQ(RecoveryCodesLeft(db, jeanne.id), 4);
  for (int i = 1; i < 5; ++i) EXPECT_TRUE(Use(jeanne.recovery_codes[i])) << i;
  EXPECT_EQ(RecoveryCodesLeft(db, jeanne.id), 0);
}

TEST_F(Recovery, ACodeMayBeTypedAsAPersonReadsIt) {
  std::string typed = " ";
  for (char c : jeanne.recovery_codes[0]) {
    if (c == 'O') c = '0';
    if (c == 'I') c = '1';
    if (c == 'B') c = '8';
    typed += c == '-' ? std::string("  ") : std::string(1, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  EXPECT_TRUE(Use(typed)) << typed;
}

TEST_F(Recovery, OneRefusalWhateverWasWrong) {
  const auto paul = Join("paul");
  const auto gone = Join("parti");
  Add("invite");
  SetActive(db, gone.id, false);
  EXPECT_EQ(Use("").error(), kRefused);
  EXPECT_EQ(Use("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG").error(), kRefused);
  EXPECT_EQ(Use(jeanne.recovery_codes[0].substr(5)).error(), kRefused);
  EXPECT_EQ(Use(paul.recovery_codes[0]).error(), kRefused) << "someone else's code";
  EXPECT_EQ(Recover(db, "personne", jeanne.recovery_codes[0], kNew).error(), kRefused);
  EXPECT_EQ(Recover(db, "invite", jeanne.recovery_codes[0], kNew).error(), kRefused);
  EXPECT_EQ(Recover(db, "parti", gone.recovery_codes[0], kNew).error(), kRefused);
  EXPECT_EQ(RecoveryCodesLeft(db, jeanne.id), 5);
  EXPECT_TRUE(Enter(jeanne)) << "refusals change nothing";
}

TEST_F(Recovery, AWeakPasswordUsesNothingUp) {
  EXPECT_EQ(CodeOf(Use(jeanne.recovery_codes[0], "court")), "password.too_short");
  EXPECT_EQ(CodeOf(Use(jeanne.recovery_codes[0], "jeanne.essai!!")), "password.personal");
  // Known only to whoever has a code: the name is not in the form.
  EXPECT_EQ(CodeOf(Use(jeanne.recovery_codes[0], "personne!2026")), "password.personal");
  EXPECT_EQ(CodeOf(Use("FAUX", "personne!2026")), "recovery.refused");
  EXPECT_TRUE(Enter(jeanne));
  EXPECT_TRUE(Use(jeanne.recovery_codes[0]));
}

TEST_F(Recovery, EndsEverySessionAndTheInvitation) {
  const auto keys = Enter(jeanne)->keys;
  const auto cookie = OpenSession(db, SessionKind::kDesk, jeanne.id, keys.secret_key, now);
  const auto token = Invite(db, jeanne.id, now);
  ASSERT_TRUE(Use(jeanne.recovery_codes[0]));
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
  EXPECT_FALSE(FindInvitation(db, token, now));
}

TEST_F(Recovery, OfManyAtTheSameTimeWithOneCodeExactlyOneWins) {
  const auto use = [&](store::Db& own) {
    return Recover(own, jeanne.login, jeanne.recovery_codes[0], kNew).has_value();
  };
  EXPECT_EQ(AtOnce(5, use), 1);
  EXPECT_EQ(RecoveryCodesLeft(db, jeanne.id), 4);
}

TEST_F(Recovery, AnUnknownLoginIsRefusedAfterTheSameWork) {
  const auto fastest = [&](const char* login) {
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 3; ++i) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_FALSE(Recover(db, login, "FAUX", kNew));
      best = std::min(best, std::chrono::steady_clock::now() - start);
    }
    return best;
  };
  EXPECT_GT(fastest("personne") * 3, fastest("jeanne.essai"));
}

}  // namespace
}  // namespace people
