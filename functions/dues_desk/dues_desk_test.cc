#include "functions/dues_desk/dues_desk.h"

#include <gtest/gtest.h>

#include "domain/campaign/statement.h"
#include "lib/sheet/sheet.h"
#include "tests/support/fake_env.h"
#include "tests/support/pdf.h"

namespace {

struct DuesDesk : testing::Test {
  fake::World world;
  rt::Function function = dues_desk::Make(world.Env());
  people::Account manager = world.AddReader("gestion", "manager", 0);
  std::string cookie = "desk=" + world.SignIn("gestion");

  explicit DuesDesk(const char* scheme = "cdg69") : world(scheme) {
    auto db = world.Pool().Take();
    for (const auto& [name, agents, effect] :
         {std::tuple("Amont", 30, "2025-01-01"), {"Bourg", 501, "2026-07-01"}, {"Cité", 0, "2025-01-01"}}) {
      membership::Member member;
      member.name = name;
      member.kind = "commune";
      member.state = membership::State::kEffective;
      member.effective_on = core::ParseDay(effect);
      member.contact.email = "mairie@commune.example";
      const auto id = membership::Add(*db, member).value().collectivite_id;
      const auto counted = *core::ParseDay(std::string(effect).substr(0, 4) + "-01-01");
      if (agents > 0) {
        EXPECT_TRUE(membership::SetHeadcount(*db, id, {counted, agents, "déclaré", counted}));
      }
    }
  }
  rt::Response Page(const fake::Pairs& query = {}) { return function.handle(fake::Get(query, cookie)); }
  rt::Response Act(fake::Pairs fields) {
    fields.emplace_back("year", "2026");
    return function.handle(fake::Post(fields, cookie));
  }
  void Issue() {
    EXPECT_EQ(Act({{"action", "open"}, {"due_on", "31/12/2026"}}).status, 303);
    EXPECT_EQ(Act({{"action", "freeze"}}).status, 303);
    EXPECT_EQ(Act({{"action", "issue"}}).status, 303);
  }
};

TEST_F(DuesDesk, IsForManagersOnly) {
  EXPECT_EQ(fake::Header(function.handle(fake::Get({})), "Location"), "/connexion/");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({}))).status, 403);
  for (const char* login : {"referent", "provider"}) {
    const auto other = "desk=" + world.SignIn(login);
    EXPECT_EQ(function.handle(fake::Get({}, other)).status, 403) << login;
    EXPECT_EQ(
        function.handle(fake::Post({{"action", "open"}, {"year", "2026"}, {"due_on", "31/12/2026"}}, other))
            .status,
        403);
  }
  EXPECT_EQ(world.Count("campaign"), 0);
}

TEST_F(DuesDesk, AYearIsOpenedAskedFrozenAndIssued) {
  EXPECT_EQ(Act({{"action", "open"}, {"due_on", "31/12/2026"}}).status, 303);
  EXPECT_EQ(Act({{"action", "ask"}}).status, 303);
  EXPECT_EQ(world.Count("outbox"), 1);
  EXPECT_EQ(Act({{"action", "issue"}}).status, 409) << "not frozen";
  EXPECT_EQ(Act({{"action", "freeze"}}).status, 303);
  EXPECT_EQ(Act({{"action", "issue"}}).status, 303);
  EXPECT_EQ(Act({{"action", "issue"}}).status, 303);
  EXPECT_EQ(world.Count("bill"), 2);
  const auto page = Page({{"year", "2026"}});
  EXPECT_TRUE(fake::Says(page, "2026-0002"));
  EXPECT_TRUE(fake::Says(page, "Effectif attendu"));
  EXPECT_TRUE(fake::Says(page, "flux PES"));
  EXPECT_TRUE(fake::Says(page, "251,01")) << "501 € over 183 days";
  const auto told = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"year", "2026"}}, cookie))));
  EXPECT_EQ(told["billed_cents"].Int(), 10000 + 25101);
}

// A hundred others, « Riveraine 0 » to « Riveraine 99 », of 30 agents each.
void AddRiverains(fake::World& world) {
  auto db = world.Pool().Take();
  store::Transaction transaction(*db);
  for (int i = 0; i < 100; ++i) {
    membership::Member member;
    member.name = "Riveraine " + std::to_string(i);
    member.kind = "commune";
    member.state = membership::State::kEffective;
    member.effective_on = core::ParseDay("2025-01-01");
    const auto id = membership::Add(*db, member).value().collectivite_id;
    ASSERT_TRUE(membership::SetHeadcount(*db, id, {*member.effective_on, 30, "", *member.effective_on}));
  }
  transaction.Commit();
}

std::size_t LinesIn(const rt::Response& page) {
  std::size_t rows = 0;
  for (auto at = page.body.find("<th scope=\"row\">"); at != std::string::npos;
       at = page.body.find("<th scope=\"row\">", at + 1))
    ++rows;
  return rows;
}

TEST_F(DuesDesk, AYearIsSearchedFilteredAndShownByPages) {
  AddRiverains(world);
  Issue();
  const auto first = Page({{"year", "2026"}}), last = Page({{"year", "2026"}, {"page", "3"}});
  EXPECT_EQ(LinesIn(first), 50u);
  EXPECT_EQ(LinesIn(last), 3u) << "103 of them";
  EXPECT_TRUE(fake::Says(first, "href=\"/f/dues_desk?year=2026&amp;page=2#liste\">Page suivante"));
  EXPECT_TRUE(fake::Says(last, "Page précédente"));
  EXPECT_FALSE(fake::Says(last, "Page suivante"));
  const auto waiting = Page({{"year", "2026"}, {"state", "waiting"}});
  EXPECT_EQ(LinesIn(waiting), 1u);
  EXPECT_TRUE(fake::Says(waiting, "Cité"));
  EXPECT_TRUE(fake::Says(waiting, "<option value=\"waiting\" selected>"));
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}, {"q", "riveraine 7"}}), "value=\"riveraine 7\""));
  const auto by_number = Page({{"year", "2026"}, {"q", "2026-0002"}});
  EXPECT_EQ(LinesIn(by_number), 1u);
  EXPECT_TRUE(fake::Says(by_number, "Bourg"));
  EXPECT_TRUE(
      fake::Says(Page({{"year", "2026"}, {"q", "riveraine"}}), "year=2026&amp;page=2&amp;q=riveraine#liste"));
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}, {"q", "nulle part"}}), "Aucune collectivité ne correspond"));
  const auto told = [&](const fake::Pairs& query) {
    return fake::JsonOf(function.handle(fake::AsJson(fake::Get(query, cookie))))["lines"].Items().size();
  };
  EXPECT_EQ(told({{"year", "2026"}}), 103u) << "a program reads them whole";
  EXPECT_EQ(told({{"year", "2026"}, {"state", "waiting"}}), 1u);
  const auto file = Page({{"year", "2026"}, {"format", "csv"}, {"state", "waiting"}});
  EXPECT_EQ(sheet::Read(file.body).value().size(), 103u) << "102 bills and the titles, whatever is shown";
}

TEST_F(DuesDesk, ALineShowsEachOfItsBills) {
  Issue();
  ASSERT_EQ(Act({{"action", "correct"}, {"bill", "1"}, {"headcount", "31"}, {"reason", "Erreur"}}).status,
            303);
  const auto line = Page({{"year", "2026"}, {"q", "Amont"}});
  EXPECT_EQ(LinesIn(line), 1u);
  for (const char* part : {"bill=1", "bill=3", "bill=4", "Avoir du", "-100,00", "Repris par avoir"})
    EXPECT_TRUE(fake::Says(line, part)) << part;
}

TEST_F(DuesDesk, ALineThatWaitsSaysForWhichDay) {
  auto db = world.Pool().Take();
  const auto city = membership::FindMemberBySlug(*db, "cite").value().collectivite_id;
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}}), "au 1er janvier 2025"));
  ASSERT_TRUE(membership::SetHeadcount(
      *db, city, {*core::ParseDay("2026-03-15"), 40, "déclaré", *core::ParseDay("2026-03-20")}));
  const auto page = Page({{"year", "2026"}, {"state", "waiting"}});
  EXPECT_TRUE(fake::Says(page, "au 1er janvier 2025"));
  EXPECT_TRUE(fake::Says(page, "l’effectif noté au 15 mars 2026 ne compte pas"));
  const auto told = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"year", "2026"}}, cookie))));
  EXPECT_EQ(told["lines"].Items().at(2).Text("reference"), "2025-01-01");
}

TEST_F(DuesDesk, WhatIsWrongIsShownInTheFormWithWhatWasTyped) {
  const auto wrong = Act({{"action", "open"}, {"due_on", "hier"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(fake::Says(wrong, "value=\"hier\""));
  EXPECT_EQ(Act({{"action", "open"}, {"due_on", "01/01/2020"}}).status, 422);
  Issue();
  EXPECT_EQ(Act({{"action", "open"}, {"due_on", "31/12/2026"}}).status, 409);
  for (const auto& fields :
       {fake::Pairs{{"action", "credit"}, {"bill", "1"}, {"amount", "100,01"}, {"reason", "x"}},
        {{"action", "credit"}, {"bill", "1"}, {"amount", "cent"}, {"reason", "x"}},
        {{"action", "credit"}, {"bill", "1"}, {"amount", "1"}, {"reason", ""}},
        {{"action", "correct"}, {"bill", "1"}, {"headcount", "29"}, {"reason", "x"}},
        {{"action", "pay"}, {"bill", "1"}, {"paid_on", "31/12/2026"}}})
    EXPECT_EQ(Act(fields).status, 422) << fields[0].second << " " << fields[2].second;
  EXPECT_EQ(Act({{"action", "credit"}, {"bill", "9"}, {"amount", "1"}, {"reason", "x"}}).status, 404);
  EXPECT_EQ(Act({{"action", "burn"}}).status, 422);
  EXPECT_EQ(world.Count("bill"), 2);
}

TEST_F(DuesDesk, EverythingWrongIsToldAtOnceAndAllThatWasTypedIsKept) {
  const auto opened =
      function.handle(fake::Post({{"action", "open"}, {"year", "26"}, {"due_on", "Zqhier"}}, cookie));
  for (const char* part : {"<a href=\"#year\">", "<a href=\"#due_on\">", "value=\"26\"", "value=\"Zqhier\""})
    EXPECT_TRUE(fake::Says(opened, part)) << part;
  Issue();
  const auto credited = Act({{"action", "credit"}, {"bill", "1"}, {"amount", "1 500"}, {"reason", ""}});
  for (const char* part : {"<a href=\"#amount\">", "<a href=\"#reason\">", "value=\"1 500\""})
    EXPECT_TRUE(fake::Says(credited, part)) << part;
  const auto corrected = Act({{"action", "correct"}, {"bill", "1"}, {"headcount", "dix"}, {"reason", " "}});
  for (const char* part : {"<a href=\"#headcount\">", "<a href=\"#reason\">", "value=\"dix\""})
    EXPECT_TRUE(fake::Says(corrected, part)) << part;
  const auto same = Act({{"action", "correct"}, {"bill", "1"}, {"headcount", "29"}, {"reason", ""}});
  EXPECT_TRUE(fake::Says(same, "<a href=\"#headcount\">")) << "the fee does not change";
  EXPECT_TRUE(fake::Says(same, "<a href=\"#reason\">"));
  EXPECT_EQ(world.Count("bill"), 2);
}

TEST_F(DuesDesk, ABillIsShownWithItsStepsCorrectedCreditedAndPaid) {
  Issue();
  const auto page = Page({{"year", "2026"}, {"bill", "2"}});
  EXPECT_TRUE(fake::Says(page, "501,00\u00a0€ × 183 jours / 365,25 = 251,01\u00a0€"));
  EXPECT_EQ(Act({{"action", "pay"}, {"bill", "2"}, {"paid_on", "24/11/2026"}}).status, 303);
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}, {"bill", "2"}}), "24 novembre 2026"));
  EXPECT_EQ(Act({{"action", "unpay"}, {"bill", "2"}}).status, 303);
  EXPECT_EQ(Act({{"action", "correct"}, {"bill", "1"}, {"headcount", "31"}, {"reason", "Erreur"}}).status,
            303);
  EXPECT_EQ(world.Count("bill"), 4);
  EXPECT_EQ(Act({{"action", "credit"}, {"bill", "4"}, {"amount", "50,10"}, {"reason", "Départ"}}).status,
            303);
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}, {"bill", "4"}}), "149,90"));
  for (const char* act : {"credit", "correct", "pay"})
    EXPECT_EQ(Page({{"year", "2026"}, {"bill", "2"}, {"act", act}}).status, 200);
  EXPECT_TRUE(fake::Says(Page({{"year", "2026"}, {"bill", "2"}, {"act", "pay"}}), "value=\"24/11/2026\""))
      << "today, as the form asks for it";
  EXPECT_EQ(Page({{"act", "open"}}).status, 200);
}

TEST_F(DuesDesk, GivesTheBordereauxAndTheStatement) {
  EXPECT_EQ(Page({{"year", "2026"}, {"format", "pdf"}}).status, 404) << "nothing is issued";
  Issue();
  const auto all = Page({{"year", "2026"}, {"format", "pdf"}});
  EXPECT_EQ(all.type, "application/pdf");
  EXPECT_TRUE(all.body.starts_with("%PDF"));
  EXPECT_EQ(fake::Header(Page({{"year", "2026"}, {"bill", "1"}, {"format", "pdf"}}), "Content-Disposition"),
            "attachment; filename=\"bordereau-2026-0001.pdf\"");
  for (const char* format : {"ods", "csv"}) {
    const auto rows = sheet::Read(Page({{"year", "2026"}, {"format", format}}).body).value();
    ASSERT_EQ(rows.size(), 3u) << format;
    EXPECT_EQ(rows[0].cells[2], "Numéro");
    EXPECT_EQ(rows[2].cells[2], "2026-0002");
    EXPECT_EQ(rows[2].cells[16], "2026-07-01");
    EXPECT_EQ(rows[2].cells[23], std::string(format) == "csv" ? "251,01" : "251.01");
  }
  EXPECT_TRUE(Page({{"year", "2026"}, {"format", "xlsx"}}).body.starts_with("PK"));
  EXPECT_EQ(Page({{"year", "2026"}, {"format", "doc"}}).status, 404);
}

TEST_F(DuesDesk, TheStatementSaysWhomToWriteTo) {
  Issue();
  const auto rows = sheet::Read(Page({{"year", "2026"}, {"format", "csv"}}).body).value();
  EXPECT_EQ(rows[0].cells[29], "Contact");
  EXPECT_EQ(rows[1].cells[29], "mairie@commune.example");
  EXPECT_EQ(rows[1].cells[26], "") << "this scheme names no account";
}

TEST_F(DuesDesk, AProratedBillCountsTheDaysAfterTheFirst) {
  Issue();
  const auto page = Page({{"year", "2026"}, {"bill", "2"}});
  EXPECT_TRUE(fake::Says(page, "les jours qui suivent le jour d’effet")) << "183 from 1 July, not 184";
}

struct DuesOfLoiret : DuesDesk {
  DuesOfLoiret() : DuesDesk("cdg45") {}
};

TEST_F(DuesOfLoiret, ABordereauSaysWhoIssuesItAndHowToPay) {
  Issue();
  ASSERT_EQ(Act({{"action", "credit"}, {"bill", "1"}, {"amount", "1"}, {"reason", "Essai"}}).status, 303);
  const auto print = [&](const char* bill) {
    return tests::Pdf(Page({{"year", "2026"}, {"bill", bill}, {"format", "pdf"}}).body).Text();
  };
  const auto text = print("1");
  for (const char* part : {"20 avenue des Droits-de-l’Homme", "pôle Santé", "avis des sommes à payer",
                           "IBAN FR61 3000 1006", "BDFEFRPPXXX"})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  EXPECT_EQ(print("2").find("avis des sommes à payer"), std::string::npos) << "a credit note is not paid";
  const auto rows = sheet::Read(Page({{"year", "2026"}, {"format", "csv"}}).body).value();
  EXPECT_NE(rows[1].cells[26].find("IBAN FR61 3000 1006"), std::string::npos);
}

}  // namespace
