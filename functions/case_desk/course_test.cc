// The scheme's acts on the desk: their forms, letters, readers.
#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct CourseOnTheDesk : Fixture {};

TEST_F(CourseOnTheDesk, ShowsWhatMayBeDoneNowAndWhatEachOtherStepLacks) {
  ASSERT_EQ(Act({{"action", "act"}, {"act", "assess"}, {"reason", "Examen"}}).status, 303);
  const auto page = Page();
  EXPECT_TRUE(fake::Says(page, "&amp;act=qualify\">Qualifier les faits</a>"));
  EXPECT_FALSE(fake::Says(page, "&amp;act=action_plan"));
  EXPECT_TRUE(Reads(page, "il faut d’abord : « Qualifier les faits »"));
  std::string missing;
  const auto json = Json();
  for (const auto& act : json["acts"].Items())
    if (act.Text("id") == "action_plan") missing = json::Write(act["missing"]);
  EXPECT_EQ(missing, R"(["done.qualify"])");
}

TEST_F(CourseOnTheDesk, EveryActHasAFormInWordsThatWritesDownWhatWasTyped) {
  ASSERT_EQ(Act({{"action", "act"}, {"act", "assess"}, {"reason", "Examen"}}).status, 303);
  const auto form = function.handle(fake::Get({{"case", filed.number}, {"act", "qualify"}}, desk));
  EXPECT_TRUE(Reads(form, "<h1>Qualifier les faits</h1>"));
  EXPECT_TRUE(Reads(form, "Première analyse juridique"));
  ASSERT_EQ(Act({{"action", "act"}, {"act", "qualify"}, {"text", "x"}}).status, 422);
  ASSERT_EQ(Act({{"action", "act"},
                 {"act", "qualify"},
                 {"in_scope", "yes"},
                 {"kinds", "moral_harassment"},
                 {"kinds", "threat"},
                 {"text", "Des <faits> répétés"},
                 {"for_reporter", "Nous vous croyons."}})
                .status,
            303);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "Des &lt;faits&gt; répétés"));
  EXPECT_TRUE(Reads(page, "La première analyse de votre situation est faite."));
  EXPECT_TRUE(Reads(page, "Nous vous croyons."));
  EXPECT_EQ(Json()["papers"].Items().back()["content"]["kinds"].Items().size(), 2u);
}

TEST_F(CourseOnTheDesk, AStepThatCannotBeDoneNowKeepsWhatWasTyped) {
  ASSERT_EQ(Act({{"action", "act"}, {"act", "assess"}, {"reason", "Examen"}}).status, 303);
  const auto page = Act({{"action", "act"}, {"act", "action_plan"}, {"text", "Un long plan"}});
  EXPECT_EQ(page.status, 409);
  EXPECT_TRUE(Reads(page, "Une étape doit être faite avant celle-ci"));
  EXPECT_TRUE(Reads(page, "Un long plan</textarea>"));
  EXPECT_EQ(Program(R"({"action": "act", "act": "nothing"})").status, 404);
  const auto told = Program(R"({"action": "act", "act": "action_plan", "text": "Un long plan"})");
  EXPECT_EQ(told.status, 409);
  EXPECT_TRUE(told.type.starts_with("application/json")) << told.type;
}

TEST_F(CourseOnTheDesk, ALetterGivesItsLinkAndItsCodeOnceAndTheirHolderReadsIt) {
  ASSERT_EQ(Act({{"action", "act"}, {"act", "assess"}, {"reason", "Examen"}}).status, 303);
  const auto made =
      fake::JsonOf(Program(R"({"action": "act", "act": "ask_victim", "text": "On parle de vous."})"));
  const auto link = made["letter"].Text("link");
  EXPECT_TRUE(link.starts_with("http")) << link;
  EXPECT_EQ(made["letter"].Text("code").size(), 8u);
  EXPECT_FALSE(fake::Says(Page(), link));
  EXPECT_TRUE(Reads(Page(), "pas encore lu"));
  const auto page = Act({{"action", "act"}, {"act", "ask_victim"}, {"text", "Encore."}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(Reads(page, "ne seront plus jamais affichés"));
}

TEST_F(CourseOnTheDesk, SomeoneIsLetInFromTheListAndNobodyElse) {
  const auto json = Json();
  const auto& people = json["invitable"].Items();
  ASSERT_FALSE(people.empty());
  EXPECT_EQ(Act({{"action", "let_in"}, {"reader", "999"}}).status, 422);
  EXPECT_EQ(Act({{"action", "let_in"}, {"reader", people.front().Text("id")}}).status, 303);
  EXPECT_TRUE(fake::Says(Page(), "<span class=\"state\">" + people.front().Text("name")));
}

}  // namespace
}  // namespace case_desk
