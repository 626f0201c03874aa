#include "functions/agreement/agreement.h"

#include <gtest/gtest.h>

#include "tests/support/fake_case.h"

namespace {

struct Agreement : testing::Test {
  fake::World world;
  casefile::Filed filed = fake::FileNamed(world);
  rt::Function function = agreement::Make(world.Env());
  std::string cookie = fake::ReporterCookie(world, filed);

  void AtDesk(const std::string& act, const json::Value& content = json::Object()) {
    auto db = world.Pool().Take();
    const auto done =
        fake::AsReader(world, *db, "referent", filed).Do(fake::SchemeOf(world), act, content, 0, world.Now());
    ASSERT_TRUE(done) << done.error().code;
  }
  rt::Response Send(const fake::Pairs& form) { return function.handle(fake::Post(form, cookie)); }
  rt::Response Page() { return function.handle(fake::Get({}, cookie)); }
  json::Value Json() { return fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie)))); }
};

TEST_F(Agreement, IsAnsweredWhenItIsAskedAndReleasesWhatItSays) {
  EXPECT_EQ(Send({{"action", "answer"}, {"consent", "employer"}, {"answer", "yes"}}).status, 422);
  AtDesk("assess");
  AtDesk("ask_consent", json::Value::MakeObject({{"consent", "employer"}}));
  EXPECT_TRUE(fake::Says(Page(), "Acceptez-vous que votre nom soit donné à votre employeur"));
  EXPECT_EQ(Send({{"action", "answer"}, {"consent", "employer"}}).status, 422);
  EXPECT_EQ(Send({{"action", "answer"}, {"consent", "employer"}, {"answer", "no"}}).status, 303);
  EXPECT_EQ(Json()["consents"].Text("employer"), "refused");
  EXPECT_EQ(Send({{"action", "answer"}, {"consent", "employer"}, {"answer", "yes"}}).status, 303);
  EXPECT_EQ(Json()["consents"].Text("employer"), "given");
  auto db = world.Pool().Take();
  EXPECT_EQ(fake::AsReader(world, *db, "referent", filed).Identity()->Text("name"), "Camille Fictive");
}

TEST_F(Agreement, OfTwoThatAreAskedEachHasAFormOfItsOwn) {
  AtDesk("assess");
  for (const char* consent : {"employer", "provider"})
    AtDesk("ask_consent", json::Value::MakeObject({{"consent", consent}}));
  const auto page = Send({{"action", "answer"}, {"consent", "provider"}});
  for (const char* id : {"id=\"employer-answer", "id=\"provider-answer"}) EXPECT_TRUE(fake::Says(page, id));
  EXPECT_TRUE(fake::Says(page, "href=\"#provider-answer"));
  EXPECT_FALSE(fake::Says(page, "href=\"#employer-answer"));
}

TEST_F(Agreement, ThatGivesANameNeedsOne) {
  filed = fake::FileOne(world);
  cookie = fake::ReporterCookie(world, filed);
  AtDesk("assess");
  AtDesk("ask_consent", json::Value::MakeObject({{"consent", "identity"}}));
  const auto page = Send({{"action", "answer"}, {"consent", "identity"}, {"answer", "yes"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "Donnez-le d’abord"));
}

TEST_F(Agreement, TheRecordIsSignedWithTheFingerprintOfWhatIsShown) {
  AtDesk("assess");
  AtDesk("qualify");
  EXPECT_FALSE(Json()["may_sign"].Bool()) << "the référent must know who signs";
  {
    auto db = world.Pool().Take();
    ASSERT_TRUE(
        fake::AsReporter(*db, filed).Release({"referent"}, json::Value(), core::LocalDay(world.Now())));
  }
  const auto sha256 = Json().Text("sha256");
  EXPECT_EQ(sha256.size(), 64u);
  EXPECT_EQ(Send({{"action", "sign_record"}, {"name", "Camille Fictive"}}).status, 422);
  EXPECT_EQ(Send({{"action", "sign_record"}, {"name", "Camille Fictive"}, {"accepted", "yes"}}).status, 303);
  EXPECT_EQ(Json()["signature"].Text("sha256"), sha256);
  EXPECT_TRUE(fake::Says(Page(), "Signée par Camille Fictive"));
  EXPECT_FALSE(Json()["may_sign"].Bool()) << "the same answers are signed once";
}

TEST_F(Agreement, AReportIsWithdrawnByItsReporterAlone) {
  EXPECT_EQ(Send({{"action", "withdraw"}}).status, 422);
  EXPECT_EQ(Send({{"action", "withdraw"}, {"confirmed", "yes"}, {"reason", "Je préfère attendre."}}).status,
            303);
  EXPECT_EQ(Json().Text("state"), "closed");
  EXPECT_FALSE(Json()["may_withdraw"].Bool());
  const auto page = function.handle(fake::Post({{"action", "withdraw"}, {"confirmed", "yes"}}));
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "href=\"/suivre/\" target")) << "to the door, and back";
}

}  // namespace
