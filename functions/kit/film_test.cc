#include "domain/film/made.h"
#include "functions/kit/kit_fixture.h"

namespace kit {
namespace {

// A site that has a film: its list, and what it leads to.
struct FilmOfTheKit : KitTest {
  FilmOfTheKit() {
    const std::string site = world.Env().config.site_dir;
    std::filesystem::create_directories(site + "/assets");
    json::Value list = json::Object();
    for (const auto& file : film::kFiles) {
      const std::string name = "assets/" + std::string(file.format) + ".0123456789ab.bin";
      std::ofstream(site + "/" + name) << "bytes of " << file.format;
      list.Set(file.format, name);
    }
    std::ofstream(site + "/film.json") << json::Write(list);
    function = Make(world.Env());
  }
};

TEST_F(FilmOfTheKit, GivesEachFileAsTheSiteHasIt) {
  for (const auto& file : film::kFiles) {
    const auto answer = Ask("film", file.format);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "bytes of " + std::string(file.format));
    EXPECT_EQ(answer.type, std::string(file.name).ends_with(".mp4") ? "video/mp4" : "text/vtt");
    EXPECT_EQ(fake::Header(answer, "Content-Disposition"),
              "attachment; filename=\"saint-romain-" + std::string(file.name) + "\"");
  }
  const auto files = Everything();
  for (const auto& file : film::kFiles) EXPECT_TRUE(files.contains(file.name)) << file.name;
}

TEST_F(FilmOfTheKit, ItsPageIsTheEndCardOfTheCollectiviteAndTheTranscript) {
  const auto page = Ask("film", "");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "Commune de Saint-Romain"));
  EXPECT_TRUE(fake::Says(page, "signalement.cdg.example/c/saint-romain/"));
  EXPECT_TRUE(fake::Says(page, "data:image/svg+xml"));
  EXPECT_TRUE(fake::Says(page, "article L135-6 du code général de la fonction publique"));
}

TEST_F(KitTest, HasNoFilmWhereTheSiteHasNone) {
  EXPECT_EQ(Ask("film", "").status, 404);
  EXPECT_FALSE(Everything().contains("film.mp4"));
}

}  // namespace
}  // namespace kit
