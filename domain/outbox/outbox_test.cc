#include "domain/outbox/outbox.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Outbox : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-outbox-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  store::Db db{folder + "/vigie.db"};
  vault::KeyPair worker = vault::KeyPair::Generate();
  core::Instant now = core::Instant{core::Day{std::chrono::year{2026} / 3 / 2}} + hours(10);

  Outbox() {
    store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations");
    db.Exec(
        "INSERT INTO collectivite (id, slug, name) VALUES (1, 'valmeuse', 'Commune de Valmeuse');"
        "INSERT INTO account (id, login, name, email) VALUES (1, 'a1', 'A', 'a@cdg.example'), (2, 'b2', 'B', "
        "'b@cdg.example');"
        "INSERT INTO case_file (id, number, collectivite_id, received_on, header, report, identity, locator, "
        "salt, reporter_public,"
        " reporter_secret, reporter_case_key, reporter_identity_key)"
        " VALUES (1, 'N', 1, 0, x'', x'', x'', '123456', x'', x'', x'', x'', x'')");
  }
  ~Outbox() override { std::filesystem::remove_all(folder); }

  void Queue(int account) {
    db.Prepare("INSERT INTO outbox (template, account_id, queued_on) VALUES ('case_news', ?1, 20514)")
        .Bind(account)
        .Run();
  }
  void QueueForReporter(const std::string& address, const vault::KeyPair& to) {
    const auto sealed = vault::SealTo(to.public_key, address);
    db.Prepare("INSERT OR REPLACE INTO notification_address (case_id, sealed) VALUES (1, ?1)")
        .Bind(store::Blob{sealed})
        .Run();
    db.Exec("INSERT INTO outbox (template, case_id, queued_on) VALUES ('reporter_news', 1, 20514)");
  }
  std::vector<outbox::Waiting> Due(int limit = 50) { return outbox::Due(db, worker, now, limit); }
};

TEST_F(Outbox, GivesWhatIsDueInOrderUntilItIsSent) {
  for (const int account : {1, 2, 1}) Queue(account);
  const auto due = Due();
  ASSERT_EQ(due.size(), 3u);
  EXPECT_EQ(due[0].to, "a@cdg.example");
  EXPECT_EQ(due[1].to, "b@cdg.example");
  EXPECT_EQ(due[0].mail, "case_news");
  EXPECT_EQ(core::DayNumber(due[0].queued_on), 20514);
  EXPECT_EQ(Due(2).size(), 2u);
  outbox::Sent(db, due[0].id, core::LocalDay(now));
  ASSERT_EQ(Due().size(), 2u);
  EXPECT_EQ(Due()[0].id, due[1].id);
}

TEST_F(Outbox, WaitsLongerAfterEachFailureAndGivesUpAtLast) {
  Queue(1);
  seconds wait{60};
  for (int tries = 0; tries < 30; ++tries) {
    const auto due = Due();
    ASSERT_EQ(due.size(), 1u) << tries;
    EXPECT_EQ(due[0].tries, tries);
    EXPECT_EQ(outbox::Later(db, due[0], now), tries < 29) << "the last one tells that it is given up";
    now += wait - seconds(1);
    EXPECT_TRUE(Due().empty()) << tries;
    now += seconds(1);
    wait = std::min<seconds>(wait * 2, hours(6));
  }
  now += hours(24 * 365);
  EXPECT_TRUE(Due().empty());
}

TEST_F(Outbox, OutlivesARelayThatIsDownForALongWeekend) {
  Queue(1);
  const auto down_until = now + hours(24 * 5);
  while (now < down_until) {
    for (const auto& mail : Due()) ASSERT_TRUE(outbox::Later(db, mail, now));
    now += minutes(10);
  }
  now += hours(6);
  EXPECT_EQ(Due().size(), 1u);
}

TEST_F(Outbox, ForgetsWhatLeftBeforeTodayAndNothingThatWaits) {
  for (const int account : {1, 2, 1}) Queue(account);
  const auto today = core::LocalDay(now);
  outbox::Sent(db, Due()[0].id, today - std::chrono::days(1));
  outbox::Sent(db, Due()[0].id, today);
  outbox::Forget(db, today);
  EXPECT_EQ(Due().size(), 1u);
  auto left = db.Prepare("SELECT count(*) FROM outbox");
  left.Step();
  EXPECT_EQ(left.Int(0), 2);
}

struct Digest : Outbox {
  core::Day today = core::LocalDay(now);
  Digest() { db.Exec("UPDATE account SET digest = 1 WHERE id = 1"); }
  // What Due gives, all of it sent.
  std::vector<std::string> Leave() {
    std::vector<std::string> left;
    for (const auto& mail : Due()) {
      left.push_back(mail.mail + " " + mail.to);
      outbox::Sent(db, mail.id, today);
    }
    return left;
  }
};
using Mails = std::vector<std::string>;

TEST_F(Digest, MakesOneMailADayOfAllThatWaits) {
  for (const int account : {1, 2, 1}) Queue(account);
  EXPECT_EQ(Leave(), Mails{"case_news b@cdg.example"}) << "who has not asked for it is told at once";
  outbox::Gather(db, today);
  EXPECT_EQ(Leave(), Mails{"digest a@cdg.example"});
  Queue(1);
  outbox::Gather(db, today);
  EXPECT_EQ(Leave(), Mails{}) << "one a day";
  today += std::chrono::days(1);
  outbox::Gather(db, today);
  outbox::Gather(db, today);
  EXPECT_EQ(Leave(), Mails{"digest a@cdg.example"}) << "what came yesterday is not lost";
  today += std::chrono::days(1);
  outbox::Gather(db, today);
  EXPECT_EQ(Leave(), Mails{}) << "nothing new, no mail";
}

TEST_F(Digest, ThatHasNotLeftYetTellsWhatCameMeanwhile) {
  Queue(1);
  outbox::Gather(db, today);
  today += std::chrono::days(1);
  Queue(1);
  outbox::Gather(db, today);
  EXPECT_EQ(Leave(), Mails{"digest a@cdg.example"});
}

TEST_F(Digest, WhoWishesItNoMoreIsToldAtOnce) {
  Queue(1);
  EXPECT_EQ(Leave(), Mails{});
  db.Exec("UPDATE account SET digest = 0");
  EXPECT_EQ(Leave(), Mails{"case_news a@cdg.example"});
}

TEST_F(Outbox, AnAccountClosedMeanwhileHasNoAddressAnyMore) {
  Queue(1);
  db.Exec("UPDATE account SET active = 0 WHERE id = 1");
  ASSERT_EQ(Due().size(), 1u);
  EXPECT_EQ(Due()[0].to, "");
}

TEST_F(Outbox, TheReportersAddressOpensWithTheWorkersKeyAlone) {
  QueueForReporter("moi@exemple.fr", worker);
  EXPECT_EQ(Due().at(0).to, "moi@exemple.fr");
  worker = vault::KeyPair::Generate();
  EXPECT_EQ(Due().at(0).to, "");
}

}  // namespace
