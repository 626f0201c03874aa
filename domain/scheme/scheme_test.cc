#include "domain/scheme/scheme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace scheme {
namespace {

std::string FileOf(const std::string& id) { return std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json"; }

using List = std::vector<std::string>;

TEST(Scheme, TheFiveFilesSayWhoReadsAndWhoMayStayAnonymous) {
  struct Row {
    std::string id;
    Anonymity anonymity;
    bool witness, callback;
    List ordinary, concerns_authority;
  };
  const Row rows[] = {
      {"cdg62", Anonymity::kAllowed, true, true, {"referent"}, {"substitute"}},
      {"cdg60", Anonymity::kAllowed, true, true, {"referent"}, {"substitute"}},
      {"cdg45", Anonymity::kAllowed, true, false, {"provider"}, {"provider"}},
      {"cdg69", Anonymity::kIdentifiedToProvider, true, false, {"provider"}, {"provider"}},
      {"amacod", Anonymity::kIdentified, false, false, {"provider"}, {"provider"}},
  };
  for (const auto& row : rows) {
    const auto scheme = Scheme::Read(FileOf(row.id));
    EXPECT_EQ(scheme.Id(), row.id);
    EXPECT_EQ(scheme.GetAnonymity(), row.anonymity) << row.id;
    EXPECT_EQ(scheme.WitnessMayStayAnonymous(), row.witness) << row.id;
    EXPECT_EQ(scheme.OffersCallback(), row.callback) << row.id;
    EXPECT_EQ(scheme.FirstReaders(false), row.ordinary) << row.id;
    EXPECT_EQ(scheme.FirstReaders(true), row.concerns_authority) << row.id;
    EXPECT_EQ(scheme.States().front(), "received");
    EXPECT_EQ(scheme.States().back(), "closed");
    EXPECT_EQ(scheme.AcknowledgeWorkingDays(), 7);
    EXPECT_EQ(scheme.FeedbackMonths(), 3);
  }
}

TEST(Scheme, OffersWhatItsFileSays) {
  using Words = std::set<std::string>;
  EXPECT_EQ(Scheme::Read(FileOf("cdg62")).Offers(),
            (Words{"anonymity.allowed", "audience.referent", "audience.provider", "audience.employer",
                   "authority_apart", "callback", "sign_language"}));
  EXPECT_EQ(Scheme::Read(FileOf("cdg69")).Offers(),
            (Words{"anonymity.witness_only", "audience.referent", "audience.provider", "audience.employer"}));
  EXPECT_EQ(Scheme::Read(FileOf("amacod")).Offers(),
            (Words{"anonymity.refused", "audience.provider", "audience.employer"}));
  for (const char* id : {"cdg62", "cdg60", "cdg45", "cdg69", "amacod"})
    for (const auto& word : Scheme::Read(FileOf(id)).Offers())
      EXPECT_TRUE(Scheme::OfferWords().contains(word)) << word;
}

TEST(Scheme, StatesSpeakToReadersAndToReporters) {
  const auto scheme = Scheme::Read(FileOf("cdg45"));
  EXPECT_EQ(scheme.StateLabel("acknowledged"), "Pris en compte");
  EXPECT_EQ(scheme.StateLabelForReporter("acknowledged"), "Quelqu’un a lu votre signalement et s’en occupe");
  EXPECT_EQ(scheme.OutcomeLabel("measures"), "Des mesures ont été prises");
  EXPECT_EQ(scheme.StateLabel("an_old_state"), "an_old_state");
}

// The file of cdg69 or cdg62 with one passage changed, and what is said of it.
class Faulty : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-scheme-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Said(const std::string& id, const std::string& from, const std::string& to) {
    std::ifstream in(FileOf(id));
    std::ostringstream read;
    read << in.rdbuf();
    std::string text = read.str();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << id << " no longer has " << from;
    if (at == std::string::npos) return {};
    text.replace(at, from.size(), to);
    const auto file = directory_ / "mine.json";
    std::ofstream(file) << text;
    try {
      Scheme::Read(file.string());
    } catch (const std::runtime_error& error) {
      const std::string said = error.what();
      EXPECT_TRUE(said.starts_with(file.string() + ": ")) << said;
      EXPECT_NE(said.find(", for example "), std::string::npos) << said;
      return said.substr(file.string().size() + 2);
    }
    ADD_FAILURE() << "accepted: " << to;
    return {};
  }

  std::filesystem::path directory_;
};

TEST_F(Faulty, TheKeyAtFaultIsNamed) {
  struct Row {
    std::string id, from, to, path;
  };
  const Row rows[] = {
      {"cdg62", R"("operator": )", R"("opérateur": )", "opérateur: expected no such key"},
      {"cdg62", R"("mode": "allowed")", R"("mode": "anonymous")", "anonymity.mode: expected one of allowed, identified_to_provider, identified"},
      {"cdg62", R"("witness_may_stay_anonymous": true)", R"("witness_may_stay_anonymous": "yes")", "anonymity.witness_may_stay_anonymous: expected true or false"},
      {"cdg62", R"("concerns_authority": ["substitute"])", R"("concerns_authority": ["referent"])", "first_readers.concerns_authority: "},
      {"cdg62", R"("ordinary": ["referent"])", R"("ordinary": ["manager"])", "first_readers.ordinary[0]: expected one of referent, substitute, provider"},
      {"cdg69", R"("ordinary": ["provider"])", R"("ordinary": ["referent"])", "first_readers.ordinary: expected the provider"},
      {"cdg62", R"("id": "acknowledged")", R"("id": "seen")", "states: expected \"received\" first"},
      {"cdg62", R"("id": "withdrawn")", R"("id": "measures")", "outcomes[5].id: expected an id that stands once"},
      {"cdg62", R"("acknowledge_working_days": 7)", R"("acknowledge_working_days": "7")", "deadlines.acknowledge_working_days: expected a whole number from 1 to 30"},
      {"cdg62", R"("callback": true)", R"("callback": false)", "channels.sign_language: expected false"},
      {"cdg62", R"("cents": 200)", R"("cents": 2.5)", "dues.everyone.cents: expected an amount in whole cents"},
      {"cdg62", R"("kind": "per_agent")", R"("kind": "per_head")", "dues.everyone.kind: expected one of per_agent"},
      {"cdg45", R"("from": 31)", R"("from": 32)", "dues.affiliated.bands[1].from: expected the headcount that follows"},
      {"cdg45", R"("from": 51)", R"("from": 50)", "dues.affiliated.bands[2].from: expected the headcount that follows"},
      {"cdg45", R"("from": 501, "to": null)", R"("from": 501, "to": 900)", "dues.affiliated.bands[5].to: expected null"},
      {"cdg69", R"("per_agent_cents": 100)", R"("per_agent_cents": 100, "cents": 1)", "dues.affiliated.bands[5]: expected either"},
      {"cdg60", R"("reason": "missing_in_source")", R"("why": "?")", "dues.non_affiliated.reason: expected one of missing_in_source"},
      {"cdg62", R"("by": "referent")", R"("by": "maire")", "phases[1].by: expected one of reporter"},
      {"cdg62", R"("date": "2024-12-17")", R"("date": "17/12/2024")", "seed.date: expected a day"},
      {"cdg62", R"("cents": 12000)", R"("cents": null)", "prices.groups[0].lines[0].cents: expected a value, or null with a \"reason\""},
      {"cdg62", R"("id": "1.1", "count": 1)", R"("id": "1.8", "count": 1)", "prices.groups[1].lines[0].contains[0].id: expected the id of a line"},
  };
  for (const auto& row : rows) EXPECT_NE(Said(row.id, row.from, row.to).find(row.path), std::string::npos) << row.to << "\n" << Said(row.id, row.from, row.to);
}

TEST_F(Faulty, EveryFaultIsToldAtOnce) {
  const auto said = Said("cdg62", R"("contacts": {)", R"("contacts": {"fax": "", )");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 0) << said;
  std::ofstream(directory_ / "empty.json") << "{}";
  try {
    Scheme::Read((directory_ / "empty.json").string());
    FAIL() << "an empty scheme was accepted";
  } catch (const std::runtime_error& error) {
    const std::string all = error.what();
    for (const char* key : {": id: ", ": anonymity: ", ": first_readers: ", ": states: ", ": dues: ", ": retention: "})
      EXPECT_NE(all.find("empty.json" + std::string(key)), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace scheme
