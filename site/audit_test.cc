#include "site/audit.h"

#include "site/site_fixture.h"

namespace site {
namespace {

const core::Day kToday = *core::ParseDay("2026-11-25");

// `conform` criteria that are met, `failed` that are not, `open` that nobody looked at.
json::Value Audit(int conform, int failed, int open, const std::string& date) {
  json::Value criteria = json::Array();
  const auto add = [&](int count, const char* status) {
    for (int i = 0; i < count; ++i)
      criteria.Push(json::Value::MakeObject({{"number", "1.1"},
                                             {"theme", status},
                                             {"wording", "Une règle"},
                                             {"checks", json::Array{"axe"}},
                                             {"person", true},
                                             {"status", status},
                                             {"note", "ici"}}));
  };
  add(conform, "conform");
  add(failed, "not_conform");
  add(open, "not_audited");
  add(3, "not_applicable");
  auto audit = json::Value::MakeObject({{"date", date.empty() ? json::Value() : json::Value(date)},
                                        {"auditor", "Un cabinet"},
                                        {"pages", json::Array{"Accueil"}}});
  return json::Value::MakeObject({{"audit", std::move(audit)}, {"criteria", std::move(criteria)}});
}

json::Value Read(const json::Value& audit) {
  Problems problems;
  auto model = Statement(audit, json::ReadFile((kSource / "content/fr/messages/site.json").string()), kToday,
                         problems);
  EXPECT_EQ(problems, Problems{});
  return model;
}

TEST(Audit, IsNotConformWithoutAValidAudit) {
  EXPECT_EQ(Read(Audit(50, 0, 0, "")).Text("mention"), "Accessibilité\u00a0: non conforme");
  EXPECT_EQ(Read(Audit(50, 0, 0, "")).Text("audited"), "false");
  EXPECT_EQ(Read(Audit(49, 0, 1, "2026-10-01")).Text("state"), "non conforme") << "not finished";
  EXPECT_EQ(Read(Audit(50, 0, 0, "2023-11-24")).Text("state"), "non conforme") << "older than three years";
  EXPECT_EQ(Read(Audit(0, 0, 0, "2026-10-01")).Text("state"), "non conforme") << "nothing was applicable";
}

TEST(Audit, CountsWhatIsMetAmongWhatApplies) {
  EXPECT_EQ(Read(Audit(50, 0, 0, "2023-11-25")).Text("state"), "totalement conforme");
  EXPECT_EQ(Read(Audit(25, 25, 0, "2026-10-01")).Text("state"), "partiellement conforme");
  EXPECT_EQ(Read(Audit(24, 26, 0, "2026-10-01")).Text("state"), "non conforme");
  const auto model = Read(Audit(35, 5, 0, "2026-10-01"));
  EXPECT_EQ(model.Text("rate"), "87,5");
  EXPECT_EQ(model["conform"].Int(), 35);
  EXPECT_EQ(model["applicable"].Int(), 40);
  EXPECT_EQ(model["failures"].Items().size(), 5u);
  EXPECT_EQ(model.Text("audited_on"), "1er octobre 2026");
}

TEST(Audit, NeverRoundsUpToAHundred) {
  EXPECT_EQ(Read(Audit(1999, 1, 0, "2026-10-01")).Text("rate"), "99,9");
}

TEST(Audit, OfTheProgramHasEveryCriterionAndWhatDecidesIt) {
  const auto file = json::ReadFile((kSource / "content/audit/rgaa.json").string());
  const auto model = Read(file);
  EXPECT_EQ(model["total"].Int(), 106);
  EXPECT_EQ(model["themes"].Items().size(), 13u);
  for (const auto& criterion : file["criteria"].Items())
    EXPECT_TRUE(criterion["person"].Bool() || !criterion["checks"].Items().empty())
        << criterion.Text("number");
}

TEST(Audit, RefusesADayToCome) {
  Problems problems;
  Statement(Audit(1, 0, 0, "2026-11-26"), json::Object(), kToday, problems);
  EXPECT_EQ(problems.size(), 1u);
}

}  // namespace
}  // namespace site
