#include "domain/casefile/case_fixture.h"

namespace {

struct Keeping : casefile::Fixture {};

TEST_F(Keeping, AHoldIsToldUnlessThatWouldDoHarmAndItsReasonIsForReaders) {
  const auto filed = FileOne();
  ASSERT_TRUE(AsReader(referent, filed).KeepFor("discipline", "Zqraison", false, 0, now));
  const auto reader = AsReader(referent, filed);
  ASSERT_TRUE(reader.GetHeader().hold);
  EXPECT_EQ(reader.GetHeader().hold->reason, "Zqraison");
  EXPECT_EQ(reader.GetHeader().hold->by, "Personne referent");
  EXPECT_EQ(AsReporter(filed).Messages().back().text, "system.hold\ndiscipline");
  EXPECT_EQ(reader.History().back().what, "hold");
  ASSERT_TRUE(db.EmptyWal());
  EXPECT_EQ(FileWith("Zqraison"), "");
  const auto messages = AsReporter(filed).Messages().size();
  ASSERT_TRUE(AsReader(referent, filed).LetGo("Fini", true, 0, now));
  EXPECT_EQ(AsReporter(filed).Messages().size(), messages) << "not told";
  EXPECT_FALSE(AsReader(referent, filed).GetHeader().hold);
}

TEST_F(Keeping, RefusesWhatIsNotThereNotKnownOrNotTheirs) {
  const auto filed = FileOne();
  auto reader = AsReader(referent, filed);
  EXPECT_EQ(reader.LetGo("x", false, 0, now).error().code, "hold.none");
  EXPECT_EQ(reader.KeepFor("curiosity", "x", false, 0, now).error().code, "hold.unknown");
  ASSERT_TRUE(reader.KeepFor("other", "x", false, 0, now));
  EXPECT_EQ(reader.KeepFor("other", "y", false, 0, now).error().code, "hold.held_before");
  EXPECT_EQ(AsReporter(filed).KeepFor("other", "x", false, 0, now).error().code, "case.not_yours");
  EXPECT_EQ(AsReporter(filed).LetGo("x", false, 0, now).error().code, "case.not_yours");
}

}  // namespace
