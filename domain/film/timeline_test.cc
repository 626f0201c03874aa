#include "domain/film/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "lib/core/text.h"

namespace film {
namespace {

const Scenario& Film() {
  static const Scenario scenario = ReadScenario(std::string(VIGIE_SOURCE_DIR) + "/content");
  return scenario;
}

// A voice that says `speed` letters a second.
Timeline Spoken(double speed) {
  std::vector<std::vector<double>> voice;
  for (const auto& scene : Film().scenes) {
    voice.emplace_back();
    for (const auto& piece : PiecesOf(scene))
      voice.back().push_back(static_cast<double>(core::Length(piece.spoken)) / speed);
  }
  return Arrange(Film(), voice);
}

double Seconds(const Moment& when) { return static_cast<double>(when.to - when.from) / kFramesASecond; }

TEST(Timeline, LastsAboutThreeMinutesAtTheSpeedOfAVoice) {
  const double seconds = static_cast<double>(Spoken(16).back().whole.to) / kFramesASecond;
  EXPECT_GE(seconds, 150);
  EXPECT_LE(seconds, 210);
}

TEST(Timeline, GivesEachPieceTheTimeOfItsVoice) {
  for (const auto& scene : Spoken(7)) {
    EXPECT_LT(scene.whole.from, scene.pieces.front().from);
    EXPECT_GT(scene.whole.to, scene.pieces.back().to);
    for (std::size_t i = 1; i < scene.pieces.size(); ++i)
      EXPECT_EQ(scene.pieces[i].from, scene.pieces[i - 1].to);
  }
  const auto timeline = Spoken(7);
  const auto pieces = PiecesOf(Film().scenes[0]);
  for (std::size_t i = 0; i < pieces.size(); ++i)
    EXPECT_GE(Seconds(timeline[0].pieces[i]), static_cast<double>(core::Length(pieces[i].spoken)) / 7);
}

TEST(Captions, CoverTheFilmWithoutOverlapAndCanBeRead) {
  for (const double speed : {7.0, 16.0, 60.0})  // the last one faster than anyone speaks
    for (const bool described : {false, true}) {
      const auto timeline = Spoken(speed);
      const auto cues = Captions(Film(), timeline, described);
      EXPECT_EQ(cues.front().when.from, 0);
      EXPECT_EQ(cues.back().when.to, timeline.back().whole.to);
      for (std::size_t i = 0; i < cues.size(); ++i) {
        if (i > 0) {
          EXPECT_EQ(cues[i].when.from, cues[i - 1].when.to);
        }
        EXPECT_LE(static_cast<double>(core::Length(cues[i].text)) / Seconds(cues[i].when),
                  kReadingSpeed + 1e-9)
            << cues[i].text;
      }
    }
}

// Captions, transcript and screen say the same: all are made from the scenario's sentences.
TEST(Captions, WriteEverySentenceOnceAndThePicturesInTheDescribedVersionOnly) {
  const auto silent = WebVtt(Captions(Film(), Spoken(16), false)),
             described = WebVtt(Captions(Film(), Spoken(16), true));
  const auto count = [](const std::string& captions, const std::string& words) {
    const std::string flat = std::regex_replace(captions, std::regex("\n"), " ");
    int found = 0;
    for (auto at = flat.find(words); at != std::string::npos; at = flat.find(words, at + 1)) ++found;
    return found;
  };
  for (const auto& scene : Film().scenes)
    for (const auto& piece : PiecesOf(scene)) {
      const bool picture = piece.kind == Piece::Kind::kPicture;
      EXPECT_GE(count(described, piece.written), 1) << piece.written;
      EXPECT_EQ(count(silent, piece.written) > 0, !picture) << piece.written;
    }
}

TEST(Captions, AreAWebVttFileOfShortLines) {
  const std::string captions =
      WebVtt({{{0, 30}, "Un <b> & deux"}, {{30, 91'000}, std::string(30, 'a') + " " + std::string(30, 'b')}});
  EXPECT_EQ(
      captions,
      "WEBVTT\n\n00:00:00.000 --> 00:00:01.200\nUn &lt;b> &amp; deux\n\n00:00:01.200 --> 01:00:40.000\n" +
          std::string(30, 'a') + "\n" + std::string(30, 'b') + "\n");
}

}  // namespace
}  // namespace film
