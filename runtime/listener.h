// The listening socket that this process was given.
#pragma once
#include <string>

namespace rt {

struct Listener {
  int fd = -1;
  // From systemd, who keeps it: connections still waiting at the end are for the next process.
  bool inherited = false;
};

// systemd's LISTEN_FDS (fd 3), else `--unix PATH` (mode 0660; a socket left there by an earlier process is
// replaced), else 0.0.0.0:$PORT (8080). Never blocks in accept(). Throws std::runtime_error, in French, when
// it cannot listen.
Listener OpenListener(int argc, char** argv);

}  // namespace rt
