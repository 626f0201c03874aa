#include "functions/member_feedback/member_feedback.h"

#include <gtest/gtest.h>

#include "domain/membership/opinions.h"
#include "domain/outbox/outbox.h"
#include "tests/support/fake_env.h"
#include "tests/support/fake_member.h"

namespace {

struct MemberFeedback : testing::Test {
  fake::World world;
  rt::Function function = member_feedback::Make(world.Env());
  core::Day today = core::LocalDay(world.Now());
  std::string token = Prepare();

  std::string Prepare() {
    auto db = world.Pool().Take();
    fake::AddMember(*db, "Commune d’Amont", "mairie@amont.example");
    EXPECT_EQ(membership::AskOpinions(*db, world.Env().worker_public_key, today), 1);
    return outbox::Due(*db, world.WorkerKeys(), world.Now()).at(0).token;
  }
  rt::Response Get() { return function.handle(fake::Get({{"t", token}})); }
  rt::Response Post(fake::Pairs fields) {
    fields.emplace_back("t", token);
    return function.handle(fake::Post(fields));
  }
  membership::Opinion Kept() {
    auto db = world.Pool().Take();
    return membership::FindOpinion(*db, token, today).value();
  }
};

TEST_F(MemberFeedback, IsGivenByTheLinkAndReplaced) {
  const auto page = Get();
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Commune d’Amont"));
  EXPECT_EQ(fake::Header(page, "Referrer-Policy"), "no-referrer");
  const auto given = Post({{"known", "few"}, {"words", "Les agents des écoles ne sont pas prévenus."}});
  EXPECT_EQ(given.status, 303);
  EXPECT_EQ(fake::Outside(given).find(token), std::string::npos);
  EXPECT_EQ(Kept().answers.Text("known"), "few");
  EXPECT_TRUE(fake::Says(Get(), "Les agents des écoles ne sont pas prévenus.")) << "to be corrected";
  EXPECT_EQ(Post({{"known", "most"}}).status, 303);
  EXPECT_EQ(Kept().answers.Text("known"), "most");
  EXPECT_EQ(Kept().words, "");
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({{"given", "1"}})), "Merci"));
}

TEST_F(MemberFeedback, RefusesWhatIsNoAnswerAndKeepsWhatWasTyped) {
  const auto empty = Post({{"words", " "}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_TRUE(fake::Says(empty, "Répondez au moins à une question"));
  const auto unknown = Post({{"known", "perhaps"}, {"words", "À garder."}});
  EXPECT_EQ(unknown.status, 422);
  EXPECT_TRUE(fake::Says(unknown, "À garder."));
  const std::string long_text(2001, 'x');
  const auto too_long = Post({{"words", long_text}});
  EXPECT_EQ(too_long.status, 422);
  EXPECT_TRUE(fake::Says(too_long, long_text));
  EXPECT_FALSE(Kept().given_on);
}

TEST_F(MemberFeedback, ALinkThatIsUnknownOrTooOldOpensNothing) {
  EXPECT_EQ(function.handle(fake::Get({{"t", "another"}})).status, 404);
  EXPECT_EQ(function.handle(fake::Post({{"t", "another"}, {"known", "most"}})).status, 404);
  world.Pool().Take()->Exec("UPDATE member_opinion SET asked_on = asked_on - 91");
  EXPECT_EQ(Get().status, 409);
  EXPECT_EQ(Post({{"known", "most"}}).status, 409);
}

}  // namespace
