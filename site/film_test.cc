#include "site/film.h"

#include "domain/film/made.h"
#include "site/site_fixture.h"

namespace site {
namespace {

struct FilmTest : testing::Test {
  FilmTest() : content((kSource / "content").string()) {}
  void Make() const {
    for (const auto& file : film::kFiles)
      std::ofstream(folder.Path() / file.name) << std::string(90'000, file.format[0]);
    std::ofstream(folder.Path() / film::kPoster) << "picture";
    std::ofstream(folder.Path() / film::kPlate) << R"({"inputs": "x", "seconds": 185.4})";
  }
  std::optional<Film> Read() {
    problems.clear();
    return ReadFilm(content, folder.Path().string(), problems);
  }
  TemporaryFolder folder;
  std::string content;
  Problems problems;
};

TEST_F(FilmTest, IsShownByTwoPlayersAndItsWholeText) {
  Make();
  const auto film = Read();
  ASSERT_TRUE(film) << (problems.empty() ? "" : problems[0]);
  const auto model = FilmModel(*film);
  ASSERT_EQ(model["players"].Items().size(), 2u);
  const auto &silent = model["players"].Items()[0], &described = model["players"].Items()[1];
  EXPECT_FALSE(silent["described"].Bool());
  EXPECT_TRUE(described["described"].Bool());
  EXPECT_NE(silent.Text("href"), described.Text("href"));
  EXPECT_EQ(silent.Text("length"), "3\u00a0min\u00a05\u00a0s");
  EXPECT_EQ(silent.Text("size"), "90\u00a0ko");
  ASSERT_EQ(model["scenes"].Items().size(), film->scenario.scenes.size());
  for (const auto& scene : model["scenes"].Items()) {
    EXPECT_FALSE(scene.Text("shows").empty()) << scene.Text("title");
    EXPECT_FALSE(scene["says"].Items().empty()) << scene.Text("title");
  }
}

// functions/kit finds the files by film.json; a browser may keep them for ever.
TEST_F(FilmTest, StandsOnTheSiteUnderNamesOfItsBytes) {
  Make();
  const auto film = Read();
  ASSERT_TRUE(film);
  const Files files = FilmFiles(*film);
  const auto list = json::Parse(files.at("film.json")).value();
  for (const auto& file : film::kFiles) {
    const std::string name = list.Text(file.format);
    ASSERT_TRUE(files.contains(name)) << file.format;
    EXPECT_NE(name.find("." + Fingerprint(files.at(name)) + "."), std::string::npos) << name;
  }
  EXPECT_EQ(files.size(), film::kFiles.size() + 2);
}

TEST_F(FilmTest, LeavesItsTextWhereItWasNotMadeOrNotWhole) {
  EXPECT_TRUE(Read()->assets.empty());
  Make();
  std::filesystem::remove(folder.Path() / film::kDescribedCaptions.name);
  const auto film = Read();
  EXPECT_TRUE(film->assets.empty());
  EXPECT_TRUE(FilmFiles(*film).empty());
  EXPECT_FALSE(FilmModel(*film)["made"].Bool());
  EXPECT_FALSE(FilmModel(*film)["scenes"].Items().empty());
  content = folder.Path().string();
  EXPECT_FALSE(Read());
  EXPECT_EQ(problems, Problems{});
}

}  // namespace
}  // namespace site
