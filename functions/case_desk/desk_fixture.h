// For the tests of this room: a World with one case, seen by its référent.
#pragma once
#include <gtest/gtest.h>

#include "functions/case_desk/case_desk.h"
#include "tests/support/fake_case.h"

namespace case_desk {

struct Fixture : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileNamed(world);
  std::string desk = fake::DeskCookie(world, "referent");

  rt::Response Page(const std::string& cookie = {}) const {
    return function.handle(fake::Get({{"case", filed.number}}, cookie.empty() ? desk : cookie));
  }
  json::Value Json(const std::string& cookie = {}) const {
    return fake::JsonOf(
        function.handle(fake::AsJson(fake::Get({{"case", filed.number}}, cookie.empty() ? desk : cookie))));
  }
  rt::Response List(const fake::Pairs& query = {}) const { return function.handle(fake::Get(query, desk)); }
  json::Value ListJson(const fake::Pairs& query = {}) const {
    return fake::JsonOf(function.handle(fake::AsJson(fake::Get(query, desk))));
  }

  // A form of the case's page, as a browser sends it.
  rt::Response Act(const fake::Pairs& fields, const std::string& cookie = {}) const {
    auto request = fake::Post(fields, cookie.empty() ? desk : cookie);
    request.query.Add("case", filed.number);
    return function.handle(request);
  }
  rt::Response Program(std::string_view body, const std::string& cookie = {}) const {
    auto request = fake::PostJson(body, cookie.empty() ? desk : cookie);
    request.query.Add("case", filed.number);
    return function.handle(request);
  }
  std::string Version() { return std::to_string(Json()["version"].Int()); }

  void FromReporter(const std::string& text) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReporter(*db, filed).Post(text, "", world.Now()));
  }
  void Release(const std::vector<std::string>& audience) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReporter(*db, filed).Release(audience, json::Value(), core::LocalDay(world.Now())));
  }
  std::vector<std::string> History() {
    auto db = world.Pool().Take();
    std::vector<std::string> what;
    for (const auto& event : fake::AsReader(world, *db, "referent", filed).History())
      what.push_back(event.what);
    return what;
  }
};

// A page without its no-break spaces.
inline bool Reads(const rt::Response& response, std::string_view text) {
  std::string plain = response.body;
  for (std::size_t at = 0; (at = plain.find("\u00a0", at)) != std::string::npos;) plain.replace(at, 2, " ");
  return plain.find(text) != std::string::npos;
}

}  // namespace case_desk
