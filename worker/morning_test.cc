// What the worker does once a day.
#include "domain/accessibility/requests.h"
#include "domain/calendar/calendar.h"
#include "domain/casefile/desk.h"
#include "tests/support/smtp_relay.h"
#include "worker/worker_fixture.h"

namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct Morning : worker::Fixture {};

TEST_F(Morning, WritesOnceADayInTheMorningToWhoeverWishesIt) {
  people::SetDigest(db, referent.account.id, true);
  File();
  Reporter().Post("Zqmessage", "", now).value();
  const auto round = [&] {
    worker::Morning(db, keys, scheme, now);
    return Send().sent;
  };
  now = core::Instant{core::LocalDay(now)} + hours(6) + minutes(59);
  EXPECT_EQ(round(), 0);
  now += minutes(1);
  EXPECT_EQ(round(), 1);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].subject, "Du nouveau dans votre espace");
  EXPECT_EQ(round(), 0);
  Reporter().Post("Zqencore", "", now).value();
  now += hours(10);
  EXPECT_EQ(round(), 0);
  now += hours(14);
  EXPECT_EQ(round(), 1);
}

TEST_F(Morning, RemindsInTheMorningOfWhatComesDue) {
  File();
  Send();
  sent.clear();
  const auto round = [&] {
    worker::Morning(db, keys, scheme, now);
    return Send().sent;
  };
  const auto due =
      casefile::ListFor(db, referent.account, referent.keys).at(0).header.clocks.at("acknowledge");
  now = core::Instant{calendar::AddWorkingDays(due, 1, scheme.AlsaceMoselle())} + hours(6);
  EXPECT_EQ(round(), 0);
  now += hours(1);
  EXPECT_EQ(round(), 1);
  EXPECT_EQ(sent.at(0).subject, "Un délai est dépassé dans l’un de vos dossiers");
  EXPECT_EQ(round(), 0);
}

// Until the relay came back, the mail left though there was nothing more to do.
TEST_F(Morning, AReminderThatWaitedForTheRelayDoesNotLeaveOnceItsActIsDone) {
  const auto filed = File();
  const auto other = File();
  Send();
  sent.clear();
  const auto due =
      casefile::ListFor(db, referent.account, referent.keys).at(0).header.clocks.at("acknowledge");
  const auto acknowledge = [&](const casefile::Filed& which) {
    auto file = casefile::Case::OpenAsReader(db, referent.account, referent.keys, which.number).value();
    ASSERT_TRUE(file.Do(scheme, "acknowledge", json::Object(), 0, now));
  };
  mail::Relay to{"localhost", 1, "none", "", "", ""};  // where nobody listens
  const auto round = [&] {
    worker::Morning(db, keys, scheme, now);
    return worker::SendDue(
               db, config, pages, keys, [&](const mail::Mail& mail) { return mail::Send(to, mail, 0); }, now,
               [] { return false; })
        .sent;
  };
  now = core::Instant{calendar::AddWorkingDays(due, 1, scheme.AlsaceMoselle())} + hours(8);
  EXPECT_EQ(round(), 0);
  ASSERT_EQ(Count("outbox WHERE template = 'deadline_late' AND sent_on IS NULL"), 1);

  const tests::SmtpRelay relay({});
  acknowledge(filed);
  now += minutes(2);
  EXPECT_EQ(round(), 0) << "the relay is still down";
  EXPECT_EQ(Count("outbox WHERE template = 'deadline_late' AND sent_on IS NULL"), 1)
      << "the other case is still late";
  acknowledge(other);
  to.port = relay.Port();
  now += hours(1);
  EXPECT_EQ(round(), 0);
  EXPECT_TRUE(relay.Mails().empty());
}

TEST_F(Morning, AReminderThatWaitedForTheRelayLeavesWhenItIsStillTrue) {
  File();
  Send();
  sent.clear();
  const auto due =
      casefile::ListFor(db, referent.account, referent.keys).at(0).header.clocks.at("acknowledge");
  now = core::Instant{calendar::AddWorkingDays(due, 1, scheme.AlsaceMoselle())} + hours(8);
  answer = {mail::Outcome::kLater, "Couldn't connect to server (0)"};
  worker::Morning(db, keys, scheme, now);
  EXPECT_EQ(Send().later, 1);
  answer = {mail::Outcome::kSent, ""};
  now += hours(20);  // at night
  worker::Morning(db, keys, scheme, now);
  EXPECT_EQ(Send().sent, 1);
}

TEST_F(Morning, AcknowledgesADifficultyWithTheSiteAndRemindsOfItsWeek) {
  const auto manager = people::AddAccount(db, "robin", "Robin Essai", "robin@cdg.example").value();
  ASSERT_TRUE(people::Assign(db, manager, "manager", 0));
  accessibility::Ask(db, {"", "sam@exemple.fr", "", "Zqdifficulte"}, core::LocalDay(now));
  EXPECT_EQ(Send().sent, 2);
  EXPECT_EQ(sent.at(0).to, "sam@exemple.fr");
  EXPECT_EQ(sent.at(0).subject, "Votre message sur l’accessibilité du site est bien arrivé");
  EXPECT_EQ(sent.at(1).to, "robin@cdg.example");
  for (const auto& mail : sent) EXPECT_EQ(mail.text.find("Zqdifficulte"), std::string::npos);
  now = core::Instant{core::LocalDay(now) + std::chrono::days{5}} + hours(8);
  for (const int mails : {1, 0}) {
    worker::Morning(db, keys, scheme, now);
    EXPECT_EQ(Send().sent, mails);
  }
  EXPECT_EQ(sent.at(2).subject, "Une difficulté d’accès au site attend encore une réponse");
}

}  // namespace
