#include "domain/membership/deliberation.h"

#include <fstream>
#include <map>

#include "domain/access/access.h"
#include "domain/membership/life.h"
#include "domain/membership/membership_fixture.h"

namespace membership {
namespace {

struct Deliberation : Fixture {
  vault::KeyPair worker = (vault::Start(), vault::KeyPair::Generate());
  core::Day today = Day("2026-11-24");
  Paper paper{"Délibération 12.pdf", "application/pdf", 0};
  std::string bytes = "%PDF-1.7 " + std::string(150'000, 'x') + "Zqfin";
  std::map<std::int64_t, vault::KeyPair> keys;

  std::int64_t Manager(const std::string& login) {
    const auto id = people::AddAccount(db, login, login, login + "@cdg.example").value();
    EXPECT_TRUE(people::Assign(db, id, "manager", 0));
    NewKeys(id);
    return id;
  }
  void NewKeys(std::int64_t id) {
    keys.insert_or_assign(id, vault::KeyPair::Generate());
    db.Prepare("UPDATE account SET public_key = ?2 WHERE id = ?1")
        .Bind(id, store::Blob{keys.at(id).public_key})
        .Run();
  }
  std::string Keep() {
    paper.size = static_cast<std::int64_t>(bytes.size());
    return KeepDraft(db, paper, bytes, worker.public_key, today).value();
  }
  std::int64_t Body() { return Ask(db, Valmeuse(), {}, {"", core::Instant{today}}).value().collectivite_id; }
  std::string Open(std::int64_t body, std::int64_t account) {
    const auto opened = OpenDeliberation(db, body, account, keys.at(account));
    return opened ? opened->bytes : opened.error().code;
  }
  std::int64_t Rows(const std::string& table) {
    auto query = db.Prepare("SELECT count(*) FROM " + table);
    query.Step();
    return query.Int(0);
  }
};

TEST_F(Deliberation, WaitsUnderItsTokenThenIsTheMembers) {
  const auto manager = Manager("robin");
  const auto token = Keep();
  ASSERT_TRUE(FindDraft(db, token));
  EXPECT_EQ(FindDraft(db, token)->name, "Délibération 12.pdf");
  EXPECT_FALSE(FindDraft(db, "un autre jeton"));
  const auto body = Body();
  EXPECT_EQ(Open(body, manager), "members.paper_unknown");
  Attach(db, token, body);
  EXPECT_FALSE(FindDraft(db, token)) << "sent once";
  EXPECT_EQ(DeliberationOn(db, body), today);
  EXPECT_EQ(Open(body, manager), bytes);
  const auto opened = OpenDeliberation(db, body, manager, keys.at(manager));
  EXPECT_EQ(opened->paper.type + " " + opened->paper.name, "application/pdf Délibération 12.pdf");
  Attach(db, Keep(), body);
  EXPECT_EQ(Rows("deliberation"), 1) << "the later one instead of the earlier one";
}

TEST_F(Deliberation, IsSealedOnTheDisk) {
  const auto manager = Manager("robin");
  Attach(db, Keep(), Body());
  db.EmptyWal();
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string disk(std::istreambuf_iterator<char>(in), {});
    for (const char* word : {"Zqfin", "12.pdf", "%PDF"})
      EXPECT_EQ(disk.find(word), std::string::npos) << word;
  }
  keys.insert_or_assign(manager, vault::KeyPair::Generate());
  EXPECT_EQ(Open(1, manager), "deliberation.not_yet") << "another's key opens nothing";
}

TEST_F(Deliberation, OpensToWhoeverIsAManagerNowOnceTheWorkerCameBy) {
  const auto first = Manager("robin");
  Attach(db, Keep(), Body());
  const auto later = Manager("noa");
  EXPECT_EQ(Open(1, later), "deliberation.not_yet");
  ShareDeliberations(db, worker);
  EXPECT_EQ(Open(1, later), bytes);
  NewKeys(first);  // joined anew
  EXPECT_EQ(Open(1, first), "deliberation.not_yet");
  ShareDeliberations(db, worker);
  EXPECT_EQ(Open(1, first), bytes);
  db.Prepare("DELETE FROM assignment WHERE account_id = ?1").Bind(later).Run();
  ShareDeliberations(db, worker);
  EXPECT_EQ(Open(1, later), "deliberation.not_yet") << "no manager any more";
  EXPECT_EQ(Rows("deliberation_grant"), 1);
}

TEST_F(Deliberation, ThatWasCutOrAlteredIsNotOpened) {
  const auto manager = Manager("robin");
  Attach(db, Keep(), Body());
  db.Exec("DELETE FROM deliberation_chunk WHERE n = (SELECT max(n) FROM deliberation_chunk)");
  EXPECT_THROW(Open(1, manager), std::runtime_error);
}

TEST_F(Deliberation, OfAFormThatIsNeverSentIsForgottenAndTheyAreNotWithoutNumber) {
  bytes = "%PDF-1.4";
  for (int i = 0; i < kMostDrafts; ++i) Keep();
  EXPECT_EQ(KeepDraft(db, paper, bytes, worker.public_key, today).error().code, "deliberation.too_many");
  ForgetDrafts(db, today + std::chrono::days{1});
  EXPECT_EQ(Rows("deliberation"), kMostDrafts) << "a form may be filled over midnight";
  ForgetDrafts(db, today + std::chrono::days{2});
  EXPECT_EQ(Rows("deliberation") + Rows("deliberation_chunk") + Rows("deliberation_grant"), 0);
  const auto token = Keep();
  DropDraft(db, token);
  EXPECT_FALSE(FindDraft(db, token));
}

TEST_F(Deliberation, GoesWithTheMembership) {
  const auto rules =
      Rules::Of(scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json"));
  const By by{"Robin", core::Instant{today}};
  Attach(db, Keep(), Body());
  Told why;
  why.text = "hors du ressort";
  ASSERT_TRUE(Do(db, rules, 1, Act::kDecline, why, by));
  EXPECT_EQ(Rows("deliberation_chunk"), 0) << "declined";
  Attach(db, Keep(), 1);
  ASSERT_TRUE(Do(db, rules, 1, Act::kAskAgain, {}, by));
  EXPECT_EQ(Rows("deliberation"), 0) << "asked anew";
  Attach(db, Keep(), 1);
  db.Exec("UPDATE member SET state = 'left'");
  db.Exec("UPDATE membership_life SET erase_on = 0");
  ASSERT_TRUE(Do(db, rules, 1, Act::kErase, {}, by));
  EXPECT_EQ(Rows("deliberation") + Rows("deliberation_chunk"), 0) << "erased";
}

}  // namespace
}  // namespace membership
