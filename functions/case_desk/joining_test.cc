// Duplicates and linked cases on the desk.
#include "domain/casefile/joining.h"

#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct TogetherOnTheDesk : Fixture {
  casefile::Filed other = fake::FileOne(world);

  json::Value JsonOf(const casefile::Filed& of) const {
    return fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"case", of.number}}, desk))));
  }
  rt::Response Form(const std::string& action) const {
    return function.handle(fake::Get({{"case", filed.number}, {"together", action}}, desk));
  }
};

TEST_F(TogetherOnTheDesk, TheFormOffersTheOtherCasesOfTheCollectiviteAndKeepsWhatWasTyped) {
  const auto form = Form("join");
  EXPECT_EQ(form.status, 200);
  EXPECT_TRUE(fake::Says(form, "<option value=\"" + other.number + "\""));
  EXPECT_FALSE(fake::Says(form, "<option value=\"" + filed.number + "\""));
  const auto refused = Act({{"action", "join"}, {"other", "AAAA-AAAA"}, {"reason", "Même <récit>"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Reads(refused, "Choisissez un dossier de la liste"));
  EXPECT_TRUE(fake::Says(refused, "Même &lt;récit&gt;</textarea>"));
  EXPECT_EQ(Form("dance").status, 404);
}

TEST_F(TogetherOnTheDesk, ADuplicateIsJoinedAndEachPageLeadsToTheOther) {
  ASSERT_EQ(Act({{"action", "join"}, {"other", other.number}, {"reason", "Même récit"}}).status, 303);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "Ce dossier fait doublon : tout continue dans le dossier <a"));
  EXPECT_TRUE(Reads(page, "Doublon : joint à un autre dossier"));
  EXPECT_FALSE(fake::Says(page, "together=join")) << "it is closed";
  const auto main = function.handle(fake::Get({{"case", other.number}}, desk));
  EXPECT_TRUE(fake::Says(main, "<a href=\"/f/case_desk?case=" + filed.number + "\">"));
  EXPECT_TRUE(Reads(main, "y restent lisibles"));
  EXPECT_EQ(Json().Text("duplicate_of"), other.number);
  EXPECT_EQ(JsonOf(other)["duplicates"], *json::Parse("[\"" + filed.number + "\"]"));
}

TEST_F(TogetherOnTheDesk, WhoComesTooLateIsToldAndKeepsTheirText) {
  const auto version = Version();
  FromReporter("Encore un mot");
  const auto late =
      Act({{"action", "join"}, {"other", other.number}, {"reason", "Un long motif"}, {"version", version}});
  EXPECT_EQ(late.status, 409);
  EXPECT_TRUE(fake::Says(late, "Un long motif</textarea>"));
  EXPECT_EQ(Program("{\"action\": \"join\", \"other\": \"" + other.number +
                    R"(", "reason": "Motif", "version": )" + version + "}")
                .status,
            409);
  EXPECT_EQ(Json().Text("state"), "received");
}

TEST_F(TogetherOnTheDesk, LinkedCasesShowOnBothPagesAndInTheListUntilTheLinkIsUndone) {
  ASSERT_EQ(Act({{"action", "link"}, {"other", other.number}, {"reason", "Même réunion"}}).status, 303);
  EXPECT_TRUE(Reads(Page(), "Même réunion"));
  const auto links = JsonOf(other)["links"];
  ASSERT_EQ(links.Items().size(), 1u);
  EXPECT_EQ(links.Items()[0].Text("case"), filed.number);
  EXPECT_TRUE(Reads(List(), "mêmes faits que " + filed.number));
  EXPECT_EQ(ListJson()["cases"].Items()[0]["links"].Items().size(), 1u);
  EXPECT_EQ(Act({{"action", "link"}, {"other", other.number}, {"reason", "Encore"}}).status, 409);
  EXPECT_EQ(Act({{"action", "unlink"}, {"link", "nothing"}}).status, 404);
  EXPECT_EQ(Act({{"action", "unlink"}, {"link", links.Items()[0].Text("id")}}).status, 303);
  EXPECT_FALSE(Reads(Page(), "Même réunion"));
}

TEST_F(TogetherOnTheDesk, WhoHoldsOneCaseAloneSeesNoneOfIt) {
  ASSERT_EQ(Act({{"action", "link"}, {"other", other.number}, {"reason", "Même réunion"}}).status, 303);
  {
    auto db = world.Pool().Take();
    fake::AsReader(world, *db, "referent", filed);
    const auto account = world.AddReader("second", "referent", world.Collectivite().id);
    auto file = fake::AsReader(world, *db, "referent", filed);
    ASSERT_TRUE(file.LetIn(fake::SchemeOf(world), account.id, world.Now()));
  }
  const auto second = fake::DeskCookie(world, "second");
  for (const auto& answer : {Page(second), function.handle(fake::Get({}, second)),
                             function.handle(fake::AsJson(fake::Get({{"case", filed.number}}, second)))}) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(fake::Says(answer, other.number));
    EXPECT_FALSE(fake::Says(answer, "Même réunion"));
  }
}

TEST_F(TogetherOnTheDesk, ACaseThatIsAloneOffersNothing) {
  world.AddReader("alone", "referent", world.Collectivite().id);
  casefile::Filed only = fake::FileOne(world);
  const auto page = function.handle(fake::Get({{"case", only.number}}, fake::DeskCookie(world, "alone")));
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(fake::Says(page, "together="));
}

}  // namespace
}  // namespace case_desk
