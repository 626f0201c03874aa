#include "lib/form/fields.h"

#include <gtest/gtest.h>

namespace form {
namespace {

using Items = std::vector<std::pair<std::string, std::string>>;

std::string CodeOf(const core::Result<Fields>& result) {
  if (result) return "accepted";
  EXPECT_EQ(result.error().field, "");
  return result.error().code;
}

TEST(Fields, SetAndRemoveActOnEveryValueOfAName) {
  Fields fields;
  fields.Add("kinds", "threat");
  fields.Add("facts", "x");
  fields.Add("kinds", "other");
  EXPECT_EQ(fields.Get("kinds"), "threat");
  EXPECT_EQ(fields.All("kinds"), (std::vector<std::string>{"threat", "other"}));
  EXPECT_TRUE(fields.HasValue("kinds", "other"));
  EXPECT_EQ(fields.Get("absent"), "");
  fields.Set("kinds", "discrimination");
  EXPECT_EQ(fields.Items(), (Items{{"kinds", "discrimination"}, {"facts", "x"}}));
  fields.Set("where", "ici");
  fields.Remove("facts");
  EXPECT_EQ(fields.Items(), (Items{{"kinds", "discrimination"}, {"where", "ici"}}));
}

TEST(ParseUrlEncoded, DecodesWhatABrowserSends) {
  const auto fields =
      ParseUrlEncoded("facts=Il+a+dit%0D%0A%C2%AB%C2%A0non%C2%A0%C2%BB&kinds=a&kinds=b&&empty=&alone");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->Items(), (Items{{"facts", "Il a dit\n«\u00a0non\u00a0»"},
                                    {"kinds", "a"},
                                    {"kinds", "b"},
                                    {"empty", ""},
                                    {"alone", ""}}));
  EXPECT_TRUE(ParseUrlEncoded("")->Items().empty());
}

TEST(ParseUrlEncoded, RefusesWhatNoBrowserSends) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%g0=1"})
    EXPECT_EQ(CodeOf(ParseUrlEncoded(bad)), "form.escape") << bad;
  for (const char* bad : {"a=%00", "a=%1b", "a%7f=1", "a=x\x01"})
    EXPECT_EQ(CodeOf(ParseUrlEncoded(bad)), "form.control") << bad;
  for (const char* bad : {"a=%c0%80", "a=%ff", "a=%ed%a0%80", "%e9=1"})
    EXPECT_EQ(CodeOf(ParseUrlEncoded(bad)), "form.utf8") << bad;
}

TEST(ParseUrlEncoded, BoundsTheNumberOfFields) {
  std::string body = "a=1";
  for (std::size_t i = 1; i < kMaxFields; ++i) body += "&a=1";
  EXPECT_EQ(ParseUrlEncoded(body)->Items().size(), kMaxFields);
  EXPECT_EQ(CodeOf(ParseUrlEncoded(body + "&b=1")), "form.too_many");
}

TEST(ParseJson, GivesTheNamesOfTheHtmlForm) {
  const auto fields =
      ParseJson(R"({"kinds": ["threat", "other"], "concerns_authority": true, "headcount": 120, "rate": 0.5,
      "identity": {"mode": "sealed", "audience": [], "name": null, "email": ""},
      "indirect": {"service": "Voirie", "service.share": "keep"}, "facts": "un\r\ndeux\rtrois"})");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->All("kinds"), (std::vector<std::string>{"threat", "other"}));
  EXPECT_EQ(fields->Get("concerns_authority"), "true");
  EXPECT_EQ(fields->Get("headcount"), "120");
  EXPECT_EQ(fields->Get("identity.mode"), "sealed");
  EXPECT_EQ(fields->Get("indirect.service"), "Voirie");
  EXPECT_EQ(fields->Get("indirect.service.share"), "keep");
  EXPECT_EQ(fields->Get("facts"), "un\ndeux\ntrois");
  for (const char* left_out : {"identity.audience", "identity.name", "identity.email"})
    EXPECT_FALSE(fields->Has(left_out));
}

TEST(ParseJson, RefusesOtherShapes) {
  for (const char* bad : {"", "[]", "\"a\"", "{", "{\"a\": 1, \"a\": 2}", "{\"a\": 1} x", "{'a': 1}"})
    EXPECT_EQ(CodeOf(ParseJson(bad)), "form.json") << bad;
  for (const char* bad : {R"({"a": [[1]]})", R"({"a": [{"b": 1}]})"})
    EXPECT_EQ(CodeOf(ParseJson(bad)), "form.shape") << bad;
  EXPECT_EQ(CodeOf(ParseJson(R"({"a": "\u0000"})")), "form.json");
  EXPECT_EQ(CodeOf(ParseJson(R"({"a": "\u001b"})")), "form.control");
  std::string many = R"({"a": [1)";
  for (std::size_t i = 0; i < kMaxFields; ++i) many += ",1";
  EXPECT_EQ(CodeOf(ParseJson(many + "]}")), "form.too_many");
}

}  // namespace
}  // namespace form
