// A session of the desk that its owner keeps open.
#include "domain/access/prolonging.h"

#include <gtest/gtest.h>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

using namespace std::chrono_literals;

struct Prolonging : Fixture {
  Member jeanne = Join("jeanne");
  core::Instant opened = now;
  std::string cookie = OpenSession(db, SessionKind::kDesk, jeanne.id, Enter(jeanne)->keys.secret_key, now);
  bool IsOpenAt(core::Instant then) { return FindSession(db, SessionKind::kDesk, cookie, then).has_value(); }
};

TEST_F(Prolonging, ThePasswordKeepsTheSameSessionOpenAsLongAgain) {
  const auto end = ProlongDesk(db, cookie, kPassword, opened + 11h);
  ASSERT_TRUE(end);
  EXPECT_EQ(*end, opened + 23h);
  EXPECT_EQ(DeskEnd(db, cookie, opened + 12h), *end);
  EXPECT_TRUE(IsOpenAt(*end - 1s));
  EXPECT_FALSE(IsOpenAt(*end));
  EXPECT_EQ(ProlongDesk(db, cookie, kPassword, opened + 22h).value(), opened + 34h)
      << "as often as they wish";
  EXPECT_EQ(FindSession(db, SessionKind::kDesk, cookie, opened + 33h)->subject_id, jeanne.id);
}

TEST_F(Prolonging, AnotherPasswordProlongsNothingAndEndsNothing) {
  EXPECT_EQ(CodeOf(ProlongDesk(db, cookie, "girafe violette 42 nuage", opened + 11h)), "prolong.refused");
  EXPECT_TRUE(IsOpenAt(opened + 12h - 1s));
  EXPECT_FALSE(IsOpenAt(opened + 12h));
}

TEST_F(Prolonging, WhatIsOverOrClosedIsNotBroughtBack) {
  EXPECT_EQ(CodeOf(ProlongDesk(db, cookie, kPassword, opened + 12h)), "session.none");
  EXPECT_EQ(CodeOf(ProlongDesk(db, "autre", kPassword, opened)), "session.none");
  EXPECT_FALSE(DeskEnd(db, cookie, opened + 12h));
  SetActive(db, jeanne.id, false);
  EXPECT_EQ(CodeOf(ProlongDesk(db, cookie, kPassword, opened)), "session.none");
  EXPECT_EQ(Count("session"), 0);
}

TEST_F(Prolonging, ASessionOfACaseIsNotOneOfTheDesk) {
  const auto reporter = OpenSession(db, SessionKind::kCase, jeanne.id, vault::Key::Random(), opened);
  EXPECT_FALSE(DeskEnd(db, reporter, opened));
  EXPECT_EQ(CodeOf(ProlongDesk(db, reporter, kPassword, opened)), "session.none");
}

TEST_F(Prolonging, TheEndIsToldTwoHoursBefore) {
  EXPECT_EQ(NearDeskEnd(db, cookie, opened + 10h - 1s), "");
  EXPECT_EQ(NearDeskEnd(db, cookie, opened + 10h), core::FrenchTime(opened + 12h));
  EXPECT_EQ(NearDeskEnd(db, cookie, opened + 12h), "");
  ASSERT_TRUE(ProlongDesk(db, cookie, kPassword, opened + 11h));
  EXPECT_EQ(NearDeskEnd(db, cookie, opened + 11h), "");
}

}  // namespace
}  // namespace people
