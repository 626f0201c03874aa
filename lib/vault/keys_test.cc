#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstring>
#include <future>
#include <set>
#include <stdexcept>
#include <vector>

#include "lib/vault/vault.h"

namespace vault {
namespace {

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

TEST(Start, TurnsCoreDumpsOff) {
  Start();
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_CORE, &limit), 0);
  EXPECT_EQ(limit.rlim_cur, 0u);
  EXPECT_EQ(limit.rlim_max, 0u);
}

TEST(Key, IsWipedWhenItGoes) {
  alignas(Key) static unsigned char place[sizeof(Key)];
  Key* key = new (place) Key(Key::FromBytes(std::string(32, 'k')));
  const volatile unsigned char* seen = place;
  ASSERT_EQ(seen[31], 'k');
  key->~Key();
  for (std::size_t i = 0; i < sizeof(Key); ++i) EXPECT_EQ(seen[i], 0) << i;
}

TEST(Key, HasExactly32Bytes) {
  EXPECT_THROW(Key::FromBytes(std::string(31, 'k')), std::invalid_argument);
  EXPECT_THROW(Key::FromBytes(std::string(33, 'k')), std::invalid_argument);
  EXPECT_NE(Key::Random().Bytes(), Key::Random().Bytes());
}

TEST(Random, TokensAreShortEnoughForACookieAndNeverMeet) {
  std::set<std::string> tokens;
  for (int i = 0; i < 200; ++i) {
    tokens.insert(RandomToken());
    EXPECT_EQ(tokens.rbegin()->size(), 43u);
    EXPECT_LT(RandomNumber(7), 7u);
  }
  EXPECT_EQ(tokens.size(), 200u);
  EXPECT_EQ(RandomNumber(1), 0u);
  EXPECT_THROW(RandomNumber(0), std::invalid_argument);
}

// What is stored today must be found again by tomorrow's program.
TEST(Derivations, StayWhatTheyAre) {
  EXPECT_EQ(Hex(Hash("label", "bytes")), "e72e4ab273d149bb613e9e1794a47bf616146cc97bb1dec2d2de421e29ed52d9");
  EXPECT_EQ(Hex(Derive("label", "bytes").Bytes()),
            "90442a87bde0823f11903fa2c4036b17e69e877f45f12595296479d7b3cd5687");
  EXPECT_EQ(Hex(Stretch("password", "0123456789abcdef").Bytes()),
            "efefea1217a1d74f60760e0cddef0e1ddcc58d048f2a50ba3606d5bf0a68af9f");
}

TEST(Stretch, DependsOnPasswordAndSaltAndServesManyThreads) {
  const std::string salt = NewSalt();
  ASSERT_EQ(salt.size(), 16u);
  const std::string expected(Stretch("secret", salt).Bytes());
  EXPECT_NE(Stretch("Secret", salt).Bytes(), expected);
  EXPECT_NE(Stretch("secret", NewSalt()).Bytes(), expected);
  EXPECT_THROW(Stretch("secret", "short"), std::invalid_argument);
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < 4; ++i)
    others.push_back(
        std::async(std::launch::async, [&] { return std::string(Stretch("secret", salt).Bytes()); }));
  for (auto& other : others) EXPECT_EQ(other.get(), expected);
}

TEST(SameBytes, ComparesLengthAndContent) {
  EXPECT_TRUE(SameBytes("", ""));
  EXPECT_TRUE(SameBytes(std::string_view("a\0b", 3), std::string_view("a\0b", 3)));
  EXPECT_FALSE(SameBytes(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
  EXPECT_FALSE(SameBytes("a", "ab"));
}

TEST(Base64Url, GoesThereAndBackAndRefusesTheRest) {
  EXPECT_EQ(Base64Url(""), "");
  EXPECT_EQ(Base64Url("\xFB\xFF"), "-_8");
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = RandomBytes(size);
    EXPECT_EQ(FromBase64Url(Base64Url(bytes)), bytes);
  }
  for (const char* text : {"A", "AA=", "AA==", "A+", "A/", "AB", "AA\n", " AA", "é"})
    EXPECT_FALSE(FromBase64Url(text)) << text;
}

}  // namespace
}  // namespace vault
