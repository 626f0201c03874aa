#include "site/audit.h"

#include "site/site_fixture.h"

namespace site {
namespace {

const core::Day kToday = *core::ParseDay("2026-11-26");

struct Tally {
  int met, not_met, open;
};

// So many criteria that a person judged on one page, beside three that do not apply there.
json::Value Audit(const Tally& tally, const std::string& date) {
  json::Value criteria = json::Array();
  const auto add = [&](int count, const char* letters) {
    for (int i = 0; i < count; ++i)
      criteria.Push(json::Value::MakeObject({{"number", "1.1"},
                                             {"theme", letters},
                                             {"wording", "Une règle"},
                                             {"checks", json::Array{"axe"}},
                                             {"person", true},
                                             {"judged", json::Value::MakeObject({{"default", letters}})},
                                             {"note", "ici"}}));
  };
  add(tally.met, "C");
  add(tally.not_met, "NC");
  add(tally.open, "AJ");
  add(3, "NA");
  auto audit = json::Value::MakeObject(
      {{"date", date.empty() ? json::Value() : json::Value(date)},
       {"auditor", "Un cabinet"},
       {"pages", json::Array{json::Value::MakeObject({{"id", "P01"}, {"title", "Accueil"}})}}});
  return json::Value::MakeObject({{"audit", std::move(audit)}, {"criteria", std::move(criteria)}});
}

json::Value Evidence(const std::string& date, json::Value pages = json::Object()) {
  return json::Value::MakeObject({{"date", date}, {"pages", std::move(pages)}});
}

json::Value Words() { return json::ReadFile((kSource / "content/fr/messages/site.json").string()); }

json::Value Read(const json::Value& audit, const json::Value& evidence = Evidence("2026-10-01")) {
  Problems problems;
  const auto examined = ReadExamined(audit, evidence, kToday, problems);
  EXPECT_EQ(problems, Problems{});
  return Statement(examined, audit, Words(), kToday);
}

TEST(Audit, IsNotConformWithoutAValidAudit) {
  const Tally all{50, 0, 0};
  EXPECT_EQ(Read(nullptr, nullptr).Text("mention"), "Accessibilité\u00a0: non conforme") << "no file at all";
  EXPECT_EQ(Read(Audit(all, "")).Text("state"), "non conforme");
  EXPECT_EQ(Read(Audit(all, "")).Text("begun"), "false");
  EXPECT_EQ(Read(Audit(all, "2026-10-01"), nullptr).Text("state"), "non conforme") << "tools never looked";
  EXPECT_EQ(Read(Audit(all, "2023-11-25")).Text("state"), "non conforme") << "older than three years";
  EXPECT_EQ(Read(Audit(all, "2026-10-01"), Evidence("2023-11-25")).Text("state"), "non conforme")
      << "tools looked more than three years ago";
  EXPECT_EQ(Read(Audit({0, 0, 0}, "2026-10-01")).Text("state"), "non conforme") << "nothing was applicable";
}

TEST(Audit, ThatIsNotFinishedTellsTheRateOfWhatWasJudgedAndIsNotConform) {
  const auto model = Read(Audit({45, 5, 2}, "2026-10-01"));
  EXPECT_EQ(model.Text("state"), "non conforme");
  EXPECT_EQ(model.Text("reason"), Words().Text("site.audit.unfinished"));
  EXPECT_EQ(model.Text("finished"), "false");
  EXPECT_EQ(model.Text("begun"), "true");
  EXPECT_EQ(model.Text("rate"), "90");
  EXPECT_EQ(model["judged"].Int(), 53);
  EXPECT_EQ(model["waiting"].Int(), 2);
  EXPECT_EQ(model["to_judge"].Items().size(), 2u);
}

TEST(Audit, CountsWhatIsMetAmongWhatApplies) {
  EXPECT_EQ(Read(Audit({50, 0, 0}, "2023-11-26")).Text("state"), "totalement conforme") << "three years old";
  EXPECT_EQ(Read(Audit({50, 0, 0}, "2026-10-01")).Text("state"), "totalement conforme");
  EXPECT_EQ(Read(Audit({25, 25, 0}, "2026-10-01")).Text("state"), "partiellement conforme");
  EXPECT_EQ(Read(Audit({24, 26, 0}, "2026-10-01")).Text("state"), "non conforme");
  const auto model = Read(Audit({35, 5, 0}, "2026-10-01"));
  EXPECT_EQ(model.Text("rate"), "87,5");
  EXPECT_EQ(model["met"].Int(), 35);
  EXPECT_EQ(model["applicable"].Int(), 40);
  EXPECT_EQ(model["failures"].Items().size(), 5u);
  EXPECT_EQ(model.Text("day"), "1er octobre 2026");
}

TEST(Audit, NeverRoundsUpToAHundred) {
  EXPECT_EQ(Read(Audit({1999, 1, 0}, "2026-10-01")).Text("rate"), "99,9");
}

// One criterion for tools, one for both, one for a person, on two pages.
TEST(Audit, GivesWhatToolsFoundBeforeWhatAPersonJudged) {
  const auto audit = *json::Parse(R"({"audit": {"date": "2026-10-01", "auditor": "Un cabinet",
    "pages": [{"id": "P01", "title": "Accueil"}, {"id": "P02", "title": "Contact"}]}, "criteria": [
    {"number": "1.1", "theme": "Images", "wording": "a", "checks": ["axe"], "person": false},
    {"number": "1.2", "theme": "Images", "wording": "b", "checks": ["axe"], "person": true, "judged": {"default": "C", "P02": "AJ"}, "note": "n"},
    {"number": "6.1", "theme": "Liens", "wording": "c", "checks": [], "person": true, "judged": {"P01": "C"}}]})");
  const auto rows = [&](const char* pages) {
    Problems problems;
    const auto examined = ReadExamined(audit, Evidence("2026-10-01", *json::Parse(pages)), kToday, problems);
    EXPECT_EQ(problems, Problems{});
    std::string all;
    const auto grid = Grid(examined, Words());
    for (const auto& theme : grid["themes"].Items())
      for (const auto& row : theme["criteria"].Items()) {
        for (const auto& cell : row["cells"].Items()) all += cell.String() + " ";
        all += "= " + row.Text("all") + "; ";
      }
    return all;
  };
  EXPECT_EQ(rows("{}"), "AJ AJ = AJ; C AJ = AJ; C AJ = AJ; ") << "tools have not looked";
  EXPECT_EQ(rows(R"({"P01": {"C": "1.1 1.2"}, "P02": {"NA": "1.1 1.2 6.1"}})"),
            "C NA = C; C NA = C; C NA = C; ");
  EXPECT_EQ(rows(R"({"P01": {"C": "1.1", "NC": "1.2"}, "P02": {"C": "1.1"}})"),
            "C C = C; NC AJ = NC; C AJ = AJ; ")
      << "what tools found against it stands";
}

TEST(Audit, OfTheProgramHasEveryCriterionAndWhatDecidesIt) {
  const auto file = json::ReadFile((kSource / "content/audit/rgaa.json").string());
  const auto model = Read(file, json::ReadFile((kSource / "content/audit/evidence.json").string()));
  EXPECT_EQ(model["total"].Int(), 106);
  EXPECT_EQ(model["themes"].Items().size(), 13u);
  for (const auto& criterion : file["criteria"].Items())
    EXPECT_TRUE(criterion["person"].Bool() || !criterion["checks"].Items().empty())
        << criterion.Text("number");
}

TEST(Audit, RefusesADayToCome) {
  Problems problems;
  ReadExamined(Audit({1, 0, 0}, "2026-11-27"), nullptr, kToday, problems);
  EXPECT_EQ(problems.size(), 1u);
}

}  // namespace
}  // namespace site
