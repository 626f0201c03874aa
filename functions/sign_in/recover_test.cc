// The way back with a recovery code.
#include <gtest/gtest.h>

#include "functions/sign_in/sign_in_fixture.h"

namespace sign_in {
namespace {

constexpr const char* kNew = "hibou orange 57 rivières";

struct Recover : Fixture {
  fake::Pairs Fields(const std::string& code, const std::string& password = kNew) const {
    return {{"action", "recover"},
            {"login", " Jeanne.Essai "},
            {"recovery_code", code},
            {"password", password},
            {"password_again", password}};
  }
  rt::Response Use(const std::string& code, const std::string& password = kNew) const {
    return Post(Fields(code, password));
  }
};

TEST_F(Recover, TheFormIsReachedByALink) {
  const auto form = function.handle(fake::Get({{"recover", "1"}}));
  EXPECT_EQ(form.status, 200);
  for (const char* part :
       {"name=\"action\" value=\"recover\"", "name=\"recovery_code\"", "name=\"password_again\""})
    EXPECT_TRUE(fake::Says(form, part)) << part;
}

TEST_F(Recover, GivesANewKeyAndEndsEverySession) {
  const auto before = Enter(jeanne);
  const auto page = Use(jeanne.recovery_codes[0]);
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(SessionOf(before));
  EXPECT_TRUE(fake::Says(page, "src=\"data:image/svg+xml;base64,"));
  EXPECT_TRUE(fake::Says(page, "Il vous en reste 4"));
  EXPECT_FALSE(fake::Says(page, kNew));
  EXPECT_FALSE(fake::Says(page, jeanne.recovery_codes[0]));

  const std::string mark = "otpauth://totp/Signalement:jeanne.essai?secret=";
  const auto at = page.body.find(mark);
  ASSERT_NE(at, std::string::npos);
  const auto secret = page.body.substr(at + mark.size(), 32);
  EXPECT_NE(secret, vault::TotpBase32(jeanne.totp));
  Later();
  EXPECT_EQ(Enter(jeanne, kNew).status, 403) << "the former application";
}

TEST_F(Recover, TheNewPasswordAndTheNewKeySignIn) {
  auto fields = R"({"action": "recover", "login": "jeanne.essai", "password": ")" + std::string(kNew) +
                R"(", "recovery_code": ")" + jeanne.recovery_codes[1] + "\"}";
  const auto answer = function.handle(fake::PostJson(fields));
  ASSERT_EQ(answer.status, 200);
  const auto json = fake::JsonOf(answer);
  EXPECT_EQ(json["recovery_codes_left"].Int(), 4);
  // The page's and the API's key is the one that the account has: found again by its only use.
  Member renewed = jeanne;
  const std::string text = json.Text("totp_secret"), alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  renewed.totp.clear();
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    bits = bits << 5 | static_cast<unsigned>(alphabet.find(c));
    if ((count += 5) >= 8) renewed.totp += static_cast<char>(bits >> (count -= 8) & 0xff);
  }
  ASSERT_EQ(renewed.totp.size(), 20u);
  EXPECT_EQ(Enter(renewed, kNew).status, 303);
}

TEST_F(Recover, ACodeWorksOnceAndTheRefusalIsTheSameForAnUnknownLogin) {
  ASSERT_EQ(Use(jeanne.recovery_codes[0]).status, 200);
  const auto used = Use(jeanne.recovery_codes[0]);
  EXPECT_EQ(used.status, 403);
  auto fields = Fields("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG");
  const auto wrong = Post(fields);
  EXPECT_EQ(wrong.body, used.body);
  fields[1].second = " Jeanne.Essay ";
  auto unknown = Post(fields);
  EXPECT_EQ(unknown.status, 403);
  unknown.body.replace(unknown.body.find(" Jeanne.Essay "), 14, " Jeanne.Essai ");
  EXPECT_EQ(unknown.body, used.body);
}

TEST_F(Recover, AWeakOrDifferentPasswordUsesNothingUpAndCountsAsNoFailure) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(Use(jeanne.recovery_codes[0], "court").status, 422);
    EXPECT_EQ(Use(jeanne.recovery_codes[0], "personne!2026").status, 422);
  }
  auto fields = Fields(jeanne.recovery_codes[0]);
  fields.back().second = "hibou orange 57 rivieres";
  const auto different = Post(fields);
  EXPECT_EQ(different.status, 422);
  EXPECT_TRUE(fake::Says(different, "ne sont pas les mêmes"));
  EXPECT_TRUE(fake::Says(different, "value=\" Jeanne.Essai \""));
  for (const auto& secret : {jeanne.recovery_codes[0], std::string(kNew)})
    EXPECT_FALSE(fake::Says(different, secret)) << secret;
  EXPECT_EQ(Use(jeanne.recovery_codes[0]).status, 200);
}

TEST_F(Recover, FailuresSlowThisLoginDownAndSigningInIsCountedApart) {
  rt::Response refused;
  int tries = 0;
  do {
    refused = Use("FAUX");
  } while (refused.status == 403 && ++tries < 20);
  EXPECT_EQ(tries, 6);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(fake::Header(refused, "Retry-After"), "2");
  EXPECT_EQ(Use(jeanne.recovery_codes[0]).status, 429);
  EXPECT_EQ(Enter(jeanne).status, 303) << "whoever guesses at codes does not slow signing in";
  world.Later(std::chrono::seconds{2});
  EXPECT_EQ(Use(jeanne.recovery_codes[0]).status, 200);
}

TEST_F(Recover, TheLastCodeSaysSo) {
  for (int i = 0; i < 4; ++i) ASSERT_EQ(Use(jeanne.recovery_codes[i]).status, 200) << i;
  EXPECT_TRUE(fake::Says(Use(jeanne.recovery_codes[4]), "votre dernier code de secours"));
  EXPECT_EQ(Use(jeanne.recovery_codes[4]).status, 403);
}

}  // namespace
}  // namespace sign_in
