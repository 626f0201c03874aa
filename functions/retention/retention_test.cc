#include "functions/retention/retention.h"

#include <gtest/gtest.h>

#include "domain/casefile/erasure.h"
#include "tests/support/fake_case.h"

namespace retention {
namespace {

using std::chrono::hours;

struct RetentionPage : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);
  scheme::Scheme scheme = fake::SchemeOf(world);

  rt::Response Page(const std::string& login, const fake::Pairs& query = {}) const {
    return function.handle(fake::Get(query, cookies.at(login)));
  }
  json::Value Json(const std::string& login) const {
    return fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookies.at(login)))));
  }
  void Close() {
    auto db = world.Pool().Take();
    fake::AsReader(world, *db, "referent", filed)
        .Do(scheme, "close", fake::Closing("Voilà."), 0, world.Now())
        .value();
  }
  void Count() {
    auto db = world.Pool().Take();
    casefile::Foretell(*db, world.WorkerKeys(), scheme, core::LocalDay(world.Now()));
  }
  void Erase() {
    auto db = world.Pool().Take();
    casefile::EraseDue(*db, world.WorkerKeys(), scheme, casefile::ErasedList(world.Env().config.data_dir),
                       "worker", world.Now() + hours(24 * 400));
  }
  RetentionPage() {
    for (const char* role : {"manager", "committee"}) world.AddReader(role, role, 0);
    for (const char* role : {"referent", "manager", "committee"})
      cookies[role] = fake::DeskCookie(world, role);
  }
  std::map<std::string, std::string> cookies;
};

TEST_F(RetentionPage, AReaderSeesWhatGoesWhenOfTheirCases) {
  EXPECT_TRUE(fake::Says(Page("referent"), "ouvert, sans date d’effacement"));
  Close();
  const auto page = Page("referent");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "24 novembre 2027")) << page.body;
  EXPECT_FALSE(fake::Says(page, "id=\"previsions\""));
  const auto json = Json("referent");
  EXPECT_EQ(json["cases"].Items().at(0).Text("last"), "2027-11-24");
  EXPECT_TRUE(json["forecast"].Items().empty());
}

TEST_F(RetentionPage, AManagerSeesNumbersAndNoCase) {
  Close();
  EXPECT_TRUE(fake::Says(Page("manager"), "revenez demain"));
  Count();
  const auto page = Page("manager");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "novembre 2027"));
  EXPECT_TRUE(fake::Says(page, "moins de 5")) << "one case would be somebody's";
  EXPECT_FALSE(fake::Says(page, filed.number));
  EXPECT_TRUE(Json("manager")["forecast"].Items().at(0)["cases"].IsNull());
}

TEST_F(RetentionPage, APaperIsForManagersAndSaysNothingBeforeThereIsSomethingToSay) {
  EXPECT_EQ(Page("manager", {{"paper", "certificate"}, {"format", "odt"}}).status, 404);
  Close();
  Erase();
  for (const char* paper : {"register", "impact", "certificate", "elimination"})
    for (const char* format : {"odt", "pdf"}) {
      const auto file = Page("manager", {{"paper", paper}, {"format", format}});
      EXPECT_EQ(file.status, 200) << paper << format;
      EXPECT_TRUE(file.body.starts_with(format == std::string("pdf") ? "%PDF" : "PK")) << paper;
    }
  const auto sheet = Page("manager", {{"paper", "elimination"}, {"format", "csv"}});
  EXPECT_TRUE(fake::Says(sheet, "suivis d’effets;2026-11-24;2026-11-24;1;")) << sheet.body;
  EXPECT_TRUE(fake::Says(Page("manager"), "suivis d’effets"));
  EXPECT_EQ(Json("manager")["erasures"].Items().at(0)["cases"].Int(), 1);
  EXPECT_EQ(Page("manager", {{"paper", "register"}, {"format", "csv"}}).status, 404);
  EXPECT_EQ(Page("manager", {{"paper", "../mail"}, {"format", "odt"}}).status, 404);
  EXPECT_EQ(Page("referent", {{"paper", "register"}, {"format", "odt"}}).status, 403);
}

TEST_F(RetentionPage, IsForNobodyElse) {
  EXPECT_EQ(Page("committee").status, 403);
  EXPECT_EQ(function.handle(fake::Get({})).status, 303);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}))).status, 403);
  EXPECT_EQ(function.handle(fake::Post({{"a", "b"}}, cookies.at("manager"))).status, 405);
}

}  // namespace
}  // namespace retention
