#include "site/passages.h"

#include <gtest/gtest.h>

namespace site {
namespace {

const Facts kFacts{{{"phone", ""}, {"operator", "Centre de Gestion"}},
                   {{"readers", {"Le référent", "Le *psychologue*"}},
                    {"title", {"Recueil", "Examen"}},
                    {"text", {"Vous écrivez.", "On vous répond."}},
                    {"none", {}}},
                   {{"callback", true}, {"voice_server", false}}};

std::string Settled(const std::string& text) {
  Problems problems;
  const std::string out = SettlePassages(text, kFacts, "page.md", problems);
  EXPECT_EQ(problems, Problems{});
  return out;
}

TEST(Passages, AreKeptWhenTheirWordHolds) {
  EXPECT_EQ(Settled("a\n::: when callback\nb\n:::\nc\n"), "a\nb\nc\n");
  EXPECT_EQ(Settled("a\n::: when voice_server\nb\n:::\nc\n"), "a\nc\n");
  EXPECT_EQ(Settled("::: unless voice_server\nb\n:::\n"), "b\n");
  EXPECT_EQ(Settled("::: unless callback\nb\n:::\n"), "");
}

TEST(Passages, DependOnTextsAndListsThatAreThere) {
  EXPECT_EQ(Settled("::: when phone\nb\n:::\n::: when operator\nc\n:::\n"), "c\n");
  EXPECT_EQ(Settled("::: unless none\nb\n:::\n::: when readers\nc\n:::\n"), "b\nc\n");
}

TEST(Passages, RepeatALineForEachItem) {
  EXPECT_EQ(Settled("- {*none}\n"), "");
  EXPECT_EQ(Settled("1. **{*title}** : {*text}\n"),
            "1. **Recueil** : Vous écrivez\\.\n1. **Examen** : On vous répond\\.\n");
}

// What stands in a scheme's file is text: no star of it may become Markdown.
TEST(Passages, TakeNothingOfAnItemForMarkdown) {
  EXPECT_EQ(Settled("- {*readers}\n"), "- Le référent\n- Le \\*psychologue\\*\n");
}

}  // namespace
}  // namespace site
