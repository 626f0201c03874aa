// What resists someone, and the week to answer.
#include "domain/accessibility/requests.h"

#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"
#include "domain/casefile/journal.h"

namespace accessibility {
namespace {

using std::chrono::days;

struct Requested : people::Fixture {
  people::Account manager;
  core::Day today = core::LocalDay(now);

  Requested() {
    const auto id = Add("manager", "manager");
    manager = people::FindAccount(db, id).value();
  }
  void Come(const std::string& text, const std::string& email = "") {
    EXPECT_EQ(Ask(db, {"Sam Fictif", email, "Suivre", text}, today), today + days{7});
  }
  // Who is told what and has not been sent it, in the order of the queue.
  std::string Mails() {
    auto query = db.Prepare(
        "SELECT o.template || ' ' || coalesce(a.login, r.email) FROM outbox o LEFT JOIN account a ON a.id = "
        "o.account_id LEFT JOIN accessibility_request r ON r.id = o.accessibility_request_id WHERE o.sent_on IS NULL ORDER "
        "BY "
        "o.id");
    std::string mails;
    while (query.Step()) mails += query.Text(0) + "; ";
    return mails;
  }
  void SendAll() { db.Exec("UPDATE outbox SET sent_on = 1"); }
  std::string RemindedOn(days after) {
    Remind(db, today + after);
    const auto mails = Mails();
    SendAll();
    return mails;
  }
  std::int64_t Entries() { return casefile::VerifyJournal(db).entries; }
};

TEST_F(Requested, IsKeptAndToldToWhoWroteAndToTheManagers) {
  Come("Le bouton n’a pas de nom", "sam@exemple.fr");
  EXPECT_EQ(Mails(), "accessibility_received sam@exemple.fr; accessibility_new manager; ");
  const auto requests = Requests(db);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].difficulty.text, "Le bouton n’a pas de nom");
  EXPECT_EQ(requests[0].DueOn(), today + days{7});
  EXPECT_FALSE(requests[0].answered_on);
}

TEST_F(Requested, SentTwiceIsOneRequest) {
  Come("Trop petit");
  Come("Trop petit");
  EXPECT_EQ(Requests(db).size(), 1u);
}

TEST_F(Requested, NeverFillsAMailbox) {
  for (const char* text : {"un", "deux", "trois"})
    Come(text, text[0] == 'd' ? "SAM@exemple.fr" : "sam@exemple.fr");
  EXPECT_EQ(Mails(), "accessibility_received sam@exemple.fr; accessibility_new manager; ");
  EXPECT_EQ(Requests(db).size(), 3u);
}

TEST_F(Requested, WithoutAnAddressTellsTheManagersAlone) {
  Come("Trop petit");
  EXPECT_EQ(Mails(), "accessibility_new manager; ");
}

TEST_F(Requested, RemindsTwoDaysBeforeTheWeekEndsAndTheDayAfter) {
  Come("Trop petit");
  SendAll();
  EXPECT_EQ(RemindedOn(days{4}), "");
  EXPECT_EQ(RemindedOn(days{5}), "accessibility_near manager; ");
  EXPECT_EQ(RemindedOn(days{6}), "");
  EXPECT_EQ(RemindedOn(days{7}), "") << "the last day is not late";
  EXPECT_EQ(RemindedOn(days{8}), "accessibility_late manager; ");
  EXPECT_EQ(RemindedOn(days{30}), "");
}

TEST_F(Requested, AWorkerThatWasAwayTellsThatItIsLateAlone) {
  Come("Trop petit");
  SendAll();
  EXPECT_EQ(RemindedOn(days{20}), "accessibility_late manager; ");
}

TEST_F(Requested, OnceAnsweredNoReminderLeavesAndTheJournalKnowsWho) {
  Come("Trop petit");
  Remind(db, today + days{8});
  ASSERT_NE(Mails().find("accessibility_late"), std::string::npos);
  const auto id = Requests(db)[0].id;
  ASSERT_TRUE(Answer(db, id, manager, "Page corrigée", now));
  Remind(db, today + days{8});
  EXPECT_EQ(Mails(), "");
  const auto answered = Requests(db)[0];
  EXPECT_EQ(answered.answered_on, today);
  EXPECT_EQ(answered.answered_by, manager.name);
  EXPECT_EQ(answered.answer, "Page corrigée");
  EXPECT_EQ(Entries(), 1);
  EXPECT_FALSE(casefile::VerifyJournal(db).broken_at);
}

TEST_F(Requested, IsAnsweredOnce) {
  Come("Trop petit");
  const auto id = Requests(db)[0].id;
  ASSERT_TRUE(Answer(db, id, manager, "Page corrigée", now));
  EXPECT_EQ(Answer(db, id, manager, "Encore", now).error().kind, core::Kind::kConflict);
  EXPECT_EQ(Answer(db, id + 1, manager, "Encore", now).error().kind, core::Kind::kNotFound);
  EXPECT_EQ(Requests(db)[0].answer, "Page corrigée");
}

TEST_F(Requested, IsErasedAYearAfterItsAnswer) {
  Come("Trop petit", "sam@exemple.fr");
  ASSERT_TRUE(Answer(db, Requests(db)[0].id, manager, "Page corrigée", now));
  Forget(db, today + days{364});
  EXPECT_EQ(Requests(db).size(), 1u);
  Forget(db, today + days{365});
  EXPECT_TRUE(Requests(db).empty());
  Come("Qui attend");
  Forget(db, today + days{4000});
  EXPECT_EQ(Requests(db).size(), 1u);
}

}  // namespace
}  // namespace accessibility
