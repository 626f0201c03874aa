// The receipt: the code once, its proof, its memo, and dates that hold.
#include <ctime>

#include "domain/casefile/code.h"
#include "domain/casefile/tidy.h"
#include "functions/submit_report/submit_report_fixture.h"
#include "lib/core/text.h"

namespace submit_report {
namespace {

struct ReceiptPage : Fixture {
  std::string CodeIn(const rt::Response& page) const {
    const std::string mark = "<div class=\"code\">";
    const auto at = page.body.find(mark);
    if (at == std::string::npos) return "no code on this page";
    return core::Digits(page.body.substr(at + mark.size(), page.body.find("</div>", at) - at - mark.size()));
  }
  rt::Response Confirm(const std::string& second, const std::string& fifth) const {
    return function.handle(fake::Post(
        {{"step", "confirm_code"}, {"idempotency_key", key}, {"second", second}, {"fifth", fifth}}));
  }
};

TEST_F(ReceiptPage, ShowsTheCodeInGroupsTheDayTheReadersAndWhatHappensWhen) {
  const auto page = Step("send");
  ASSERT_EQ(page.status, 201);
  const auto code = CodeIn(page);
  EXPECT_TRUE(casefile::ReadCode(code));
  EXPECT_EQ(Times(page, "<span>" + code.substr(0, 4) + "</span>"), 1u);
  EXPECT_TRUE(fake::Says(page, "Enregistré le 24 novembre 2026"));
  EXPECT_TRUE(fake::Says(page, "Le référent signalement de votre collectivité."));
  EXPECT_TRUE(fake::Says(page, "Le 3 décembre 2026 au plus tard"));  // seven working days
  EXPECT_TRUE(fake::Says(page, "Télécharger un aide-mémoire"));
  EXPECT_TRUE(fake::Says(page, "il ne sera plus jamais affiché"));
  EXPECT_EQ(fake::Header(page, "Cache-Control"), "no-store");
}

TEST_F(ReceiptPage, PromisesTheDayOnWhichTheDeskMustAnswer) {
  ASSERT_EQ(Step("send").status, 201);
  auto db = world.Pool().Take();
  EXPECT_EQ(core::FrenchDay(Only(*db, "referent").GetHeader().clocks.at("acknowledge")), "3 décembre 2026");
}

TEST_F(ReceiptPage, LateInTheEveningCountsFromTheDayInFrance) {
  ::setenv("TZ", "Europe/Paris", 1);
  ::tzset();
  world.Later(std::chrono::hours{14} +
              std::chrono::minutes{30});  // 23 h 30 UTC: half past midnight, on the 25th
  const auto page = Step("send");
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_TRUE(fake::Says(page, "Enregistré le 25 novembre 2026"));
  EXPECT_TRUE(fake::Says(page, "Le 4 décembre 2026 au plus tard"));
}

TEST_F(ReceiptPage, AsksTwoGroupsBackAndTakesTheRightOnes) {
  const auto code = CodeIn(Step("send"));
  const auto noted = Confirm(code.substr(4, 4), " " + code.substr(16, 2) + " " + code.substr(18, 2));
  EXPECT_EQ(noted.status, 200);
  EXPECT_TRUE(fake::Says(noted, "Les deux groupes sont justes"));
  EXPECT_FALSE(fake::Says(noted, code.substr(4, 4)));
}

TEST_F(ReceiptPage, SaysWhichGroupIsWrongAndShowsTheCodeStill) {
  const auto code = CodeIn(Step("send"));
  const auto page = Confirm(code.substr(4, 4), code.substr(16, 4) == "0000" ? "0001" : "0000");
  EXPECT_EQ(page.status, 422);
  EXPECT_EQ(CodeIn(page), code);
  EXPECT_TRUE(fake::Says(page, "<a href=\"#fifth\">"));
  EXPECT_TRUE(fake::Says(page, "fifth-error"));
  EXPECT_FALSE(fake::Says(page, "<a href=\"#second\">"));
  EXPECT_EQ(Confirm("", "").status, 422);
}

TEST_F(ReceiptPage, TellsTheReadersOfTheReportThatWasSentAfterAWrongGroupToo) {
  const auto page = Step("send", {{"concerns_authority", "yes"}});
  EXPECT_TRUE(fake::Says(page, "Le référent habituel ne peut pas ouvrir ce signalement."));
  EXPECT_TRUE(fake::Says(page, "name=\"concerns_authority\" value=\"yes\""));
  const auto again = function.handle(fake::Post({{"step", "confirm_code"},
                                                 {"idempotency_key", key},
                                                 {"concerns_authority", "yes"},
                                                 {"audience", "provider "}}));
  EXPECT_TRUE(fake::Says(again, "Le référent habituel ne peut pas ouvrir ce signalement."));
  EXPECT_TRUE(fake::Says(again, "Le psychologue ou le juriste du prestataire."));
}

TEST_F(ReceiptPage, IsDownloadedAsAMemoThatNamesNothing) {
  const auto code = CodeIn(Step("send"));
  const auto memo = function.handle(fake::Post({{"step", "download_receipt"}, {"idempotency_key", key}}));
  EXPECT_EQ(memo.status, 200);
  EXPECT_EQ(fake::Header(memo, "Content-Disposition"), "attachment; filename=\"memo.html\"");
  EXPECT_TRUE(fake::Says(memo, code.substr(20, 4)));
  for (const char* word : {"signalement", "harcèlement", "cris", "Saint-Romain"})
    EXPECT_FALSE(fake::Says(memo, word)) << word;
}

TEST_F(ReceiptPage, OfAFormThatFiledNothingIsNotFound) {
  for (const char* step : {"confirm_code", "download_receipt"}) {
    EXPECT_EQ(function.handle(fake::Post({{"step", step}, {"idempotency_key", vault::RandomToken()}})).status,
              404)
        << step;
    EXPECT_EQ(function.handle(fake::Post({{"step", step}})).status, 404) << step;
  }
}

TEST_F(ReceiptPage, BugAnUnknownFormFailedWhereAReaderServesTheWholeCentre) {
  world.AddReader("national", "referent", 0);
  EXPECT_EQ(function.handle(fake::Post({{"step", "confirm_code"}, {"idempotency_key", vault::RandomToken()}}))
                .status,
            404);
  EXPECT_EQ(world.Count("case_file"), 0);
}

TEST_F(ReceiptPage, AfterTwoDaysTheCodeIsNoLongerKept) {
  Step("send");
  {
    auto db = world.Pool().Take();
    casefile::Tidy(*db, fake::SchemeOf(world), *core::ParseDay(fake::kNow) + std::chrono::days{2});
  }
  const auto page = Step("send");
  EXPECT_EQ(page.status, 201);
  EXPECT_TRUE(fake::Says(page, "n’est plus conservé"));
  EXPECT_TRUE(fake::JsonOf(Program())["code"].IsNull());
  EXPECT_EQ(Confirm("0000", "0000").status, 404);
}

}  // namespace
}  // namespace submit_report
