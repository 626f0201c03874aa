#include <gtest/gtest.h>

#include "lib/vault/vault.h"

namespace vault {
namespace {

// RFC 8032, 7.1, test 2: one byte, 0x72.
TEST(Signing, GivesTheSignatureOfTheStandard) {
  const auto seed =
      Key::FromBytes(*FromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  const auto signature = Sign(seed, "\x72");
  EXPECT_EQ(Hex(SigningPublicKey(seed)), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(Hex(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signing, HoldsTheWholeMessage) {
  Start();
  const auto seed = Key::Random();
  const auto mine = SigningPublicKey(seed), other = SigningPublicKey(Key::Random());
  auto signature = Sign(seed, "le cours, le jour");
  EXPECT_TRUE(IsSigned(mine, "le cours, le jour", signature));
  EXPECT_FALSE(IsSigned(mine, "le cours, un autre jour", signature));
  EXPECT_FALSE(IsSigned(other, "le cours, le jour", signature));
  EXPECT_FALSE(IsSigned(mine, "le cours, le jour", signature.substr(1)));
  signature[10] ^= 1;
  EXPECT_FALSE(IsSigned(mine, "le cours, le jour", signature));
  EXPECT_THROW(static_cast<void>(IsSigned("short", "", signature)), std::invalid_argument);
}

}  // namespace
}  // namespace vault
