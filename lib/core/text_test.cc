#include "lib/core/text.h"

#include <gtest/gtest.h>

namespace core {
namespace {

TEST(Utf8, RefusesWhatADatabaseOrABrowserWouldReadInTwoWays) {
  for (const char* good : {"", "abc", "é", "€", "\U0001F600", "\u00A0", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"})
    EXPECT_TRUE(IsUtf8(good)) << good;
  const std::string_view bad[] = {"\x80",
                                  "\xC3",
                                  "\xC0\xAF",
                                  "\xC1\xBF",
                                  "\xE0\x80\xAF",
                                  "\xF0\x80\x80\xAF",
                                  "\xED\xA0\x80",
                                  "\xF4\x90\x80\x80",
                                  "\xF5\x80\x80\x80",
                                  "\xFF",
                                  "a\xE2\x82",
                                  "\xE2\x28\xA1",
                                  "caf\xE9"};
  for (const auto text : bad) EXPECT_FALSE(IsUtf8(text));
}

TEST(Length, CountsCharactersNotBytes) {
  EXPECT_EQ(Length("été"), 3u);
  EXPECT_EQ(Length("\U0001F600!"), 2u);
  EXPECT_EQ(Length(""), 0u);
}

TEST(Trim, AFieldOfSpacesIsEmptyWhateverTheSpaces) {
  EXPECT_EQ(Trim("  a b\r\n"), "a b");
  EXPECT_EQ(Trim("\u00A0\u202F\u2003\u200B\uFEFF"), "");
  EXPECT_EQ(Trim("\u00A0été\u00A0"), "été");
  EXPECT_EQ(Trim(""), "");
  EXPECT_EQ(Trim("\xFFx "), "\xFFx");
}

TEST(Fold, FindsANameHoweverItIsTyped) {
  EXPECT_EQ(Fold("Éloïse ŒUVRE æther Straße ÿ Ÿ ÇÀÑÝ"), "eloise oeuvre aether strasse y y cany");
  EXPECT_EQ(Fold("E\u0301loi\u0308se"), "eloise");
  EXPECT_EQ(Fold("L’Haÿ\u00A0×÷"), "l'hay ×÷");
}

TEST(Words, AreWhatASearchCompares) {
  EXPECT_EQ(Words(" Élus de l’Île-Rousse % "),
            (std::vector<std::string>{"elus", "de", "l", "ile", "rousse", "%"}));
  EXPECT_TRUE(Words(" - ").empty());
}

TEST(Slug, MakesAnAddress) {
  EXPECT_EQ(Slug("  Commune de Saint-Romain "), "commune-de-saint-romain");
  EXPECT_EQ(Slug("L’Île-d’Œuf (n° 2)"), "l-ile-d-oeuf-n-2");
  EXPECT_EQ(Slug("—"), "");
}

TEST(Digits, KeepsDigitsOnly) { EXPECT_EQ(Digits("1234 56-7\u00A08é"), "12345678"); }

}  // namespace
}  // namespace core
