// What is told by mail, who reads for a member, and the délibération that it sent.
#include "domain/access/contact.h"
#include "domain/membership/deliberation.h"
#include "domain/membership/mails.h"
#include "functions/members/members_fixture.h"

namespace members {
namespace {

using fake::Says;

struct Told : Office {
  const std::string slug = "commune-de-valmeuse";
  // A member since a day for which its letter may come until 12 December 2026.
  void Effective() {
    Added();
    ASSERT_EQ(Do({{"do", "adopt"}, {"on", "12/03/2026"}}), 303);
  }
  void Worker() {
    auto db = world.Pool().Take();
    const auto scheme =
        scheme::Scheme::Read(world.Env().config.SchemeFile(), world.Env().config.SchemesFolder());
    membership::Remind(*db, scheme, *core::ParseDay(fake::kNow));
  }
  rt::Response Change(const fake::Pairs& fields) {
    auto all = fields;
    all.emplace_back("do", "change");
    return Post("", all);
  }
};

TEST_F(Told, WhatIsDueStandsOnTheListAndOnceToldOnItsMembersPage) {
  Effective();
  const auto list = Get();
  EXPECT_TRUE(Says(list, "2 échéances ou demandes attendent votre attention") &&
              Says(list, "href=\"/f/members?due=1\""));
  const auto due = Get({{"due", "1"}});
  EXPECT_TRUE(Says(due, "Dernier jour pour annoncer un départ, le 12 décembre 2026"));
  EXPECT_TRUE(Says(due, "Effectif de l’année à noter, compté au 31 décembre 2025"));
  EXPECT_TRUE(Says(Get({{"member", slug}}), "Rien n’a encore été rappelé"));
  Worker();
  const auto page = Get({{"member", slug}});
  EXPECT_TRUE(Says(page, "Dernier jour pour annoncer un départ, le 12 décembre 2026"));
  EXPECT_TRUE(Says(page, "attend de partir") && Says(page, "rien à faire pour elle"));
  world.Pool().Take()->Exec("UPDATE membership_mail SET sent_on = told_on WHERE to_body = 1");
  EXPECT_TRUE(Says(Get({{"member", slug}}), "parti le 24 novembre 2026"));
  const auto json = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"member", slug}}, cookie))));
  EXPECT_EQ(json["mails"].Items().size(), 2u);
  ASSERT_EQ(Do({{"do", "headcount"}, {"agents", "38"}, {"reference", "31/12/2025"}, {"source", "déclaré"}}),
            303);
  ASSERT_EQ(Do({{"do", "notice"}, {"on", "20/11/2026"}}), 303);
  EXPECT_FALSE(Says(Get({{"due", "1"}}), slug)) << "both are done";
}

TEST_F(Told, ARequestToJoinStandsInWhatWaitsUntilItIsAnswered) {
  Added();
  const auto due = Get({{"due", "1"}});
  EXPECT_TRUE(Says(due, "Commune de Valmeuse"));
  EXPECT_TRUE(Says(due, "Demande d’adhésion à lire, arrivée le 24 novembre 2026"));
  Worker();
  EXPECT_TRUE(Says(Get({{"member", slug}}), "Demande d’adhésion à lire, arrivée le 24 novembre 2026"));
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  EXPECT_FALSE(Says(Get({{"due", "1"}}), "Commune de Valmeuse"));
}

TEST_F(Told, AChangeGoesToTheMembersOnceItWasReadAgain) {
  const fake::Pairs text{{"on", "01/01/2027"}, {"text", "Le prix par agent passe de 2 à 3 €."}};
  auto confirmed = text;
  confirmed.emplace_back("confirmed", "yes");
  EXPECT_EQ(Change(confirmed).status, 409) << "nobody to tell";
  Effective();
  EXPECT_TRUE(Says(Get({{"do", "change"}}), "toutes les collectivités membres (1 aujourd’hui)"));
  EXPECT_TRUE(Says(Get({{"changes", "1"}}), "Aucun changement"));
  EXPECT_TRUE(Says(Get({{"do", "change"}}), "type=\"submit\">Envoyer aux collectivités</button>"));
  const auto refused = Change(text);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Says(refused, "Le prix par agent passe de 2 à 3 €.") && Says(refused, "value=\"01/01/2027\""));
  EXPECT_EQ(Change({{"on", "01/01/2026"}, {"text", "x"}, {"confirmed", "yes"}}).status, 422) << "past";
  const auto told = Change(confirmed);
  EXPECT_EQ(told.status, 303);
  const auto twice = Change(confirmed);
  EXPECT_EQ(twice.status, 409) << "a double click";
  EXPECT_TRUE(Says(twice, "<a href=\"#text\">Ce changement est déjà annoncé"));
  const auto page = Get({{"changes", "1"}, {"told", "1"}});
  EXPECT_TRUE(Says(page, "effet le 1er janvier 2027") && Says(page, "Commune de Valmeuse"));
  EXPECT_TRUE(Says(page, "Courriels partis\u00a0: 0 sur 1") && Says(page, "attend de partir"));
  EXPECT_TRUE(Says(Get({{"member", slug}}), "Changement des conditions, effet le 1er janvier 2027"));
  auto db = world.Pool().Take();
  auto journal = db->Prepare("SELECT count(*) FROM journal WHERE CAST(entry AS TEXT) LIKE '%members_told%'");
  journal.Step();
  EXPECT_EQ(journal.Int(0), 1);
}

// The errors of a page, by their fields.
std::string ErrorsOf(const rt::Response& page) {
  std::string fields;
  for (std::size_t at = 0; (at = page.body.find("<li><a href=\"#", at)) != std::string::npos; ++at) {
    const auto from = page.body.find('#', at);
    fields += page.body.substr(from, page.body.find('"', from) - from);
  }
  return fields;
}

TEST_F(Told, EverythingWrongWithAChangeIsToldAtOnceInTheOrderOfTheFields) {
  Effective();
  EXPECT_EQ(ErrorsOf(Change({{"on", "01/01/2026"}})), "#on#text#confirmed");
  EXPECT_EQ(ErrorsOf(Change({{"on", "31/02/2027"}, {"text", std::string(2001, 'x')}})), "#on#text#confirmed");
}

TEST_F(Told, EverythingWrongWithAHeadcountIsToldAtOnceInTheOrderOfTheFields) {
  Added();
  for (const char* typed : {"12,5", "-3", "environ 40", "0", "100 001", ""}) {
    const auto refused = Post(slug, {{"do", "headcount"}, {"agents", typed}, {"reference", "25/11/2026"}});
    EXPECT_EQ(refused.status, 422) << typed;
    EXPECT_EQ(ErrorsOf(refused), "#agents#reference#source") << typed;
    EXPECT_TRUE(Says(refused, "value=\"" + std::string(typed) + "\"")) << typed;
  }
  EXPECT_EQ(world.Count("headcount"), 0) << "no digits are taken out of what is no whole number";
}

TEST_F(Told, WhoReadsIsShownWithFunctionAndPhone) {
  Effective();
  const auto member = Member();
  world.AddReader("alix", "referent", member.collectivite_id);
  const fake::Pairs form{{"do", "reader"}, {"account", "alix"}, {"function", "DRH"}, {"phone", "12"}};
  const auto refused = Post(slug, form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Says(refused, "numéro de téléphone français") && Says(refused, "value=\"DRH\""));
  EXPECT_EQ(Do({{"do", "reader"}, {"account", "alix"}, {"function", "DRH"}, {"phone", "+262 692 12 34 56"}}),
            303);
  const auto page = Get({{"member", slug}});
  EXPECT_TRUE(Says(page, "Personne alix, DRH") && Says(page, "href=\"tel:+262692123456\""));
  EXPECT_TRUE(Says(page, "0692\u00a012\u00a034\u00a056"));
  EXPECT_TRUE(Says(Get({{"member", slug}, {"do", "reader"}, {"account", "alix"}}), "value=\"DRH\""));
  EXPECT_EQ(Get({{"member", slug}, {"do", "reader"}, {"account", "provider"}}).status, 404);
  EXPECT_EQ(Do({{"do", "reader"}, {"account", "robin"}, {"phone", "03 21 00 00 00"}}), 404)
      << "no référent of this member";
  const auto json = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"member", slug}}, cookie))));
  EXPECT_EQ(json["readers"].Items().at(0).Text("phone"), "+262692123456");
}

TEST_F(Told, TheDeliberationIsDownloadedByManagersAndTheJournalLearnsIt) {
  Added();
  EXPECT_EQ(Get({{"member", slug}, {"paper", "deliberation"}}).status, 404);
  EXPECT_FALSE(Says(Get({{"member", slug}}), "paper=deliberation"));
  const std::string pdf = "%PDF-1.7 Zqtexte";
  {
    auto db = world.Pool().Take();
    const auto token = membership::KeepDraft(*db, {"Délib.pdf", "application/pdf", 16}, pdf,
                                             world.WorkerKeys().public_key, *core::ParseDay(fake::kNow));
    membership::Attach(*db, token.value(), Member().collectivite_id);
  }
  EXPECT_TRUE(Says(Get({{"member", slug}}), "paper=deliberation"));
  const auto file = Get({{"member", slug}, {"paper", "deliberation"}});
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, pdf);
  EXPECT_EQ(fake::Header(file, "Content-Disposition"),
            "attachment; filename=\"commune-de-valmeuse-deliberation.pdf\"");
  EXPECT_EQ(world.Count("journal WHERE CAST(entry AS TEXT) LIKE '%member_deliberation_read%'"), 1);
  world.AddReader("noa", "manager", 0);
  const auto other = "desk=" + world.SignIn("noa");
  EXPECT_EQ(function.handle(fake::Get({{"member", slug}, {"paper", "deliberation"}}, other)).status, 409)
      << "until the worker gave the key";
  membership::ShareDeliberations(*world.Pool().Take(), world.WorkerKeys());
  EXPECT_EQ(function.handle(fake::Get({{"member", slug}, {"paper", "deliberation"}}, other)).body, pdf);
  world.AddReader("sasha", "referent", 0);
  const auto reader = "desk=" + world.SignIn("sasha");
  EXPECT_EQ(function.handle(fake::Get({{"member", slug}, {"paper", "deliberation"}}, reader)).status, 403);
}

}  // namespace
}  // namespace members
