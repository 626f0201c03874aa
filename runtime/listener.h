// The listening socket that this process was given.
#pragma once
#include <chrono>
#include <string>

namespace rt {

struct Listener {
  int fd = -1;
  // From systemd, who keeps it: connections still waiting at the end are for the next process.
  bool inherited = false;
  // Once nobody came to an inherited one for so long, the process ends and gives its memory back: systemd
  // starts it again for the next visitor.
  std::chrono::milliseconds rest = std::chrono::minutes{10};
};

// systemd's LISTEN_FDS (fd 3), else `--unix PATH` (mode 0660; a socket left there by an earlier process is
// replaced), else 0.0.0.0:$PORT (8080). Never blocks in accept(). Throws std::runtime_error, in French, when
// it cannot listen.
Listener OpenListener(int argc, char** argv);

}  // namespace rt
