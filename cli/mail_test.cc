// vigie mail test, against a real relay.
#include "cli/cli_fixture.h"
#include "tests/support/smtp_relay.h"

namespace {

struct MailTest : cli::Fixture {
  MailTest() {
    config.mail_host = "localhost";
    config.mail_tls = "none";
    config.mail_from = "signalement@cdg.example";
  }
  int Test(const std::string& address) { return Run(cli::Mail, {"test", address}); }
  int Test(const tests::SmtpRelay& relay, const std::string& address = "alix@cdg.example") {
    config.mail_port = relay.Port();
    return Test(address);
  }
};

TEST_F(MailTest, SendsOneAndSaysSo) {
  const tests::SmtpRelay relay({});
  EXPECT_EQ(Test(relay), 0) << out;
  EXPECT_TRUE(Says("Le relais a pris le courriel d’essai")) << out;
  ASSERT_EQ(relay.Mails().size(), 1u);
  EXPECT_EQ(relay.Mails()[0].to, "alix@cdg.example");
  EXPECT_EQ(relay.Mails()[0].subject, "Essai d’envoi");
  EXPECT_NE(relay.Mails()[0].text.find("http://localhost:8080/"), std::string::npos);
  EXPECT_NE(relay.Mails()[0].html.find("<a href=\"http://localhost:8080/\">"), std::string::npos);
}

TEST_F(MailTest, SaysWhatIsWrongAndWhichKeyToLookAt) {
  const tests::SmtpRelay relay({}), closed({"--greet", "554 5.7.1 no"});
  EXPECT_EQ(Test(relay, "rcpt-550@exemple.fr"), 1);
  EXPECT_TRUE(Says("refuse le destinataire") && Says("(RCPT 550)")) << out;
  EXPECT_EQ(Test(relay, "data-554@exemple.fr"), 1);
  EXPECT_TRUE(Says("refuse le courriel lui-même")) << out;
  EXPECT_EQ(Test(relay, "die-data@exemple.fr"), 1);
  EXPECT_TRUE(Says("connexion a été coupée")) << out;
  EXPECT_EQ(Test(closed), 1);
  EXPECT_TRUE(Says("refuse de parler à ce serveur")) << out;
  config.mail_from = "mail-550@cdg.example";
  EXPECT_EQ(Test(relay), 1);
  EXPECT_TRUE(Says("mail_from")) << out;
  config.mail_tls = "starttls";
  EXPECT_EQ(Test(relay), 1);
  EXPECT_TRUE(Says("STARTTLS") && Says("mail_port")) << out;
  config.mail_port = 1;
  EXPECT_EQ(Test("alix@cdg.example"), 1);
  EXPECT_TRUE(Says("Relais : localhost, port 1, mail_tls = starttls") && Says("mail_port")) << out;
  config.mail_host = "relais.invalid";
  EXPECT_EQ(Test("alix@cdg.example"), 1);
  EXPECT_TRUE(Says("mail_host")) << out;
}

TEST_F(MailTest, BeingAskedToWaitIsNoError) {
  const tests::SmtpRelay relay({});
  EXPECT_EQ(Test(relay, "greylist@exemple.fr"), 0);
  EXPECT_TRUE(Says("Le serveur demande d’attendre\u00a0: ce n’est pas une erreur, Vigie réessaiera.")) << out;
  EXPECT_EQ(Test(relay, "greylist@exemple.fr"), 0);
  EXPECT_TRUE(Says("Le relais a pris")) << out;
}

TEST_F(MailTest, PrintsNoSecret) {
  const tests::Certificate own;
  const tests::SmtpRelay relay({"--starttls", own.File(), own.KeyFile(), "--user", "vigie", "le bon"});
  config.mail_tls = "starttls";
  config.mail_ca_file = own.File();
  config.mail_user = "nom-de-vigie";
  config.mail_password_file = folder + "/password";
  EXPECT_THROW(Test(relay), std::runtime_error) << "the file is missing";
  std::ofstream(folder + "/password") << "motdepasse\n";
  EXPECT_EQ(Test(relay), 1);
  EXPECT_TRUE(Says("mail_user") && Says("mail_password_file")) << out;
  EXPECT_FALSE(Says("motdepasse") || Says("nom-de-vigie") || Says("alix@")) << out;
  config.mail_ca_file.clear();
  EXPECT_EQ(Test(relay), 1);
  EXPECT_TRUE(Says("mail_ca_file")) << out;
}

TEST_F(MailTest, WithoutARelayOrAnAddressSaysWhatToWrite) {
  EXPECT_EQ(Test("alix"), 2);
  EXPECT_TRUE(Says("prenom.nom@exemple.fr")) << out;
  EXPECT_EQ(Run(cli::Mail, {"test"}), 2);
  EXPECT_EQ(Run(cli::Mail, {"send", "alix@cdg.example"}), 2);
  config.mail_host.clear();
  EXPECT_EQ(Test("alix@cdg.example"), 1);
  EXPECT_TRUE(Says("mail_host")) << out;
}

}  // namespace
