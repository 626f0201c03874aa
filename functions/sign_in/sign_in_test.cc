// Signing in and out. The way back is in recover_test.cc.
#include "functions/sign_in/sign_in.h"

#include <gtest/gtest.h>

#include <atomic>

#include "domain/casefile/casefile.h"
#include "functions/sign_in/door.h"
#include "functions/sign_in/sign_in_fixture.h"

namespace sign_in {
namespace {

struct SignIn : Fixture {};

TEST_F(SignIn, OpensTheDesk) {
  const auto entered = Enter(jeanne);
  EXPECT_EQ(entered.status, 303);
  EXPECT_EQ(fake::Header(entered, "Location"), "/f/case_desk");
  const auto session = SessionOf(entered);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->subject_id, jeanne.id);
  const auto cookie = fake::Header(entered, "Set-Cookie");
  for (const char* part : {"desk=", "HttpOnly", "SameSite=Strict", "Path=/"})
    EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
}

TEST_F(SignIn, LeadsAManagerToTheOfficeUnlessCasesAreTheirsToo) {
  const auto robin = Join("robin.essai", "manager");
  EXPECT_EQ(fake::Header(Enter(robin), "Location"), "/f/members");
  {
    auto db = world.Pool().Take();
    ASSERT_TRUE(people::Assign(*db, robin.id, "referent", world.Collectivite().id));
  }
  Later();
  EXPECT_EQ(fake::Header(Enter(robin), "Location"), "/f/case_desk");
}

TEST_F(SignIn, TakesWhatAPersonTypes) {
  auto code = Code(jeanne);
  EXPECT_EQ(
      Post({{"login", "  Jeanne.ESSAI "}, {"password", kPassword}, {"totp", code.insert(3, " ")}}).status,
      303);
  // A password is taken as it is: its spaces are part of it.
  Later();
  EXPECT_EQ(
      Post({{"login", "jeanne.essai"}, {"password", std::string(kPassword) + " "}, {"totp", Code(jeanne)}})
          .status,
      403);
}

TEST_F(SignIn, OneAnswerWhateverWasWrong) {
  const auto page = [&](const std::string& login, const std::string& password, const std::string& code) {
    auto answer = Post({{"login", login}, {"password", password}, {"totp", code}});
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(fake::Header(answer, "Set-Cookie"), "");
    EXPECT_FALSE(fake::Says(answer, password));
    EXPECT_FALSE(fake::Says(answer, code));
    EXPECT_TRUE(fake::Says(answer, "<title>Erreur"));
    EXPECT_TRUE(fake::Says(answer, "value=\"" + login + "\"")) << "the login is kept";
    const auto at = answer.body.find("value=\"" + login);
    return answer.body.erase(at, login.size() + 7);
  };
  const auto gone = Join("parti");
  {
    auto db = world.Pool().Take();
    people::SetActive(*db, gone.id, false);
  }
  const auto wrong_password = page("jeanne.essai", "une phrase fausse", Code(jeanne));
  EXPECT_EQ(page("jeanne.essai", kPassword, "000000"), wrong_password);
  EXPECT_EQ(page("personne", kPassword, Code(jeanne)), wrong_password);
  EXPECT_EQ(page("parti", kPassword, Code(gone)), wrong_password);
}

TEST_F(SignIn, WhatIsMissingIsToldFieldByFieldAndCountsAsNoFailure) {
  for (int i = 0; i < 20; ++i) {
    const auto refused = Post({{"login", "jeanne.essai"}, {"password", "quelque chose"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(fake::Says(refused, "href=\"#totp\""));
    EXPECT_TRUE(fake::Says(refused, "value=\"jeanne.essai\""));
    EXPECT_FALSE(fake::Says(refused, "quelque chose"));
  }
  const auto empty = Post({});
  for (const char* id :
       {"id=\"login\"", "id=\"password\"", "id=\"totp\"", "href=\"#login\"", "href=\"#password\""})
    EXPECT_TRUE(fake::Says(empty, id)) << id;
  EXPECT_EQ(Enter(jeanne).status, 303);
}

TEST_F(SignIn, FailuresSlowThisLoginDownAndNoOther) {
  const auto paul = Join("paul");
  rt::Response refused;
  int tries = 0;
  do {
    refused =
        Post({{"login", tries % 2 ? "Jeanne.essai" : " jeanne.essai"}, {"password", "faux"}, {"totp", "1"}});
  } while (refused.status == 403 && ++tries < 20);
  EXPECT_EQ(tries, 6);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(fake::Header(refused, "Retry-After"), "2");
  EXPECT_TRUE(fake::Says(refused, "Attendez une minute"));
  EXPECT_EQ(Enter(jeanne).status, 429) << "the right answers wait too";
  EXPECT_EQ(Enter(paul).status, 303);
  world.Later(std::chrono::seconds{2});
  EXPECT_EQ(Enter(jeanne).status, 303) << "nobody is shut out for good";
}

TEST_F(SignIn, PeopleAtTheSameTimeAreAllLetIn) {
  std::vector<Member> members;
  for (int i = 0; i < 8; ++i) members.push_back(Join("agent" + std::to_string(i)));
  EXPECT_EQ(AtOnce(8, [&](int i) { return Enter(members[i]).status == 303; }), 8);
}

TEST_F(SignIn, RightAnswersSentManyTimesAtOnceOpenOneSessionAndAreNotFailuresUnderWay) {
  std::atomic<int> entered = 0, must_wait = 0;
  AtOnce(kFreeTries + 2, [&](int) {
    const auto status = Enter(jeanne).status;
    entered += status == 303 ? 1 : 0;
    must_wait += status == 429 ? 1 : 0;
    return true;
  });
  EXPECT_EQ(entered, 1);
  EXPECT_EQ(must_wait, 0);
  EXPECT_EQ(world.Count("session"), 1);
}

TEST_F(SignIn, ASuccessForgetsTheFailures) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < kFreeTries; ++i) EXPECT_EQ(Enter(jeanne, "une phrase fausse").status, 403) << round;
    EXPECT_EQ(Enter(jeanne).status, 303) << round;
    Later();
  }
}

TEST_F(SignIn, ABrowserHasOneSession) {
  const auto first = Enter(jeanne);
  Later();
  const auto second = function.handle(fake::Post(
      {{"login", "jeanne.essai"}, {"password", kPassword}, {"totp", Code(jeanne)}}, fake::CookieOf(first)));
  EXPECT_FALSE(SessionOf(first));
  EXPECT_TRUE(SessionOf(second));
}

TEST_F(SignIn, MakesNewGrantsQuick) {
  casefile::NewCase report;
  report.collectivite_id = world.Collectivite().id;
  report.report = json::Value::MakeObject({{"facts", "Des faits."}, {"quality", "victim"}});
  report.idempotency_key = "formulaire";
  {
    auto db = world.Pool().Take();
    const auto scheme =
        scheme::Scheme::Read(world.Env().config.SchemeFile(), world.Env().config.SchemesFolder());
    ASSERT_TRUE(
        casefile::File(*db, scheme, report, world.WorkerKeys().public_key, core::LocalDay(world.Now())));
  }
  const std::string quick =
      "case_grant WHERE quick_key IS NOT NULL AND account_id = " + std::to_string(jeanne.id);
  EXPECT_EQ(world.Count(quick), 0);
  Enter(jeanne);
  EXPECT_EQ(world.Count(quick), 1);
}

TEST_F(SignIn, SigningOutEndsThisSessionAndNoOther) {
  const auto one = Enter(jeanne);
  Later();
  const auto two = Enter(jeanne);
  const auto out = Post({{"action", "sign_out"}}, fake::CookieOf(one));
  EXPECT_EQ(out.status, 303);
  EXPECT_EQ(fake::Header(out, "Location"), "/connexion/");
  EXPECT_EQ(fake::Header(out, "Clear-Site-Data"), "\"cache\", \"cookies\", \"storage\"");
  EXPECT_NE(fake::Header(out, "Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_FALSE(SessionOf(one));
  EXPECT_TRUE(SessionOf(two));
  EXPECT_EQ(Post({{"action", "sign_out"}}).status, 303) << "also for someone who has no session any more";
}

TEST_F(SignIn, SigningOutEverywhereEndsEverySessionOfThePerson) {
  const auto paul = Enter(Join("paul"));
  const auto one = Enter(jeanne);
  Later();
  const auto two = Enter(jeanne);
  const auto out = Post({{"action", "sign_out_everywhere"}}, fake::CookieOf(two));
  EXPECT_EQ(out.status, 303);
  EXPECT_NE(fake::Header(out, "Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_FALSE(SessionOf(one));
  EXPECT_FALSE(SessionOf(two));
  EXPECT_TRUE(SessionOf(paul));
  const auto again = Post({{"action", "sign_out_everywhere"}}, fake::CookieOf(two));
  EXPECT_EQ(again.status, 403) << "nobody may believe that sessions were ended when none was";
  EXPECT_TRUE(fake::Says(again, "Votre session était déjà terminée ici"));
}

TEST_F(SignIn, ThePersonChoosesOneMailADayAndTakesItBack) {
  const auto cookie = fake::CookieOf(Enter(jeanne));
  const auto page = [&] { return function.handle(fake::Get({}, cookie)); };
  const auto choose = [&](const char* wish) {
    return Post({{"action", "digest"}, {"digest", wish}}, cookie);
  };
  EXPECT_TRUE(fake::Says(page(), "Vous recevez un courriel à chaque nouveauté"));
  EXPECT_EQ(choose("yes").status, 303);
  EXPECT_TRUE(world.Account(jeanne.login).digest);
  EXPECT_FALSE(world.Account("referent").digest);
  EXPECT_TRUE(fake::Says(page(), "Vous recevez un seul courriel par jour"));
  EXPECT_EQ(choose("often").status, 422);
  EXPECT_TRUE(world.Account(jeanne.login).digest);
  EXPECT_EQ(choose("no").status, 303);
  EXPECT_FALSE(world.Account(jeanne.login).digest);
  const auto json = function.handle(fake::PostJson(R"({"action": "digest", "digest": "yes"})", cookie));
  EXPECT_TRUE(fake::JsonOf(json)["digest"].Bool());
  EXPECT_EQ(Post({{"action", "digest"}, {"digest", "yes"}}).status, 403);
}

// Test 13.1.4 of the RGAA.
TEST_F(SignIn, ASessionIsProlongedWithThePasswordAndNotWithoutIt) {
  const auto entered = Enter(jeanne);
  const auto cookie = fake::CookieOf(entered);
  const auto prolong = [&](const char* password) {
    return Post({{"action", "prolong"}, {"password", password}}, cookie);
  };
  world.Later(std::chrono::hours{11});
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({}, cookie)),
                         "ouverte jusqu’au " + core::FrenchTime(world.Now() + std::chrono::hours{1})));
  EXPECT_EQ(prolong("").status, 422);
  const auto wrong = prolong("girafe violette 42 nuage");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_TRUE(fake::Says(wrong, "Votre session n’a pas été prolongée"));
  EXPECT_TRUE(fake::Says(wrong, "Se déconnecter partout")) << "the page of the account";
  EXPECT_FALSE(fake::Says(wrong, "girafe violette"));
  EXPECT_EQ(fake::Header(prolong(kPassword), "Location"), "/f/sign_in#session");
  world.Later(std::chrono::hours{11});
  EXPECT_TRUE(SessionOf(entered)) << "twenty-two hours after signing in";
  const auto json = function.handle(
      fake::PostJson(R"({"action": "prolong", "password": ")" + std::string(kPassword) + "\"}", cookie));
  EXPECT_EQ(fake::JsonOf(json)["open_for"].Int(), 12 * 3600);
  world.Later(std::chrono::hours{12});
  EXPECT_FALSE(SessionOf(entered));
  const auto late = prolong(kPassword);
  EXPECT_EQ(late.status, 403);
  EXPECT_TRUE(fake::Says(late, "Votre session est terminée"));
  EXPECT_FALSE(SessionOf(entered));
}

TEST_F(SignIn, GuessesAtThePasswordOfAnOpenSessionAreSlowedDownWithThoseOfTheDoor) {
  const auto cookie = fake::CookieOf(Enter(jeanne));
  rt::Response refused;
  int tries = 0;
  do {
    refused = Post({{"action", "prolong"}, {"password", "girafe verte"}}, cookie);
  } while (refused.status == 403 && ++tries < 20);
  EXPECT_EQ(tries, 6);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(fake::Header(refused, "Retry-After"), "2");
  EXPECT_EQ(Enter(jeanne).status, 429);
}

TEST_F(SignIn, TheAccountPageIsForSomeoneSignedIn) {
  const auto entered = Enter(jeanne);
  const auto page = function.handle(fake::Get({}, fake::CookieOf(entered)));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Se déconnecter partout"));
  EXPECT_TRUE(fake::Says(page, "name=\"action\" value=\"sign_out_everywhere\""));
  EXPECT_TRUE(fake::Says(page, "name=\"action\" value=\"sign_out\""));
  EXPECT_TRUE(fake::Says(page, "qui n’ont pas servi : 5"));
  const auto stranger = function.handle(fake::Get());
  EXPECT_EQ(stranger.status, 303);
  EXPECT_EQ(fake::Header(stranger, "Location"), "/connexion/");
  EXPECT_TRUE(SessionOf(entered)) << "no GET ends a session";
}

TEST_F(SignIn, AnUnknownActionIsRefused) {
  EXPECT_EQ(Post({{"action", "delete"}, {"login", "jeanne.essai"}}).status, 422);
}

TEST_F(SignIn, AnswersJson) {
  const auto ask = [&](const std::string& body) { return function.handle(fake::PostJson(body)); };
  const auto refused = ask(R"({"login": "jeanne.essai", "password": "faux", "totp": "000000"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(fake::JsonOf(refused)["errors"].Items().front().Text("code"), "refused");
  EXPECT_EQ(ask("{}").status, 422);
  const auto entered = ask(R"({"login": "jeanne.essai", "password": ")" + std::string(kPassword) +
                           R"(", "totp": ")" + Code(jeanne) + "\"}");
  EXPECT_EQ(entered.status, 200);
  EXPECT_EQ(fake::JsonOf(entered).Text("name"), "Personne jeanne.essai");
  EXPECT_EQ(fake::JsonOf(entered)["roles"].Items().front().String(), "referent");
  EXPECT_TRUE(SessionOf(entered));
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
  const auto out = function.handle(fake::PostJson(R"({"action": "sign_out"})", fake::CookieOf(entered)));
  EXPECT_EQ(out.status, 200);
  EXPECT_FALSE(SessionOf(entered));
  const auto nobody = function.handle(fake::PostJson(R"({"action": "sign_out_everywhere"})"));
  EXPECT_EQ(nobody.status, 403);
  EXPECT_EQ(fake::JsonOf(nobody)["errors"].Items().front().Text("code"), "over");
}

}  // namespace
}  // namespace sign_in
