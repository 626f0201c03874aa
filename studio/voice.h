// The voice of the described version: a person's recording where there is one, otherwise espeak-ng's.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/film/timeline.h"

namespace studio {

constexpr int kRate = 24'000;  // samples a second, of one channel
using Samples = std::vector<std::int16_t>;

struct Voice {
  struct Sound {
    std::size_t scene = 0, piece = 0;  // it begins with that piece
    Samples samples;
  };
  std::vector<Sound> sounds;
  std::vector<std::vector<double>> seconds;  // for each scene, of each of its pieces
};

// `recordings`: a folder with scene-01.wav, scene-02.wav… (any that ffmpeg reads), each a whole scene read
// aloud: title, what the picture shows, sentences. A scene without one is spoken by espeak-ng, and so is all
// of them when there is no such folder. `work`: a folder for what is only needed meanwhile. Throws
// std::runtime_error.
Voice Record(const film::Scenario& scenario, const std::string& recordings, const std::string& work);

// The recording of a scene, the first being 0; it may not exist.
std::string RecordingOf(const std::string& recordings, std::size_t scene);

// Everything that is said, in its place: as long as the film.
Samples Mix(const Voice& voice, const film::Timeline& timeline);

}  // namespace studio
