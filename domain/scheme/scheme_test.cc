#include "domain/scheme/scheme_fixture.h"

namespace scheme {
namespace {

using List = std::vector<std::string>;

TEST(Scheme, TheFiveFilesSayWhoReadsAndWhoMayStayAnonymous) {
  struct Row {
    std::string id;
    Anonymity anonymity;
    bool witness, callback;
    List ordinary, concerns_authority;
  };
  const Row rows[] = {
      {"cdg62", Anonymity::kAllowed, true, true, {"referent"}, {"substitute"}},
      {"cdg60", Anonymity::kAllowed, true, true, {"referent"}, {"substitute"}},
      {"cdg45", Anonymity::kAllowed, true, false, {"provider"}, {"provider"}},
      {"cdg69", Anonymity::kIdentifiedToProvider, true, false, {"provider"}, {"provider"}},
      {"amacod", Anonymity::kIdentified, false, false, {"provider"}, {"provider"}},
  };
  for (const auto& row : rows) {
    const auto scheme = Delivered(row.id);
    EXPECT_EQ(scheme.Id(), row.id);
    EXPECT_EQ(scheme.GetAnonymity(), row.anonymity) << row.id;
    EXPECT_EQ(scheme.WitnessMayStayAnonymous(), row.witness) << row.id;
    EXPECT_EQ(scheme.OffersCallback(), row.callback) << row.id;
    EXPECT_EQ(scheme.FirstReaders(false), row.ordinary) << row.id;
    EXPECT_EQ(scheme.FirstReaders(true), row.concerns_authority) << row.id;
    EXPECT_EQ(scheme.States().front(), "received");
    EXPECT_EQ(scheme.States().back(), "closed");
    EXPECT_EQ(scheme.AcknowledgeWorkingDays(), 7);
    EXPECT_EQ(scheme.FeedbackMonths(), 3);
  }
}

TEST(Scheme, OffersWhatItsFileSays) {
  using Words = std::set<std::string>;
  EXPECT_EQ(Delivered("cdg62").Offers(),
            (Words{"anonymity.allowed", "audience.referent", "audience.provider", "audience.employer",
                   "authority_apart", "callback", "sign_language"}));
  EXPECT_EQ(Delivered("cdg69").Offers(),
            (Words{"anonymity.witness_only", "audience.referent", "audience.provider", "audience.employer"}));
  EXPECT_EQ(Delivered("amacod").Offers(),
            (Words{"anonymity.refused", "audience.provider", "audience.employer", "dimension.public",
                   "dimension.education", "dimension.area", "dimension.reason"}));
  for (const auto& id : DeliveredIds())
    for (const auto& word : Delivered(id).Offers()) EXPECT_TRUE(Scheme::OfferWords().contains(word)) << word;
}

TEST(Scheme, StatesSpeakToReadersAndToReporters) {
  const auto scheme = Delivered("cdg45");
  EXPECT_EQ(scheme.StateLabel("acknowledged"), "Pris en compte");
  EXPECT_EQ(scheme.StateLabelForReporter("acknowledged"), "Quelqu’un a lu votre signalement et s’en occupe");
  EXPECT_EQ(scheme.OutcomeLabel("measures"), "Des mesures ont été prises");
  EXPECT_EQ(scheme.StateLabel("an_old_state"), "an_old_state");
}

TEST(Scheme, ClocksHaveANumberAUnitAndASourceAndGiveADay) {
  const auto scheme = Delivered("cdg45");
  const auto meeting = scheme.DeadlineOf("meeting");
  EXPECT_EQ(meeting.count, 20);
  EXPECT_EQ(meeting.unit, Unit::kWorkingDays);
  EXPECT_NE(meeting.source.find("décret 2022-1284"), std::string::npos);
  const auto day = [](const char* text) { return *core::ParseDay(text); };
  EXPECT_EQ(scheme.Due("receipt", day("2026-12-24")), day("2026-12-24"));
  EXPECT_EQ(scheme.Due("acknowledge", day("2026-12-24")), day("2027-01-06"))
      << "two holidays and two week-ends";
  EXPECT_EQ(scheme.Due("authority_answer", day("2026-12-24")), day("2027-01-23")) << "plain days";
  EXPECT_EQ(scheme.Due("feedback", day("2026-11-30")), day("2027-02-28")) << "months";
  EXPECT_EQ(scheme.Due("discipline", day("2026-12-24")), day("2029-12-24"));
  EXPECT_THROW(scheme.DeadlineOf("holidays"), std::logic_error);
}

TEST(Scheme, EveryClockOfTheFiveFilesGivesItsSource) {
  for (const auto& id : DeliveredIds()) {
    const auto scheme = Delivered(id);
    for (const auto& [clock, deadline] : scheme.Data()["deadlines"].Members())
      EXPECT_FALSE(scheme.DeadlineOf(clock).source.empty()) << id << " " << clock;
    EXPECT_EQ(scheme.DeadlineOf("acknowledge_warning").count, 3) << id;
  }
}

TEST(Scheme, KeepsWithinBoundsAndSaysForHowLong) {
  for (const auto& id : DeliveredIds()) {
    const auto scheme = Delivered(id);
    EXPECT_EQ(scheme.DraftDays(), 30) << id;
    for (const auto& [what, rule] : scheme.Data()["retention"]["rules"].Members()) {
      const auto kept = scheme.KeepingOf(what);
      EXPECT_LE(kept.least, kept.count) << id << " " << what;
      EXPECT_LE(kept.count, kept.most) << id << " " << what;
    }
  }
}

class OwnTimes : public OwnFolder {};

TEST_F(OwnTimes, ItsTextFollowsItsRules) {
  const auto own = Scheme::Read(
      Write("cdg99", R"({"extends": "cdg62", "retention": {"rules": {"no_follow_up": {"count": 6}}}})"),
      kDelivered);
  const auto text = own.Data()["retention"].Text("text");
  EXPECT_NE(text.find("puis 6 mois s’il n’a pas de suite et 12 mois après des mesures"), std::string::npos)
      << text;
  EXPECT_EQ(text.find('{'), std::string::npos);
}

TEST_F(OwnTimes, RefusesATimeOutOfItsBounds) {
  EXPECT_TRUE(Said(Write("cdg99", R"({"extends": "cdg62", "deadlines": {"meeting": {"count": "20"}}})"))
                  .starts_with("deadlines.meeting.count: expected a whole number from 0 to 366"));
  EXPECT_TRUE(Said(Write("cdg99", R"({"extends": "cdg62", "deadlines": {"meeting": {"unit": "weeks"}}})"))
                  .starts_with("deadlines.meeting.unit: expected one of days, working_days, months"));
  EXPECT_TRUE(
      Said(Write("cdg99", R"({"extends": "cdg62", "retention": {"rules": {"no_follow_up": {"count": 24}}}})"))
          .starts_with("retention.rules.no_follow_up.count: expected a whole number from 0 to 12"));
  EXPECT_TRUE(
      Said(Write("cdg99", R"({"extends": "cdg62", "retention": {"text": "Gardé {mesures} au plus."}})"))
          .starts_with(
              "retention.text: expected between { and } the name of one of retention.rules, not mesures"));
  EXPECT_TRUE(
      Said(Write("cdg99", R"({"extends": "cdg62", "deadlines": {"authority_reminder": {"count": 30}}})"))
          .starts_with(
              "deadlines.authority_reminder.count: expected fewer than deadlines.authority_answer.count"));
}

}  // namespace
}  // namespace scheme
