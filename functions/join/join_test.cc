#include "functions/join/join.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/fake_env.h"

namespace {

constexpr const char* kPassword = "girafe violette 42 nuages";

struct Join : ::testing::Test {
  fake::World world;
  rt::Function function = join::Make(world.Env());
  std::int64_t id = Add();
  std::string token = Invite();

  std::int64_t Add() {
    auto db = world.Pool().Take();
    return people::AddAccount(*db, "jeanne.essai", "Jeanne <Essai>", "jeanne@cdg.example").value();
  }
  std::string Invite() {
    auto db = world.Pool().Take();
    return people::Invite(*db, id, world.Now());
  }
  std::string Code() const { return vault::TotpCode(people::InvitationTotp(token), world.Now()); }
  fake::Pairs Answers(const std::string& password = kPassword, const std::string& again = kPassword) const {
    return {{"invitation", token}, {"password", password}, {"password_again", again}, {"totp", Code()}};
  }
  rt::Response Get() const { return function.handle(fake::Get({{"invitation", token}})); }
  rt::Response Post(const fake::Pairs& fields) const { return function.handle(fake::Post(fields)); }
  bool HasJoined() { return world.Account("jeanne.essai").joined; }
};

// The part of a page that shows the key of the application.
std::string KeyOf(const rt::Response& response) {
  const auto from = response.body.find("<img class=\"qr\"");
  const auto to = response.body.find("otpauth://totp/");
  EXPECT_NE(from, std::string::npos);
  EXPECT_NE(to, std::string::npos);
  return response.body.substr(from, response.body.find('"', to) - from);
}

TEST_F(Join, TheLinkShowsWhoIsInvitedAndTheKeyAsImageTextAndLink) {
  const auto page = Get();
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Jeanne &lt;Essai&gt;"));
  EXPECT_TRUE(fake::Says(page, "value=\"jeanne.essai\" readonly"));
  EXPECT_TRUE(fake::Says(page, "src=\"data:image/svg+xml;base64,"));
  const auto secret = vault::TotpBase32(people::InvitationTotp(token));
  for (std::size_t i = 0; i < secret.size(); i += 4)
    EXPECT_TRUE(fake::Says(page, "<span>" + secret.substr(i, 4) + "</span>"));
  EXPECT_TRUE(fake::Says(
      page, "href=\"otpauth://totp/Signalement:jeanne.essai?secret=" + secret + "&amp;issuer=Signalement\""));
  EXPECT_TRUE(fake::Says(page, "<input type=\"hidden\" name=\"invitation\" value=\"" + token + "\">"));
  EXPECT_FALSE(fake::Says(page, "Vous avez déjà un compte"));
  EXPECT_EQ(fake::Header(page, "Cache-Control"), "no-store");
  EXPECT_EQ(fake::Header(page, "Referrer-Policy"), "no-referrer");
}

TEST_F(Join, LookingAtTheLinkUsesNothingUp) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Get().status, 200);
  EXPECT_FALSE(HasJoined());
  EXPECT_EQ(KeyOf(Get()), KeyOf(Get()));
}

TEST_F(Join, GivesTheRecoveryCodesOnceAndThePasswordSignsIn) {
  const auto page = Post(Answers());
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(world.Count("recovery"), 5);
  EXPECT_TRUE(fake::Says(page, "href=\"/connexion/\""));
  EXPECT_FALSE(fake::Says(page, kPassword));
  EXPECT_EQ(fake::Header(page, "Cache-Control"), "no-store");
  const auto at = page.body.find("<ol class=\"codes\">");
  const auto first = page.body.substr(page.body.find("<li>", at) + 4, 34);

  world.Later(std::chrono::minutes{1});
  auto db = world.Pool().Take();
  EXPECT_TRUE(people::SignIn(*db, "jeanne.essai", kPassword, Code(), world.Now()));
  EXPECT_TRUE(people::Recover(*db, "jeanne.essai", first, "hibou orange 57 rivières")) << first;
}

TEST_F(Join, AnInvitationThatIsNotGoodSaysWhatToDo) {
  const std::string used = token;
  ASSERT_EQ(Post(Answers()).status, 200);
  for (const std::string& bad : {used, std::string(), std::string("invente")}) {
    const auto got = function.handle(fake::Get({{"invitation", bad}}));
    EXPECT_EQ(got.status, 404) << bad;
    EXPECT_TRUE(fake::Says(got, "demandez une nouvelle invitation"));
    EXPECT_EQ(Post({{"invitation", bad}, {"password", "court"}}).status, 404) << bad;
  }
  token = Invite();
  EXPECT_EQ(Get().status, 200);
  world.Later(std::chrono::days{7});
  EXPECT_EQ(Get().status, 404);
  EXPECT_EQ(Post(Answers()).status, 404);
}

TEST_F(Join, ARefusedFormShowsTheSameKeyAndNoPassword) {
  const auto key = KeyOf(Get());
  auto wrong_code = Answers();
  wrong_code.back().second = "000000";
  const std::vector<std::pair<fake::Pairs, const char*>> refused{
      {{{"invitation", token}}, "Choisissez un mot de passe."},
      {Answers("court", "court"), "moins de 12 caractères"},
      {Answers("motdepasse2026", "motdepasse2026"), "que tout le monde essaie"},
      {Answers("Jeanne.Essai.62", "Jeanne.Essai.62"), "votre nom"},
      {Answers(kPassword, "autre phrase bien longue"), "ne sont pas les mêmes"},
      {wrong_code, "Ce code n’est pas celui"}};
  for (const auto& [fields, sentence] : refused) {
    const auto page = Post(fields);
    EXPECT_EQ(page.status, 422) << sentence;
    EXPECT_TRUE(fake::Says(page, sentence)) << sentence;
    EXPECT_TRUE(fake::Says(page, "<title>Erreur")) << sentence;
    EXPECT_EQ(KeyOf(page), key) << sentence;
    for (const char* secret : {"court\"", "motdepasse2026", "Jeanne.Essai.62", kPassword})
      EXPECT_FALSE(fake::Says(page, secret)) << secret;
  }
  EXPECT_FALSE(HasJoined());
  EXPECT_EQ(Post(Answers()).status, 200);
}

TEST_F(Join, ACodeMayBeTypedWithASpace) {
  auto fields = Answers();
  fields.back().second.insert(3, " ");
  EXPECT_EQ(Post(fields).status, 200);
}

TEST_F(Join, WhoeverHasAnAccountAlreadyIsToldWhatTheyWouldLose) {
  ASSERT_EQ(Post(Answers()).status, 200);
  token = Invite();
  EXPECT_TRUE(fake::Says(Get(), "Vous avez déjà un compte"));
}

TEST_F(Join, AnswersJson) {
  const auto got = function.handle(fake::AsJson(fake::Get({{"invitation", token}})));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(fake::JsonOf(got).Text("name"), "Jeanne <Essai>");
  EXPECT_EQ(fake::JsonOf(got).Text("totp_secret"), vault::TotpBase32(people::InvitationTotp(token)));

  const auto ask = [&](const std::string& password) {
    return function.handle(fake::PostJson(R"({"invitation": ")" + token + R"(", "password": ")" + password +
                                          R"(", "totp": ")" + Code() + "\"}"));
  };
  const auto refused = ask("court");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(fake::JsonOf(refused)["errors"].Items().front().Text("code"), "too_short");
  const auto joined = ask(kPassword);
  EXPECT_EQ(joined.status, 201);
  EXPECT_EQ(fake::JsonOf(joined)["recovery_codes"].Items().size(), 5u);
  const auto again = ask(kPassword);
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(fake::JsonOf(again)["error"].Text("code"), "invitation.unknown");
}

TEST_F(Join, SentTwiceAtTheSameTimeItMakesOneAccount) {
  std::atomic<int> made = 0, unknown = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto status = Post(Answers()).status;
      made += status == 200 ? 1 : 0;
      unknown += status == 404 ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(unknown, 3);
}

}  // namespace
