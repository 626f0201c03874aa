// Who learns who the reporter is, in each kind of scheme: the reporter's own act, and nobody else's.
#include <gtest/gtest.h>

#include "domain/casefile/case_fixture.h"

namespace {

using casefile::Case;
using casefile::Person;

struct Release : casefile::Fixture {
  json::Value name = json::Value::MakeObject({{"name", "Camille Fictive"}});

  void Use(const std::string& id) {
    scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
  }
  casefile::NewCase Named() {
    auto report = Report();
    report.identity = name;
    return report;
  }
  bool Knows(const Person& person, const casefile::Filed& filed) {
    const auto file = Case::OpenAsReader(db, person.account, person.keys, filed.number);
    return file && file->Identity() && file->Identity()->Text("name") == "Camille Fictive";
  }
  bool Opens(const Person& person, const casefile::Filed& filed) {
    return Case::OpenAsReader(db, person.account, person.keys, filed.number).has_value();
  }
};

TEST_F(Release, ToTheReferentIsToTheReferentAlone) {
  const auto filed = File(Named());
  ASSERT_TRUE(AsReporter(filed).Release({"referent"}, json::Value(), Today()));
  EXPECT_TRUE(Knows(referent, filed));
  EXPECT_FALSE(Opens(provider, filed));
  EXPECT_FALSE(Opens(substitute, filed));
  EXPECT_FALSE(Opens(stranger, filed));
}

TEST_F(Release, ToTheProviderGivesThemTheCaseTooAndNotTheNameToTheReferent) {
  const auto filed = File(Named());
  ASSERT_FALSE(Opens(provider, filed));
  ASSERT_TRUE(AsReporter(filed).Release({"provider"}, json::Value(), Today()));
  EXPECT_TRUE(Knows(provider, filed));
  EXPECT_TRUE(Opens(referent, filed));
  EXPECT_FALSE(Knows(referent, filed));
  auto mails = db.Prepare("SELECT count(*) FROM outbox WHERE template = 'new_case' AND account_id = ?1");
  mails.Bind(provider.account.id);
  ASSERT_TRUE(mails.Step());
  EXPECT_EQ(mails.Int(0), 1);
}

TEST_F(Release, AtFilingReachesTheAudienceThatWasChosenAndIsDated) {
  auto report = Named();
  report.released_to = {"provider"};
  const auto filed = File(report);
  EXPECT_TRUE(Knows(provider, filed));
  EXPECT_FALSE(Knows(referent, filed));
  const auto history = AsReporter(filed).History();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[1].what, "released");
  EXPECT_EQ(history[1].detail, "provider");
}

TEST_F(Release, OfAReportOnTheAuthorityNeverReachesTheReferent) {
  auto report = Named();
  report.concerns_authority = true;
  const auto filed = File(report);
  ASSERT_TRUE(AsReporter(filed).Release({"referent", "employer", "provider"}, json::Value(), Today()));
  EXPECT_TRUE(Knows(substitute, filed));
  EXPECT_TRUE(Knows(provider, filed));
  EXPECT_FALSE(Opens(referent, filed));
}

TEST_F(Release, ToNobodyIsRefusedAndChangesNothing) {
  db.Exec("UPDATE account SET active = 0 WHERE login = 'provider0'");
  const auto filed = File(Named());
  auto reporter = AsReporter(filed);
  EXPECT_EQ(reporter.Release({"referent", "provider"}, json::Value(), Today()).error().code,
            "audience.nobody");
  EXPECT_FALSE(Knows(referent, filed));
  EXPECT_TRUE(AsReporter(filed).GetHeader().released_to.empty());
  EXPECT_EQ(reporter.Release({}, json::Value(), Today()).error().code, "audience.required");
  auto report = Named();
  report.released_to = {"provider"};
  EXPECT_EQ(casefile::File(db, scheme, report, worker.public_key, Today()).error().code,
            "identity.audience.nobody");
}

TEST_F(Release, RefusedAfterwardsTakesNothingBack) {
  const auto filed = File(Named());
  ASSERT_TRUE(AsReader(referent, filed).AskIdentity("Pour vous recevoir", 0, now));
  ASSERT_TRUE(AsReporter(filed).Release({"referent"}, json::Value(), Today()));
  EXPECT_FALSE(AsReporter(filed).GetHeader().identity_asked);
  ASSERT_TRUE(AsReporter(filed).RefuseRelease(Today() + std::chrono::days(1)));
  EXPECT_TRUE(Knows(referent, filed));
  EXPECT_EQ(AsReporter(filed).GetHeader().released_to, std::vector<std::string>{"referent"});
}

TEST_F(Release, IsTheReportersAlone) {
  const auto filed = File(Named());
  auto reader = AsReader(referent, filed);
  EXPECT_EQ(reader.Release({"referent"}, json::Value(), Today()).error().code, "case.not_yours");
  EXPECT_EQ(reader.RefuseRelease(Today()).error().code, "case.not_yours");
  EXPECT_EQ(reader.AskCallback(json::Object(), Today()).error().code, "case.not_yours");
}

TEST_F(Release, AnswersARequestThatWasMadeOnce) {
  const auto filed = File(Named());
  ASSERT_TRUE(AsReader(referent, filed).AskIdentity("Pour vous recevoir", 0, now));
  EXPECT_EQ(AsReader(referent, filed).AskIdentity("Encore", 0, now).error().code,
            "case.identity_asked_before");
  EXPECT_EQ(AsReporter(filed).GetHeader().identity_reason, "Pour vous recevoir");
  ASSERT_TRUE(AsReporter(filed).RefuseRelease(Today()));
  EXPECT_FALSE(AsReader(referent, filed).GetHeader().identity_asked);
  EXPECT_TRUE(AsReader(referent, filed).AskIdentity("Une autre raison", 0, now));
  ASSERT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Voilà."), 0, now));
  ASSERT_TRUE(AsReporter(filed).RefuseRelease(Today()));
  EXPECT_EQ(AsReader(referent, filed).AskIdentity("Trop tard", 0, now).error().code, "case.closed_before");
}

TEST_F(Release, IsNotNeededForTheFirstReaderWhoMustKnow) {
  for (const char* id : {"cdg69", "amacod"}) {
    Use(id);
    const auto filed = File(Named());
    EXPECT_TRUE(Knows(provider, filed)) << id;
    EXPECT_FALSE(Opens(referent, filed)) << id;
  }
}

TEST_F(Release, IsNeededForTheFirstReaderWhereAnonymityIsAllowed) {
  Use("cdg45");
  const auto filed = File(Named());
  EXPECT_TRUE(Opens(provider, filed));
  EXPECT_FALSE(Knows(provider, filed));
  EXPECT_FALSE(Opens(referent, filed));
  // The référent of this scheme is told only once the name is released to them.
  ASSERT_TRUE(AsReporter(filed).Release({"referent"}, json::Value(), Today()));
  EXPECT_TRUE(Knows(referent, filed));
  EXPECT_FALSE(Knows(provider, filed));
}

TEST_F(Release, BugTheFirstReaderHeldTheIdentityKeyOfAnAnonymousWitness) {
  Use("cdg69");
  auto report = Report();
  report.identity = json::Value::MakeObject({{"indirect.service", "Voirie"}});
  report.anonymous = true;
  const auto filed = File(report);
  ASSERT_TRUE(Opens(provider, filed));
  EXPECT_FALSE(AsReader(provider, filed).Identity());
  // What the witness gives later to the employer is not the provider's either.
  ASSERT_TRUE(AsReporter(filed).Release({"employer"}, name, Today()));
  EXPECT_FALSE(AsReader(provider, filed).Identity());
  EXPECT_TRUE(Knows(referent, filed));
}

TEST_F(Release, ToTheEmployerWhereNoReferentStandsBetweenIsToThoseWhoTreatTheCase) {
  Use("amacod");
  db.Exec("UPDATE account SET active = 0 WHERE login = 'referent1'");
  auto report = Named();
  report.anonymous = true;
  const auto filed = File(report);
  ASSERT_FALSE(Knows(provider, filed));
  ASSERT_TRUE(AsReporter(filed).Release({"employer"}, json::Value(), Today()));
  EXPECT_TRUE(Knows(provider, filed));
}

}  // namespace
