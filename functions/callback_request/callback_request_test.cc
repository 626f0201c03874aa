// A wish to be called back.
#include "functions/callback_request/callback_request.h"

#include <gtest/gtest.h>

#include "tests/support/fake_case.h"

namespace callback_request {
namespace {

struct Callback : ::testing::Test {
  fake::World world;
  rt::Function function;
  casefile::Filed filed;
  std::string cookie;

  explicit Callback(const std::string& scheme = "cdg62")
      : world(scheme),
        function(Make(world.Env())),
        filed(fake::FileOne(world)),
        cookie(fake::ReporterCookie(world, filed)) {}

  rt::Response Page() const { return function.handle(fake::Get({}, cookie)); }
  rt::Response Ask(const fake::Pairs& fields) const { return function.handle(fake::Post(fields, cookie)); }
  std::vector<casefile::CallbackWish> Wishes(const std::string& login) {
    auto db = world.Pool().Take();
    return casefile::CallbacksFor(*db, world.Account(login), world.Keys(login));
  }
};

TEST_F(Callback, GoesToTheProviderAloneAndThePageSaysThatItWasAsked) {
  EXPECT_EQ(Ask({{"mode", "video"}, {"phone", " 06 39 98 71 23 "}, {"slot", "evening"}}).status, 303);
  const auto wishes = Wishes("provider");
  ASSERT_EQ(wishes.size(), 1u);
  EXPECT_EQ(wishes[0].wish,
            *json::Parse(R"({"mode": "video", "phone": "06 39 98 71 23", "slot": "evening"})"));
  EXPECT_EQ(wishes[0].number, filed.number);
  EXPECT_TRUE(Wishes("referent").empty());
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "Votre demande est enregistrée"));
  EXPECT_FALSE(fake::Says(page, "06 39 98 71 23"));
}

TEST_F(Callback, SentTwiceIsOneCallAndACorrectedNumberIsTheOneCalled) {
  for (const char* phone : {"06 39 98 71 23", "06 39 98 71 23", "06 39 98 71 99"})
    EXPECT_EQ(Ask({{"mode", "phone"}, {"phone", phone}}).status, 303);
  ASSERT_EQ(Wishes("provider").size(), 1u);
  EXPECT_EQ(Wishes("provider")[0].wish.Text("phone"), "06 39 98 71 99");
}

TEST_F(Callback, AProgramIsAnswered) {
  const auto before = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie))));
  EXPECT_EQ(before, *json::Parse(R"({"offered": true, "asked": false})"));
  const auto asked = function.handle(fake::PostJson(R"({"mode": "phone", "phone": "0639987123"})", cookie));
  EXPECT_EQ(asked.status, 201);
  EXPECT_EQ(fake::JsonOf(asked), *json::Parse(R"({"asked": true})"));
  const auto refused = function.handle(fake::PostJson(R"({"mode": "letter"})", cookie));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(fake::JsonOf(refused)["errors"].Items().size(), 2u);
}

TEST_F(Callback, WhatIsRefusedKeepsWhatWasTyped) {
  const auto page = Ask({{"mode", "video"}, {"phone", "<12"}, {"slot", "midday"}});
  EXPECT_EQ(page.status, 422);
  for (const char* part :
       {"value=\"&lt;12\"", "value=\"video\" checked", "value=\"midday\" checked", "<title>Erreur",
        "autofocus", "<a href=\"#phone\">", "phone-error\"", "aria-invalid=\"true\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_EQ(Ask({}).status, 422);
  EXPECT_EQ(world.Count("callback"), 0);
}

TEST_F(Callback, WithoutAnyProviderSaysSoAndKeepsNothing) {
  {
    auto db = world.Pool().Take();
    people::SetActive(*db, world.Account("provider").id, false);
  }
  const auto page = Ask({{"mode", "phone"}, {"phone", "06 39 98 71 23"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "le référent cherchera une solution avec vous"));
  EXPECT_TRUE(fake::Says(page, "value=\"06 39 98 71 23\""));
  EXPECT_EQ(world.Count("callback"), 0);
}

TEST_F(Callback, TheReferentLearnsThatACallWasAskedForAndNotTheNumber) {
  Ask({{"mode", "phone"}, {"phone", "06 39 98 71 23"}});
  auto db = world.Pool().Take();
  auto file = fake::AsReader(world, *db, "referent", filed);
  EXPECT_TRUE(file.GetHeader().callback_asked);
  EXPECT_EQ(file.History().back().what, "callback_asked");
  EXPECT_EQ(file.History().back().detail, "");
}

TEST_F(Callback, IsTheReportersSessionAlone) {
  cookie = "case=" + world.SignIn("referent");
  EXPECT_EQ(function.handle(fake::PostJson(R"({"mode": "phone", "phone": "0639987123"})", cookie)).status,
            403);
  EXPECT_EQ(fake::Header(Page(), "Location"), "/suivre/");
  EXPECT_EQ(world.Count("callback"), 0);
}

struct CallbackCdg45 : Callback {
  CallbackCdg45() : Callback("cdg45") {}
};

TEST_F(CallbackCdg45, WhereItIsNotOfferedThePageSaysWhomToCall) {
  const auto page = Page();
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "href=\"/urgence/\""));
  EXPECT_FALSE(fake::Says(page, "name=\"phone\""));
  EXPECT_EQ(Ask({{"mode", "phone"}, {"phone", "06 39 98 71 23"}}).status, 422);
  EXPECT_EQ(world.Count("callback"), 0);
}

}  // namespace
}  // namespace callback_request
