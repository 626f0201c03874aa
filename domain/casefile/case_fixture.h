// For the tests of this room: a real database, two collectivités, people with keys, a fixed day, which is
// Monday 2 March 2026.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "domain/casefile/desk.h"

namespace casefile {

struct Person {
  people::Account account;
  vault::KeyPair keys;
};

struct Fixture : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-case-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  store::Pool pool{folder + "/vigie.db"};
  store::Db db{folder + "/vigie.db"};
  scheme::Scheme scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/cdg62.json");
  vault::KeyPair worker = vault::KeyPair::Generate();
  core::Instant now = core::Instant{core::Day{std::chrono::year{2026} / 3 / 2}} + std::chrono::hours(10);
  int forms = 0, people = 0;
  Person referent, substitute, provider, stranger;

  Fixture()
      : referent((Prepare(), Add("referent", 1))),
        substitute(Add("substitute", 1)),
        provider(Add("provider", 0)),
        stranger(Add("referent", 2)) {}
  ~Fixture() override { std::filesystem::remove_all(folder); }

  void Prepare() {
    store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations");
    people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse").value();
    people::AddCollectivite(db, "ardelle", "Commune d'Ardelle").value();
  }

  Person Add(const std::string& role, std::int64_t collectivite) {
    // A second one of a part has a number.
    const auto login =
        role + std::to_string(collectivite) + (people++ < 4 ? "" : "-" + std::to_string(people));
    const auto id = people::AddAccount(db, login, "Personne " + role, role + "@cdg.example").value();
    EXPECT_TRUE(people::Assign(db, id, role, collectivite));
    const auto keys = vault::KeyPair::Generate();
    db.Prepare("UPDATE account SET public_key = ?2 WHERE id = ?1")
        .Bind(id, store::Blob{keys.public_key})
        .Run();
    return {*people::FindAccount(db, id), keys};
  }

  core::Day Today() const { return core::LocalDay(now); }

  NewCase Report() {
    NewCase report;
    report.collectivite_id = 1;
    report.report = *json::Parse(
        R"({"facts": "Le secret des faits", "kinds": ["moral_harassment"], "quality": "victim"})");
    report.idempotency_key = "jeton-de-formulaire-" + std::to_string(++forms);
    return report;
  }
  Filed File(const NewCase& report) {
    return casefile::File(db, scheme, report, worker.public_key, Today()).value();
  }
  Filed FileOne() { return File(Report()); }

  static json::Value Closing(const std::string& reason) {
    return json::Value::MakeObject({{"outcome", "measures"}, {"reason", reason}});
  }

  Case AsReporter(const Filed& filed) {
    const auto unlocked = Unlock(db, filed.code.substr(0, 6), filed.code).value();
    return Case::OpenAsReporter(db, {unlocked.case_id, vault::KeyPair::FromSecret(unlocked.secret_key)})
        .value();
  }
  Case AsReader(const Person& person, const Filed& filed) {
    return Case::OpenAsReader(db, person.account, person.keys, filed.number).value();
  }

  // The first file of the folder (database, WAL…) in which the word stands.
  std::string FileWith(const std::string& word) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << in.rdbuf();
      if (bytes.str().find(word) != std::string::npos) return entry.path().filename();
    }
    return "";
  }
};

}  // namespace casefile
