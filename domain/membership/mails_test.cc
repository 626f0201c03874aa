#include "domain/membership/mails.h"

#include <fstream>

#include "domain/access/access.h"
#include "domain/membership/membership_fixture.h"

namespace membership {
namespace {

struct Reminders : Fixture {
  scheme::Scheme scheme = Scheme("cdg62");
  std::int64_t body = 0;

  static scheme::Scheme Scheme(const std::string& id) {
    return scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
  }
  Reminders() {
    const auto id = people::AddAccount(db, "robin", "Robin Essai", "robin@cdg.example").value();
    EXPECT_TRUE(people::Assign(db, id, "manager", 0));
    auto one = Valmeuse();
    one.state = State::kEffective;
    one.effective_on = Day("2026-03-01");
    body = Add(db, one).value().collectivite_id;
    EXPECT_TRUE(SetHeadcount(db, body, {Day("2025-12-31"), 38, "déclaré", Day("2026-01-15")}));
  }
  // "notice 2026-12-01 body", in order.
  std::string Due(const char* on) {
    std::string all;
    for (const auto& one : DueReminders(db, scheme, Day(on)))
      all +=
          (all.empty() ? "" : ", ") + one.kind + " " + core::IsoDay(one.day) + (one.to_body ? " body" : "");
    return all;
  }
  void Set(const std::string& what) {
    db.Exec("INSERT OR IGNORE INTO membership_life (collectivite_id) VALUES (1)");
    db.Exec("UPDATE " + what);
  }
  static std::string Number(const char* day) { return std::to_string(core::DayNumber(Day(day))); }
  int Round(const char* on) {
    store::Transaction transaction(db);
    const int news = Remind(db, scheme, Day(on));
    transaction.Commit();
    return news;
  }
  std::int64_t Rows(const std::string& what) {
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
};

TEST_F(Reminders, OfTheNoticeFollowTheSchemesRule) {
  EXPECT_EQ(Due("2026-10-01"), "");
  EXPECT_EQ(Due("2026-10-02"), "notice 2026-12-01 body") << "sixty days before: three months before 1 March";
  EXPECT_EQ(Due("2026-12-01"), "notice 2026-12-01 body");
  EXPECT_EQ(Due("2026-12-02"), "") << "the next one is a year away";
  scheme = Scheme("cdg45");
  Set("member SET ends_on = NULL");
  EXPECT_EQ(Due("2026-10-02"), "") << "a letter may come any day";
  scheme = Scheme("amacod");
  EXPECT_EQ(Due("2026-09-30"), "notice 2026-09-30 body") << "three months before the term of 31 December";
}

TEST_F(Reminders, OfTheTermOfTheContract) {
  Set("member SET effective_on = " + Number("2026-06-20") + ", ends_on = " + Number("2027-06-27"));
  EXPECT_EQ(Due("2026-12-28"), "");
  EXPECT_EQ(Due("2026-12-29"), "term 2027-06-27 body");
  EXPECT_EQ(Due("2027-06-28").find("term"), std::string::npos);
}

TEST_F(Reminders, OfARequestReachTheManagersAtOnce) {
  Set("member SET state = 'left'");
  const auto asked = Ask(db, Named("Commune demandeuse"), {}, {"", core::Instant{Day("2026-11-24")}}).value();
  EXPECT_EQ(Due("2026-11-24"), "asked 2026-11-24");
  EXPECT_EQ(Remind(db, scheme, Day("2026-11-24"), body), 0) << "of another member";
  EXPECT_EQ(Remind(db, scheme, Day("2026-11-24"), asked.collectivite_id), 1);
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_due'"), 1);
  EXPECT_EQ(Rows("outbox"), 1) << "the body is told by who answers it";
  EXPECT_EQ(Round("2026-11-25"), 0) << "once";
  EXPECT_EQ(Due("2026-12-24"), "asked 2026-11-24") << "until it is answered";
  for (const char* id : {"cdg45", "cdg60", "cdg62", "cdg69", "amacod"}) {
    scheme = Scheme(id);
    EXPECT_EQ(Due("2026-11-24"), "asked 2026-11-24") << id;
  }
  Set("member SET state = 'refused' WHERE state = 'asked'");
  EXPECT_EQ(Due("2026-12-24"), "");
}

TEST_F(Reminders, OfAConventionThatDoesNotComeBack) {
  Set("member SET state = 'convention'");
  Set("membership_life SET convention_on = " + Number("2026-11-01"));
  EXPECT_EQ(Due("2026-11-30"), "");
  EXPECT_EQ(Due("2026-12-01"), "convention 2026-11-01 body");
  Set("membership_life SET received_on = " + Number("2026-12-01"));
  EXPECT_EQ(Due("2026-12-02"), "") << "it came back; the others sign";
}

TEST_F(Reminders, OfAHeadcountOfLastYear) {
  EXPECT_EQ(Due("2027-02-13"), "");
  EXPECT_EQ(Due("2027-02-14"), "headcount 2026-12-31")
      << "for the managers: the body is asked by the campaign";
  EXPECT_TRUE(SetHeadcount(db, body, {Day("2026-12-31"), 40, "déclaré", Day("2027-02-14")}));
  EXPECT_EQ(Due("2027-02-14"), "");
}

TEST_F(Reminders, OfDataToGiveBackAndToErase) {
  Set("member SET state = 'leaving', ends_on = " + Number("2027-02-28"));
  Set("membership_life SET erase_on = " + Number("2027-06-01"));
  EXPECT_EQ(Due("2027-01-28"), "");
  EXPECT_EQ(Due("2027-01-29"), "give_back 2027-02-28");
  Set("member SET state = 'left'");
  Set("membership_life SET given_back_on = " + Number("2027-03-02"));
  EXPECT_EQ(Due("2027-05-31"), "");
  EXPECT_EQ(Due("2027-06-01"), "erase 2027-06-01");
}

TEST_F(Reminders, AreThoseThatTheSchemeNames) {
  std::ofstream(folder + "/own.json")
      << R"({"extends": "cdg62", "id": "own", "membership": {"reminders": {"notice": 10, "term": null}}})";
  scheme = scheme::Scheme::Read(folder + "/own.json", std::string(VIGIE_SOURCE_DIR) + "/content/schemes");
  Set("member SET ends_on = " + Number("2027-06-27"));
  EXPECT_EQ(Due("2026-11-20"), "");
  EXPECT_EQ(Due("2026-11-21"), "notice 2026-12-01 body");
  EXPECT_EQ(Due("2027-06-27").find("term"), std::string::npos);
}

TEST_F(Reminders, AreToldOnceToTheBodyAndInOneMailToEachManager) {
  EXPECT_EQ(Round("2026-10-02"), 1);
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_notice'"), 1);
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_due'"), 1);
  EXPECT_EQ(Round("2026-10-02") + Round("2026-10-03"), 0);
  EXPECT_EQ(Rows("outbox"), 2);
  const auto mails = MailsAbout(db, body);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].kind, "notice");
  EXPECT_EQ(core::IsoDay(mails[0].day) + " " + core::IsoDay(mails[0].told_on), "2026-12-01 2026-10-02");
  EXPECT_TRUE(mails[0].to_body && !mails[0].sent_on && !mails[0].lost_on) << "it waits";
  EXPECT_EQ(Round("2027-02-14"), 1) << "the headcount of the year";
  EXPECT_EQ(Rows("outbox"), 2) << "the managers' mail that waits tells it too";
}

TEST_F(Reminders, OfABodyWithoutAnAddressAreTheManagers) {
  Set("member SET contact_email = ''");
  EXPECT_EQ(Round("2026-10-02"), 1);
  EXPECT_EQ(Rows("outbox WHERE membership_mail_id IS NOT NULL"), 0);
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_due'"), 1);
  EXPECT_FALSE(MailsAbout(db, body).at(0).to_body);
}

TEST_F(Reminders, ThatWaitForTheRelayAreTakenBackOnceTheyAreNotTrueAnyMore) {
  ASSERT_EQ(Round("2026-10-02"), 1);
  TakeBackReminders(db, scheme, Day("2026-11-30"));
  EXPECT_EQ(Rows("outbox"), 2) << "still true";
  TakeBackReminders(db, scheme, Day("2026-12-02"));
  EXPECT_EQ(Rows("outbox"), 0) << "too late to write that a letter may come";
  EXPECT_EQ(Rows("membership_mail"), 0);
  ASSERT_EQ(Round("2026-12-01"), 1);
  db.Exec("UPDATE outbox SET sent_on = 1");
  TakeBackReminders(db, scheme, Day("2026-12-02"));
  EXPECT_EQ(Rows("membership_mail"), 1) << "what left stands";
}

struct ChangesOfConditions : Reminders {
  By by{"Robin Essai", core::Instant{Day("2026-11-24")} + std::chrono::hours{9}};
  std::string Tell(const char* day, const std::string& text) {
    const auto change = TellChange(db, scheme, *day ? std::optional(Day(day)) : std::nullopt, text, by);
    return change ? "told" : change.error().field + " " + change.error().code;
  }
};

TEST_F(ChangesOfConditions, AreToldToEveryMemberThatIsThereOnTheirDay) {
  auto other = Named("Commune d’Ailleurs", State::kSigned);
  other.contact.email = "mairie@ailleurs.example";
  Add(db, other).value();
  Add(db, Named("Commune sans adresse", State::kEffective)).value();
  auto gone = Named("Commune qui part", State::kLeaving);
  gone.ends_on = Day("2026-12-31");
  gone.contact.email = "mairie@part.example";
  Add(db, gone).value();
  Add(db, Named("Commune demandeuse")).value();
  EXPECT_EQ(Tell("2027-01-01", "Le prix par agent passe de 2 à 3 €."), "told");
  const auto changes = Changes(db);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(core::IsoDay(changes[0].effective_on), "2027-01-01");
  const auto mails = MailsOf(db, changes[0].id);
  EXPECT_EQ(mails.size(), 3u) << "not who left before, nor who only asked";
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_change'"), 2) << "one has no address";
  EXPECT_EQ(Tell("2027-01-01", "Une heure de formation de plus."), "told")
      << "another change of the same day";
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_change'"), 4);
  TakeBackReminders(db, scheme, Day("2026-11-24"));
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_change'"), 4) << "no reminder";
}

TEST_F(ChangesOfConditions, AreNotToldTwiceByADoubleClick) {
  EXPECT_EQ(Tell("2027-01-01", "Le prix par agent passe de 2 à 3 €."), "told");
  EXPECT_EQ(Tell("2027-01-01", " Le prix par agent passe de 2 à 3 €.\n"), "text membership.change.twice");
  EXPECT_EQ(Rows("membership_change"), 1);
  EXPECT_EQ(Rows("outbox WHERE template = 'membership_change'"), 1);
  EXPECT_EQ(Tell("2027-02-01", "Le prix par agent passe de 2 à 3 €."), "told") << "put off by a month";
}

TEST_F(ChangesOfConditions, AreToldInTimeAndInWords) {
  EXPECT_EQ(CheckChange(scheme, Day("2026-11-23"), "", Day("2026-11-24")).size(), 2u) << "all at once";
  EXPECT_EQ(Tell("2027-01-01", " "), "text membership.text.required");
  EXPECT_EQ(Tell("2027-01-01", std::string(2001, 'x')), "text membership.change.too_long");
  EXPECT_EQ(Tell("", "Texte"), "on membership.change.required");
  EXPECT_EQ(Tell("2026-11-23", "Texte"), "on membership.change.past");
  EXPECT_EQ(Tell("2026-11-24", "Texte"), "told");
  std::ofstream(folder + "/own.json")
      << R"({"extends": "cdg62", "id": "own", "membership": {"change_notice_days": 30}})";
  scheme = scheme::Scheme::Read(folder + "/own.json", std::string(VIGIE_SOURCE_DIR) + "/content/schemes");
  EXPECT_EQ(Tell("2026-12-23", "Texte"), "on membership.change.early");
  EXPECT_EQ(Tell("2026-12-24", "Texte"), "told");
  Set("member SET state = 'left'");
  EXPECT_EQ(Tell("2026-12-25", "Texte"), " membership.change.nobody");
}

}  // namespace
}  // namespace membership
