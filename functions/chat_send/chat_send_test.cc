// A message of the reporter.
#include "functions/chat_send/chat_send.h"

#include <gtest/gtest.h>

#include "tests/support/fake_case.h"

namespace chat_send {
namespace {

struct ChatSend : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);
  std::string cookie = fake::ReporterCookie(world, filed);

  rt::Response Send(const std::string& text, const std::string& once = {}) const {
    return function.handle(fake::Post({{"text", text}, {"once", once}}, cookie));
  }
  std::vector<std::string> Texts() {
    auto db = world.Pool().Take();
    std::vector<std::string> texts;
    for (const auto& message : fake::AsReporter(*db, filed).Messages()) texts.push_back(message.text);
    return texts;
  }
};

using Lines = std::vector<std::string>;

TEST_F(ChatSend, WritesAndGoesBackToTheCase) {
  const auto answer = Send("  Bonjour\nà vous  ");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(fake::Header(answer, "Location"), "/f/chat_poll");
  EXPECT_EQ(Texts(), Lines{"Bonjour\nà vous"});
}

TEST_F(ChatSend, AProgramGetsItsIdAndDay) {
  const auto answer = function.handle(fake::PostJson(R"({"text": "Bonjour"})", cookie));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(fake::JsonOf(answer), *json::Parse(R"({"id": 1, "on": "2026-11-24"})"));
}

TEST_F(ChatSend, TheSameFormTwiceWritesOneMessageAndAnEditedOneAnother) {
  EXPECT_EQ(Send("Bonjour", "clé").status, 303);
  EXPECT_EQ(Send("Bonjour", "clé").status, 303);
  EXPECT_EQ(Send("Bonsoir", "clé").status, 303);
  EXPECT_EQ(Texts(), (Lines{"Bonjour", "Bonsoir"}));
}

TEST_F(ChatSend, EmptyOrTooLongIsRefusedWithWhatWasTyped) {
  const auto empty = Send("   ");
  EXPECT_EQ(empty.status, 422);
  for (const char* part : {"<title>Erreur", "autofocus", "<a href=\"#text\">", "aria-invalid=\"true\"",
                           "text-error\"", "Écrivez votre message"})
    EXPECT_TRUE(fake::Says(empty, part)) << part;
  const auto long_text = std::string(10'000, 'a') + "<b>";
  const auto page = Send(long_text, "clé");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, std::string(10'000, 'a') + "&lt;b&gt;</textarea>"));
  EXPECT_TRUE(fake::Says(page, "name=\"once\" value=\"clé\""));
  EXPECT_EQ(Send(std::string(10'000, 'a')).status, 303);
  const auto program = function.handle(fake::PostJson("{}", cookie));
  EXPECT_EQ(program.status, 422);
  EXPECT_EQ(fake::JsonOf(program)["errors"].Items().at(0).Text("field"), "text");
}

TEST_F(ChatSend, BugAMessageWrittenAfterTheEndOfTheSessionWasLost) {
  cookie.clear();
  const auto page = Send("Une heure de <i>travail</i>", "clé");
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(fake::Says(page, "Une heure de &lt;i&gt;travail&lt;/i&gt;</textarea>"));
  EXPECT_TRUE(fake::Says(page, "Votre session est terminée"));
  EXPECT_TRUE(fake::Says(page, "href=\"/suivre/\""));
  EXPECT_TRUE(fake::Says(page, "name=\"once\" value=\"clé\""));
  EXPECT_EQ(fake::Header(Send(""), "Location"), "/suivre/");
  EXPECT_EQ(function.handle(fake::PostJson(R"({"text": "Bonjour"})")).status, 403);
  EXPECT_TRUE(Texts().empty());
}

TEST_F(ChatSend, InAClosedCaseIsStillPossible) {
  {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReader(world, *db, "referent", filed)
                    .Do(fake::SchemeOf(world), "close", fake::Closing("Voilà."), 0, world.Now()));
  }
  EXPECT_EQ(Send("Cela recommence").status, 303);
  EXPECT_EQ(Texts().back(), "Cela recommence");
}

TEST_F(ChatSend, IsNewsForTheReaders) {
  Send("Bonjour");
  auto db = world.Pool().Take();
  EXPECT_EQ(casefile::ListFor(*db, world.Account("referent"), world.Keys("referent"))[0].unread, 1);
  EXPECT_EQ(world.Count("outbox WHERE template = 'case_news'"), 1);
}

TEST_F(ChatSend, IsAlwaysAPostOfTheReporter) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get({{"text", "x"}}, cookie)), "Location"), "/f/chat_poll");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}, cookie))).status, 405);
  cookie = "case=" + world.SignIn("referent") + "; " + fake::DeskCookie(world, "referent");
  EXPECT_EQ(function.handle(fake::PostJson(R"({"text": "x"})", cookie)).status, 403);
  EXPECT_TRUE(Texts().empty());
}

}  // namespace
}  // namespace chat_send
