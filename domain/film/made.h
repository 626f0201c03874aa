// The film as vigie-film made it: a folder of these files, from which the site takes them.
#pragma once
#include <array>
#include <optional>
#include <string>

namespace film {

struct File {
  const char* format;  // as the kit names it
  const char* name;
};
inline constexpr File kSilent{"film", "film.mp4"}, kDescribed{"film-decrit", "film-audiodecrit.mp4"},
    kCaptions{"sous-titres", "film.vtt"}, kDescribedCaptions{"sous-titres-decrit", "film-audiodecrit.vtt"};
inline constexpr std::array kFiles{kSilent, kDescribed, kCaptions, kDescribedCaptions};
constexpr const char* kPoster = "film.jpg";
constexpr const char* kPlate = "film.json";  // what the folder was made from; written last

constexpr int kWidth = 1280, kHeight = 720;

struct Made {
  std::string folder, inputs;  // `inputs` changes when the film would
  double seconds = 0;
};

// None when the folder holds no whole film.
std::optional<Made> FindMade(const std::string& folder);

}  // namespace film
