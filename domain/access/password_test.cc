// Which passwords are taken.
#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

const Account kSomeone = [] {
  Account account;
  account.login = "jeanne.dupre";
  account.name = "Jeanne Dupré-Lémery";
  return account;
}();

std::string Judge(const std::string& password) { return CodeOf(CheckPassword(password, kSomeone)); }

TEST(Password, IsTakenWhenItIsLongAndTheirOwn) {
  for (const char* password : {"girafe violette 42 nuages", "le chat dort sur le toit rouge", "kX9!vq2#Zw7m",
                               "correct cheval pile agrafe", "Vole avec la lune, rousse et lente",
                               "tDq3-x9Lk-_2Pq-Zz0w", "élégie d’été à l’ombre", "!?;:§%µ£¨^$*ù",
                               "Jeanne préfère le thé vert du matin", "пароль-из-трёх-слов"})
    EXPECT_EQ(Judge(password), "ok") << password;
}

TEST(Password, IsCountedInCharactersNotInBytes) {
  EXPECT_EQ(Judge("éàùéàçôîëûü"), "password.too_short");
  EXPECT_EQ(Judge(""), "password.too_short");
  std::string longest;
  for (int i = 0; longest.size() < 256; ++i) longest += std::to_string(i * 7919) + "é ";
  while (core::Length(longest) < 256) longest += "k";
  while (core::Length(longest) > 256) longest.pop_back();
  EXPECT_EQ(Judge(longest), "ok");
  EXPECT_EQ(Judge(longest + "z"), "password.too_long");
}

TEST(Password, IsRefusedWhenItRepeatsOrCountsUp) {
  for (const char* password : {"aaaaaaaaaaaa", "abababababab", "Azerty12Azerty12", "k3v9xq!k3v9xq!",
                               "123456789012", "1234-5678-9012", "abcdefghijkl", "AZERTYUIOPqsdfgh",
                               "zyxwvutsrqpo", "............", "poiuytreza321", "------------a"})
    EXPECT_EQ(Judge(password), "password.simple") << password;
}

TEST(Password, IsRefusedWhenEveryoneWouldTryIt) {
  for (const char* password : {"motdepasse123", "Mot de passe 2026 !", "P@ssw0rd2026!", "MotDePasse!!!!",
                               "1q2w3e4r5t6y", "bienvenue2026", "Soleil-Bonjour1", "azerty!!password",
                               "administrateur", "Signalement62", "IloveYou-2026", "m0td3p4ss3-62"})
    EXPECT_EQ(Judge(password), "password.common") << password;
}

TEST(Password, IsRefusedWhenItIsTheirName) {
  for (const char* password :
       {"jeanne.dupre", "Jeanne.Dupre.1975", "DUPRÉ-LÉMERY!!", "eJeanneDupre62", "jeanne jeannette1"})
    EXPECT_EQ(Judge(password), "password.personal") << password;
  EXPECT_EQ(CodeOf(CheckPassword("paul.martinet.75", kSomeone)), "ok");
}

TEST(Password, RefusalsNameTheField) {
  const auto refused = CheckPassword("court", kSomeone);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (core::Refusal{core::Kind::kInvalid, "password", "password.too_short"}));
}

}  // namespace
}  // namespace people
