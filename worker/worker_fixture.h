// For the tests of this room: a real database, a collectivité with its référent, a fixed day (Monday 2 March
// 2026, 10 h UTC), and a relay that takes note of what it is given.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "domain/casefile/casefile.h"
#include "lib/core/text.h"
#include "worker/worker.h"

namespace worker {

struct Fixture : ::testing::Test {
  struct Person {
    people::Account account;
    vault::KeyPair keys;
  };
  std::string folder = [] {
    char name[] = "/tmp/vigie-worker-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  config::Config config = [this] {
    config::Config made;
    made.data_dir = folder;
    made.share_dir = VIGIE_SOURCE_DIR;
    made.base_url = "https://ecoute.cdg.example";
    made.mail_from = "signalement@cdg.example";
    return made;
  }();
  store::Db db{config.Database()};
  scheme::Scheme scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json");
  render::Pages pages{config.share_dir + "/templates", config.share_dir + "/content/fr/messages",
                      json::Value::MakeObject({{"service_name", "Dispositif de signalement"},
                                               {"operator", "Centre de gestion d’essai"},
                                               {"base_url", config.base_url}})};
  vault::KeyPair keys = vault::KeyPair::Generate();
  core::Instant now = core::Instant{core::Day{std::chrono::year{2026} / 3 / 2}} + std::chrono::hours(10);
  Person referent;
  casefile::Filed last;
  std::vector<mail::Mail> sent;
  mail::Answer answer{mail::Outcome::kSent, ""};
  Sender sender = [this](const mail::Mail& mail) {
    sent.push_back(mail);
    return answer;
  };

  Fixture() : referent((Prepare(), Join())) {}
  ~Fixture() override { std::filesystem::remove_all(folder); }

  void Prepare() {
    store::Migrate(db, config.share_dir + "/migrations");
    people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse").value();
  }
  Person Join() {
    const auto id = people::AddAccount(db, "referent", "Personne Référente", "referent@cdg.example").value();
    EXPECT_TRUE(people::Assign(db, id, "referent", 1));
    const auto own = vault::KeyPair::Generate();
    db.Prepare("UPDATE account SET public_key = ?2 WHERE id = ?1")
        .Bind(id, store::Blob{own.public_key})
        .Run();
    return {*people::FindAccount(db, id), own};
  }

  casefile::Filed File(const std::string& notify = {}) {
    casefile::NewCase report;
    report.collectivite_id = 1;
    report.report =
        json::Parse(
            R"({"facts": "Zqfaits", "where": "Zqlieu", "kinds": ["moral_harassment"], "quality": "victim"})")
            .value();
    report.identity = json::Value::MakeObject({{"name", "Zqnom"}});
    report.notify_address = notify;
    report.idempotency_key = vault::RandomToken();
    return last = casefile::File(db, scheme, report, keys.public_key, core::LocalDay(now)).value();
  }
  // The last case, as its reporter opens it.
  casefile::Case Reporter() {
    const auto unlocked = casefile::Unlock(db, last.code.substr(0, 6), last.code).value();
    return casefile::Case::OpenAsReporter(db,
                                          {unlocked.case_id, vault::KeyPair::FromSecret(unlocked.secret_key)})
        .value();
  }
  // The référent answers in the last case.
  void Answer() {
    casefile::Case::OpenAsReader(db, referent.account, referent.keys, last.number)
        .value()
        .Post("Zqréponse", "", now)
        .value();
  }

  Tally Send() {
    return SendDue(db, config, pages, keys, sender, now, [] { return false; });
  }
  std::int64_t Count(const std::string& what) {
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
  bool OnDisk(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      if (std::string(std::istreambuf_iterator<char>(in), {}).find(bytes) != std::string::npos) return true;
    }
    return false;
  }
};

}  // namespace worker
