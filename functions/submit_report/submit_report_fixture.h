// For the tests of this room: a World, the function, and answers that are complete.
#pragma once
#include <gtest/gtest.h>

#include "functions/submit_report/submit_report.h"
#include "tests/support/fake_case.h"

namespace submit_report {

struct Fixture : ::testing::Test {
  fake::World world;
  rt::Function function;
  const std::string key = vault::RandomToken();

  explicit Fixture(const std::string& scheme = "cdg62") : world(scheme), function(Make(world.Env())) {}

  // Complete and anonymous; `changes` replace or, with an empty value, remove.
  form::Fields Answers(const fake::Pairs& changes = {}) const {
    auto fields = fake::FieldsOf({{"collectivite", "saint-romain"},
                                  {"idempotency_key", key},
                                  {"quality", "victim"},
                                  {"kinds", "moral_harassment"},
                                  {"facts", "Des cris chaque matin."},
                                  {"concerns_authority", "no"},
                                  {"identity.mode", "anonymous"}});
    for (const auto& [name, value] : changes) fields.Remove(name);
    for (const auto& [name, value] : changes)
      if (!value.empty()) fields.Add(name, value);
    return fields;
  }
  rt::Response Step(const std::string& step, form::Fields fields) const {
    fields.Set("step", step);
    return function.handle(fake::Post(fields));
  }
  rt::Response Step(const std::string& step, const fake::Pairs& changes = {}) const {
    return Step(step, Answers(changes));
  }
  // As a program sends them, one text for each answer.
  rt::Response Program(const fake::Pairs& changes = {}) const {
    return function.handle(fake::AsJson(fake::Post(Answers(changes))));
  }

  // The only case that was filed: its report and its header as this reader has them.
  casefile::Case Only(store::Db& db, const std::string& login) {
    const auto account = world.Account(login);
    const auto list = casefile::ListFor(db, account, world.Keys(login));
    EXPECT_EQ(list.size(), 1u) << login;
    return casefile::Case::OpenAsReader(db, account, world.Keys(login), list.at(0).number).value();
  }
  std::size_t Holds(const std::string& login) {
    auto db = world.Pool().Take();
    return casefile::ListFor(*db, world.Account(login), world.Keys(login)).size();
  }

  // How often a text stands in a page.
  static std::size_t Times(const rt::Response& response, std::string_view text) {
    std::size_t times = 0;
    for (auto at = response.body.find(text); at != std::string::npos; at = response.body.find(text, at + 1))
      ++times;
    return times;
  }
  // The codes of the errors that a program is told, as "field.code".
  static std::vector<std::string> Errors(const rt::Response& response) {
    std::vector<std::string> codes;
    const auto answer = fake::JsonOf(response);
    for (const auto& error : answer["errors"].Items()) {
      EXPECT_FALSE(error.Text("message").empty());
      codes.push_back(error.Text("field") + "." + error.Text("code"));
    }
    return codes;
  }
};

using Codes = std::vector<std::string>;

}  // namespace submit_report
