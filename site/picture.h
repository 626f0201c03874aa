// The pictures of the site: read once, named after their bytes, with the size that a page keeps free for
// them.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "site/problem.h"

namespace site {

struct Picture {
  std::string address;  // "/assets/plan.1a2b3c4d5e6f.svg"
  std::string bytes;
  int width = 0, height = 0;  // CSS pixels
};
using Pictures = std::map<std::string, Picture>;  // "plan.svg" → the picture

constexpr std::size_t kMaxPictureBytes = 100'000;

// Where a file stands whose name changes with its bytes, so that a browser may keep it for ever: "site.css" →
// "/assets/site.1a2b3c4d5e6f.css".
std::string AssetAddress(std::string_view name, std::string_view bytes);

// An SVG, a PNG or a JPEG (without what tells where and with what it was taken). Throws std::runtime_error,
// in French, for another file, one above kMaxPictureBytes, one without a size, an SVG that holds a script or
// reaches for something outside itself.
Picture ReadPicture(const std::string& path);

// Every picture of a folder, other files left out; none when there is no folder. What ReadPicture throws
// becomes a problem of `name`/<file>.
Pictures ReadPictures(const std::string& folder, const std::string& name, Problems& problems);

}  // namespace site
