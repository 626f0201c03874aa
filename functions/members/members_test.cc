#include "functions/members/members.h"

#include "functions/members/members_fixture.h"

namespace members {
namespace {

using fake::Says;

using Members = Office;

TEST_F(Members, AreForManagersAlone) {
  for (const char* role : {"referent", "substitute", "provider"}) {
    cookie = "desk=" + world.SignIn(role);
    EXPECT_EQ(Get().status, 403) << role;
    EXPECT_EQ(Post("", Commune()).status, 403) << role;
  }
  world.AddReader("comite", "committee", 0);
  cookie = "desk=" + world.SignIn("comite");
  EXPECT_EQ(Get().status, 403);
  cookie.clear();
  EXPECT_EQ(Get().status, 303);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 403);
  EXPECT_EQ(world.Count("member"), 0);
}

TEST_F(Members, AreAddedAndFound) {
  const auto added = Post("", Commune());
  EXPECT_EQ(added.status, 303);
  EXPECT_EQ(fake::Header(added, "Location"), "/f/members?member=commune-de-valmeuse");
  EXPECT_EQ(Member().siret, "21620099900011") << "spaces are no part of it";
  EXPECT_EQ(Member().state, membership::State::kAsked);
  const auto list = Get();
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(Says(list, "Commune de Valmeuse") && Says(list, "demandée"));
  EXPECT_TRUE(Says(Get({{"q", "valmeuse ostrevant"}}), "Commune de Valmeuse"));
  EXPECT_FALSE(Says(Get({{"q", "ardelle"}}), "Commune de Valmeuse"));
  EXPECT_FALSE(Says(Get({{"state", "effective"}}), "Commune de Valmeuse"));
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}}), "mairie@valmeuse.example"));
  EXPECT_EQ(Get({{"member", "nulle-part"}}).status, 404);
  EXPECT_EQ(world.Count("journal"), 1);
}

TEST_F(Members, AreRefusedWithWhatWasTyped) {
  auto fields = Commune();
  fields[3].second = "12345678901234";
  fields[6].second = "mairie";
  const auto refused = Post("", fields);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Says(refused, "<a href=\"#siret\">")) << "the summary leads to the field";
  EXPECT_TRUE(Says(refused, "<a href=\"#contact_email\">"));
  EXPECT_TRUE(Says(refused, "value=\"12345678901234\""));
  EXPECT_TRUE(Says(refused, "<title>Erreur"));
  EXPECT_EQ(world.Count("member"), 0);
  Added();
  fields = Commune();
  fields[1].second = "Autre commune";
  EXPECT_EQ(Post("", fields).status, 409) << "the same SIRET";
}

TEST_F(Members, AreEditedWithoutLosingWhatStands) {
  Added();
  const auto form = Get({{"member", "commune-de-valmeuse"}, {"do", "edit"}});
  EXPECT_TRUE(Says(form, "value=\"Dany Ostrevant\""));
  auto fields = Commune();
  fields[0].second = "edit";
  fields[4].second = "no";
  EXPECT_EQ(Do(fields), 303);
  EXPECT_FALSE(Member().affiliated);
  EXPECT_EQ(Member().state, membership::State::kAsked);
}

TEST_F(Members, HaveTheirHeadcountWithItsDayAndItsSource) {
  Added();
  const auto count = [&](const char* agents, const char* day) {
    return Do(
        {{"do", "headcount"}, {"agents", agents}, {"reference", day}, {"source", "compte administratif"}});
  };
  EXPECT_EQ(count("1 250", "31/12/2025"), 303);
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}}), "compte administratif"));
  EXPECT_EQ(count("zéro", "31/12/2025"), 422);
  EXPECT_EQ(count("0", "31/12/2025"), 422);
  EXPECT_EQ(count("12", "31/02/2025"), 422);
  EXPECT_EQ(count("12", "31/12/2027"), 422);
  auto db = world.Pool().Take();
  EXPECT_EQ(membership::HeadcountOn(*db, Member().collectivite_id, core::LocalDay(world.Now()))->agents,
            1250);
}

TEST_F(Members, BecomeEffectiveByTheirSignatures) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  const auto early = Post("commune-de-valmeuse", {{"do", "sign"},
                                                  {"signed", "convention body"},
                                                  {"name", "Une personne"},
                                                  {"on", "03/11/2026"},
                                                  {"received", "03/11/2026"}});
  EXPECT_EQ(early.status, 422);
  EXPECT_TRUE(Says(early, "<a href=\"#signed\">La délibération de la collectivité n’est pas notée"));
  Signed("03/11/2026");
  EXPECT_EQ(Member().state, membership::State::kSigned);
  const auto page = Get({{"member", "commune-de-valmeuse"}});
  EXPECT_TRUE(Says(page, "1er décembre 2026") && Says(page, "27 juin 2027")) << "days are shown";
  EXPECT_TRUE(Says(page, "n°\u00a012 du 2 novembre 2026"));
  EXPECT_EQ(Do({{"do", "notice"}, {"on", "03/11/2026"}}), 409) << "not before it began";
}

TEST_F(Members, LeaveByTheNoticeOfTheScheme) {
  Added();
  ASSERT_EQ(Do({{"do", "adopt"}, {"on", "01/03/2025"}}), 303);
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}}), "1er décembre 2026")) << "the latest notice";
  EXPECT_EQ(Do({{"do", "notice"}, {"on", "2026-11-20"}}), 303);
  EXPECT_EQ(core::IsoDay(*Member().ends_on), "2027-02-28");
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}}), "1er juin 2027")) << "when its data is erased";
  EXPECT_EQ(Do({{"do", "keep"}}), 422) << "it is asked whether it is meant";
  EXPECT_EQ(Do({{"do", "keep"}, {"confirmed", "yes"}}), 303);
}

TEST_F(Members, ShowEveryFormOfTheirLife) {
  Added();
  for (const char* what : {"edit", "headcount", "accept", "decline", "note", "sign", "notify", "amend",
                           "notice", "end", "keep", "give_back", "erase", "ask_again", "adopt"}) {
    const auto form = Get({{"member", "commune-de-valmeuse"}, {"do", what}});
    EXPECT_EQ(form.status, 200) << what;
    EXPECT_FALSE(Says(form, "name=\"chosen\"")) << what << ": nothing is chosen in this scheme";
    EXPECT_FALSE(Says(form, "name=\"meeting\"")) << what;
  }
  EXPECT_EQ(Get({{"member", "commune-de-valmeuse"}, {"do", "dance"}}).status, 422);
  EXPECT_EQ(Get({{"do", "edit"}}).status, 422) << "of whom?";
  EXPECT_EQ(Do({{"do", "dance"}}), 422);
}

TEST_F(Members, ThreeHundredAreListedByFifty) {
  {
    auto db = world.Pool().Take();
    store::Transaction transaction(*db);
    for (int i = 0; i < 300; ++i) {
      membership::Member one;
      one.name = "Commune " + std::to_string(1000 + i);
      one.kind = "commune";
      one.state = i % 2 ? membership::State::kEffective : membership::State::kLeft;
      ASSERT_TRUE(membership::Add(*db, one));
    }
    transaction.Commit();
  }
  const auto first = Get();
  EXPECT_TRUE(Says(first, "ordre alphabétique : 300.") && Says(first, "Page 1 sur 6"));
  EXPECT_TRUE(Says(first, "Commune 1049") && !Says(first, "Commune 1050"));
  EXPECT_TRUE(Says(Get({{"page", "6"}, {"state", ""}}), "Commune 1299"));
  EXPECT_TRUE(Says(Get({{"state", "left"}, {"page", "9"}}), "Page 3 sur 3"));
}

TEST_F(Members, AreGivenOutAsASpreadsheet) {
  Added();
  const auto csv = Get({{"export", "csv"}});
  EXPECT_EQ(csv.status, 200);
  EXPECT_TRUE(Says(csv, "Commune de Valmeuse;commune;21620099900011;oui"));
  EXPECT_EQ(fake::Header(csv, "Content-Disposition"), "attachment; filename=\"collectivites.csv\"");
  EXPECT_TRUE(Get({{"export", "ods"}}).body.starts_with("PK"));
  EXPECT_EQ(Get({{"export", "pdf"}}).status, 404);
}

TEST_F(Members, AnswerAProgram) {
  Added();
  auto request = fake::AsJson(fake::Get({{"member", "commune-de-valmeuse"}}, cookie));
  const auto one = fake::JsonOf(function.handle(request));
  EXPECT_EQ(one.Text("state"), "asked");
  EXPECT_EQ(one["acts"].Items().at(0).String(), "accept");
  request = fake::PostJson(R"({"do": "notice", "on": "2026-11-20"})", cookie);
  request.query.Set("member", "commune-de-valmeuse");
  const auto refused = function.handle(request);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(fake::JsonOf(refused)["errors"].Items().at(0).Text("code"), "asked");
  const auto list = fake::JsonOf(function.handle(fake::AsJson(fake::Get({}, cookie))));
  EXPECT_EQ(list["total"].Int(), 1);
}

struct MembersOfAnotherScheme : Office {
  MembersOfAnotherScheme() : Office("cdg45") {}
};
TEST_F(MembersOfAnotherScheme, AreAskedWhatThatSchemeNeeds) {
  Added();
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}, {"do", "accept"}}), "name=\"chosen\""));
  EXPECT_TRUE(Says(Get({{"member", "commune-de-valmeuse"}, {"do", "notice"}}), "name=\"meeting\""));
  EXPECT_FALSE(Says(Get({{"member", "commune-de-valmeuse"}, {"do", "note"}}), "name=\"policy\""));
}

TEST_F(Members, ShowTheEstimateThatCameWithARequestUntilItIsAnswered) {
  Added();
  membership::Leave(*world.Pool().Take(), Member().collectivite_id, "estimated", {},
                    "250 × 2 € = 500 €\nPour l’année entière : 500 €", {"", world.Now()});
  ASSERT_EQ(Do({{"do", "headcount"}, {"agents", "300"}, {"reference", "01/11/2026"}, {"source", "x"}}), 303);
  const auto page = Get({{"member", "commune-de-valmeuse"}});
  EXPECT_TRUE(Says(page, "<dd>250 × 2 € = 500 €</dd><dd>Pour l’année entière : 500 €</dd>"));
  const auto asked = fake::AsJson(fake::Get({{"member", "commune-de-valmeuse"}}, cookie));
  EXPECT_EQ(fake::JsonOf(function.handle(asked))["estimate"].Items().size(), 2u);
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  EXPECT_FALSE(Says(Get({{"member", "commune-de-valmeuse"}}), "<dd>250 × 2 € = 500 €</dd>"));
  EXPECT_TRUE(fake::JsonOf(function.handle(asked))["estimate"].Items().empty());
}

}  // namespace
}  // namespace members
