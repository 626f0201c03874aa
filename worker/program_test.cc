// vigie-worker itself, as systemd starts it.
#include "tests/support/program.h"

#include "tests/support/smtp_relay.h"
#include "worker/worker_fixture.h"

namespace {

using std::chrono::seconds;

struct Program : worker::Fixture {
  std::string conf = folder + "/vigie.conf";

  void Configure(const std::string& more = {}) {
    std::filesystem::create_directories(folder + "/site");
    std::ofstream(folder + "/site/common.json") << json::Write(pages.Common());
    std::ofstream(conf) << "data_dir = " << folder << "\nshare_dir = " << VIGIE_SOURCE_DIR
                        << "\nsite_dir = " << folder << "/site\n"
                        << "base_url = " << config.base_url
                        << "\nscheme = cdg62\nexit_url = https://meteofrance.com/\n"
                        << more;
    std::filesystem::create_directories(folder + "/keys");
    std::string hex;
    char two[3];
    for (const unsigned char byte : keys.secret_key.Bytes()) {
      std::snprintf(two, sizeof two, "%02x", byte);
      hex += two;
    }
    std::ofstream(folder + "/keys/worker.key") << hex << "\n";
  }
  // The cases are of the fixture's day, the program's clock is the true one: no reminder comes between.
  void ForgetReminders() { db.Exec("DELETE FROM reminder"); }
  template <class Condition>
  bool Becomes(Condition condition) {
    for (int i = 0; i < 500 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return condition();
  }
};

TEST_F(Program, ErasesWithoutARelayAndEndsAtOnceWhenAsked) {
  Configure();
  people::OpenSession(db, people::SessionKind::kDesk, referent.account.id, referent.keys.secret_key,
                      core::Instant{});
  File();
  tests::Running worker("vigie-worker", conf);
  EXPECT_TRUE(Becomes([&] { return Count("session") == 0; }));
  EXPECT_FALSE(worker.Ended(seconds(0)));
  worker.Signal(SIGTERM);
  EXPECT_EQ(worker.Ended(seconds(3)), 0) << "not at the end of its pause";
  EXPECT_EQ(Count("outbox WHERE sent_on IS NULL"), 1) << "the mail waits for the day when there is a relay";
}

TEST_F(Program, SendsThroughItsRelayAndLogsNoAddress) {
  const tests::Certificate own;
  const tests::SmtpRelay relay(
      {"--starttls", own.File(), own.KeyFile(), "--user", "vigie", "bon mot de passe"});
  std::ofstream(folder + "/password") << "bon mot de passe\n";
  Configure("mail_host = localhost\nmail_port = " + std::to_string(relay.Port()) +
            "\nmail_from = signalement@cdg.example\nmail_user = vigie\n" + "mail_password_file = " + folder +
            "/password\nmail_ca_file = " + own.File() + "\n");
  File("rcpt-550@exemple.fr");
  Answer();
  ForgetReminders();
  const auto ran = tests::RunProgram("vigie-worker", "VIGIE_CONF=" + conf + " timeout -s TERM 3 $P");
  EXPECT_EQ(ran.out,
            "{\"later\":0,\"dropped\":1,\"given_up\":0,\"why\":\"Failed sending data to the peer (RCPT "
            "550)\",\"level\":\"warning\",\"program\":\"vigie-worker\"}\n");
  ASSERT_EQ(relay.Mails().size(), 1u);
  EXPECT_EQ(relay.Mails()[0].to, "referent@cdg.example");
  EXPECT_TRUE(relay.Mails()[0].tls);
}

// The one moment at which a mail can come twice: the relay has said that it took it, and this does not stand
// in the database yet, which another holds locked meanwhile.
TEST_F(Program, KilledBetweenTheRelaysAnswerAndItsMarkSendsTheSameMailOnceMore) {
  const tests::SmtpRelay relay({});
  Configure("mail_host = localhost\nmail_tls = none\nmail_port = " + std::to_string(relay.Port()) +
            "\nmail_from = signalement@cdg.example\n");
  File("late@exemple.fr");
  Answer();
  ForgetReminders();
  {
    tests::Running worker("vigie-worker", conf);
    ASSERT_TRUE(Becomes([&] { return relay.Mails().size() == 2; }));
    const store::Transaction lock(db);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(1500));  // the relay's « 250 » comes after one second
    EXPECT_FALSE(worker.Ended(seconds(0)));
    EXPECT_EQ(Count("outbox WHERE sent_on IS NULL"), 1);
    worker.Signal(SIGKILL);
    EXPECT_EQ(worker.Ended(seconds(3)), 128 + SIGKILL);
  }
  tests::Running again("vigie-worker", conf);
  EXPECT_TRUE(Becomes([&] { return Count("outbox WHERE sent_on IS NULL") == 0; }));
  const auto mails = relay.Mails();
  ASSERT_EQ(mails.size(), 3u);
  EXPECT_EQ(mails[0].to, "referent@cdg.example") << "marked before: once";
  EXPECT_EQ(mails[1].to, "late@exemple.fr");
  EXPECT_EQ(mails[2].to, "late@exemple.fr");
  const auto id = [](const tests::ReceivedMail& mail) {
    const auto at = mail.data.find("Message-ID: ");
    return mail.data.substr(at, mail.data.find("\r\n", at) - at);
  };
  EXPECT_EQ(id(mails[1]), id(mails[2])) << "what a mail program takes for one";
}

TEST_F(Program, RefusesToStartWithoutItsDatabaseOrItsKeyAndSaysWhatToDo) {
  Configure();
  const auto start = [&] {
    return tests::RunProgram("vigie-worker", "VIGIE_CONF=" + conf + " timeout 5 $P");
  };
  std::filesystem::remove(folder + "/keys/worker.key");
  EXPECT_EQ(start().status, 1);
  EXPECT_NE(start().out.find("vigie keys init"), std::string::npos);
  Configure();
  std::filesystem::remove(config.Database());
  EXPECT_EQ(start().status, 1);
  EXPECT_NE(start().out.find("vigie migrate"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(config.Database()));
}

}  // namespace
