// What the worker does once a day.
#include "domain/accessibility/requests.h"
#include "domain/calendar/calendar.h"
#include "domain/casefile/desk.h"
#include "domain/membership/mails.h"
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

struct Members : worker::Fixture {
  Members() {
    const auto manager = people::AddAccount(db, "robin", "Robin Essai", "robin@cdg.example").value();
    EXPECT_TRUE(people::Assign(db, manager, "manager", 0));
    membership::Member one;
    one.name = "Commune d’Ailleurs";
    one.kind = "commune";
    one.state = membership::State::kEffective;
    one.effective_on = core::ParseDay("2025-06-20");  // a letter may come until 20 March
    one.contact.email = "mairie@ailleurs.example";
    EXPECT_TRUE(membership::Add(db, one));
    const auto id = membership::FindMemberBySlug(db, "commune-d-ailleurs")->collectivite_id;
    EXPECT_TRUE(membership::SetHeadcount(
        db, id, {*core::ParseDay("2025-12-31"), 12, "déclaré", *core::ParseDay("2026-01-05")}));
    // The fixture's own collectivité is served without being a member.
  }
  int Round() {
    worker::Morning(db, keys, scheme, now);
    return Send().sent;
  }
};

TEST_F(Members, AreRemindedOnceADayAndNeverTwiceOfTheSame) {
  EXPECT_EQ(Round(), 2);
  std::map<std::string, std::string> to;
  for (const auto& mail : sent) to[mail.to] = mail.subject + "\n" + mail.text;
  EXPECT_NE(to["mairie@ailleurs.example"].find("au plus tard le 20 mars 2026"), std::string::npos);
  EXPECT_NE(to["robin@cdg.example"].find("/f/members?due=1"), std::string::npos);
  EXPECT_EQ(to["robin@cdg.example"].find("Ailleurs"), std::string::npos);
  const auto id = membership::FindMemberBySlug(db, "commune-d-ailleurs")->collectivite_id;
  EXPECT_EQ(membership::MailsAbout(db, id).at(0).sent_on, core::LocalDay(now));
  for (int day = 0; day < 3; ++day, now += hours(24)) EXPECT_EQ(Round(), 0);
}

TEST_F(Members, WhoAskToJoinAreToldToTheManagersTheNextMorningAtTheLatest) {
  ASSERT_EQ(Round(), 2);
  membership::Member one;
  one.name = "Commune demandeuse";
  one.kind = "commune";
  ASSERT_TRUE(membership::Ask(db, one, {}, {"", now}));
  now += hours(24);
  EXPECT_EQ(Round(), 1);
  EXPECT_EQ(sent.back().to, "robin@cdg.example");
  EXPECT_NE(sent.back().text.find("une demande à lire"), std::string::npos);
  EXPECT_EQ(sent.back().text.find("demandeuse"), std::string::npos) << "a mail names nobody";
  now += hours(24);
  EXPECT_EQ(Round(), 0);
}

TEST_F(Members, AMailThatIsRefusedIsShownAsLost) {
  answer = {mail::Outcome::kRefused, "550"};
  Round();
  const auto id = membership::FindMemberBySlug(db, "commune-d-ailleurs")->collectivite_id;
  EXPECT_EQ(membership::MailsAbout(db, id).at(0).lost_on, core::LocalDay(now));
  EXPECT_FALSE(membership::MailsAbout(db, id).at(0).sent_on);
}

TEST_F(Members, ARoundThatBrokeOffIsDoneAgainWhole) {
  // What a kill leaves: nothing, as the reminders and the note of the day are one write.
  db.Exec("CREATE TRIGGER broken BEFORE INSERT ON upkeep BEGIN SELECT RAISE(ABORT, 'killed'); END");
  EXPECT_THROW(worker::Morning(db, keys, scheme, now), store::Failure);
  EXPECT_EQ(Count("membership_mail") + Count("outbox"), 0);
  db.Exec("DROP TRIGGER broken");
  EXPECT_EQ(Round(), 2);
}

TEST_F(Members, AreToldOfAChangeInItsWords) {
  const membership::By by{"Robin Essai", now};
  ASSERT_TRUE(membership::TellChange(db, scheme, core::LocalDay(now) + std::chrono::days{30},
                                     "Le prix par agent change.\n\nDeux phrases & une.", by));
  EXPECT_EQ(Send().sent, 1);
  EXPECT_NE(sent.at(0).text.find("prend effet le 1er avril 2026"), std::string::npos) << sent[0].text;
  EXPECT_NE(sent.at(0).text.find("Deux phrases & une."), std::string::npos);
  EXPECT_NE(sent.at(0).html.find("Deux phrases &amp; une."), std::string::npos);
}

}  // namespace
