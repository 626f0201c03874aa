// What the worker does once a day.
#include "domain/calendar/calendar.h"
#include "domain/casefile/desk.h"
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

}  // namespace
