// When everything of the film is seen, said and written. Times are frames, 25 a second.
#pragma once
#include <string>
#include <vector>

#include "domain/film/scenario.h"

namespace film {

constexpr int kFramesASecond = 25;
constexpr double kReadingSpeed = 15;  // characters a second, at most: who reads captions must keep up

struct Moment {
  int from = 0, to = 0;  // `to` is the first frame after it
};

struct SceneTime {
  Moment whole;
  std::vector<Moment> pieces;  // one for each of PiecesOf(scene), one after the other
};
using Timeline = std::vector<SceneTime>;

// `voice`: for each scene, how many seconds the voice takes for each of its pieces. Each piece lasts as long
// as its voice, or longer when its words would be written faster than kReadingSpeed. One timeline serves the
// silent and the described version: they differ in their sound only.
Timeline Arrange(const Scenario& scenario, const std::vector<std::vector<double>>& voice);

struct Cue {
  Moment when;
  std::string text;
};

// The captions: one for each frame of the film, none beside another. The described version's also write what
// its voice says of the pictures.
std::vector<Cue> Captions(const Scenario& scenario, const Timeline& timeline, bool described);

// The same as a WebVTT file, its lines of 42 characters at most.
std::string WebVtt(const std::vector<Cue>& cues);

}  // namespace film
