// The managers' list of what resists people on the site.
#include "functions/accessibility_desk/accessibility_desk.h"

#include <gtest/gtest.h>

#include "domain/accessibility/requests.h"
#include "tests/support/fake_env.h"

namespace accessibility_desk {
namespace {

struct Office : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  std::string cookie;
  std::string first;  // the id of a request that waits

  Office() {
    world.AddReader("manager", "manager", 0);
    cookie = "desk=" + world.SignIn("manager");
    auto db = world.Pool().Take();
    accessibility::Ask(*db, {"", "sam@exemple.fr", "Suivre", "Zqdifficulte <b>"},
                       core::LocalDay(world.Now()));
    first = std::to_string(accessibility::Requests(*db).at(0).id);
  }
  rt::Response Page(const fake::Pairs& query = {}) const { return function.handle(fake::Get(query, cookie)); }
  rt::Response Answer(const fake::Pairs& fields) const { return function.handle(fake::Post(fields, cookie)); }
};

TEST_F(Office, ListsWhatWaitsWithTheDayByWhichItIsAnswered) {
  const auto page = Page();
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Zqdifficulte &lt;b&gt;"));
  EXPECT_TRUE(fake::Says(page, "1er décembre 2026"));
  EXPECT_FALSE(fake::Says(page, "délai dépassé"));
  world.Later(std::chrono::days{8});
  cookie = "desk=" + world.SignIn("manager");
  EXPECT_TRUE(fake::Says(Page(), "délai dépassé"));
}

TEST_F(Office, OpensOneAndNotesItsAnswer) {
  EXPECT_TRUE(fake::Says(Page({{"id", first}}), "href=\"mailto:sam@exemple.fr\""));
  EXPECT_EQ(Answer({{"id", first}, {"answer", "Page corrigée"}}).status, 303);
  EXPECT_TRUE(fake::Says(Page(), "Page corrigée"));
  EXPECT_TRUE(fake::Says(Page(), "Personne manager"));
  EXPECT_EQ(Answer({{"id", first}, {"answer", "Encore"}}).status, 409);
  EXPECT_EQ(Answer({{"id", "99"}, {"answer", "Encore"}}).status, 404);
}

TEST_F(Office, WhatIsRefusedStaysOpen) {
  const auto page = Answer({{"id", first}, {"answer", " "}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "href=\"#answer\""));
  EXPECT_TRUE(fake::Says(page, "name=\"id\" value=\"" + first + "\""));
}

TEST_F(Office, AProgramIsAnswered) {
  const auto list = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie))));
  EXPECT_EQ(list["requests"].Items().at(0).Text("answer_by"), "2026-12-01");
  const auto noted =
      function.handle(fake::PostJson(R"({"id": ")" + first + R"(", "answer": "Fait"})", cookie));
  EXPECT_EQ(fake::JsonOf(noted).Text("answered_on"), "2026-11-24");
}

TEST_F(Office, IsForManagersAlone) {
  cookie = "desk=" + world.SignIn("referent");
  EXPECT_EQ(Page().status, 403);
  EXPECT_EQ(Answer({{"id", first}, {"answer", "x"}}).status, 403);
  EXPECT_FALSE(fake::Says(Page(), "Zqdifficulte"));
  cookie = "";
  EXPECT_EQ(fake::Header(Page(), "Location"), "/connexion/");
  const auto kept = Answer({{"id", first}, {"answer", "Zqreponse"}});
  EXPECT_EQ(kept.status, 403);
  EXPECT_TRUE(fake::Says(kept, "Zqreponse")) << "what was typed is given back";
  EXPECT_EQ(world.Count("accessibility_request WHERE answered_on IS NULL"), 1);
}

}  // namespace
}  // namespace accessibility_desk
