#include "domain/casefile/code.h"

#include <gtest/gtest.h>

namespace {

std::string Refusal(std::string_view typed) {
  const auto code = casefile::ReadCode(typed);
  return code ? "" : code.error().code;
}

TEST(Code, IsReadHoweverItIsTyped) {
  const auto code = casefile::MakeCode("123456", "12345678901234567");
  EXPECT_EQ(code.size(), 24u);
  EXPECT_EQ(casefile::ReadCode(casefile::GroupCode(code))->digits, code);
  EXPECT_EQ(casefile::ReadCode(" " + code.substr(0, 12) + " - " + code.substr(12) + "\u00a0")->secret,
            "12345678901234567");
  EXPECT_EQ(casefile::ReadCode(code)->locator, "123456");
}

TEST(Code, SaysWhatIsWrong) {
  EXPECT_EQ(Refusal(""), "code.required");
  EXPECT_EQ(Refusal("1234"), "code.length");
  EXPECT_EQ(Refusal("O123"), "code.not_digits");
}

TEST(Code, CatchesEveryWrongDigitAndEverySwapOfNeighbours) {
  const auto code = casefile::MakeCode(casefile::NewLocator(), casefile::NewSecretDigits());
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto typed = code;
      typed[i] = digit;
      EXPECT_EQ(Refusal(typed), digit == code[i] ? "" : "code.typing");
    }
    if (i && code[i] != code[i - 1]) {
      auto typed = code;
      std::swap(typed[i], typed[i - 1]);
      EXPECT_EQ(Refusal(typed), "code.typing");
    }
  }
}

}  // namespace
