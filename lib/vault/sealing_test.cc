#include <gtest/gtest.h>

#include <stdexcept>

#include "lib/vault/vault.h"

namespace vault {
namespace {

std::string Flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  return bytes;
}

TEST(Sealed, OpensOnlyForItsKeyAndItsContextAndUnaltered) {
  const Key key = Key::Random();
  const std::string sealed = Encrypt(key, "case 7 report", "ce qui s'est passé");
  EXPECT_EQ(Decrypt(key, "case 7 report", sealed), "ce qui s'est passé");
  EXPECT_FALSE(Decrypt(key, "case 8 report", sealed));
  EXPECT_FALSE(Decrypt(Key::Random(), "case 7 report", sealed));
  EXPECT_FALSE(Decrypt(key, "case 7 report", sealed.substr(0, sealed.size() - 1)));
  EXPECT_FALSE(Decrypt(key, "case 7 report", ""));
  for (std::size_t at = 0; at < sealed.size(); ++at)
    ASSERT_FALSE(Decrypt(key, "case 7 report", Flipped(sealed, at))) << at;
}

TEST(Sealed, NeverLooksTheSameTwice) {
  const Key key = Key::Random();
  EXPECT_NE(Encrypt(key, "c", "x"), Encrypt(key, "c", "x"));
  EXPECT_NE(EncryptExact(key, "c", "x"), EncryptExact(key, "c", "x"));
}

TEST(Sealed, TheLengthTellsOnlyAPowerOfTwo) {
  const Key key = Key::Random();
  constexpr std::size_t kAround = 24 + 16;
  const std::pair<std::size_t, std::size_t> sizes[] = {{0, 1024},    {1, 1024},      {1023, 1024},
                                                       {1024, 2048}, {2047, 2048},   {2048, 4096},
                                                       {5000, 8192}, {70000, 131072}};
  for (const auto& [plain, padded] : sizes) {
    const std::string text(plain, '\x80');  // the byte that the padding begins with
    const std::string sealed = Encrypt(key, "c", text);
    EXPECT_EQ(sealed.size(), padded + kAround) << plain;
    EXPECT_EQ(Decrypt(key, "c", sealed), text) << plain;
  }
}

TEST(Exact, KeepsTheLengthAndIsNotTheOtherKind) {
  const Key key = Key::Random();
  const std::string sealed = EncryptExact(key, "c", key.Bytes());
  EXPECT_EQ(sealed.size(), 32u + 40u);
  EXPECT_EQ(DecryptExact(key, "c", sealed), key.Bytes());
  EXPECT_EQ(DecryptExact(key, "c", EncryptExact(key, "c", "")), "");
  EXPECT_FALSE(Decrypt(key, "c", sealed));
  EXPECT_FALSE(DecryptExact(key, "c", Encrypt(key, "c", "x")));
  EXPECT_FALSE(DecryptExact(key, "d", sealed));
}

TEST(SealTo, OnlyTheSecretKeyOpens) {
  const KeyPair pair = KeyPair::Generate();
  const std::string sealed = SealTo(pair.public_key, "une clé");
  EXPECT_EQ(OpenSealed(pair, sealed), "une clé");
  EXPECT_EQ(OpenSealed(KeyPair::FromSecret(pair.secret_key), sealed), "une clé");
  EXPECT_FALSE(OpenSealed(KeyPair::Generate(), sealed));
  EXPECT_FALSE(OpenSealed(pair, Flipped(sealed, sealed.size() - 1)));
  EXPECT_FALSE(OpenSealed(pair, "short"));
  EXPECT_EQ(OpenSealed(pair, SealTo(pair.public_key, "")), "");
  EXPECT_THROW(SealTo("short", "x"), std::invalid_argument);
  EXPECT_THROW(SealTo(std::string(32, '\0'), "x"), std::invalid_argument);
}

TEST(Stream, NoticesEveryChunkThatIsNotInItsPlace) {
  const Key key = Key::Random();
  StreamSealer sealer(key);
  const std::string one = sealer.Seal("1", false), two = sealer.Seal("2", false),
                    three = sealer.Seal("3", true);
  const auto after_one = [&](const std::string& chunk) {
    StreamOpener opener(key);
    EXPECT_TRUE(opener.Open(one));
    return opener.Open(chunk);
  };
  EXPECT_TRUE(after_one(two));
  EXPECT_FALSE(after_one(one));
  EXPECT_FALSE(after_one(three));
  EXPECT_FALSE(after_one(Flipped(two, 0)));
  EXPECT_FALSE(after_one(""));
  StreamSealer stranger(key);
  EXPECT_FALSE(after_one(stranger.Seal("2", false).substr(24)));
  EXPECT_FALSE(StreamOpener(key).Open(two));
  EXPECT_FALSE(StreamOpener(key).Open(""));
  EXPECT_FALSE(StreamOpener(Key::Random()).Open(one));
  StreamOpener opener(key);
  EXPECT_FALSE(opener.Open(Flipped(one, 30)));
  EXPECT_FALSE(opener.Open(one)) << "an opener that saw a wrong chunk opens no more";
}

}  // namespace
}  // namespace vault
