#include "functions/figures/figures.h"

#include <gtest/gtest.h>

#include "domain/figures/feedback.h"
#include "domain/figures/keys.h"
#include "domain/membership/opinions.h"
#include "domain/outbox/outbox.h"
#include "lib/archive/archive.h"
#include "tests/support/fake_case.h"
#include "tests/support/fake_member.h"

namespace {

struct FiguresPage : ::testing::Test {
  fake::World world;
  rt::Function function = figures::Make(world.Env());

  FiguresPage() {
    world.AddReader("gestion", "manager", 0);
    world.AddReader("comite", "committee", 0);
    for (const char* login : {"gestion", "referent", "substitute"}) SignIn(login);
  }
  void SignIn(const std::string& login) {
    auto db = world.Pool().Take();
    figures::Attend(*db, world.Account(login), world.Keys(login));
    casefile::Case::SealMissingFacets(*db, world.Account(login), world.Keys(login),
                                      core::LocalDay(world.Now()));
  }
  void File(int count, const char* kind, const char* sex, bool authority = false) {
    for (int i = 0; i < count; ++i) {
      auto report = fake::NewReport(world);
      report.report.Set("kinds", json::Array{json::Value(kind)})
          .Set("origin", "staff")
          .Set("sick_leave", "yes");
      report.identity = json::Value::MakeObject({{"name", "Camille Fictive"}, {"sex", sex}});
      report.concerns_authority = authority;
      fake::File(world, report);
    }
  }
  rt::Response Page(const std::string& login, const fake::Pairs& query = {}) {
    return function.handle(fake::Get(query, fake::DeskCookie(world, login)));
  }
  json::Value Json(const std::string& login, const fake::Pairs& query = {}) {
    return fake::JsonOf(function.handle(fake::AsJson(fake::Get(query, fake::DeskCookie(world, login)))));
  }
  void YearIsOver() { world.Later(std::chrono::days{60}); }
  rt::Response Act(const std::string& login, const fake::Pairs& fields) {
    return function.handle(fake::Post(fields, fake::DeskCookie(world, login)));
  }
  static json::Value CountOf(const json::Value& page, const std::string& table, const std::string& word) {
    for (const auto& one : page["tables"].Items())
      if (one.Text("id") == table)
        for (const auto& row : one["rows"].Items())
          if (row.Text("word") == word) return row["count"];
    return "no such row";
  }
};

TEST_F(FiguresPage, ShowTheOwnCollectiviteToItsReferentAndEverythingToTheManager) {
  File(7, "moral_harassment", "female");
  File(6, "threat", "male");
  const auto own = Json("referent"), all = Json("gestion");
  EXPECT_EQ(own.Text("of"), "saint-romain");
  EXPECT_EQ(all.Text("of"), "cdg");
  for (const auto& page : {own, all}) {
    EXPECT_EQ(page["total"].Int(), 13);
    EXPECT_EQ(CountOf(page, "kinds", "moral_harassment").Int(), 7);
    EXPECT_EQ(CountOf(page, "gender", "male").Int(), 6);
    EXPECT_EQ(CountOf(page, "progress", "state.received").Int(), 13);
  }
  EXPECT_EQ(CountOf(all, "band", "unknown").Int(), 13);
  EXPECT_EQ(CountOf(own, "band", "unknown"), json::Value("no such row"));
  const auto page = Page("referent");
  EXPECT_TRUE(fake::Says(page, "Harcèlement moral</th><td><span class=\"count\">7</span>"));
  EXPECT_TRUE(fake::Says(page, "<rect width=\"100\""));
}

TEST_F(FiguresPage, SayNothingOfACollectiviteWhoseFiguresWouldNameSomeone) {
  File(4, "moral_harassment", "female");
  const auto page = Json("referent");
  EXPECT_TRUE(page["total"].IsNull());
  EXPECT_TRUE(page["tables"].Items().empty());
  EXPECT_TRUE(fake::Says(Page("referent"), "Moins de 5 signalements"));
  EXPECT_EQ(Page("referent").body.find("Harcèlement moral"), std::string::npos);
}

TEST_F(FiguresPage, HideASmallCountAndTheOneThatWouldGiveItAway) {
  File(9, "moral_harassment", "female");
  File(2, "moral_harassment", "male");
  const auto page = Json("referent");
  EXPECT_EQ(page["total"].Int(), 11);
  EXPECT_TRUE(CountOf(page, "gender", "male").IsNull());
  EXPECT_TRUE(CountOf(page, "gender", "female").IsNull());
  for (const auto& table : page["rsu"].Items())
    for (const auto& row : table["rows"].Items())
      EXPECT_TRUE(row["men"].IsNull() || row["men"].Int() == 0) << table.Text("id");
}

TEST_F(FiguresPage, CountWhatConcernsTheAuthorityForTheSubstituteAndTheCdgAlone) {
  File(6, "moral_harassment", "female");
  File(5, "threat", "female", true);
  EXPECT_EQ(Json("referent")["total"].Int(), 6);
  EXPECT_EQ(CountOf(Json("referent"), "kinds", "threat").Int(), 0);
  EXPECT_EQ(Json("substitute")["total"].Int(), 11);
  EXPECT_EQ(Json("gestion")["total"].Int(), 11);
}

TEST_F(FiguresPage, AreTheCommitteesOnceAManagerPublishedThem) {
  File(6, "moral_harassment", "female");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}, fake::DeskCookie(world, "comite")))).status, 409);
  EXPECT_TRUE(fake::Says(Page("comite"), "encore publié aucune année"));
  EXPECT_EQ(Act("comite", {{"action", "publish"}, {"year", "2026"}}).status, 403);
  EXPECT_EQ(Act("referent", {{"action", "publish"}, {"year", "2026"}}).status, 403);
  EXPECT_EQ(Act("gestion", {{"action", "publish"}, {"year", "3026"}}).status, 422);
  EXPECT_EQ(Act("gestion", {{"action", "publish"}, {"year", "2026"}}).status, 409)
      << "each new report could be read in the difference of two days";
  EXPECT_FALSE(fake::Says(Page("gestion"), "Publier 2026"));
  YearIsOver();
  EXPECT_TRUE(fake::Says(Page("gestion", {{"year", "2026"}}), "Publier 2026"));
  EXPECT_EQ(Act("gestion", {{"action", "publish"}, {"year", "2026"}}).status, 303);
  EXPECT_EQ(Json("comite")["total"].Int(), 6);
  EXPECT_EQ(world.Count("journal WHERE case_id IS NULL AND CAST(entry AS TEXT) LIKE '%figures_published%'"),
            1);
  EXPECT_EQ(Act("gestion", {{"action", "unpublish"}, {"year", "2026"}}).status, 303);
  EXPECT_TRUE(fake::Says(Page("comite"), "encore publié aucune année"));
}

TEST_F(FiguresPage, AreRefusedToWhoeverIsNotEntitled) {
  File(6, "moral_harassment", "female");
  EXPECT_EQ(Page("provider").status, 403);
  EXPECT_EQ(Page("referent", {{"of", "cdg"}}).status, 403);
  EXPECT_EQ(Page("gestion", {{"of", "saint-romain"}}).status, 403);
  EXPECT_EQ(Page("referent", {{"of", "nulle-part"}}).status, 403);
  EXPECT_EQ(Page("referent", {{"year", "1999"}}).status, 404);
  EXPECT_EQ(Page("referent", {{"format", "doc"}}).status, 404);
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/connexion/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 403);
}

TEST_F(FiguresPage, WaitForSomeoneWhoHoldsTheKey) {
  world.AddReader("nouveau", "manager", 0);
  SignIn("nouveau");
  EXPECT_TRUE(fake::Says(Page("nouveau"), "dès qu’une personne qui les voit déjà"));
  SignIn("gestion");
  EXPECT_EQ(Json("nouveau")["total"].Int(), 0);
}

TEST_F(FiguresPage, AreTakenAwayAsFiles) {
  File(7, "moral_harassment", "female");
  const std::vector<std::pair<const char*, const char*>> formats{
      {"ods", "PK"},     {"xlsx", "PK"},     {"csv", "\xEF\xBB\xBF"}, {"pdf", "%PDF"},
      {"rsu_ods", "PK"}, {"rsu_xlsx", "PK"}, {"bilan_odt", "PK"},     {"bilan_pdf", "%PDF"}};
  for (const auto& [format, begins] : formats) {
    const auto file = Page("referent", {{"format", format}});
    EXPECT_EQ(file.status, 200) << format;
    EXPECT_EQ(file.body.substr(0, std::string_view(begins).size()), begins) << format;
    EXPECT_NE(fake::Header(file, "Content-Disposition").find("saint-romain-2026"), std::string::npos)
        << format;
  }
  const auto csv = Page("referent", {{"format", "csv"}});
  EXPECT_TRUE(fake::Says(csv, "Nature des faits;Harcèlement moral;7\r\n"));
}

struct FiguresOfCdg45 : ::testing::Test {
  fake::World world{"cdg45"};
  rt::Function function = figures::Make(world.Env());
};

TEST_F(FiguresOfCdg45, AreOfEachBodyForTheManagerWhoWritesItsYearlyReport) {
  world.AddReader("gestion", "manager", 0);
  {
    auto db = world.Pool().Take();
    figures::Attend(*db, world.Account("gestion"), world.Keys("gestion"), true);
  }
  const auto file = [&](int count, bool authority) {
    for (int i = 0; i < count; ++i) {
      auto report = fake::NewReport(world);
      report.report.Set("kinds", json::Array{json::Value("moral_harassment")});
      report.concerns_authority = authority;
      fake::File(world, report);
    }
  };
  const auto get = [&](const fake::Pairs& query) {
    return function.handle(fake::Get(query, fake::DeskCookie(world, "gestion")));
  };
  file(6, false);
  EXPECT_TRUE(fake::Says(get({{"of", "saint-romain"}}), "<strong>6 signalements</strong>"));
  EXPECT_TRUE(fake::Says(get({{"of", "saint-romain"}}), "n’a que le nombre et la nature"));
  EXPECT_EQ(get({{"of", "saint-romain"}, {"format", "bilan_odt"}}).body.substr(0, 2), "PK");
  EXPECT_EQ(get({{"of", "saint-romain"}, {"year", "2025"}, {"format", "rsu_ods"}}).body.substr(0, 2), "PK");
  file(1, true);
  EXPECT_TRUE(fake::Says(get({{"of", "cdg"}}), "<strong>7 signalements</strong>"));
  EXPECT_TRUE(fake::Says(get({{"of", "saint-romain"}}), "Aucun chiffre n’est donné"))
      << "the difference would be the one about the authority, who reads this report";
  file(4, true);
  EXPECT_TRUE(fake::Says(get({{"of", "saint-romain"}}), "<strong>6 signalements</strong>"));
}

struct FiguresOfCdg69 : ::testing::Test {
  fake::World world{"cdg69"};
  rt::Function function = figures::Make(world.Env());
};

TEST_F(FiguresOfCdg69, HaveAChapterInTheBilanForEachPointOfTheCommitteesAgenda) {
  world.AddReader("gestion", "manager", 0);
  {
    auto db = world.Pool().Take();
    figures::Attend(*db, world.Account("gestion"), world.Keys("gestion"));
  }
  const auto odt = function.handle(
      fake::Get({{"of", "cdg"}, {"format", "bilan_odt"}}, fake::DeskCookie(world, "gestion")));
  const auto text = archive::UnzipOne(odt.body, "content.xml", 1 << 20).value();
  for (const char* chapter :
       {"Collectivités membres", "Actes de violence", "Du personnel, avec arrêt de travail",
        "État chiffré, en tableur", "Bilan qualitatif de la plateforme", "Partage des bonnes pratiques",
        "L’avis des personnes qui ont signalé"})
    EXPECT_NE(text.find(chapter), std::string::npos) << chapter;
}

TEST_F(FiguresPage, TellWhatReportersThinkWithTheirWordsForManagersAlone) {
  const auto give = [&](const char* easy) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(figures::GiveFeedback(*db, vault::Key::Random(), json::Value::MakeObject({{"easy", easy}}),
                                      "Accueil chaleureux.", core::LocalDay(world.Now())));
  };
  for (int i = 0; i < 4; ++i) give("yes");
  EXPECT_TRUE(fake::Says(Page("gestion"), "Moins de 5 avis ont été donnés"));
  EXPECT_EQ(Page("gestion").body.find("Accueil chaleureux"), std::string::npos);
  for (int i = 0; i < 5; ++i) give("rather_yes");
  YearIsOver();
  ASSERT_EQ(Act("gestion", {{"action", "publish"}, {"year", "2026"}}).status, 303);
  const auto page = Page("gestion", {{"year", "2026"}});
  EXPECT_TRUE(fake::Says(page, "dans l’année : <strong>9</strong>"));
  EXPECT_TRUE(fake::Says(page, "Accueil chaleureux."));
  EXPECT_TRUE(Json("gestion", {{"year", "2026"}})["feedback"]["tables"]
                  .Items()[0]["rows"]
                  .Items()[0]["count"]
                  .IsNull())
      << "four said yes";
  EXPECT_TRUE(fake::Says(Page("comite"), "dans l’année : <strong>9</strong>"));
  EXPECT_EQ(Page("comite").body.find("Accueil chaleureux"), std::string::npos);
  EXPECT_TRUE(Json("comite")["feedback"]["words"].Items().empty());
  EXPECT_FALSE(Json("referent").Has("feedback"));
  EXPECT_TRUE(fake::Says(Page("gestion", {{"year", "2026"}, {"format", "csv"}}), "Le site était-il facile"));
}

TEST_F(FiguresPage, CountWhatMembersThinkWithoutSayingWhichOneDoes) {
  {
    auto db = world.Pool().Take();
    const auto today = core::LocalDay(world.Now());
    for (int i = 0; i < 9; ++i) {
      fake::AddMember(*db, "Commune " + std::to_string(i), "mairie@example.fr");
    }
    ASSERT_EQ(membership::AskOpinions(*db, world.Env().worker_public_key, today), 9);
    int n = 0;
    for (const auto& mail : outbox::Due(*db, world.WorkerKeys(), world.Now()))
      if (!mail.token.empty()) {
        ASSERT_TRUE(membership::GiveOpinion(*db, mail.token,
                                            json::Value::MakeObject({{"known", n++ < 2 ? "few" : "most"}}),
                                            "Un mot.", today));
      }
  }
  YearIsOver();
  ASSERT_EQ(Act("gestion", {{"action", "publish"}, {"year", "2026"}}).status, 303);
  for (const char* who : {"gestion", "comite"}) {
    const auto told = Json(who, {{"year", "2026"}});
    EXPECT_EQ(told["members"]["total"].Int(), 9) << who;
    for (const auto& row : told["members"]["tables"].Items()[0]["rows"].Items())
      if (row.Text("word") == "few") {
        EXPECT_TRUE(row["count"].IsNull()) << who;
      }
    EXPECT_EQ(Page(who, {{"year", "2026"}}).body.find("Un mot."), std::string::npos) << who;
  }
  EXPECT_TRUE(fake::Says(Page("gestion", {{"year", "2026"}}), "L’avis des collectivités membres"));
  EXPECT_TRUE(fake::Says(Page("gestion", {{"year", "2026"}, {"format", "csv"}}),
                         "Vos agents connaissent-ils le dispositif"));
  EXPECT_FALSE(Json("referent").Has("members"));
}

}  // namespace
