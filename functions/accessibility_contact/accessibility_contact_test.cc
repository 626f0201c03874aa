// What resists someone on the site.
#include "functions/accessibility_contact/accessibility_contact.h"

#include <gtest/gtest.h>

#include "domain/accessibility/requests.h"
#include "tests/support/fake_env.h"

namespace accessibility_contact {
namespace {

struct Contact : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  rt::Response Send(const fake::Pairs& fields) const { return function.handle(fake::Post(fields)); }
};

TEST_F(Contact, IsAcknowledgedWithTheDayByWhichItIsAnswered) {
  const auto sent = Send({{"difficulty", " Trop petit "}, {"email", "sam@exemple.fr"}});
  EXPECT_EQ(sent.status, 303);
  EXPECT_EQ(fake::Header(sent, "Location"), "/f/accessibility_contact?received=yes");
  const auto page = function.handle(fake::Get({{"received", "yes"}}));
  EXPECT_TRUE(fake::Says(page, "24 novembre 2026"));
  EXPECT_TRUE(fake::Says(page, "1er décembre 2026"));
  auto db = world.Pool().Take();
  EXPECT_EQ(accessibility::Requests(*db).at(0).difficulty.text, "Trop petit");
}

TEST_F(Contact, WhatIsRefusedKeepsWhatWasTyped) {
  const auto page = Send({{"email", "sam"}, {"page", "<Suivre>"}, {"name", "Sam"}});
  EXPECT_EQ(page.status, 422);
  for (const char* part : {"<title>Erreur", "value=\"&lt;Suivre&gt;\"", "value=\"sam\"",
                           "href=\"#difficulty\"", "href=\"#email\"", "aria-invalid=\"true\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_EQ(world.Count("accessibility_request"), 0);
}

TEST_F(Contact, AProgramIsAnswered) {
  const auto sent = function.handle(fake::PostJson(R"({"difficulty": "Trop petit"})"));
  EXPECT_EQ(sent.status, 201);
  EXPECT_EQ(fake::JsonOf(sent), *json::Parse(R"({"received_on": "2026-11-24", "answer_by": "2026-12-01"})"));
  EXPECT_EQ(fake::JsonOf(function.handle(fake::PostJson("{}")))["errors"].Items().size(), 1u);
}

TEST_F(Contact, AFloodWaitsAndLosesNothingOfWhatItTyped) {
  for (int i = 0; i < 32; ++i) Send({{"difficulty", "message " + std::to_string(i)}});
  const auto page = Send({{"difficulty", "celui qui attend"}});
  EXPECT_EQ(page.status, 429);
  EXPECT_TRUE(fake::Says(page, "celui qui attend"));
  EXPECT_FALSE(fake::Header(page, "Retry-After").empty());
  const auto kept = world.Count("accessibility_request");
  EXPECT_LT(kept, 33);
  world.Later(std::chrono::seconds{61});
  EXPECT_EQ(Send({{"difficulty", "celui qui attend"}}).status, 303);
  EXPECT_EQ(world.Count("accessibility_request"), kept + 1);
}

TEST_F(Contact, AnAddressWithoutAFormLeadsToIt) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/accessibilite/nous-ecrire/");
}

}  // namespace
}  // namespace accessibility_contact
