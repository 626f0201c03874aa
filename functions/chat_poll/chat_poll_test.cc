// The reporter's poll and page.
#include "functions/chat_poll/chat_poll.h"

#include <gtest/gtest.h>

#include "domain/casefile/joining.h"
#include "tests/support/fake_case.h"

namespace chat_poll {
namespace {

struct ChatPoll : ::testing::Test {
  fake::World world;
  rt::Function function = Make(world.Env());
  casefile::Filed filed = fake::FileOne(world);
  std::string cookie = fake::ReporterCookie(world, filed);

  rt::Response Poll(const std::string& etag = {}, const std::string& after = {}) const {
    auto request =
        fake::AsJson(fake::Get(after.empty() ? fake::Pairs{} : fake::Pairs{{"after", after}}, cookie));
    if (!etag.empty()) request.headers["if-none-match"] = etag;
    return function.handle(request);
  }
  rt::Response Page() const { return function.handle(fake::Get({}, cookie)); }
  template <class Act>
  void AtDesk(Act act) {
    auto db = world.Pool().Take();
    auto file = fake::AsReader(world, *db, "referent", filed);
    act(file);
  }
  void Write(const std::string& text) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(fake::AsReporter(*db, filed).Post(text, "", world.Now()));
  }
};

TEST_F(ChatPoll, HasTheShapeThatProgramsRelyOn) {
  Write("Bonjour");
  AtDesk([&](auto& file) {
    file.MarkRead(core::LocalDay(world.Now()));
    ASSERT_TRUE(file.Post("Merci", "", world.Now()));
  });
  const auto answer = Poll();
  ASSERT_EQ(answer.status, 200);
  EXPECT_NE(fake::Header(answer, "ETag"), "");
  const auto json = fake::JsonOf(answer);
  EXPECT_TRUE(json["version"].IsInt());
  EXPECT_EQ(
      json["messages"],
      *json::Parse(
          R"([{"id": 1, "from": "reporter", "text": "Bonjour", "on": "2026-11-24", "read_on": "2026-11-24"},
                                               {"id": 2, "from": "referent", "text": "Merci", "on": "2026-11-24", "read_on": "2026-11-24"}])"));
}

TEST_F(ChatPoll, GivesWhatCameAfter) {
  for (const char* text : {"un", "deux", "trois"}) Write(text);
  const auto later = fake::JsonOf(Poll("", "2"));
  ASSERT_EQ(later["messages"].Items().size(), 1u);
  EXPECT_EQ(later["messages"].Items()[0]["id"].Int(), 3);
  for (const char* odd : {"-1", "x", "99999999999999999999"})
    EXPECT_EQ(fake::JsonOf(Poll("", odd))["messages"].Items().size(), 3u) << odd;
}

TEST_F(ChatPoll, UnchangedIsA304ThatOpensNothing) {
  Write("Bonjour");
  const auto etag = fake::Header(Poll(), "ETag");
  {
    auto db = world.Pool().Take();
    db->Exec(
        "UPDATE case_file SET header = zeroblob(40), reporter_case_key = zeroblob(80); UPDATE message SET "
        "sealed = zeroblob(40)");
  }
  for (const auto& known : {etag, "W/" + etag}) {
    const auto answer = Poll(known);
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(fake::Header(answer, "ETag"), etag);
  }
  EXPECT_THROW(Poll(), std::runtime_error);  // what it would have cost to open
}

TEST_F(ChatPoll, TheTagOfAnotherQuestionIsAnother) {
  Write("Bonjour");
  EXPECT_EQ(Poll(fake::Header(Poll(), "ETag"), "1").status, 200);
}

TEST_F(ChatPoll, EveryActOfTheOtherSideIsNews) {
  const auto news = [&](auto act) {
    const auto etag = fake::Header(Poll(), "ETag");
    EXPECT_EQ(Poll(etag).status, 304);
    AtDesk(act);
    EXPECT_EQ(Poll(etag).status, 200);
  };
  const auto scheme = fake::SchemeOf(world);
  news([&](auto& file) {
    ASSERT_TRUE(file.Do(fake::SchemeOf(world), "acknowledge", json::Object(), 0, world.Now()));
  });
  news([&](auto& file) { ASSERT_TRUE(file.Post("Bonjour", "", world.Now())); });
  news([&](auto& file) { ASSERT_TRUE(file.AskIdentity("Pour vous recevoir", 0, world.Now())); });
  news([&](auto& file) { ASSERT_TRUE(file.SetState(scheme, "assessment", "motif", 0, world.Now())); });
  news([&](auto& file) { ASSERT_TRUE(file.Do(scheme, "close", fake::Closing("Voilà."), 0, world.Now())); });
}

TEST_F(ChatPoll, BugReadOnNeverReachedWhoeverPolls) {
  Write("Bonjour");
  const auto before = Poll();
  EXPECT_TRUE(fake::JsonOf(before)["messages"].Items()[0]["read_on"].IsNull());
  const auto etag = fake::Header(before, "ETag");
  AtDesk([&](auto& file) { file.MarkRead(core::LocalDay(world.Now())); });
  const auto after = Poll(etag);
  ASSERT_EQ(after.status, 200);
  EXPECT_EQ(fake::JsonOf(after)["messages"].Items()[0].Text("read_on"), "2026-11-24");
  EXPECT_GT(fake::JsonOf(after)["version"].Int(), fake::JsonOf(before)["version"].Int());
  EXPECT_EQ(Poll(fake::Header(after, "ETag")).status, 304);
}

TEST_F(ChatPoll, TellsTheOtherSideThatItWasRead) {
  AtDesk([&](auto& file) { ASSERT_TRUE(file.Post("Bonjour", "", world.Now())); });
  AtDesk([&](auto& file) { EXPECT_FALSE(file.Messages()[0].read_on); });
  Page();
  AtDesk([&](auto& file) { EXPECT_EQ(file.Messages()[0].read_on, core::LocalDay(world.Now())); });
}

TEST_F(ChatPoll, TheServicesOwnWordsAreSentences) {
  const auto scheme = fake::SchemeOf(world);
  AtDesk([&](auto& file) {
    ASSERT_TRUE(file.Do(fake::SchemeOf(world), "acknowledge", json::Object(), 0, world.Now()));
  });
  AtDesk(
      [&](auto& file) { ASSERT_TRUE(file.SetState(scheme, "assessment", "motif interne", 0, world.Now())); });
  AtDesk([&](auto& file) {
    ASSERT_TRUE(file.Do(scheme, "close", fake::Closing("Il a été déplacé."), 0, world.Now()));
  });
  const auto answer = fake::JsonOf(Poll());
  const auto& messages = answer["messages"].Items();
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0].Text("text"), "Votre signalement a été lu. Quelqu’un s’en occupe.");
  EXPECT_NE(messages[1].Text("text").find(scheme.StateLabelForReporter("assessment")), std::string::npos);
  EXPECT_NE(messages[2].Text("text").find("Il a été déplacé."), std::string::npos);
  for (const auto& message : messages) {
    EXPECT_EQ(message.Text("from"), "system");
    EXPECT_EQ(message.Text("text").find("motif interne"), std::string::npos);
    EXPECT_EQ(message.Text("text").find("system."), std::string::npos);
  }
}

TEST_F(ChatPoll, BugThePageSpokeOfTheStateAsReadersDo) {
  const auto scheme = fake::SchemeOf(world);
  AtDesk([&](auto& file) { ASSERT_TRUE(file.SetState(scheme, "assessment", "motif", 0, world.Now())); });
  const auto page = Page();
  EXPECT_TRUE(
      fake::Says(page, "<span class=\"state\">Le référent examine votre signalement avec vous</span>"));
  EXPECT_FALSE(fake::Says(page, "En cours d’examen"));
}

TEST_F(ChatPoll, ThePageShowsWhatWasWrittenEscapedAndWhenItWasRead) {
  Write("<img src=x onerror=alert(1)>");
  EXPECT_TRUE(fake::Says(Page(), "Pas encore lu"));
  AtDesk([&](auto& file) { file.MarkRead(core::LocalDay(world.Now())); });
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "&lt;img src=x onerror=alert(1)&gt;"));
  EXPECT_FALSE(fake::Says(page, "<img"));
  EXPECT_TRUE(fake::Says(page, "Lu le 24 novembre 2026"));
  EXPECT_TRUE(fake::Says(page, "Actualiser"));
  EXPECT_TRUE(fake::Says(page, filed.number));
}

TEST_F(ChatPoll, ThePageSaysWhatComesNextAndWhenItIsLate) {
  EXPECT_TRUE(fake::Says(Page(), "le 3 décembre 2026 au plus tard"));
  world.Later(std::chrono::days{20});
  cookie = fake::ReporterCookie(world, filed);
  EXPECT_TRUE(fake::Says(Page(), "La première réponse était attendue le 3 décembre 2026"));
}

TEST_F(ChatPoll, ThePageAsksForTheNameWhenAReaderDid) {
  AtDesk([&](auto& file) { ASSERT_TRUE(file.AskIdentity("Pour vous <b>recevoir</b>", 0, world.Now())); });
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "La raison donnée"));
  EXPECT_TRUE(fake::Says(page, "Pour vous &lt;b&gt;recevoir&lt;/b&gt;"));
  EXPECT_TRUE(fake::Says(page, "href=\"/f/consent\""));
  EXPECT_TRUE(fake::JsonOf(Poll())["identity_asked"].Bool());
}

TEST_F(ChatPoll, AClosedCaseSaysUntilWhenItCanBeReadUnlessItIsHeld) {
  EXPECT_FALSE(fake::Says(Page(), "sera effacé"));
  const auto scheme = fake::SchemeOf(world);
  AtDesk([&](auto& file) { ASSERT_TRUE(file.Do(scheme, "close", fake::Closing("Voilà."), 0, world.Now())); });
  EXPECT_TRUE(fake::Says(Page(), "Ce dossier sera effacé après le 24 novembre 2027."));
  AtDesk([&](auto& file) { ASSERT_TRUE(file.KeepFor("judicial", "Zqmotif", false, 0, world.Now())); });
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "une procédure judiciaire est en cours"));
  EXPECT_FALSE(fake::Says(page, "Zqmotif")) << "the reason is for its readers";
  EXPECT_FALSE(fake::Says(page, "Ce dossier sera effacé"));
  AtDesk([&](auto& file) { ASSERT_TRUE(file.LetGo("Classée.", false, 0, world.Now())); });
  EXPECT_TRUE(fake::Says(Page(), "La raison de conserver votre dossier plus longtemps a cessé"));
}

TEST_F(ChatPoll, WithoutSessionThereIsNothing) {
  cookie.clear();
  EXPECT_EQ(Poll().status, 403);
  EXPECT_EQ(Poll("\"v1-0\"").status, 403);
  EXPECT_EQ(fake::Header(Page(), "Location"), "/suivre/");
  cookie = "case=" + vault::RandomToken();
  EXPECT_EQ(Poll().status, 403);
}

TEST_F(ChatPoll, ADeskSessionIsNoReportersSession) {
  cookie = "case=" + world.SignIn("referent");
  EXPECT_EQ(Poll().status, 403);
}

TEST_F(ChatPoll, IsNeverAPost) { EXPECT_EQ(function.handle(fake::Post(fake::Pairs{}, cookie)).status, 405); }

TEST_F(ChatPoll, ADuplicateSaysWhereItGoesOnAndHowToWithoutTheOtherCode) {
  const auto other = fake::FileNamed(world);
  {
    auto db = world.Pool().Take();
    auto from = fake::AsReader(world, *db, "referent", filed);
    auto into = fake::AsReader(world, *db, "referent", other);
    ASSERT_TRUE(into.Post("Un secret de l’autre dossier", "", world.Now()));
    ASSERT_TRUE(casefile::Together::Join(fake::SchemeOf(world), from, into, "Même récit", 0, world.Now()));
  }
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "Tout continue dans le dossier " + other.number));
  EXPECT_TRUE(fake::Says(page, "cette page reste ouverte"));
  EXPECT_TRUE(fake::Says(page, "Même récit"));
  EXPECT_EQ(fake::JsonOf(Poll()).Text("duplicate_of"), other.number);
  for (const auto& answer : {page, Poll()}) {
    EXPECT_FALSE(fake::Says(answer, "Un secret"));
    EXPECT_FALSE(fake::Says(answer, "Camille"));
  }
  cookie = fake::ReporterCookie(world, other);
  EXPECT_TRUE(fake::Says(Page(), "Votre autre dossier, " + filed.number));
}

// Two people, the same facts: neither learns that the other exists, nor that anything was done.
TEST_F(ChatPoll, ALinkToAnotherReportersCaseChangesNoByteOfThePage) {
  const auto other = fake::FileNamed(world);
  const auto poll = [&](const std::string& body) { return body.substr(0, body.find("name=\"once\"")); };
  const auto before = Poll(), page = Page();
  {
    auto db = world.Pool().Take();
    auto one = fake::AsReader(world, *db, "referent", filed);
    auto second = fake::AsReader(world, *db, "referent", other);
    ASSERT_TRUE(casefile::Together::Link(one, second, "Même réunion", world.Now()));
  }
  EXPECT_EQ(Poll().body, before.body);
  EXPECT_EQ(Poll(fake::Header(before, "ETag")).status, 304);
  EXPECT_EQ(poll(Page().body), poll(page.body));
  EXPECT_FALSE(fake::Says(Page(), other.number));
}

}  // namespace
}  // namespace chat_poll
