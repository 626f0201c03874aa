#include "cli/cli_fixture.h"
#include "domain/learning/learner.h"
#include "lib/json/value.h"

namespace {

struct LearningFigures : cli::Fixture {
  void Begin(store::Db& db, std::int64_t place, int people) {
    const auto today = core::LocalDay(now);
    for (int i = 0; i < people; ++i) {
      const auto started = learning::Start(db, place, today);
      learning::Record(db, *learning::Find(db, started.token), {"agents", "pourquoi", {}, {}}, today);
    }
  }
};

TEST_F(LearningFigures, AreShownFromFiveOn) {
  Prepare();
  EXPECT_EQ(Run(cli::Learning, {"figures"}), 0);
  EXPECT_TRUE(Says("Aucune formation")) << out;
  {
    auto db = Database();
    Begin(db, people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse")->id, 6);
    Begin(db, people::AddCollectivite(db, "port-cendre", "Port-Cendré")->id, 4);
  }
  EXPECT_EQ(Run(cli::Learning, {"figures"}), 0);
  EXPECT_TRUE(Says("agents ; Commune de Valmeuse : commencées 6, terminées caché")) << out;
  EXPECT_TRUE(Says("agents ; Port-Cendré : commencées caché, terminées caché")) << out;
  EXPECT_EQ(Run(cli::Learning, {"figures", "--json"}), 0);
  const auto list = json::Parse(out).value();
  EXPECT_EQ(list.Items()[0]["started"].Int(), 6);
  EXPECT_TRUE(list.Items()[1]["started"].IsNull());
  EXPECT_EQ(Run(cli::Learning, {"autre"}), 2);
}

}  // namespace
