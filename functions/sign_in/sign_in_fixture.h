// For the tests of this function: a référent who joined as anyone does.
#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "functions/sign_in/sign_in.h"
#include "tests/support/fake_env.h"

namespace sign_in {

inline constexpr const char* kPassword = "girafe violette 42 nuages";

struct Member {
  std::int64_t id;
  std::string login, totp;
  std::vector<std::string> recovery_codes;
};

struct Fixture : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  Member jeanne = Join("jeanne.essai");

  Member Join(const std::string& login, const std::string& role = "referent") {
    const auto id = world.AddReader(login, role, role == "manager" ? 0 : world.Collectivite().id).id;
    auto db = world.Pool().Take();
    const auto then = world.Now() - std::chrono::hours{1};
    const auto token = people::Invite(*db, id, then);
    const auto totp = people::InvitationTotp(token);
    auto joined = people::AcceptInvitation(*db, token, kPassword, vault::TotpCode(totp, then), then);
    return {id, login, totp, joined.value().recovery_codes};
  }
  // Until the telephone shows another code.
  void Later() { world.Later(std::chrono::seconds{30}); }
  std::string Code(const Member& member) const { return vault::TotpCode(member.totp, world.Now()); }

  rt::Response Post(const fake::Pairs& fields, const std::string& cookie = {}) const {
    return function.handle(fake::Post(fields, cookie));
  }
  rt::Response Enter(const Member& member, const std::string& password = kPassword) const {
    return Post({{"login", member.login}, {"password", password}, {"totp", Code(member)}});
  }
  std::optional<people::Session> SessionOf(const rt::Response& response) {
    const auto cookie = fake::CookieOf(response);
    auto db = world.Pool().Take();
    return people::FindSession(*db, people::SessionKind::kDesk, cookie.substr(cookie.find('=') + 1),
                               world.Now());
  }
  // How many of `times` acts done at the same moment succeed.
  static int AtOnce(int times, const std::function<bool(int)>& act) {
    std::atomic<int> succeeded = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < times; ++i) threads.emplace_back([&, i] { succeeded += act(i) ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    return succeeded;
  }
};

}  // namespace sign_in
