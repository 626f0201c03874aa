// What is wrong with the sources of a site, told to whoever wrote them: all of it at once, each line with its
// file.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace site {

// One line: "content/fr/quitter.md: …", in French.
using Problems = std::vector<std::string>;

// Thrown when the site cannot be built; what() is the lines of every problem, each once.
struct Broken : std::runtime_error {
  explicit Broken(const Problems& problems);
};

}  // namespace site
