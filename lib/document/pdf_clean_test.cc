#include "lib/document/pdf_clean.h"

#include <gtest/gtest.h>

namespace document {
namespace {

TEST(Clean, KeepsWhatIsWritten) {
  const std::string text =
      "L’été, œuvre à 1 250 € : « 👩‍💻 » — العربية, עברית.";
  EXPECT_EQ(Clean(text), text);
}

TEST(Clean, LeavesOutWhatCannotBeSeenOrMisleads) {
  EXPECT_EQ(Clean(std::string("a\0b\x01\x1b\x7f"
                              "c",
                              7)),
            "abc");
  EXPECT_EQ(Clean("montant \u202E0001\u202C \u2066x\u2069 \u200Fy\u200E co\u00ADop\uFEFF\uFFFE"),
            "montant 0001 x y coop");
  EXPECT_EQ(Clean("a\tb\r\nc\rd\u2028e\u0085f"), "a b\nc\nd\ne\nf");
}

TEST(Clean, MakesUtf8AndOneCharacterOfALetterAndItsAccent) {
  EXPECT_EQ(Clean("caf\xE9!"), "caf\uFFFD!");
  EXPECT_EQ(Clean("e\u0301te\u0301"), "été");
}

TEST(Clean, ALineHasNoBreakAndSomethingToSee) {
  EXPECT_EQ(CleanLine("a\nb"), "a b");
  EXPECT_EQ(CleanLine(" \n\u00A0\u200B"), "");
}

std::vector<std::string> Told(const Text& text) {
  std::vector<std::string> out;
  for (const Text& part : Paragraphs(text)) {
    std::string& all = out.emplace_back();
    for (const Span& span : part.spans) all += span.strong ? "*" + span.text + "*" : span.text;
  }
  return out;
}

TEST(Paragraphs, AreSeparatedByEmptyLines) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(Told("un\ndeux\n\ntrois\n  \n\n\nquatre\n"), (Parts{"un\ndeux", "trois", "quatre"}));
  EXPECT_EQ(Told("\n\n un"), (Parts{" un"}));
  EXPECT_EQ(Told(" \n\t\n"), Parts{});
  EXPECT_EQ(Told({{.text = "un "},
                  {.text = "deux\n\ntrois", .strong = true},
                  {.text = " quatre\n"},
                  {.text = "\ncinq"}}),
            (Parts{"un *deux*", "*trois* quatre", "cinq"}));
}

}  // namespace
}  // namespace document
