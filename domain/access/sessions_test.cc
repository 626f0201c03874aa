// Sessions: what a cookie opens, and when it no longer does.
#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

using namespace std::chrono_literals;

struct Sessions : Fixture {
  vault::KeyPair keys = vault::KeyPair::Generate();
  std::int64_t account = Add("jeanne");
  std::string Open(SessionKind kind, std::int64_t subject) {
    return OpenSession(db, kind, subject, keys.secret_key, now);
  }
};

TEST_F(Sessions, ACookieGivesItsSubjectAndItsKeys) {
  const auto cookie = Open(SessionKind::kDesk, account);
  EXPECT_EQ(cookie.size(), 43u);
  const auto session = FindSession(db, SessionKind::kDesk, cookie, now);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->subject_id, account);
  EXPECT_EQ(session->keys.public_key, keys.public_key);
  EXPECT_EQ(session->keys.secret_key.Bytes(), keys.secret_key.Bytes());
  EXPECT_EQ(FindSubject(db, SessionKind::kDesk, cookie, now), account);
}

TEST_F(Sessions, ACookieOpensNothingElse) {
  const auto cookie = Open(SessionKind::kDesk, account);
  for (const std::string& other :
       {std::string(), std::string("x"), cookie + "x", cookie.substr(1), vault::RandomToken()}) {
    EXPECT_FALSE(FindSession(db, SessionKind::kDesk, other, now)) << other;
    EXPECT_FALSE(FindSubject(db, SessionKind::kDesk, other, now)) << other;
  }
  EXPECT_FALSE(FindSession(db, SessionKind::kCase, cookie, now));
  EXPECT_FALSE(FindSubject(db, SessionKind::kCase, cookie, now));
  // A row that someone points at another subject opens nothing: the key is bound to the first one.
  const auto other = Add("paul");
  db.Prepare("UPDATE session SET subject_id = ?1").Bind(other).Run();
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
}

TEST_F(Sessions, TheDeskClosesAfterTwelveHours) {
  const auto cookie = Open(SessionKind::kDesk, account);
  EXPECT_TRUE(FindSession(db, SessionKind::kDesk, cookie, now + 12h - 1s));
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now + 12h));
  EXPECT_FALSE(FindSubject(db, SessionKind::kDesk, cookie, now + 12h));
}

TEST_F(Sessions, ACaseStaysOpenTwentyHoursAtLeastAndTheTableTellsTheDayAlone) {
  const auto midnight = std::chrono::floor<std::chrono::days>(now);
  for (const auto hour : {0h, 1h, 4h, 5h, 23h}) {
    now = midnight + hour;
    const auto cookie = Open(SessionKind::kCase, 7);
    EXPECT_TRUE(FindSession(db, SessionKind::kCase, cookie, now + 20h - 1s)) << hour.count();
    EXPECT_FALSE(FindSession(db, SessionKind::kCase, cookie, midnight + 48h)) << hour.count();
  }
  EXPECT_EQ(Count("session WHERE expires_at % 86400 <> 0"), 0);
}

TEST_F(Sessions, OneIsClosedOrAllOfThem) {
  const auto one = Open(SessionKind::kDesk, account), two = Open(SessionKind::kDesk, account);
  const auto paul = Open(SessionKind::kDesk, Add("paul"));
  const auto reporter = Open(SessionKind::kCase, account);  // the case of the same number
  CloseSession(db, one);
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, one, now));
  EXPECT_TRUE(FindSession(db, SessionKind::kDesk, two, now));
  CloseSessions(db, SessionKind::kDesk, account);
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, two, now));
  EXPECT_TRUE(FindSession(db, SessionKind::kDesk, paul, now));
  EXPECT_TRUE(FindSession(db, SessionKind::kCase, reporter, now));
}

TEST_F(Sessions, AnAccountThatIsNotActiveHasNone) {
  const auto cookie = Open(SessionKind::kDesk, account), reporter = Open(SessionKind::kCase, account);
  db.Exec("UPDATE account SET active = 0");  // SetActive() would delete the session too
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
  EXPECT_FALSE(FindSubject(db, SessionKind::kDesk, cookie, now));
  EXPECT_TRUE(FindSession(db, SessionKind::kCase, reporter, now));
}

TEST_F(Sessions, LookingForOneWritesNothing) {
  const auto cookie = Open(SessionKind::kDesk, account);
  store::Db own(file);
  own.Exec("PRAGMA query_only = on");
  EXPECT_TRUE(FindSession(own, SessionKind::kDesk, cookie, now));
  EXPECT_TRUE(FindSubject(own, SessionKind::kDesk, cookie, now));
}

TEST_F(Sessions, ThoseThatAreOverLeaveTheTable) {
  Open(SessionKind::kDesk, account);
  now += 13h;
  Open(SessionKind::kDesk, account);
  EXPECT_EQ(Count("session"), 1);
}

TEST_F(Sessions, WhatIsOverIsForgottenThoughNobodyComesBack) {
  Open(SessionKind::kDesk, account);
  Invite(db, account, now);
  ForgetExpired(db, now + 11h);
  EXPECT_EQ(Count("session"), 1);
  EXPECT_EQ(Count("invitation"), 1);
  ForgetExpired(db, now + 7 * 24h);
  EXPECT_EQ(Count("session"), 0);
  EXPECT_EQ(Count("invitation"), 0);
}

}  // namespace
}  // namespace people
