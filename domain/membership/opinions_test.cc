#include "domain/membership/opinions.h"

#include "domain/membership/mails.h"
#include "domain/membership/membership_fixture.h"
#include "domain/outbox/outbox.h"
#include "lib/vault/vault.h"

namespace membership {
namespace {

struct Opinions : Fixture {
  vault::KeyPair worker = vault::KeyPair::Generate();
  const core::Day today = Day("2026-11-24");
  std::int64_t body = Served(Valmeuse());

  std::int64_t Served(Member one) {
    one.state = State::kEffective;
    one.effective_on = Day("2026-03-01");
    return Add(db, one).value().collectivite_id;
  }
  int Ask(core::Day on) { return AskOpinions(db, worker.public_key, on); }
  // The tokens of the mails that leave now.
  std::vector<std::string> Sent(core::Day on) {
    std::vector<std::string> tokens;
    for (const auto& mail : outbox::Due(db, worker, std::chrono::sys_days(on))) {
      EXPECT_EQ(mail.mail, "membership_opinion");
      tokens.push_back(mail.token);
      outbox::Sent(db, mail.id, on);
    }
    return tokens;
  }
  std::string Refusal(const std::string& token, core::Day on) {
    const auto found = FindOpinion(db, token, on);
    return found ? "" : found.error().code;
  }
  static json::Value Said(const char* known) { return json::Value::MakeObject({{"known", known}}); }
};

TEST_F(Opinions, AreAskedOfThoseThatAreServedAndHaveAnAddress) {
  Served(Named("Commune sans courriel"));
  auto asking = Named("Commune qui demande");
  asking.contact.email = "mairie@demande.example";
  ASSERT_TRUE(Add(db, asking));
  EXPECT_EQ(Ask(today), 1);
  EXPECT_EQ(Ask(today), 0) << "once a day";
  const auto tokens = Sent(today);
  ASSERT_EQ(tokens.size(), 1u);
  const auto found = FindOpinion(db, tokens[0], today);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Commune de Valmeuse");
  EXPECT_EQ(found->year, 2026);
  EXPECT_EQ(MailsAbout(db, body).at(0).kind, "opinion");
}

TEST_F(Opinions, AreAskedAgainByTheSameLinkOfThoseThatHaveNotAnswered) {
  ASSERT_EQ(Ask(today), 1);
  const auto later = today + std::chrono::days{10};
  EXPECT_EQ(Ask(later), 0) << "the first mail still waits";
  const auto first = Sent(later);
  EXPECT_EQ(Ask(later + std::chrono::days{1}), 1);
  EXPECT_EQ(Sent(later + std::chrono::days{1}), first);
  ASSERT_TRUE(GiveOpinion(db, first.at(0), Said("yes"), "", later));
  EXPECT_EQ(Ask(later + std::chrono::days{2}), 0) << "it has answered";
  EXPECT_EQ(Ask(Day("2027-02-01")), 1) << "another year";
}

TEST_F(Opinions, AreReplacedWhileTheLinkLasts) {
  ASSERT_EQ(Ask(today), 1);
  const auto token = Sent(today).at(0);
  ASSERT_TRUE(GiveOpinion(db, token, Said("no"), "Les affiches manquent.", today));
  ASSERT_TRUE(GiveOpinion(db, token, Said("yes"), "Merci.", today + std::chrono::days{kOpinionDays}));
  const auto all = OpinionsOf(db, 2026);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].answers.Text("known"), "yes");
  EXPECT_EQ(all[0].words, "Merci.");
  EXPECT_EQ(YearsOfOpinions(db), std::vector<int>{2026});
  const auto after = today + std::chrono::days{kOpinionDays + 1};
  EXPECT_EQ(Refusal(token, after), "membership.opinion.link_over");
  EXPECT_FALSE(GiveOpinion(db, token, Said("no"), "", after));
  EXPECT_EQ(OpinionsOf(db, 2026)[0].answers.Text("known"), "yes");
  EXPECT_EQ(Refusal("another", today), "membership.opinion.link");
}

TEST_F(Opinions, OfWhoLeftTakeNoMoreAndLoseTheirWords) {
  ASSERT_EQ(Ask(today), 1);
  const auto token = Sent(today).at(0);
  ASSERT_TRUE(GiveOpinion(db, token, Said("yes"), "Demandez à Dany.", today));
  db.Exec("UPDATE collectivite SET active = 0");
  EXPECT_EQ(Refusal(token, today), "membership.opinion.link");
  ForgetOpinionWords(db, body);
  EXPECT_EQ(OpinionsOf(db, 2026).at(0).words, "");
  EXPECT_EQ(OpinionsOf(db, 2026).at(0).answers.Text("known"), "yes");
}

TEST_F(Opinions, TheirMailsAreNoRemindersAndStay) {
  ASSERT_EQ(Ask(today), 1);
  const auto scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json");
  TakeBackReminders(db, scheme, today);
  EXPECT_EQ(Sent(today).size(), 1u);
}

}  // namespace
}  // namespace membership
