// Duplicates joined, and reports on the same facts kept apart.
#include "domain/casefile/joining.h"

#include <thread>

#include "domain/casefile/case_fixture.h"
#include "domain/casefile/records.h"

namespace casefile {
namespace {

struct Joining : Fixture {
  Filed old = FileOne(), fresh = FileOne();

  core::Result<void> Join(const Person& who, const Filed& duplicate, const Filed& main,
                          std::int64_t version = 0) {
    auto from = AsReader(who, duplicate), into = AsReader(who, main);
    return Together::Join(scheme, from, into, "Le même récit, le même jour", version, now);
  }
  core::Result<void> Link(const Person& who, const Filed& one, const Filed& other) {
    auto first = AsReader(who, one), second = AsReader(who, other);
    return Together::Link(first, second, "La même réunion du 12 mars", now);
  }
  std::vector<std::string> Texts(const Filed& filed) {
    std::vector<std::string> texts;
    for (const auto& message : AsReporter(filed).Messages()) texts.push_back(message.text);
    return texts;
  }
  std::string CodeOf(const core::Result<void>& result) { return result ? "done" : result.error().code; }
};

TEST_F(Joining, ADuplicateIsClosedPointsToTheCaseThatLivesAndBothAreTold) {
  ASSERT_TRUE(Join(referent, old, fresh));
  const auto closed = AsReader(referent, old);
  EXPECT_EQ(closed.GetHeader().state, "closed");
  EXPECT_EQ(closed.GetHeader().outcome, "duplicate");
  EXPECT_EQ(closed.GetHeader().duplicate_of, fresh.number);
  EXPECT_FALSE(closed.GetHeader().Deadline()) << "nothing is due in it any more";
  EXPECT_EQ(Together::DuplicatesOf(AsReader(referent, fresh)), std::vector{old.number});
  EXPECT_EQ(Texts(old).back(), "system.joined\n" + fresh.number);
  EXPECT_EQ(Texts(old).at(Texts(old).size() - 2), "system.closed\nduplicate\nLe même récit, le même jour");
  EXPECT_EQ(Texts(fresh).back(), "system.joined_here\n" + old.number);
  EXPECT_EQ(closed.History().back().what, "joined");
  EXPECT_EQ(AsReader(referent, fresh).History().back().what, "joined_here");
}

TEST_F(Joining, WhoeverHasTheCodeOfADuplicateStillWritesThere) {
  ASSERT_TRUE(Join(referent, old, fresh));
  ASSERT_TRUE(AsReporter(old).Post("Je n’ai plus l’autre code", "", now));
  EXPECT_EQ(AsReader(referent, old).Messages().back().text, "Je n’ai plus l’autre code");
}

TEST_F(Joining, TheCodeOfOneOpensNothingOfTheOther) {
  ASSERT_TRUE(AsReporter(fresh).Post("Un secret de l’autre dossier", "", now));
  ASSERT_TRUE(Join(referent, old, fresh));
  const auto unlocked = Unlock(db, old.code.substr(0, 6), old.code).value();
  const auto keys = vault::KeyPair::FromSecret(unlocked.secret_key);
  EXPECT_EQ(unlocked.case_id, old.case_id);
  EXPECT_ANY_THROW((void)Case::OpenAsReporter(db, {fresh.case_id, keys}));
  const auto mine = AsReporter(old);
  for (const auto& message : mine.Messages()) EXPECT_EQ(message.text.find("secret"), std::string::npos);
}

TEST_F(Joining, ReadersOfOneAloneDoNotComeToReadTheOther) {
  const auto alone = FileOne();
  db.Prepare("DELETE FROM case_grant WHERE case_id = ?1 AND account_id = ?2")
      .Bind(alone.case_id, substitute.account.id)
      .Run();
  ASSERT_TRUE(Join(referent, alone, fresh));
  EXPECT_FALSE(Case::OpenAsReader(db, provider.account, provider.keys, fresh.number));
  EXPECT_FALSE(Case::OpenAsReader(db, provider.account, provider.keys, alone.number));
  EXPECT_EQ(AsReader(referent, alone).ReadersNow().size(), 1u);
}

TEST_F(Joining, TheDeadlineThatComesFirstHolds) {
  now += std::chrono::days(30);
  const auto late = FileOne();
  const auto first = AsReader(referent, old).GetHeader().clocks.at("feedback");
  ASSERT_LT(first, AsReader(referent, late).GetHeader().clocks.at("feedback"));
  ASSERT_TRUE(Join(referent, old, late));
  EXPECT_EQ(AsReader(referent, late).GetHeader().clocks.at("feedback"), first);
}

TEST_F(Joining, IsRefusedWhereItWouldTellWhatNobodyMayKnowOrLeadNowhere) {
  EXPECT_EQ(CodeOf(Join(referent, old, old)), "join.same");
  auto report = Report();
  report.concerns_authority = true;
  const auto apart = File(report);
  Grant(db, "case_grant", referent.account.id, apart.case_id, referent.keys.public_key,
        AsReader(substitute, apart).CaseKey());
  EXPECT_EQ(CodeOf(Join(referent, old, apart)), "join.authority");
  ASSERT_TRUE(Join(referent, old, fresh));
  const auto third = FileOne();
  EXPECT_EQ(CodeOf(Join(referent, fresh, third)), "join.has_duplicates");
  EXPECT_EQ(CodeOf(Join(referent, third, old)), "join.closed");
  EXPECT_EQ(CodeOf(Join(referent, old, third)), "case.closed_before");
  EXPECT_EQ(CodeOf(Join(referent, third, fresh, 99)), "case.changed");
  auto closing = json::Value::MakeObject({{"outcome", "duplicate"}, {"reason", "r"}});
  const auto closed = AsReader(referent, third).Do(scheme, "close", closing, 0, now);
  ASSERT_FALSE(closed) << "a duplicate is of some case";
  EXPECT_EQ(closed.error().code, "outcome.unknown");
}

TEST_F(Joining, OneReopenedLivesOnItsOwnAgain) {
  ASSERT_TRUE(Join(referent, old, fresh));
  const auto reason = json::Value::MakeObject({{"reason", "Deux personnes différentes"}});
  ASSERT_TRUE(AsReader(referent, old).Do(scheme, "reopen", reason, 0, now));
  EXPECT_EQ(AsReader(referent, old).GetHeader().duplicate_of, "");
  EXPECT_TRUE(Together::DuplicatesOf(AsReader(referent, fresh)).empty());
  EXPECT_TRUE(Join(referent, old, fresh));
}

TEST_F(Joining, OfTwoReadersAtOnceWhoJoinThemBothWaysOneWins) {
  const auto other = Add("referent", 1);
  for (const auto& filed : {old, fresh})
    Grant(db, "case_grant", other.account.id, filed.case_id, other.keys.public_key,
          AsReader(referent, filed).CaseKey());
  std::array<std::string, 2> said;
  const auto act = [&](std::size_t i, const Person& who, const Filed& duplicate, const Filed& main) {
    store::Db own(folder + "/vigie.db");
    auto from = Case::OpenAsReader(own, who.account, who.keys, duplicate.number).value();
    auto into = Case::OpenAsReader(own, who.account, who.keys, main.number).value();
    said.at(i) = CodeOf(Together::Join(scheme, from, into, "Doublon", 0, now));
  };
  std::thread one([&] { act(0, referent, old, fresh); }), two([&] { act(1, other, fresh, old); });
  one.join();
  two.join();
  EXPECT_EQ(std::count(said.begin(), said.end(), "done"), 1) << said[0] << " " << said[1];
  const auto closed = !AsReader(referent, old).GetHeader().duplicate_of.empty();
  EXPECT_NE(closed, !AsReader(referent, fresh).GetHeader().duplicate_of.empty());
}

// ---- the same facts, two reporters

TEST_F(Joining, ALinkIsSeenByThoseWhoHoldBothCasesAndByNobodyElse) {
  const auto other = Add("referent", 1);
  Grant(db, "case_grant", other.account.id, old.case_id, other.keys.public_key,
        AsReader(referent, old).CaseKey());
  ASSERT_TRUE(Link(referent, old, fresh));
  const auto links = Together::LinksOf(AsReader(referent, old));
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].number, fresh.number);
  EXPECT_EQ(links[0].reason, "La même réunion du 12 mars");
  EXPECT_EQ(LinkedNumbers(db, referent.account, referent.keys).at(fresh.number), std::vector{old.number});
  EXPECT_TRUE(Together::LinksOf(AsReader(other, old)).empty());
  // Once let into the second case too, they see it as soon as someone who does looks there.
  Grant(db, "case_grant", other.account.id, fresh.case_id, other.keys.public_key,
        AsReader(referent, fresh).CaseKey());
  AsReader(referent, fresh).View(now);
  EXPECT_EQ(Together::LinksOf(AsReader(other, old)).size(), 1u);
  EXPECT_EQ(CodeOf(Link(other, fresh, old)), "link.linked_before");
}

// With the code of their own case and the disk itself.
TEST_F(Joining, TheReporterOfALinkedCaseLearnsNothingOfIt) {
  const auto seen = AsReporter(old);
  const auto messages = seen.Messages().size(), events = seen.History().size();
  const auto version = PollVersion(db, old.case_id);
  const auto outbox = [&] {
    auto query = db.Prepare("SELECT count(*) FROM outbox WHERE case_id IS NOT NULL");
    query.Step();
    return query.Int(0);
  };
  const auto mails = outbox();
  ASSERT_TRUE(Link(referent, old, fresh));
  const auto after = AsReporter(old);
  EXPECT_EQ(after.Messages().size(), messages);
  EXPECT_EQ(after.History().size(), events);
  EXPECT_EQ(PollVersion(db, old.case_id), version);
  EXPECT_EQ(outbox(), mails);
  EXPECT_TRUE(Together::LinksOf(after).empty());
  const auto keys =
      vault::KeyPair::FromSecret(Unlock(db, old.code.substr(0, 6), old.code).value().secret_key);
  auto query = db.Prepare("SELECT sealed FROM case_link");
  ASSERT_TRUE(query.Step());
  EXPECT_FALSE(vault::OpenSealed(keys, query.Bytes(0)));
  EXPECT_EQ(FileWith("La même réunion"), "") << "nor does whoever has the disk";
}

TEST_F(Joining, ALinkIsUndoneForEveryReaderAndBothEnterTheJournalOutsideOfTheCases) {
  ASSERT_TRUE(Link(referent, old, fresh));
  const auto id = Together::LinksOf(AsReader(referent, old)).front().id;
  auto second = AsReader(referent, fresh);
  EXPECT_EQ(CodeOf(Together::Unlink(second, "nothing", now)), "link.unknown");
  ASSERT_TRUE(Together::Unlink(second, id, now));
  EXPECT_TRUE(Together::LinksOf(AsReader(referent, old)).empty());
  auto query = db.Prepare("SELECT entry FROM journal WHERE case_id IS NULL ORDER BY n");
  std::string all;
  while (query.Step()) all += query.Bytes(0);
  EXPECT_NE(all.find("cases_linked"), std::string::npos);
  EXPECT_NE(all.find("cases_unlinked"), std::string::npos);
  EXPECT_EQ(all.find(old.number), std::string::npos);
}

// Conflict rule: who stood on the agent's side does not advise the authority on the same facts.
TEST_F(Joining, AnAdviserOfOneIsAnAdviserInWhatItWasJoinedOrLinkedTo) {
  scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg69.json");
  auto report = Report();
  report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}});
  const auto expert = Add("provider", 1);
  const auto advise = [&](const Filed& filed) {
    for (const auto& act : AsReader(expert, filed).ActsNow(scheme, Today()))
      if (act.act->id == "advise_authority") return act.missing;
    return std::vector<std::string>{"not offered"};
  };
  std::vector<Filed> filed;
  for (int i = 0; i < 3; ++i) {
    auto& one = filed.emplace_back(File([&] {
      auto r = report;
      r.idempotency_key += std::to_string(i);
      return r;
    }()));
    auto file = AsReader(expert, one);
    ASSERT_TRUE(file.Do(scheme, "acknowledge", json::Object(), 0, now));
  }
  ASSERT_TRUE(
      AsReader(expert, filed[0]).Do(scheme, "interview", json::Value::MakeObject({{"text", "x"}}), 0, now));
  const auto header = [&](const Filed& one) { return AsReader(expert, one).GetHeader(); };
  ASSERT_EQ(header(filed[0]).advisers, std::vector{expert.account.id});
  EXPECT_TRUE(header(filed[1]).advisers.empty());
  ASSERT_TRUE(Join(expert, filed[0], filed[1]));
  EXPECT_EQ(header(filed[1]).advisers, std::vector{expert.account.id});

  const auto treated = [&](const Filed& one) {
    auto changed = header(one);
    changed.state = "treatment";
    changed.done.insert(changed.done.end(), {"conclude", "name_experts"});
    const auto sealed = SealHeader(AsReader(expert, one).CaseKey(), one.number, changed);
    db.Prepare("UPDATE case_file SET header = ?2 WHERE id = ?1").Bind(one.case_id, store::Blob{sealed}).Run();
  };
  treated(filed[2]);
  EXPECT_TRUE(advise(filed[2]).empty());
  ASSERT_TRUE(Link(expert, filed[1], filed[2]));
  EXPECT_EQ(advise(filed[2]), std::vector<std::string>{"not_adviser"});
}

}  // namespace
}  // namespace casefile
