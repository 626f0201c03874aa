// Private to domain/scheme: a file, and the files that it extends.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lib/json/value.h"

namespace scheme {

struct Joined {
  struct Part {
    std::string file;
    json::Value own;  // as that file says it
  };
  json::Value whole;        // without "extends"
  std::vector<Part> parts;  // the file itself first, then its base, then the base of that

  // The file that says what stands at this path ("dues.everyone.cents"); the first one when none does.
  const std::string& Origin(std::string_view path) const;
};

// Reads a file and what it extends, by the rule of scheme.h. Throws std::runtime_error, as Scheme::Read does,
// for a base that is nowhere and for files that extend each other in a circle.
Joined ReadJoined(const std::string& file, const std::string& delivered);

}  // namespace scheme
