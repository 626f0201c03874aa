#include "lib/json/value.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>

namespace json {
namespace {

std::string CodeOf(std::string_view text) {
  const auto value = Parse(text);
  return value ? "" : value.error().code;
}

TEST(Parse, ReadsEveryKindAndKeepsTheOrderOfKeys) {
  const auto value = Parse(R"({"z": [1, -2.5, true, null, "é\u00e9"], "a": {"b": 9223372036854775807}})");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->Members()[0].first, "z");
  EXPECT_EQ((*value)["z"].Items()[0].Int(), 1);
  EXPECT_EQ((*value)["z"].Items()[1].Number(), -2.5);
  EXPECT_TRUE((*value)["z"].Items()[2].Bool());
  EXPECT_TRUE((*value)["z"].Items()[3].IsNull());
  EXPECT_EQ((*value)["z"].Items()[4].String(), "éé");
  EXPECT_EQ((*value)["a"]["b"].Int(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Parse(Write(*value)), value);
}

TEST(Parse, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const char* text : {"",
                           "  ",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "// c\n1",
                           "/* c */ 1",
                           "1 2",
                           "{} x",
                           "01",
                           "NaN",
                           "'a'",
                           "\"\xE9\"",
                           "\"\xED\xA0\x80\"",
                           "\"\\ud800\"",
                           "\"\\u0000\"",
                           "{\"a\\u0000b\": 1}",
                           "18446744073709551615",
                           "1e400",
                           "[{\"a\":-1e400}]",
                           "\"a\nb\"",
                           "nul"})
    EXPECT_EQ(CodeOf(text), "json.syntax") << text;
  EXPECT_EQ(CodeOf(std::string_view("\"a\0b\"", 5)), "json.syntax");
}

TEST(Parse, NamesTheDuplicateKeyAtAnyDepthAndHoweverItIsWritten) {
  const auto twice = Parse(R"({"x": [{"role": 1, "r\u006fle": 2}]})");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error(), (core::Refusal{core::Kind::kInvalid, "role", "json.duplicate"}));
  EXPECT_TRUE(Parse(R"([{"a": 1}, {"a": {"a": 2}}])"));
}

TEST(Parse, RefusesMoreThan32Levels) {
  EXPECT_TRUE(Parse(std::string(32, '[') + std::string(32, ']')));
  EXPECT_EQ(CodeOf(std::string(33, '[') + std::string(33, ']')), "json.depth");
  EXPECT_EQ(CodeOf(std::string(1'000'000, '[')), "json.depth");
}

TEST(Value, AnAbsentMemberIsNullAndTextWritesNumbersOut) {
  const auto value =
      Value::MakeObject({{"n", 3}, {"half", 3.5}, {"yes", true}, {"none", nullptr}, {"s", "x"}});
  EXPECT_TRUE(value["no"]["deeper"].IsNull());
  EXPECT_TRUE(value.Has("none"));
  EXPECT_FALSE(value.Has("no"));
  EXPECT_EQ(value.Text("n") + value.Text("half") + value.Text("yes") + value.Text("s"), "33.5truex");
  EXPECT_EQ(value.Text("none", "otherwise"), "otherwise");
  EXPECT_THROW(value["s"].Int(), std::runtime_error);
  EXPECT_THROW(value["n"].Items(), std::runtime_error);
}

TEST(Value, SetReplacesInPlaceAndPushAdds) {
  Value value;
  value.Set("a", 1).Set("b", Value().Push("x").Push(2)).Set("a", "new");
  EXPECT_EQ(Write(value), R"({"a":"new","b":["x",2]})");
  EXPECT_THROW(value.Push(1), std::runtime_error);
}

TEST(Write, NeverClosesAnElementAndStaysTheSameDocument) {
  const Value value("</script></a> a/b \"\n");
  EXPECT_EQ(Write(value).find("</"), std::string::npos);
  EXPECT_EQ(*Parse(Write(value)), value);
  EXPECT_THROW(Write(std::numeric_limits<double>::infinity()), std::runtime_error);
}

TEST(ReadFile, NamesTheFileThatIsWrong) {
  const std::string path = testing::TempDir() + "value_test.json";
  std::ofstream(path) << R"({"a": 1, "a": 2})";
  try {
    ReadFile(path);
    FAIL() << "a duplicate key was accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()), path + ": json.duplicate at a");
  }
  std::filesystem::remove(path);
  EXPECT_THROW(ReadFile(path), std::runtime_error);
}

}  // namespace
}  // namespace json
