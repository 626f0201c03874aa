#include "functions/exit_site/exit_site.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/support/fake_env.h"

namespace {

struct ExitSite : testing::Test {
  explicit ExitSite(std::string base_url = "http://localhost:8080")
      : world("cdg62", std::move(base_url)), leave(exit_site::Make(world.Env())) {}
  std::string OpenCase() {
    auto db = world.Pool().Take();
    return people::OpenSession(*db, people::SessionKind::kCase, 7, vault::KeyPair::Generate().secret_key,
                               world.Now());
  }
  bool IsOpen(people::SessionKind kind, const std::string& cookie) {
    auto db = world.Pool().Take();
    return people::FindSession(*db, kind, cookie, world.Now()).has_value();
  }
  // Elsewhere, with nothing kept: the address of the configuration, every cookie dropped, the browser's
  // memory of this site cleared.
  void ExpectGone(const rt::Response& response, const std::string& prefix = "") {
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(fake::Header(response, "Location"), "https://meteofrance.com/");
    EXPECT_EQ(fake::Header(response, "Clear-Site-Data"), "\"cache\", \"cookies\", \"storage\"");
    EXPECT_EQ(fake::Header(response, "Cache-Control"), "no-store");
    EXPECT_EQ(fake::Header(response, "Referrer-Policy"), "no-referrer");
    std::string dropped;
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie" && value.find("Max-Age=0") != std::string::npos)
        dropped += value.substr(0, value.find(';')) + " ";
    EXPECT_EQ(dropped, prefix + "case= " + prefix + "desk= " + prefix + "learn= ");
    EXPECT_TRUE(response.body.empty());
  }
  fake::World world;
  rt::Function leave;
};

struct ExitSiteInHttps : ExitSite {
  ExitSiteInHttps() : ExitSite("https://signalement.cdg.example") {}
};

TEST_F(ExitSite, ClosesTheSessionsOfBothKinds) {
  const auto of_case = OpenCase(), of_desk = world.SignIn("referent"), of_another = OpenCase();
  ExpectGone(leave.handle(fake::Get({}, "case=" + of_case + "; desk=" + of_desk)));
  EXPECT_FALSE(IsOpen(people::SessionKind::kCase, of_case));
  EXPECT_FALSE(IsOpen(people::SessionKind::kDesk, of_desk));
  EXPECT_TRUE(IsOpen(people::SessionKind::kCase, of_another));
}

TEST_F(ExitSite, WorksByLinkAndByFormWithOrWithoutASession) {
  const auto cookie = OpenCase();
  ExpectGone(leave.handle(fake::Post(fake::Pairs{}, "case=" + cookie)));
  EXPECT_FALSE(IsOpen(people::SessionKind::kCase, cookie));
  ExpectGone(leave.handle(fake::Get()));
  ExpectGone(leave.handle(fake::Get({}, "case=never-opened; desk=; other=1")));
  ExpectGone(leave.handle(fake::AsJson(fake::Get())));
}

TEST_F(ExitSiteInHttps, DropsTheCookiesUnderTheirSecureNames) {
  const auto cookie = OpenCase();
  ExpectGone(leave.handle(fake::Get({}, "__Host-case=" + cookie)), "__Host-");
  EXPECT_FALSE(IsOpen(people::SessionKind::kCase, cookie));
}

// While it lives, no byte can be written to any file.
class NoDisk {
 public:
  NoDisk() {
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit none{0, limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~NoDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit limit_{};
  sighandler_t handler_ = ::signal(SIGXFSZ, SIG_IGN);
};

TEST_F(ExitSite, LeavesWhenTheDiskRefuses) {
  const auto cookie = OpenCase();
  const auto response = [&] {
    const NoDisk full;
    return leave.handle(fake::Get({}, "case=" + cookie));
  }();
  ExpectGone(response);
  EXPECT_TRUE(IsOpen(people::SessionKind::kCase,
                     cookie));  // the write did fail; the browser, though, holds nothing that opens it
}

TEST_F(ExitSite, LeavesWhateverTheDatabaseAnswers) {
  const auto cookie = OpenCase();
  world.Pool().Take()->Exec(
      "CREATE TRIGGER no BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'no'); END");
  ExpectGone(leave.handle(fake::Get({}, "case=" + cookie)));
}

}  // namespace
