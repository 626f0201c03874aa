#include "functions/cotisation_calc/cotisation_calc.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "functions/cotisation_calc/question.h"
#include "tests/support/fake_env.h"

namespace {

using fake::Pairs;

const Pairs kAsked = {
    {"scheme", "cdg69"}, {"headcount", "350"}, {"affiliated", "yes"}, {"year", "2025"}, {"effect_date", ""}};

Pairs With(Pairs pairs, const std::string& name, const std::string& value) {
  for (auto& pair : pairs)
    if (pair.first == name) pair.second = value;
  return pairs;
}

struct CotisationCalc : testing::Test {
  json::Value Ask(const std::string& body) { return fake::JsonOf(calc.handle(fake::PostJson(body))); }
  // "field.code" of the only refusal of a JSON question.
  std::string Refused(const std::string& body) {
    const auto response = calc.handle(fake::PostJson(body));
    EXPECT_EQ(response.status, 422) << body;
    const auto errors = fake::JsonOf(response)["errors"].Items();
    EXPECT_EQ(errors.size(), 1u) << body;
    EXPECT_FALSE(errors.front().Text("message").empty());
    return errors.front().Text("field") + "." + errors.front().Text("code");
  }
  fake::World world;
  rt::Function calc = cotisation_calc::Make(world.Env());
};

TEST_F(CotisationCalc, GivesTheFeesOfTheFiveSchemesToTheCent) {
  struct Row {
    const char* scheme;
    int headcount;
    bool affiliated;
    std::int64_t cents;
  };
  const Row rows[] = {
      {"cdg62", 1, true, 200},         {"cdg62", 8, true, 1600},     {"cdg62", 250, false, 50000},
      {"cdg60", 250, true, 0},         {"cdg45", 1, true, 13000},    {"cdg45", 30, true, 13000},
      {"cdg45", 31, true, 21000},      {"cdg45", 50, true, 21000},   {"cdg45", 51, true, 45000},
      {"cdg45", 150, true, 45000},     {"cdg45", 151, true, 75000},  {"cdg45", 300, true, 75000},
      {"cdg45", 301, true, 120000},    {"cdg45", 500, true, 120000}, {"cdg45", 501, true, 180000},
      {"cdg45", 100000, true, 180000}, {"cdg69", 1, true, 10000},    {"cdg69", 30, true, 10000},
      {"cdg69", 31, true, 20000},      {"cdg69", 50, true, 20000},   {"cdg69", 51, true, 30000},
      {"cdg69", 150, true, 30000},     {"cdg69", 151, true, 40000},  {"cdg69", 300, true, 40000},
      {"cdg69", 301, true, 50000},     {"cdg69", 500, true, 50000},  {"cdg69", 501, true, 50100},
      {"cdg69", 1000, true, 100000},   {"cdg69", 1, false, 150},     {"cdg69", 350, false, 52500},
      {"cdg69", 501, false, 75150},    {"amacod", 3000, true, 0},
  };
  for (const auto& row : rows) {
    const auto body = json::Value::MakeObject({{"scheme", row.scheme},
                                               {"headcount", row.headcount},
                                               {"affiliated", row.affiliated},
                                               {"year", 2025}});
    const auto answer = Ask(json::Write(body));
    EXPECT_EQ(answer["yearly_fee_cents"], json::Value(row.cents)) << row.scheme << " " << row.headcount;
    EXPECT_EQ(answer["due_cents"], json::Value(row.cents)) << row.scheme << " " << row.headcount;
    EXPECT_TRUE(answer["reason"].IsNull());
    EXPECT_FALSE(answer["steps"].Items().empty());
    EXPECT_FALSE(answer["sources"].Items().empty());
  }
}

TEST_F(CotisationCalc, ProratesOnlyAYearThatHasBegunAndSaysWhatItAssumes) {
  const auto due = [&](const std::string& scheme, const std::string& effect, int year) {
    return Ask("{\"scheme\":\"" + scheme + "\",\"headcount\":8,\"affiliated\":true,\"year\":" +
               std::to_string(year) + ",\"effect_date\":\"" + effect + "\"}");
  };
  EXPECT_EQ(due("cdg69", "2025-07-01", 2025)["due_cents"].Int(), 5010);
  EXPECT_EQ(due("cdg69", "2025-09-08", 2025)["due_cents"].Int(), 3121);
  EXPECT_EQ(due("cdg69", "2025-12-31", 2025)["due_cents"].Int(), 0);
  EXPECT_EQ(due("cdg69", "2025-01-01", 2025)["due_cents"].Int(), 10000);
  EXPECT_EQ(due("cdg69", "2024-02-29", 2024)["due_cents"].Int(), 8378);  // 306 days are left of a leap year
  EXPECT_EQ(due("cdg69", "2023-02-28", 2023)["due_cents"].Int(),
            8378);  // 306 days are left of an ordinary one
  EXPECT_EQ(due("cdg69", "2021-05-04", 2025)["due_cents"].Int(), 10000);  // a member for years
  const auto cut = due("cdg45", "2025-07-01", 2025);
  EXPECT_EQ(cut["due_cents"].Int(), 6513);
  EXPECT_EQ(cut["assumptions"].Items().at(0).Text("code"), "proration_sentence_cut");
  EXPECT_EQ(due("cdg62", "2025-07-01", 2025)["assumptions"].Items().at(0).Text("code"), "no_proration");
}

TEST_F(CotisationCalc, AnUnknownAmountIsNullWithItsReason) {
  const auto answer = Ask(R"({"scheme":"cdg60","headcount":400,"affiliated":false,"year":2025})");
  EXPECT_TRUE(answer.Has("yearly_fee_cents") && answer["yearly_fee_cents"].IsNull());
  EXPECT_TRUE(answer.Has("due_cents") && answer["due_cents"].IsNull());
  EXPECT_EQ(answer.Text("reason_code"), "missing_in_source");
  EXPECT_NE(answer.Text("reason").find("Nous ne l’inventons pas"), std::string::npos);
  EXPECT_TRUE(answer["steps"].Items().empty());
  const auto page = calc.handle(
      fake::Get({{"scheme", "cdg60"}, {"headcount", "400"}, {"affiliated", "no"}, {"year", "2025"}}));
  EXPECT_TRUE(fake::Says(page, "Montant inconnu"));
  EXPECT_TRUE(fake::Says(page, "Nous ne l’inventons pas"));
}

TEST_F(CotisationCalc, ThePageShowsAmountsStepsHeadcountSourcesAndAssumptions) {
  const auto page = calc.handle(fake::Get(
      With(With(With(kAsked, "headcount", "200"), "scheme", "cdg69"), "effect_date", "01/07/2025")));
  EXPECT_EQ(page.status, 200);
  for (const char* part :
       {"<title>Cotisation de l’année 2025", "400,00\u00a0€", "200,41\u00a0€", "520,00\u00a0€",
        "× 183 jours / 365,25", "1er janvier 2025", "convention, article 6", "délibération n° 022-25",
        "Pour 200 exactement", "Si l’effectif change de tranche", "value=\"200\"", "value=\"01/07/2025\""})
    EXPECT_TRUE(fake::Says(page, part)) << part;
  EXPECT_FALSE(fake::Says(page, "Erreur"));
  EXPECT_FALSE(fake::Says(page, "Quitter ce site tout de suite"));
  // The same question by a form that posts.
  EXPECT_TRUE(fake::Says(calc.handle(fake::Post(kAsked)), "910,00\u00a0€"));
}

TEST_F(CotisationCalc, RefusesWithASentenceAndKeepsEverythingThatWasTyped) {
  const std::pair<const char*, const char*> rows[] = {
      {"0", "au moins 1 agent"},    {"-5", "au moins 1 agent"},          {"12,5", "nombre entier"},
      {"1.250", "nombre entier"},   {"10 000 000", "de trop"},           {"douze", "sans texte"},
      {"250 agents", "sans texte"}, {"", "Écrivez l’effectif"},          {"  ", "Écrivez l’effectif"},
      {"1e3", "sans texte"},        {"99999999999999999999", "de trop"},
  };
  for (const auto& [typed, sentence] : rows) {
    const auto page =
        calc.handle(fake::Get(With(With(kAsked, "headcount", typed), "effect_date", "2025-03-01")));
    EXPECT_EQ(page.status, 422) << typed;
    EXPECT_TRUE(fake::Says(page, "<title>Erreur : ")) << typed;
    EXPECT_TRUE(fake::Says(page, sentence)) << typed;
    EXPECT_TRUE(fake::Says(page, std::string("name=\"headcount\"")));
    EXPECT_TRUE(fake::Says(page, "value=\"" + std::string(typed) + "\"")) << typed;
    EXPECT_TRUE(fake::Says(page, "value=\"2025\"") && fake::Says(page, "value=\"2025-03-01\"") &&
                fake::Says(page, "value=\"yes\" checked"));
    EXPECT_TRUE(fake::Says(page, "value=\"cdg69\" selected"));
  }
  const auto hostile = calc.handle(fake::Get(With(kAsked, "headcount", "\"><b>7")));
  EXPECT_FALSE(fake::Says(hostile, "<b>7"));
}

TEST_F(CotisationCalc, TellsEveryFaultAtOnce) {
  const auto errors =
      Ask(R"({"scheme":"cdg69","headcount":0,"year":12,"effect_date":"31/02/2025"})")["errors"].Items();
  ASSERT_EQ(errors.size(), 4u);
  const auto page = calc.handle(fake::Get({{"scheme", "cdg69"}, {"headcount", "0"}}));
  for (const char* sentence :
       {"au moins 1 agent", "affiliée au centre de gestion\u00a0: le montant en dépend", "Écrivez l’année"})
    EXPECT_TRUE(fake::Says(page, sentence));
}

TEST_F(CotisationCalc, TakesNumbersTextsAndBooleansOfJson) {
  EXPECT_EQ(Ask(R"({"scheme":"cdg69","headcount":"350","affiliated":"no","year":"2025"})")["yearly_fee_cents"]
                .Int(),
            52500);
  EXPECT_EQ(Ask(R"({"scheme":"cdg69","headcount":350.0,"affiliated":false,"year":2025.0,"effect_date":null})")
                ["yearly_fee_cents"]
                    .Int(),
            52500);
  EXPECT_EQ(Ask(R"({"headcount":8,"year":2025})")["scheme"].String(),
            "cdg62");  // the configured one, where affiliation changes nothing
  EXPECT_EQ(Refused(R"({"headcount":12.5,"year":2025})"), "headcount.whole");
  EXPECT_EQ(Refused(R"({"headcount":-3,"year":2025})"), "headcount.positive");
  EXPECT_EQ(Refused(R"({"headcount":-2.0,"year":2025})"), "headcount.positive");
  EXPECT_EQ(Refused(R"({"headcount":10000000,"year":2025})"), "headcount.too_large");
  EXPECT_EQ(Refused(R"({"headcount":1e30,"year":2025})"), "headcount.too_large");
  EXPECT_EQ(Refused(R"({"headcount":"douze","year":2025})"), "headcount.number");
  EXPECT_EQ(Refused(R"({"headcount":true,"year":2025})"), "headcount.number");
  EXPECT_EQ(Refused(R"({"headcount":[1,2],"year":2025})"), "headcount.repeated");
  EXPECT_EQ(Refused(R"({"headcount":8})"), "year.required");
  EXPECT_EQ(Refused(R"({"year":2025})"), "headcount.required");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2019})"), "year.range");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025.5})"), "year.whole");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025,"effect_date":"2026-01-01"})"), "effect_date.after_year");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025,"effect_date":"2025-02-30"})"), "effect_date.day");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025,"scheme":"cdg99"})"), "scheme.unknown");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025,"scheme":"cdg69"})"), "affiliated.required");
  EXPECT_EQ(Refused(R"({"headcount":8,"year":2025,"affiliated":"peut-être"})"), "affiliated.unknown");
}

TEST_F(CotisationCalc, TakesFiguresAndDaysAsTheFrenchWriteThem) {
  using cotisation_calc::ReadWhole;
  for (const char* typed :
       {"1250", "1 250", "1\u00a0250", "1\u202f250", "1\u2009250", " 1250 ", "01250", "1.25E3"})
    EXPECT_EQ(ReadWhole(typed).value, 1250) << typed;
  EXPECT_EQ(ReadWhole("\u22125").value, -5);
  for (const char* typed : {"1,5", "1.250", "0.5", "1.25E1"})
    EXPECT_EQ(ReadWhole(typed).refused, "whole") << typed;
  for (const char* typed : {"", "-", "1-2", "+5", "0x10", "1e3", "E5", "1E", "1,", ",5", "1,2,3", "inf",
                            "nan", "१२", "12 agents"})
    EXPECT_EQ(ReadWhole(typed).refused, "number") << typed;
}

TEST_F(CotisationCalc, WithoutAQuestionLeadsToTheForm) {
  const auto page = calc.handle(fake::Get());
  EXPECT_EQ(page.status, 303);
  EXPECT_EQ(fake::Header(page, "Location"), "/cotisation/");
  EXPECT_EQ(calc.handle(fake::AsJson(fake::Get())).status, 422);
  EXPECT_EQ(calc.handle(fake::Post(Pairs{})).status, 422);
}

TEST_F(CotisationCalc, TheStaticFormOffersEveryDeliveredScheme) {
  const auto view = rt::ReadCard(world.Env(), "cotisation").View({}, {});
  std::map<std::string, std::string> offered;
  for (const auto& section : view["sections"].Items())
    for (const auto& field : section["fields"].Items())
      if (field.Text("name") == "scheme")
        for (const auto& choice : field["choices"].Items())
          offered[choice.Text("value")] = choice.Text("label");
  std::map<std::string, std::string> delivered;
  for (const auto& file :
       std::filesystem::directory_iterator(world.Env().config.share_dir + "/content/schemes")) {
    const auto scheme = scheme::Scheme::Read(file.path());
    delivered[scheme.Id()] = scheme.Operator();
  }
  EXPECT_EQ(offered, delivered);
}

TEST_F(CotisationCalc, TheLeadOfTheStaticPageIsTheFunctions) {
  std::ifstream file(world.Env().config.share_dir + "/content/fr/cotisation.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  std::string lead = world.Env().pages.Message("dues.lead");
  for (auto at = lead.find("\u00a0"); at != std::string::npos; at = lead.find("\u00a0"))
    lead.replace(at, 2, " ");  // the generator writes its own
  EXPECT_NE(page.find("lead: " + lead + "\n"), std::string::npos);
}

TEST_F(CotisationCalc, EveryWordThatASchemeMayUseHasItsSentence) {
  for (const char* key :
       {"step.per_agent", "step.band", "step.flat", "step.additional_contribution", "step.free",
        "step.proration", "step.provision_small", "step.provision", "assumption.one_scale",
        "assumption.proration_sentence_cut", "assumption.provision_at_threshold", "assumption.no_proration",
        "reason.missing_in_source", "headcount.december_31_before", "headcount.january_1",
        "headcount.january_1_of_joining_year", "headcount.january_1_of_joining_year_undated"})
    EXPECT_NO_THROW(world.Env().pages.Message(std::string("dues.") + key)) << key;
}

TEST(CotisationCalcOfAnotherScheme, IsTheOneOfTheConfigurationWhenNoneIsNamed) {
  for (const char* id : {"cdg60", "cdg45", "cdg69", "amacod"}) {
    fake::World world(id);
    const auto calc = cotisation_calc::Make(world.Env());
    const auto answer =
        fake::JsonOf(calc.handle(fake::PostJson(R"({"headcount":8,"affiliated":true,"year":2025})")));
    EXPECT_EQ(answer.Text("scheme"), id);
    EXPECT_TRUE(
        fake::Says(calc.handle(fake::Get({{"headcount", "8"}, {"affiliated", "yes"}, {"year", "2025"}})),
                   "value=\"" + std::string(id) + "\" selected"));
  }
}

}  // namespace
