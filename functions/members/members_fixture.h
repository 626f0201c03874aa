// What the tests of the members share: a manager signed in, a commune that asked to join.
#pragma once
#include <gtest/gtest.h>

#include "domain/membership/life.h"
#include "functions/members/members.h"
#include "tests/support/fake_env.h"

namespace members {

struct Office : testing::Test {
  explicit Office(std::string scheme = "cdg62") : world(std::move(scheme)) {
    world.AddReader("robin", "manager", 0);
    cookie = "desk=" + world.SignIn("robin");
  }
  rt::Response Get(const fake::Pairs& query = {}) { return function.handle(fake::Get(query, cookie)); }
  rt::Response Post(const std::string& member, const fake::Pairs& fields) {
    auto request = fake::Post(fields, cookie);
    if (!member.empty()) request.query.Set("member", member);
    return function.handle(request);
  }
  static fake::Pairs Commune() {
    return {{"do", "add"},
            {"name", "Commune de Valmeuse"},
            {"kind", "commune"},
            {"siret", "216 200 999 00011"},
            {"affiliated", "yes"},
            {"contact_name", "Dany Ostrevant"},
            {"contact_email", "mairie@valmeuse.example"}};
  }
  // Adds the commune, and does with it what is said.
  void Added() { ASSERT_EQ(Post("", Commune()).status, 303); }
  int Do(const fake::Pairs& fields) { return Post("commune-de-valmeuse", fields).status; }
  // The convention, once it is accepted, signed by all on one day.
  void Signed(const std::string& on) {
    ASSERT_EQ(Do({{"do", "note"},
                  {"number", "12"},
                  {"on", "02/11/2026"},
                  {"policy", "02/11/2026"},
                  {"name", "Dany Ostrevant, secrétaire générale"}}),
              303);
    for (const char* party : {"body", "cdg", "provider"})
      ASSERT_EQ(Do({{"do", "sign"},
                    {"signed", std::string("convention ") + party},
                    {"name", "Une personne"},
                    {"on", on},
                    {"received", on}}),
                303)
          << party;
  }
  membership::Member Member() {
    auto db = world.Pool().Take();
    return membership::FindMemberBySlug(*db, "commune-de-valmeuse").value();
  }

  fake::World world;
  std::string cookie;
  rt::Function function = Make(world.Env());
};

}  // namespace members
