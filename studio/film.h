// The film, made whole: frames, voice, captions, into one folder (domain/film/made.h).
#pragma once
#include <string>

namespace studio {

struct Order {
  std::string share;       // the folder that has content/ and templates/
  std::string scheme;      // id of content/schemes, or a file: whose colours the film has
  std::string recordings;  // studio/voice.h; may be empty
  std::string out;
};

// False when `out` already holds the film that would be made: nothing is done then. Needs ffmpeg and
// espeak-ng. Throws std::runtime_error, in French; the folder then holds no whole film.
bool MakeFilm(const Order& order);

}  // namespace studio
