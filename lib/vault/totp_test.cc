#include <gtest/gtest.h>

#include <chrono>

#include "lib/vault/vault.h"

namespace vault {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kSecret = "12345678901234567890";  // RFC 6238, appendix B

core::Instant At(std::int64_t seconds) { return core::Instant{std::chrono::seconds{seconds}}; }

TEST(TotpWindow, AcceptsAClockThatIsOneStepOffAndNoMore) {
  const auto now = At(1111111109);
  const std::int64_t step = 1111111109 / 30;
  EXPECT_EQ(CheckTotp(kSecret, TotpCode(kSecret, now), now, 0), step);
  EXPECT_EQ(CheckTotp(kSecret, TotpCode(kSecret, now - 30s), now, 0), step - 1);
  EXPECT_EQ(CheckTotp(kSecret, TotpCode(kSecret, now + 30s), now, 0), step + 1);
  EXPECT_FALSE(CheckTotp(kSecret, TotpCode(kSecret, now - 60s), now, 0));
  EXPECT_FALSE(CheckTotp(kSecret, TotpCode(kSecret, now + 60s), now, 0));
  for (const char* code : {"", "81804", "0818040", "08180４", "......"})
    EXPECT_FALSE(CheckTotp(kSecret, code, now, 0)) << code;
}

TEST(TotpWindow, ACodeWorksOnce) {
  const auto now = At(1111111109);
  const std::string code = TotpCode(kSecret, now);
  const auto used = CheckTotp(kSecret, code, now, 0);
  ASSERT_TRUE(used);
  EXPECT_FALSE(CheckTotp(kSecret, code, now, *used));
  EXPECT_FALSE(CheckTotp(kSecret, TotpCode(kSecret, now - 30s), now, *used));
  EXPECT_TRUE(CheckTotp(kSecret, TotpCode(kSecret, now + 30s), now + 30s, *used));
}

TEST(TotpSecret, IsReadBackFromBase32) {
  EXPECT_EQ(FromTotpBase32(TotpBase32(kSecret)), std::string(kSecret));
  const std::string any = NewTotpSecret();
  EXPECT_EQ(FromTotpBase32(TotpBase32(any)), any);
  EXPECT_FALSE(FromTotpBase32("1 n'est pas du base32"));
}

TEST(TotpAddress, IsReadByApplicationsWhateverTheNames) {
  EXPECT_EQ(TotpAddress(kSecret, "Signalement du CDG : été", "jeanne@cdg.example"),
            "otpauth://totp/Signalement%20du%20CDG%20%20%20%C3%A9t%C3%A9:jeanne%40cdg.example"
            "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Signalement%20du%20CDG%20%20%20%C3%A9t%C3%A9");
}

}  // namespace
}  // namespace vault
