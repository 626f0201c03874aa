#include "lib/vault/vault.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using vault::Key;

TEST(Sealing, OnlyTheSecretKeyOpens) {
  const auto mine = vault::KeyPair::Generate(), other = vault::KeyPair::Generate();
  const auto sealed = vault::SealTo(mine.public_key, "secret");
  EXPECT_EQ(vault::OpenSealed(mine, sealed), "secret");
  EXPECT_EQ(vault::OpenSealed(other, sealed), std::nullopt);
  EXPECT_EQ(vault::KeyPair::FromSecret(mine.secret_key).public_key, mine.public_key);
}

TEST(Sealing, EveryChangedByteShows) {
  const auto key = Key::Random();
  const auto sealed = vault::EncryptExact(key, "case:1", "court");
  EXPECT_EQ(vault::DecryptExact(key, "case:1", sealed), "court");
  EXPECT_EQ(vault::DecryptExact(key, "case:2", sealed), std::nullopt);  // moved to another case
  EXPECT_EQ(vault::DecryptExact(Key::Random(), "case:1", sealed), std::nullopt);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(vault::DecryptExact(key, "case:1", changed), std::nullopt) << i;
  }
}

TEST(Sealing, PaddingHidesTheLength) {
  const auto key = Key::Random();
  std::set<std::size_t> sizes;
  for (const std::size_t size : {0, 1, 900, 1023, 1024, 1500, 2047, 2048, 100'000}) {
    const std::string plain(size, 'a');
    const auto sealed = vault::Encrypt(key, "", plain);
    EXPECT_EQ(vault::Decrypt(key, "", sealed), plain);
    sizes.insert(sealed.size() - 40);
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{1024, 2048, 4096, 131072}));
}

TEST(Stream, GivesBackTheFileAndNoticesEveryTampering) {
  const auto key = Key::Random();
  vault::StreamSealer sealer(key);
  const std::string big(vault::kChunk, 'x');
  const std::vector<std::string> chunks{sealer.Seal(big, false), sealer.Seal("milieu", false),
                                        sealer.Seal("", true)};
  EXPECT_THROW(sealer.Seal("x", false), std::invalid_argument);

  vault::StreamOpener opener(key);
  EXPECT_EQ(opener.Open(chunks[0])->plain, big);
  EXPECT_FALSE(opener.Open(chunks[1])->last);
  EXPECT_TRUE(opener.Open(chunks[2])->last);
  EXPECT_FALSE(opener.Open(chunks[2]));

  vault::StreamOpener skipping(key);
  ASSERT_TRUE(skipping.Open(chunks[0]));
  EXPECT_FALSE(skipping.Open(chunks[2]));  // a chunk was removed
  vault::StreamOpener stranger(Key::Random());
  EXPECT_FALSE(stranger.Open(chunks[0]));
}

TEST(Keys, StretchDependsOnSaltAndPassword) {
  const auto salt = vault::NewSalt();
  const auto key = vault::Stretch("mot de passe", salt);
  EXPECT_EQ(vault::Stretch("mot de passe", salt).Bytes(), key.Bytes());
  EXPECT_NE(vault::Stretch("mot de passf", salt).Bytes(), key.Bytes());
  EXPECT_NE(vault::Stretch("mot de passe", vault::NewSalt()).Bytes(), key.Bytes());
}

TEST(Keys, LabelsKeepUsesApart) {
  EXPECT_NE(vault::Hash("a", "bc"), vault::Hash("ab", "c"));
  EXPECT_NE(vault::Derive("a", "s").Bytes(), vault::Derive("b", "s").Bytes());
  EXPECT_NE(vault::Hash("a", "s"), std::string(vault::Derive("a", "s").Bytes()));
}

TEST(Keys, TokensStandInCookiesAndComeBack) {
  const auto token = vault::RandomToken();
  EXPECT_EQ(token.size(), 43u);
  EXPECT_EQ(vault::FromBase64Url(token)->size(), 32u);
  EXPECT_EQ(vault::FromBase64Url("pas du base64 !"), std::nullopt);
}

TEST(Vault, Sha256IsTheOneOfEveryTool) {  // FIPS 180-2, appendix B.1
  EXPECT_EQ(vault::Hex(vault::Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Vault, HexIsReadAsItIsWrittenAndInNoOtherWay) {
  const std::string bytes("\x00\x7f\xff", 3);
  EXPECT_EQ(vault::Hex(bytes), "007fff");
  EXPECT_EQ(vault::FromHex("007fff"), bytes);
  EXPECT_EQ(vault::FromHex(""), "");
  for (const char* wrong : {"007FFF", "007ff", "00 7fff", "00:7fff", "0g"})
    EXPECT_EQ(vault::FromHex(wrong), std::nullopt) << wrong;
}

// RFC 6238, appendix B, SHA-1: the secret is "12345678901234567890"; the last six of the eight digits.
TEST(Totp, FollowsTheStandard) {
  const std::string secret = "12345678901234567890";
  const auto at = [](std::int64_t seconds) { return core::Instant{std::chrono::seconds{seconds}}; };
  EXPECT_EQ(vault::TotpCode(secret, at(59)), "287082");
  EXPECT_EQ(vault::TotpCode(secret, at(1111111109)), "081804");
  EXPECT_EQ(vault::TotpCode(secret, at(20000000000)), "353130");
  EXPECT_EQ(vault::TotpBase32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Totp, ACodeWorksOnceAndNearItsTimeOnly) {
  const auto secret = vault::NewTotpSecret();
  const core::Instant now{std::chrono::seconds{1'800'000'000}};
  const auto code = vault::TotpCode(secret, now);
  const auto step = vault::CheckTotp(secret, code, now, 0);
  ASSERT_TRUE(step);
  EXPECT_FALSE(vault::CheckTotp(secret, code, now, *step));
  EXPECT_TRUE(vault::CheckTotp(secret, code, now + std::chrono::seconds(30), 0));
  EXPECT_FALSE(vault::CheckTotp(secret, code, now + std::chrono::seconds(90), 0));
  EXPECT_FALSE(vault::CheckTotp(secret, "", now, 0));
}

}  // namespace
