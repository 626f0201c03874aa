// A film of two scenes, made by the real voice and the real encoder.
#include "studio/film.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "domain/film/made.h"
#include "lib/json/value.h"
#include "studio/command.h"
#include "studio/files.h"
#include "studio/voice.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

// Our own templates and schemes, and a scenario of two short scenes.
struct StudioTest : testing::Test {
  StudioTest() : root(fs::temp_directory_path() / ("vigie-studio-" + std::to_string(::getpid()))) {
    const fs::path source = VIGIE_SOURCE_DIR;
    fs::create_directories(root / "content/fr/film");
    fs::create_directories(root / "voix");
    fs::copy(source / "templates", root / "templates", fs::copy_options::recursive);
    fs::copy(source / "content/schemes", root / "content/schemes");
    for (const char* picture : {"porte.svg", "etapes.svg"})
      fs::copy(source / "content/fr/film" / picture, root / "content/fr/film");
    Write("Une porte.");
  }
  ~StudioTest() override { fs::remove_all(root); }
  void Write(const std::string& shows) const {
    WriteFile(root / "content/fr/film/scenario.json",
              R"({"title": "Essai", "verified": "2026-11-26", "scenes": [
      {"id": "un", "title": "Un", "look": "opening", "picture": "porte.svg", "shows": ")" +
                  shows + R"(", "says": [{"text": "Voici une phrase."}]},
      {"id": "deux", "title": "Deux", "look": "plain", "follows": true, "picture": "etapes.svg", "shows": "Un chemin.",
       "says": [{"mark": "17", "text": "appelez.", "spoken": "Dix-sept, appelez."}, {"text": "Puis."}, {"text": "Fin."}]}]})");
  }
  bool Make() const { return MakeFilm({root, "cdg62", root / "voix", Out()}); }
  std::string Out() const { return root / "film"; }
  std::string Bytes(const film::File& file) const { return ReadFile(Out() + "/" + file.name); }
  // What ffprobe says of it.
  json::Value Probe(const film::File& file) const {
    return json::Parse(Output({"ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format",
                               Out() + "/" + file.name}))
        .value();
  }
  fs::path root;
};

TEST_F(StudioTest, MakesTheSilentFilmTheDescribedOneAndTheirCaptions) {
  ASSERT_TRUE(Make());
  const auto made = film::FindMade(Out());
  ASSERT_TRUE(made);
  const auto silent = Probe(film::kSilent), described = Probe(film::kDescribed);
  ASSERT_EQ(silent["streams"].Items().size(), 1u);
  ASSERT_EQ(described["streams"].Items().size(), 2u);
  for (const auto* each : {&silent, &described}) {
    const auto& video = (*each)["streams"].Items()[0];
    EXPECT_EQ(video.Text("codec_name"), "h264");
    EXPECT_EQ(video.Text("pix_fmt"), "yuv420p");
    EXPECT_EQ(video.Text("width") + "x" + video.Text("height"), "1280x720");
    EXPECT_EQ(video.Text("avg_frame_rate"), "25/1");
    EXPECT_NEAR(std::stod((*each)["format"].Text("duration")), made->seconds, 0.1);
  }
  const auto& sound = described["streams"].Items()[1];
  EXPECT_EQ(sound.Text("codec_name") + sound["tags"].Text("language"), "aacfra");
  for (const auto& file :
       {film::kSilent, film::kDescribed})  // its index before its pictures: it plays while it comes
    EXPECT_LT(Bytes(file).find("moov"), Bytes(file).find("mdat"));
  EXPECT_EQ(Bytes(film::kCaptions).find("Une porte."), std::string::npos);
  EXPECT_NE(Bytes(film::kDescribedCaptions).find("Une porte."), std::string::npos);
  EXPECT_NE(Bytes(film::kCaptions).find("17\u00a0: appelez."), std::string::npos);
  EXPECT_FALSE(fs::exists(Out() + "/work"));
}

TEST_F(StudioTest, MakesItOnceAndAgainWhenAWordChangesWithTheSameBytesForTheSameInputs) {
  ASSERT_TRUE(Make());
  const std::string silent = Bytes(film::kSilent), described = Bytes(film::kDescribed);
  EXPECT_FALSE(Make());
  Write("Une grande porte.");
  EXPECT_TRUE(Make());
  EXPECT_NE(Bytes(film::kDescribed), described);
  Write("Une porte.");
  EXPECT_TRUE(Make());
  EXPECT_EQ(Bytes(film::kSilent), silent);
  EXPECT_EQ(Bytes(film::kDescribed), described);
  fs::remove(Out() + "/" + film::kDescribed.name);
  EXPECT_TRUE(Make());
}

// A person reads the second scene for eight seconds: the film waits for them.
TEST_F(StudioTest, TakesARecordingForAScene) {
  ASSERT_TRUE(Make());
  const double before = film::FindMade(Out())->seconds;
  Output({"ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "sine=frequency=300:duration=8",
          "-ar", "44100", "-ac", "2", RecordingOf(root / "voix", 1)});
  EXPECT_TRUE(Make());
  EXPECT_GT(film::FindMade(Out())->seconds, before + 1);
  const auto scenario = film::ReadScenario(root / "content");
  const Voice voice = Record(scenario, root / "voix", root);
  double seconds = 0;
  for (const double piece : voice.seconds[1]) seconds += piece;
  EXPECT_NEAR(seconds, 8, 0.05);
  const auto timeline = film::Arrange(scenario, voice.seconds);
  const Samples track = Mix(voice, timeline);
  EXPECT_EQ(track.size(), static_cast<std::size_t>(timeline.back().whole.to) * kRate / film::kFramesASecond);
}

TEST_F(StudioTest, SaysWhatItNeedsAndLeavesNoHalfFilm) {
  EXPECT_THROW(Output({"no-such-program"}), std::runtime_error);
  WriteFile(root / "content/fr/film/porte.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  EXPECT_THROW(Make(), std::runtime_error);
  EXPECT_FALSE(film::FindMade(Out()));
}

}  // namespace
}  // namespace studio
