// Against a real relay (tests/support/smtp_relay.py, Debian's python3-aiosmtpd).
#include <gtest/gtest.h>

#include "lib/mail/mail.h"
#include "tests/support/smtp_relay.h"

namespace {

using mail::Outcome;

mail::Mail To(const std::string& address) {
  return {"signalement@cdg.example",
          address,
          "Il y a du nouveau, à lire",
          "Bonjour,\n\nÀ bientôt.\n",
          "<p>Bonjour,</p>\n<p>À bientôt.</p>\n",
          "vigie-7"};
}
const mail::Mail kMail = To("prenom.nom@exemple.fr");

mail::Relay Plain(const tests::SmtpRelay& relay) { return {"localhost", relay.Port(), "none", "", "", ""}; }

TEST(Relay, TakesAMailAsItWasWritten) {
  const tests::SmtpRelay relay({});
  const auto answer = mail::Send(Plain(relay), kMail, 0);
  EXPECT_EQ(answer.outcome, Outcome::kSent) << answer.why;
  const auto mails = relay.Mails();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].from, "signalement@cdg.example");
  EXPECT_EQ(mails[0].to, "prenom.nom@exemple.fr");
  EXPECT_EQ(mails[0].subject, "Il y a du nouveau, à lire");
  EXPECT_EQ(mails[0].text, "Bonjour,\r\n\r\nÀ bientôt.\r\n");
  EXPECT_EQ(mails[0].html, "<p>Bonjour,</p>\r\n<p>À bientôt.</p>\r\n");
  EXPECT_NE(mails[0].data.find("Message-ID: <vigie-7@cdg.example>\r\n"), std::string::npos);
}

TEST(Relay, TellsWhatIsWorthTryingAgainFromWhatIsNot) {
  const tests::SmtpRelay relay({});
  const auto outcome = [&](const std::string& to) { return mail::Send(Plain(relay), To(to), 0).outcome; };
  EXPECT_EQ(outcome("rcpt-451@exemple.fr"), Outcome::kLater);
  EXPECT_EQ(outcome("data-452@exemple.fr"), Outcome::kLater);
  EXPECT_EQ(outcome("rcpt-550@exemple.fr"), Outcome::kRefused);
  EXPECT_EQ(outcome("data-554@exemple.fr"), Outcome::kRefused);
  EXPECT_TRUE(relay.Mails().empty());
}

TEST(Relay, ThatDoesNotKnowUsLosesNoMail) {
  const tests::SmtpRelay stranger({});
  auto mail = kMail;
  mail.from = "mail-550@cdg.example";
  EXPECT_EQ(mail::Send(Plain(stranger), mail, 0).outcome, Outcome::kLater)
      << "the sender's address is set wrong";
  const tests::SmtpRelay closed({"--greet", "554 no service for you"});
  EXPECT_EQ(mail::Send(Plain(closed), kMail, 0).outcome, Outcome::kLater);
  const tests::SmtpRelay locked({"--user", "vigie", "bon mot de passe"});
  EXPECT_EQ(mail::Send(Plain(locked), kMail, 0).outcome, Outcome::kLater) << "the user is not set";
}

TEST(Relay, SpeaksTlsOrNothing) {
  const tests::Certificate own;
  const tests::SmtpRelay relay(
      {"--starttls", own.File(), own.KeyFile(), "--user", "vigie", "bon mot de passe"});
  mail::Relay to{"localhost", relay.Port(), "starttls", "vigie", "bon mot de passe", ""};
  const auto untrusted = mail::Send(to, kMail, 0);
  EXPECT_EQ(untrusted.outcome, Outcome::kLater) << "a certificate that nobody vouches for";
  EXPECT_TRUE(relay.Mails().empty());
  to.ca_file = own.File();
  EXPECT_EQ(mail::Send(to, kMail, 0).outcome, Outcome::kSent);
  ASSERT_EQ(relay.Mails().size(), 1u);
  EXPECT_TRUE(relay.Mails()[0].tls);
  EXPECT_EQ(relay.Mails()[0].user, "vigie");
  to.host = "127.0.0.1";
  EXPECT_EQ(mail::Send(to, kMail, 0).outcome, Outcome::kLater) << "the certificate is another's";

  const tests::SmtpRelay bare({});
  to.host = "localhost";
  to.port = bare.Port();
  EXPECT_EQ(mail::Send(to, kMail, 0).outcome, Outcome::kLater)
      << "STARTTLS is not offered: someone may have removed it";
  EXPECT_TRUE(bare.Mails().empty());
}

TEST(Relay, SpeaksTlsFromTheFirstByteWhenAsked) {
  const tests::Certificate own;
  const tests::SmtpRelay relay({"--tls", own.File(), own.KeyFile()});
  mail::Relay to{"localhost", relay.Port(), "tls", "", "", ""};
  EXPECT_EQ(mail::Send(to, kMail, 0).outcome, Outcome::kLater);
  to.ca_file = own.File();
  EXPECT_EQ(mail::Send(to, kMail, 0).outcome, Outcome::kSent);
  EXPECT_TRUE(relay.Mails().at(0).tls);
}

TEST(Relay, AWrongPasswordIsForLaterAndInNoLog) {
  const tests::Certificate own;
  const tests::SmtpRelay relay(
      {"--starttls", own.File(), own.KeyFile(), "--user", "vigie", "bon mot de passe"});
  const auto answer = mail::Send(
      {"localhost", relay.Port(), "starttls", "vigie", "mauvais mot de passe", own.File()}, kMail, 0);
  EXPECT_EQ(answer.outcome, Outcome::kLater);
  EXPECT_EQ(answer.why, "Login denied (AUTH 535)");
  EXPECT_EQ(answer.fault, "mail.login");
}

TEST(Relay, WhoeverIsAskedToWaitIsTakenNextTime) {
  const tests::SmtpRelay relay({});
  const auto first = mail::Send(Plain(relay), To("greylist@exemple.fr"), 0);
  EXPECT_EQ(first.outcome, Outcome::kLater);
  EXPECT_EQ(first.fault, "mail.wait");
  EXPECT_EQ(mail::Send(Plain(relay), To("greylist@exemple.fr"), 0).outcome, Outcome::kSent);
}

TEST(Relay, ThatStopsAnsweringHoldsNobodyForLong) {
  const tests::SmtpRelay relay({});
  auto to = Plain(relay);
  to.patience = 1;
  const auto answer = mail::Send(to, To("stall@exemple.fr"), 0);
  EXPECT_EQ(answer.outcome, Outcome::kLater);
  EXPECT_EQ(answer.fault, "mail.timeout");
}

TEST(Relay, ThatDiesBeforeItSaysThatItTookTheMailIsAskedAgain) {
  const tests::SmtpRelay relay({});
  for (const int taken : {0, 1}) {
    const auto answer = mail::Send(Plain(relay), To(taken ? "die-end@exemple.fr" : "die-data@exemple.fr"), 0);
    EXPECT_EQ(answer.outcome, Outcome::kLater) << answer.why;
    EXPECT_EQ(answer.fault, "mail.lost") << answer.why;
    EXPECT_EQ(relay.Mails().size(), taken) << "what was cut off is no mail";
  }
}

TEST(Relay, TellsAPersonWhatIsWrong) {
  const tests::SmtpRelay plain({}), closed({"--greet", "554 no service for you"});
  const auto fault = [](const mail::Relay& relay, const mail::Mail& mail) {
    return mail::Send(relay, mail, 0).fault;
  };
  EXPECT_EQ(fault({"relais.invalid", 25, "none", "", "", ""}, kMail), "mail.host_unknown");
  EXPECT_EQ(fault({"localhost", 1, "none", "", "", ""}, kMail), "mail.no_connection");
  EXPECT_EQ(fault({"localhost", plain.Port(), "starttls", "", "", ""}, kMail), "mail.no_starttls");
  EXPECT_EQ(fault({"localhost", plain.Port(), "tls", "", "", ""}, kMail), "mail.tls");
  EXPECT_EQ(fault(Plain(closed), kMail), "mail.unwelcome");
  EXPECT_EQ(fault(Plain(plain), To("sans-arobase")), "mail.address");
  EXPECT_EQ(fault(Plain(plain), To("rcpt-550@exemple.fr")), "mail.recipient");
  EXPECT_EQ(fault(Plain(plain), To("data-552@exemple.fr")), "mail.message");
  EXPECT_EQ(fault(Plain(plain), To("data-451@exemple.fr")), "mail.wait");
  auto from = kMail;
  from.from = "mail-550@cdg.example";
  EXPECT_EQ(fault(Plain(plain), from), "mail.sender");
  EXPECT_EQ(fault(Plain(plain), kMail), "");
}

TEST(Relay, TellsWhatIsWrongWithItsCertificate) {
  const tests::Certificate own, old(tests::Certificate::Age::kExpired);
  const tests::SmtpRelay relay({"--starttls", own.File(), own.KeyFile()});
  const tests::SmtpRelay late({"--starttls", old.File(), old.KeyFile()});
  mail::Relay to{"localhost", relay.Port(), "starttls", "", "", ""};
  EXPECT_EQ(mail::Send(to, kMail, 0).fault, "mail.authority");
  to.ca_file = "/nowhere.pem";
  EXPECT_EQ(mail::Send(to, kMail, 0).fault, "mail.ca_file");
  to.ca_file = own.File();
  to.host = "127.0.0.1";
  EXPECT_EQ(mail::Send(to, kMail, 0).fault, "mail.wrong_name");
  const mail::Relay expired{"localhost", late.Port(), "starttls", "", "", old.File()};
  EXPECT_EQ(mail::Send(expired, kMail, 0).fault, "mail.expired");
}

TEST(Relay, ThatWantsAPasswordLosesNoMailWhereverItSaysSo) {
  const tests::SmtpRelay relay({});
  const auto answer = mail::Send(Plain(relay), To("rcpt-530@exemple.fr"), 0);
  EXPECT_EQ(answer.outcome, Outcome::kLater);
  EXPECT_EQ(answer.fault, "mail.login_needed");
}

TEST(Relay, NoTextMakesAHeaderOrASecondMail) {
  const tests::SmtpRelay relay({});
  auto mail = kMail;
  mail.subject = "Sujet\r\nBcc: autre@exemple.fr\r\n\r\nCorps";
  mail.text = "Fin\r\n.\r\nMAIL FROM:<faux@exemple.fr>\r\n.tout\r\n";
  EXPECT_EQ(mail::Send(Plain(relay), mail, 0).outcome, Outcome::kSent);
  ASSERT_EQ(relay.Mails().size(), 1u);
  const auto received = relay.Mails()[0];
  EXPECT_EQ(received.to, "prenom.nom@exemple.fr");
  EXPECT_EQ(received.subject, mail.subject) << "one header, whatever it says";
  EXPECT_EQ(received.text, mail.text);
  EXPECT_EQ(mail::Send(Plain(relay), To("a@exemple.fr>\r\nRCPT TO:<b@exemple.fr"), 0).outcome,
            Outcome::kRefused);
  EXPECT_EQ(relay.Mails().size(), 1u);
}

TEST(Relay, ALongSubjectKeepsItsLetters) {
  const tests::SmtpRelay relay({});
  auto mail = kMail;
  mail.subject.clear();
  for (int i = 0; i < 40; ++i) mail.subject += "éà€";
  EXPECT_EQ(mail::Send(Plain(relay), mail, 0).outcome, Outcome::kSent);
  EXPECT_EQ(relay.Mails().at(0).subject, mail.subject);
}

}  // namespace
