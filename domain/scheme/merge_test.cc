#include "domain/scheme/scheme_fixture.h"

namespace scheme {
namespace {

using Extending = OwnFolder;

TEST_F(Extending, SaysOnlyWhatDiffers) {
  const auto file =
      Write("cdg99", R"({"extends": "cdg62", "id": "cdg99", "operator": "Centre de Gestion du Test",
    "contacts": {"email": "ici@cdg99.example"}, "publics": [{"id": "interns", "label": "Les apprentis"}],
    "contract": {"from": null, "reason": "le contrat n’est pas signé"}})");
  const auto own = Scheme::Read(file, kDelivered);
  const auto base = Delivered("cdg62");
  EXPECT_EQ(own.Id(), "cdg99");
  EXPECT_EQ(own.Operator(), "Centre de Gestion du Test");
  EXPECT_EQ(own.Data()["contacts"].Text("email"), "ici@cdg99.example");
  EXPECT_EQ(own.Data()["contacts"]["service"], base.Data()["contacts"]["service"])
      << "objects are joined by key";
  EXPECT_EQ(own.Data()["publics"].Items().size(), 1U) << "a list replaces";
  EXPECT_FALSE(own.Data()["contract"].Has("from")) << "null removes";
  EXPECT_EQ(own.Data()["contract"]["until"], base.Data()["contract"]["until"]);
  EXPECT_EQ(own.Dues(), base.Dues());
  EXPECT_FALSE(own.Data().Has("extends"));
}

// The examples of the guide, each as it stands there; one that says no base of its own changes cdg62.
TEST_F(Extending, TheExamplesOfTheGuideAreAccepted) {
  std::ifstream in(std::string(VIGIE_SOURCE_DIR) + "/docs/guides/dispositif.md");
  const std::string guide{std::istreambuf_iterator<char>(in), {}};
  const std::string open = "```json\n";
  int examples = 0;
  for (std::size_t at = 0; (at = guide.find(open, at)) != std::string::npos; ++examples) {
    at += open.size();
    auto example = guide.substr(at, guide.find("```", at) - at);
    if (example.find("\"extends\"") == std::string::npos) example.insert(1, "\"extends\": \"cdg62\", ");
    EXPECT_NO_THROW(Scheme::Read(Write("cdg99", example), kDelivered)) << example;
  }
  EXPECT_EQ(examples, 5);
}

TEST_F(Extending, TakesTheNeighbourBeforeTheDeliveredOne) {
  Write("cdg62", R"({"extends": "cdg45", "id": "cdg62", "name": "Le voisin"})");
  EXPECT_EQ(Scheme::Read(Write("cdg99", R"({"extends": "cdg62", "id": "cdg99"})"), kDelivered).Name(),
            "Le voisin");
}

TEST_F(Extending, AFileMayBearTheNameOfTheDeliveredOneThatItCorrects) {
  const auto own =
      Scheme::Read(Write("cdg62", R"({"extends": "cdg62", "name": "Écoute et signalement"})"), kDelivered);
  EXPECT_EQ(own.Id(), "cdg62");
  EXPECT_EQ(own.Name(), "Écoute et signalement");
}

TEST_F(Extending, RefusesABaseThatIsNowhereOrInACircle) {
  EXPECT_EQ(Said(Write("a", R"({"extends": "cdg6"})")),
            "extends: expected a scheme that exists; known here: a, amacod, cdg45, cdg60, cdg62, cdg69, for "
            "example "
            "\"cdg62\"");
  EXPECT_NE(Said(Write("a", R"({"extends": "cdg62"})"), "").find("extends: expected a scheme that exists"),
            std::string::npos);
  EXPECT_NE(
      Said(Write("a", R"({"extends": "../schemes/cdg62"})")).find("extends: expected the id of a scheme"),
      std::string::npos);
  EXPECT_NE(Said(Write("a", R"({"extends": 62})")).find("extends: expected the id of a scheme"),
            std::string::npos);
  EXPECT_NE(Said(Write("a", R"({"extends": "a"})")).find("go in a circle"), std::string::npos);
  Write("b", R"({"extends": "c"})");
  Write("c", R"({"extends": "d"})");
  Write("d", R"({"extends": "c"})");
  try {
    Scheme::Read((folder_ / "b.json").string(), kDelivered);
    FAIL() << "a circle was accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with((folder_ / "d.json").string() + ": extends: "))
        << error.what();
  }
}

TEST_F(Extending, AFaultNamesItsKeyAndTheFileThatSaysIt) {
  // Of its own.
  EXPECT_TRUE(Said(Write("cdg99", R"({"extends": "cdg62", "dues": {"everyone": {"cents": "2 €"}}})"))
                  .starts_with("dues.everyone.cents: expected an amount in whole cents"));
  EXPECT_TRUE(Said(Write("cdg99", R"({"extends": "cdg62", "court": null})"))
                  .starts_with("court: expected an object"));
  EXPECT_TRUE(Said(Write("cdg99", R"({"extends": "cdg62", "publics": [{"id": "staff"}]})"))
                  .starts_with("publics[0].label: expected a text"));
  // Of the base: it no longer agrees with what the file changes.
  EXPECT_TRUE(
      Said(Write("cdg99", R"({"extends": "cdg62", "anonymity": {"mode": "identified_to_provider"}})"))
          .starts_with("first_readers.ordinary (from " + kDelivered + "/cdg62.json): expected the provider"));
}

}  // namespace
}  // namespace scheme
