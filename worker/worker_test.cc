#include "worker/worker.h"

#include "domain/campaign/campaign.h"
#include "domain/membership/life.h"
#include "domain/membership/opinions.h"
#include "domain/outbox/outbox.h"
#include "domain/provider/incidents.h"
#include "tests/support/fake_member.h"
#include "tests/support/smtp_relay.h"
#include "worker/worker_fixture.h"

namespace {

using mail::Outcome;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Worker : worker::Fixture {};

TEST_F(Worker, SendsAMailOnce) {
  File();
  EXPECT_EQ(Send().sent, 1);
  EXPECT_EQ(Send().sent, 0);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].to, "referent@cdg.example");
  EXPECT_EQ(sent[0].from, "signalement@cdg.example");
  EXPECT_EQ(sent[0].subject, "Un nouveau signalement vous attend");
}

TEST_F(Worker, TriesLaterWhatTheRelayCouldNotTakeNow) {
  File();
  answer = {Outcome::kLater, "Couldn't connect to server (0)"};
  const auto tally = Send();
  EXPECT_EQ(tally.later, 1);
  EXPECT_EQ(tally.why, "Couldn't connect to server (0)");
  answer = {Outcome::kSent, ""};
  now += seconds(59);
  EXPECT_EQ(Send().sent, 0);
  now += seconds(1);
  EXPECT_EQ(Send().sent, 1);
}

TEST_F(Worker, DropsWhatTheRelayRefusesForGood) {
  File();
  answer = {Outcome::kRefused, "Failed sending data to the peer (RCPT 550)"};
  EXPECT_EQ(Send().dropped, 1);
  now += hours(24);
  EXPECT_EQ(Send().dropped, 0);
  EXPECT_EQ(sent.size(), 1u);
}

TEST_F(Worker, WritesNothingToAnAccountThatWasClosedMeanwhile) {
  File();
  people::SetActive(db, referent.account.id, false);
  EXPECT_EQ(Send().dropped, 1);
  EXPECT_TRUE(sent.empty());
}

TEST_F(Worker, ACrashBetweenSendingAndMarkingRepeatsTheSameMail) {
  File();
  const auto dies = [&](const mail::Mail& mail) -> mail::Answer {
    sent.push_back(mail);
    throw std::runtime_error("killed here");
  };
  EXPECT_THROW(worker::SendDue(db, config, pages, keys, dies, now, [] { return false; }), std::runtime_error);
  now += minutes(3);
  EXPECT_EQ(Send().sent, 1);
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].id, sent[1].id) << "what a mail program takes for one mail";
}

TEST_F(Worker, TwoMailsNeverBearTheSameId) {
  File();
  Send();
  File();
  Send();
  keys = vault::KeyPair::Generate();  // another installation
  db.Exec("UPDATE outbox SET sent_on = NULL");
  Send();
  std::set<std::string> ids;
  for (const auto& mail : sent) ids.insert(mail.id);
  EXPECT_EQ(ids.size(), sent.size());
}

TEST_F(Worker, StopsBetweenTwoMailsWhenAsked) {
  File();
  Reporter().Post("Bonjour", "", now).value();  // a second mail for the référent
  int asked = 0;
  const auto tally = worker::SendDue(db, config, pages, keys, sender, now, [&] { return ++asked > 1; });
  EXPECT_EQ(tally.sent, 1);
  EXPECT_EQ(Send().sent, 1);
}

TEST_F(Worker, WritesToTheReporterWithItsOwnKeyAlone) {
  File("prevenez-moi@exemple.fr");
  Send();
  sent.clear();
  Answer();
  const auto own = keys;
  keys = vault::KeyPair::Generate();
  EXPECT_EQ(outbox::Due(db, keys, now).at(0).to, "");
  keys = own;
  EXPECT_EQ(Send().sent, 1);
  EXPECT_EQ(sent.at(0).to, "prevenez-moi@exemple.fr");
}

TEST_F(Worker, AMemberThatIsAskedForItsHeadcountGetsItsPersonalLink) {
  const auto cdg62 = scheme::Scheme::Read(config.share_dir + "/content/schemes/cdg62.json");
  fake::AddMember(db, "Commune de Valmeuse", "mairie@valmeuse.example", "valmeuse-adherente");
  const campaign::By by{0, "", now};
  ASSERT_TRUE(campaign::Open(db, 2030, *core::ParseDay("2030-04-30"), by));
  ASSERT_EQ(campaign::Ask(db, cdg62, 2030, keys.public_key, by).value(), 1);
  EXPECT_EQ(Send().sent, 1);
  EXPECT_EQ(sent.at(0).to, "mairie@valmeuse.example");
  const auto link = sent[0].text.find("/f/headcount?t=");
  ASSERT_NE(link, std::string::npos) << sent[0].text;
  const auto begin = link + 15, end = sent[0].text.find('\n', begin);
  const auto asked = campaign::FindRequest(db, cdg62, sent[0].text.substr(begin, end - begin));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->name, "Commune de Valmeuse");
}

TEST_F(Worker, AMailAboutACaseDoesNotWaitBehindThoseToAllMembers) {
  fake::AddMember(db, "Commune de Valmeuse", "mairie@valmeuse.example", "valmeuse-adherente");
  ASSERT_EQ(membership::AskOpinions(db, keys.public_key, core::LocalDay(now)), 1);
  File("prevenez-moi@exemple.fr");
  Answer();
  const auto due = outbox::Due(db, keys, now);
  ASSERT_GE(due.size(), 3u);
  EXPECT_EQ(due.back().mail, "membership_opinion") << "asked first, sent last";
}

// Every mail that exists, and everything that a case holds.
TEST_F(Worker, NoMailHasAWordOfACase) {
  const auto filed = File("prevenez-moi@exemple.fr");
  Answer();
  Reporter().Post("Zqmessage", "", now).value();
  for (const auto& file : std::filesystem::directory_iterator(config.share_dir + "/templates/mail"))
    db.Prepare("INSERT INTO outbox (template, account_id, queued_on) VALUES (?1, ?2, 0)")
        .Bind(file.path().stem().string(), referent.account.id)
        .Run();
  Send();
  ASSERT_GE(sent.size(), 11u);
  for (const auto& mail : sent) {
    const auto written = mail.subject + "\n" + mail.text + "\n" + mail.html, all = written + "\n" + mail.id;
    EXPECT_EQ(written.find("Zq"), std::string::npos) << written;
    // The random id holds any two letters now and then: there, the whole words.
    for (const auto& word :
         {std::string("Zqfaits"), std::string("Zqlieu"), std::string("Zqnom"), std::string("Zqréponse"),
          std::string("Zqmessage"), filed.number, filed.code, filed.code.substr(0, 6),
          std::string("Valmeuse"), std::string("valmeuse"), std::string("Personne"), std::string("{{")})
      EXPECT_EQ(all.find(word), std::string::npos) << word << " in " << all;
    EXPECT_NE(mail.text.find("Bonjour"), std::string::npos);
    EXPECT_NE(mail.text.find(config.base_url + "/"), std::string::npos) << mail.text;
    for (auto at = all.find("https:"); at != std::string::npos; at = all.find("https:", at + 1)) {
      const auto link = all.substr(at, all.find_first_of("\n\"<", at) - at);
      EXPECT_TRUE(
          std::set<std::string>(
              {config.base_url + "/", config.base_url + "/connexion/", config.base_url + "/suivre/",
               config.base_url + "/accessibilite/", config.base_url + "/f/accessibility_desk",
               config.base_url + "/f/incidents", config.base_url + "/f/headcount?t=",
               config.base_url + "/f/member_feedback?t=", config.base_url + "/f/members?due=1",
               config.base_url + "/collectivites/adherer/", config.base_url + "/collectivites/offre/"})
              .contains(link))
          << "the same for everybody: " << link;
    }
    for (const char* word : {"<img", "src=", "<style", "<link"})
      EXPECT_EQ(mail.html.find(word), std::string::npos) << "nothing that a mail program would fetch";
    if (mail.to == "prevenez-moi@exemple.fr") {
      auto without = all;
      for (auto at = without.find(config.base_url); at != std::string::npos;
           at = without.find(config.base_url))
        without.erase(at, config.base_url.size());
      const auto folded = core::Fold(without);
      for (const char* word : {"signalement", "referent", "harcelement", "centre de gestion"})
        EXPECT_EQ(folded.find(word), std::string::npos)
            << "whoever reads this mailbox must not learn it: " << word;
    }
  }
}

TEST_F(Worker, ARelayThatIsOutOfReachIsAskedOnceARound) {
  File("prevenez-moi@exemple.fr");
  Answer();
  answer = {Outcome::kLater, "Timeout was reached (0)", "mail.timeout"};
  EXPECT_EQ(Send().later, 1);
  EXPECT_EQ(Send().later, 1) << "the next one, in the next round";
  EXPECT_EQ(Send().later, 0);
  now += hours(1);
  answer = {Outcome::kLater, "Failed sending data to the peer (RCPT 451)", "mail.wait"};
  EXPECT_EQ(Send().later, 2) << "it is there, and answers for each mail";
}

TEST_F(Worker, GivesUpAfterItsLastTryAndSaysSo) {
  File();
  db.Exec("UPDATE outbox SET tries = 29");
  answer = {Outcome::kLater, "Couldn't connect to server (0)"};
  const auto tally = Send();
  EXPECT_EQ(tally.given_up, 1);
  EXPECT_EQ(tally.later, 0);
  now += hours(24);
  EXPECT_EQ(Send().given_up, 0);
}

TEST_F(Worker, ThroughARealRelay) {
  File("prevenez-moi@exemple.fr");
  Answer();
  const tests::SmtpRelay relay({});
  const mail::Relay to{"localhost", relay.Port(), "none", "", "", ""};
  const auto tally = worker::SendDue(
      db, config, pages, keys, [&](const mail::Mail& mail) { return mail::Send(to, mail, 0); }, now,
      [] { return false; });
  EXPECT_EQ(tally.sent, 2);
  const auto mails = relay.Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails[0].to, "referent@cdg.example");
  EXPECT_EQ(mails[0].subject, "Un nouveau signalement vous attend");
  EXPECT_NE(mails[0].text.find(config.base_url + "/connexion/"), std::string::npos);
  EXPECT_EQ(mails[1].to, "prevenez-moi@exemple.fr");
}

TEST_F(Worker, ErasesWhatIsOverThoughNobodyComes) {
  const auto filed = File();
  const auto reporter = casefile::Unlock(db, filed.code.substr(0, 6), filed.code).value();
  people::OpenSession(db, people::SessionKind::kDesk, referent.account.id, referent.keys.secret_key, now);
  people::OpenSession(db, people::SessionKind::kCase, reporter.case_id, reporter.secret_key, now);
  people::Invite(db, referent.account.id, now);
  worker::Tidy(db, keys, scheme, now + hours(11));
  EXPECT_EQ(Count("session"), 2);
  EXPECT_EQ(Count("submission WHERE sealed_code IS NOT NULL"), 1);
  worker::Tidy(db, keys, scheme, now + hours(13));
  EXPECT_EQ(Count("session"), 1) << "the desk's is over";
  worker::Tidy(db, keys, scheme, now + hours(49));
  EXPECT_EQ(Count("session"), 0);
  EXPECT_EQ(Count("submission WHERE sealed_code IS NOT NULL"), 0);
  EXPECT_EQ(Count("invitation"), 1);
  worker::Tidy(db, keys, scheme, now + hours(24 * 7));
  EXPECT_EQ(Count("invitation"), 0);
}

TEST_F(Worker, WhatWasErasedIsOnNoDiskAfterItsRound) {
  const auto cookie =
      people::OpenSession(db, people::SessionKind::kDesk, referent.account.id, referent.keys.secret_key, now);
  const auto hash = vault::Hash("session hash", cookie);
  worker::Tidy(db, keys, scheme, now);
  ASSERT_TRUE(OnDisk(hash));
  people::CloseSession(db, cookie);
  worker::Tidy(db, keys, scheme, now);
  EXPECT_FALSE(OnDisk(hash));
}

TEST_F(Worker, ErasesOnceADayWhatHasHadItsTimeThoughNobodyComes) {
  const auto filed = File();
  casefile::Case::OpenAsReader(db, referent.account, referent.keys, filed.number)
      .value()
      .Do(scheme, "close", *json::Parse(R"({"outcome": "not_established", "reason": "Voilà."})"), 0, now)
      .value();
  EXPECT_TRUE(worker::Purge(db, keys, scheme, config, now + hours(24 * 61)));
  EXPECT_EQ(Count("case_file"), 1);
  EXPECT_FALSE(worker::Purge(db, keys, scheme, config, now + hours(24 * 61 + 1)));
  EXPECT_TRUE(worker::Purge(db, keys, scheme, config, now + hours(24 * 62)));
  EXPECT_EQ(Count("case_file"), 0);
  EXPECT_EQ(Count("erasure"), 1);
  EXPECT_TRUE(std::filesystem::exists(folder + "/erased.list"));
}

TEST_F(Worker, ErasesAnIncidentThatHasHadItsTime) {
  const auto id = people::AddAccount(db, "robin", "Robin Essai", "robin@cdg.example").value();
  ASSERT_TRUE(people::Assign(db, id, "manager", 0));
  const auto robin = people::FindAccount(db, id).value();
  const auto today = core::LocalDay(now);
  const auto incident =
      provider::Tell(db, scheme, {"access", "", "", 0, today, "Service fermé."}, robin, now).value();
  for (const char* act : {"decide", "close"})
    ASSERT_TRUE(provider::Do(db, scheme, incident,
                             {.act = act, .day = today, .text = "Vu.", .decision = *act == 'd' ? "none" : ""},
                             robin, now));
  EXPECT_TRUE(worker::Purge(db, keys, scheme, config, now + hours(24 * 365 * 6)));
  EXPECT_EQ(Count("provider_incident"), 1) << "five years after the contract, which ends in June 2027";
  EXPECT_TRUE(worker::Purge(db, keys, scheme, config, now + hours(24 * 365 * 7)));
  EXPECT_EQ(Count("provider_incident"), 0);
}

TEST_F(Worker, SaysWhatToDoAboutItsKey) {
  const auto why = [&] {
    try {
      worker::ReadKeys(config);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(why().find("vigie keys init"), std::string::npos);
  std::filesystem::create_directories(config.data_dir + "/keys");
  std::ofstream(config.data_dir + "/keys/worker.key") << std::string(64, 'z') << "\n";
  EXPECT_NE(why().find("abîmé"), std::string::npos);
  std::ofstream(config.data_dir + "/keys/worker.key") << std::string(64, 'a') << "\n";
  EXPECT_EQ(worker::ReadKeys(config).secret_key.Bytes(), std::string(32, '\xaa'));
}

TEST_F(Worker, BeginsAMembershipOnItsFirstDay) {
  membership::Member one;
  one.name = "Ville d’Ardelle";
  one.kind = "commune";
  one.state = membership::State::kSigned;
  one.effective_on = core::LocalDay(now) + std::chrono::days{1};
  const auto slug = membership::Add(db, one).value().slug;
  worker::Tidy(db, keys, scheme, now);
  EXPECT_FALSE(people::FindCollectivite(db, slug));
  worker::Tidy(db, keys, scheme, now + hours(24));
  EXPECT_TRUE(people::FindCollectivite(db, slug)) << "agents find it from that day on";
}

}  // namespace
