#include "runtime/contract/function.h"

#include <gtest/gtest.h>

namespace rt {
namespace {

Request With(std::map<std::string, std::string> headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

TEST(Request, FindsACookieByItsWholeName) {
  auto request = With({{"cookie", "acase=1; case=2;case=3 ;empty=; desk=a=b"}});
  EXPECT_EQ(request.Cookie("case"), "2");
  EXPECT_EQ(request.Cookie("desk"), "a=b");
  EXPECT_EQ(request.Cookie("empty"), "");
  EXPECT_EQ(request.Cookie("ase"), "");
  EXPECT_EQ(With({}).Cookie("case"), "");
}

TEST(Request, KnowsWhoWantsJson) {
  EXPECT_TRUE(With({{"accept", "application/json"}}).WantsJson());
  EXPECT_TRUE(With({{"accept", "application/json, text/html"}}).WantsJson());
  EXPECT_TRUE(With({{"content-type", "application/json"}}).WantsJson());
  EXPECT_FALSE(
      With({{"accept", "text/html,application/xhtml+xml,application/json;q=0.5,*/*;q=0.8"}}).WantsJson());
  EXPECT_FALSE(With({{"accept", "text/html"}, {"content-type", "application/json"}}).WantsJson());
  EXPECT_FALSE(With({{"accept", "*/*"}}).WantsJson());
  EXPECT_FALSE(With({}).WantsJson());
}

TEST(EncodeQuery, LeavesNothingThatMeansSomethingInAnAddress) {
  EXPECT_EQ(EncodeQuery("azAZ09-._~"), "azAZ09-._~");
  EXPECT_EQ(EncodeQuery("a&b=c d+e#f?/%\r\n"), "a%26b%3Dc%20d%2Be%23f%3F%2F%25%0D%0A");
  EXPECT_EQ(EncodeQuery("é’"), "%C3%A9%E2%80%99");
  const std::string all = "Saint-Étienne & l’« Île » +1 %41";
  EXPECT_EQ(form::ParseUrlEncoded("q=" + EncodeQuery(all))->Get("q"), all);
}

TEST(StatusOf, TellsKindsApart) {
  EXPECT_EQ(StatusOf(core::Kind::kInvalid), 422);
  EXPECT_EQ(StatusOf(core::Kind::kForbidden), 403);
  EXPECT_EQ(StatusOf(core::Kind::kNotFound), 404);
  EXPECT_EQ(StatusOf(core::Kind::kConflict), 409);
  EXPECT_EQ(StatusOf(core::Kind::kTooMany), 429);
  EXPECT_EQ(StatusOf(core::Kind::kTooLarge), 413);
}

struct Cookies : ::testing::Test {
  config::Config config;
  store::Pool pool{"/nonexistent/vigie.db"};
  render::Pages pages{VIGIE_SOURCE_DIR "/templates", VIGIE_SOURCE_DIR "/content/fr/messages",
                      json::Value(json::Object())};
  Env env{pool, config, pages, core::SystemClock(), ""};
  std::string Set() {
    Response response;
    return SetCookie(response, env, "case", "v").headers.at(0).second;
  }
};

TEST_F(Cookies, AreBoundToThisSiteOverHttps) {
  config.base_url = "https://vigie.example";
  EXPECT_EQ(Set(), "__Host-case=v; Path=/; HttpOnly; SameSite=Strict; Secure");
  Response response;
  EXPECT_EQ(DropCookie(response, env, "case").headers.at(0).second,
            "__Host-case=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

TEST_F(Cookies, WorkOnLocalhost) {
  config.base_url = "http://localhost:8080";
  EXPECT_EQ(Set(), "case=v; Path=/; HttpOnly; SameSite=Strict");
}

}  // namespace
}  // namespace rt
