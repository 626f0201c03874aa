// For the tests of this room: a real database, one collectivité, a clock that stands still (Monday 2 March
// 2026, 10 h UTC) and people who join as anyone does.
#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "domain/access/access.h"
#include "lib/core/text.h"

namespace people {

constexpr const char* kPassword = "girafe violette 42 nuages";

struct Member {
  std::int64_t id;
  std::string login, totp;  // the secret, raw
  std::vector<std::string> recovery_codes;
};

struct Fixture : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-access-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  std::string file = folder + "/vigie.db";
  store::Db db{file};
  core::Instant now = core::Instant{core::Day{std::chrono::year{2026} / 3 / 2}} + std::chrono::hours(10);
  Collectivite place;

  Fixture() {
    vault::Start();
    store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations");
    place = AddCollectivite(db, "valmeuse", "Commune de Valmeuse").value();
  }
  ~Fixture() override { std::filesystem::remove_all(folder); }

  std::int64_t Add(const std::string& login, const std::string& role = "referent") {
    const auto id = AddAccount(db, login, "Personne Essai", login + "@cdg.example").value();
    EXPECT_TRUE(Assign(db, id, role, place.id));
    return id;
  }
  core::Result<Joined> Accept(const std::string& token, const std::string& password = kPassword) {
    return AcceptInvitation(db, token, password, vault::TotpCode(InvitationTotp(token), now), now);
  }
  // Time passes: the code that was used to join is over.
  Member Join(const std::string& login) {
    const auto id = Add(login);
    const auto token = Invite(db, id, now);
    auto joined = Accept(token).value();
    now += std::chrono::minutes(2);
    return {id, login, InvitationTotp(token), joined.recovery_codes};
  }
  std::string Code(const Member& member) const { return vault::TotpCode(member.totp, now); }
  core::Result<SignedIn> Enter(const Member& member) {
    return SignIn(db, member.login, kPassword, Code(member), now);
  }

  std::int64_t Count(const std::string& sql) {
    auto query = db.Prepare("SELECT count(*) FROM " + sql);
    query.Step();
    return query.Int(0);
  }
  // How many of `times` calls made at the same moment, each on a connection of its own, succeed.
  int AtOnce(int times, const std::function<bool(store::Db&)>& act) {
    std::atomic<int> succeeded = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < times; ++i)
      threads.emplace_back([&] {
        store::Db own(file);
        if (act(own)) ++succeeded;
      });
    for (auto& thread : threads) thread.join();
    return succeeded;
  }
  // The files of the folder (database, WAL…) in which the bytes stand.
  std::string FilesWith(std::string_view bytes) const {
    std::string found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream all;
      all << in.rdbuf();
      if (all.str().find(bytes) != std::string::npos) found += entry.path().filename().string() + " ";
    }
    return found;
  }
};

// The code of a refusal; "ok" when there is none.
template <class T>
std::string CodeOf(const core::Result<T>& result) {
  return result ? "ok" : result.error().code;
}

}  // namespace people
