// Other programs at work: the voice and the encoder.
#pragma once
#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace studio {

using Words = std::vector<std::string>;  // the program's name first; no shell reads them

// Runs it to its end and gives what it printed. Throws std::runtime_error, with the Debian package to install
// when it is not there, or when it fails.
std::string Output(const Words& words);

// Runs it and hands it bytes.
class Feed {
 public:
  explicit Feed(const Words& words);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  void Give(std::string_view bytes);
  void End();  // waits for it; both throw as Output does

 private:
  std::string name_;
  int pipe_ = -1;
  pid_t child_ = -1;
};

}  // namespace studio
