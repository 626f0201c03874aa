#include "domain/casefile/reminders.h"

#include <map>

#include "domain/casefile/case_fixture.h"

namespace {

using std::chrono::days;

core::Day Day(const char* text) { return core::ParseDay(text).value(); }

struct Reminders : casefile::Fixture {
  // The worker looks, on that day; what it queued since the last time, as "mail login", sent at once.
  std::vector<std::string> Look(core::Day day) {
    casefile::QueueReminders(db, worker, scheme, day);
    std::vector<std::string> queued;
    auto query = db.Prepare(
        "SELECT o.template || ' ' || a.login FROM outbox o JOIN account a ON a.id = o.account_id WHERE "
        "o.sent_on IS NULL ORDER BY o.template, a.login");
    while (query.Step()) queued.push_back(query.Text(0));
    db.Exec("UPDATE outbox SET sent_on = 0");
    return queued;
  }
  // Every day's look from `first` to `last`: what was queued, by day.
  std::map<std::string, std::vector<std::string>> LookDaily(core::Day first, core::Day last) {
    std::map<std::string, std::vector<std::string>> told;
    for (auto day = first; day <= last; day += days(1))
      if (auto queued = Look(day); !queued.empty()) told[core::IsoDay(day)] = queued;
    return told;
  }
  casefile::Filed FileOn(const char* day) {
    now = core::Instant{Day(day)} + std::chrono::hours(10);
    auto filed = FileOne();
    db.Exec("UPDATE outbox SET sent_on = 0");
    return filed;
  }
  core::Day AcknowledgeBy(const casefile::Filed& filed) {
    return AsReader(referent, filed).GetHeader().clocks.at("acknowledge");
  }
  std::string SealedOf(const casefile::Filed& filed) {
    auto query = db.Prepare("SELECT sealed FROM reminder WHERE case_id = ?1");
    query.Bind(filed.case_id);
    return query.Step() ? query.Bytes(0) : "";
  }
};
using Told = std::map<std::string, std::vector<std::string>>;

// Monday 2 March 2026, seven working days: Wednesday 11.
TEST_F(Reminders, TellThoseInChargeThenTheSubstituteEachOnce) {
  ASSERT_EQ(AcknowledgeBy(FileOn("2026-03-02")), Day("2026-03-11"));
  EXPECT_EQ(LookDaily(Day("2026-03-02"), Day("2026-04-30")),
            (Told{{"2026-03-06", {"deadline_near referent1"}},
                  {"2026-03-12", {"deadline_late referent1"}},
                  {"2026-03-16", {"deadline_substitute substitute1"}}}));
}

// Due on Friday 3 April, before Easter: the day after is Tuesday 7.
TEST_F(Reminders, CountWorkingDaysOverEaster) {
  ASSERT_EQ(AcknowledgeBy(FileOn("2026-03-25")), Day("2026-04-03"));
  EXPECT_EQ(LookDaily(Day("2026-03-25"), Day("2026-04-30")),
            (Told{{"2026-03-31", {"deadline_near referent1"}},
                  {"2026-04-07", {"deadline_late referent1"}},
                  {"2026-04-09", {"deadline_substitute substitute1"}}}));
}

// Three months after Sunday 1 February: Friday 1 May, of which nobody works.
TEST_F(Reminders, OfADayOnWhichNobodyWorksCountFromTheWorkingDaysAroundIt) {
  const auto filed = FileOn("2026-02-01");
  for (const char* act : {"acknowledge", "assess", "qualify"})
    EXPECT_TRUE(AsReader(referent, filed).Do(scheme, act, json::Object(), 0, now));
  db.Exec("UPDATE outbox SET sent_on = 0");
  EXPECT_EQ(LookDaily(Today(), Day("2026-06-30")),
            (Told{{"2026-04-27", {"deadline_near referent1"}},
                  {"2026-05-04", {"deadline_late referent1"}},
                  {"2026-05-06", {"deadline_substitute substitute1"}}}));
}

TEST_F(Reminders, SayNothingOnceTheActIsDone) {
  const auto filed = FileOn("2026-03-02");
  now += days(3);
  for (const char* act : {"acknowledge", "assess", "qualify"})
    EXPECT_TRUE(AsReader(referent, filed).Do(scheme, act, json::Object(), 0, now));
  db.Exec("UPDATE outbox SET sent_on = 0");
  // The next clock runs from then on: three months, to Friday 5 June.
  EXPECT_EQ(LookDaily(Today(), Day("2026-06-30")),
            (Told{{"2026-06-02", {"deadline_near referent1"}},
                  {"2026-06-08", {"deadline_late referent1"}},
                  {"2026-06-10", {"deadline_substitute substitute1"}}}));
}

// Three months after the closing, on Tuesday 2 June, somebody asks whether the person fares well.
TEST_F(Reminders, OfAClosedCaseSpeakOfTheRetaliationCheckAlone) {
  const auto filed = FileOn("2026-03-02");
  EXPECT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Fini"), 0, now));
  db.Exec("UPDATE outbox SET sent_on = 0");
  EXPECT_EQ(LookDaily(Today(), Day("2026-06-30")),
            (Told{{"2026-05-28", {"deadline_near referent1"}},
                  {"2026-06-03", {"deadline_late referent1"}},
                  {"2026-06-05", {"deadline_substitute substitute1"}}}));
}

TEST_F(Reminders, ThatWaitAreTakenBackWhenNoCaseMakesThemTrueAnyMore) {
  const auto waiting = [&](core::Day day) {
    casefile::TakeBackReminders(db, worker, scheme, day);
    std::vector<std::string> mails;
    auto query = db.Prepare("SELECT template FROM outbox WHERE sent_on IS NULL ORDER BY template");
    while (query.Step()) mails.push_back(query.Text(0));
    return mails;
  };
  const auto filed = FileOn("2026-03-02");
  casefile::QueueReminders(db, worker, scheme, Day("2026-03-06"));
  EXPECT_EQ(waiting(Day("2026-03-11")), std::vector<std::string>{"deadline_near"});
  EXPECT_TRUE(waiting(Day("2026-03-12")).empty()) << "it is past: told otherwise";
  casefile::QueueReminders(db, worker, scheme, Day("2026-03-16"));
  EXPECT_EQ(waiting(Day("2026-03-20")), (std::vector<std::string>{"deadline_late", "deadline_substitute"}));
  people::SetActive(db, substitute.account.id, false);
  EXPECT_EQ(waiting(Day("2026-03-20")), std::vector<std::string>{"deadline_late"});
  now = core::Instant{Day("2026-03-20")} + std::chrono::hours(10);
  EXPECT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  db.Exec("UPDATE outbox SET sent_on = 0 WHERE template NOT LIKE 'deadline%'");
  EXPECT_TRUE(waiting(Day("2026-03-20")).empty());
}

TEST_F(Reminders, AreNotRepeatedByAnActOfTheSameDayNorLostByOneBefore) {
  const auto filed = FileOn("2026-03-02");
  now = core::Instant{Day("2026-03-06")} + std::chrono::hours(3);
  AsReporter(filed).Post("Bonjour", "", now).value();
  db.Exec("UPDATE outbox SET sent_on = 0");
  EXPECT_EQ(Look(Today()).size(), 1u) << "the worker had not looked that day";
  AsReporter(filed).Post("Encore", "", now).value();
  db.Exec("UPDATE outbox SET sent_on = 0");
  EXPECT_TRUE(Look(Today()).empty());
  EXPECT_TRUE(Look(Today() + days(1)).empty());
}

TEST_F(Reminders, OfDaysOnWhichTheWorkerWasDownComeTheNextTime) {
  FileOn("2026-03-02");
  EXPECT_EQ(Look(Day("2026-03-20")),
            (std::vector<std::string>{"deadline_late referent1", "deadline_substitute substitute1"}))
      << "that it came near is told no more";
}

TEST_F(Reminders, OfSeveralCasesAreOneMail) {
  for (int i = 0; i < 3; ++i) FileOn("2026-03-02");
  EXPECT_EQ(Look(Day("2026-03-06")), std::vector<std::string>{"deadline_near referent1"});
}

TEST_F(Reminders, OfACaseAboutTheAuthorityNeverReachTheReferent) {
  auto report = Report();
  report.concerns_authority = true;
  File(report);
  db.Exec("UPDATE outbox SET sent_on = 0");
  EXPECT_EQ(
      LookDaily(Day("2026-03-02"), Day("2026-04-30")),
      (Told{{"2026-03-06", {"deadline_near substitute1"}}, {"2026-03-12", {"deadline_late substitute1"}}}))
      << "who holds the case is in charge, and is told once";
}

TEST_F(Reminders, SkipAnAccountThatIsClosed) {
  FileOn("2026-03-02");
  people::SetActive(db, referent.account.id, false);
  people::SetActive(db, substitute.account.id, false);
  EXPECT_EQ(LookDaily(Day("2026-03-02"), Day("2026-04-30")), Told{});
}

TEST_F(Reminders, LeaveOnTheDiskNothingThatTellsTheState) {
  const auto filed = FileOn("2026-03-02");
  const auto open = SealedOf(filed);
  AsReporter(filed).Post("Bonjour", "", now).value();
  EXPECT_NE(SealedOf(filed), open) << "an act that changes no day is not seen from outside";
  EXPECT_TRUE(AsReader(referent, filed).Do(scheme, "close", Closing("Fini"), 0, now));
  EXPECT_EQ(SealedOf(filed).size(), open.size());
  const auto other = vault::KeyPair::Generate();
  casefile::QueueReminders(db, other, scheme, Day("2026-12-31"));  // passes over what it cannot open
}

TEST_F(Reminders, StandOrFallWithTheAct) {
  const auto filed = FileOn("2026-03-02");
  const auto before = SealedOf(filed);
  EXPECT_TRUE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  const auto after = SealedOf(filed);
  EXPECT_NE(after, before);
  EXPECT_FALSE(AsReader(referent, filed).Do(scheme, "acknowledge", json::Object(), 0, now));
  EXPECT_EQ(SealedOf(filed), after);
}

}  // namespace
