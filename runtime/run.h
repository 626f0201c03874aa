// From main() to a serving process: configuration, database, templates, socket.
#pragma once
#include "runtime/contract/function.h"

namespace rt {

struct Limits {
  std::size_t body = 64UL * 1024;  // bytes of a body without files, and of a multipart body's plain fields
  std::size_t files = 0;           // bytes of a whole multipart body; 0: this function takes no files
};

using Factory = Function (*)(Env&);

// Reads the file named by $VIGIE_CONF (default /etc/vigie/vigie.conf), checks it, opens everything, then
// serves until SIGTERM. The result is main()'s: 0 after a clean stop, 1 with one line on stderr when it
// cannot start. Socket: systemd's LISTEN_FDS (fd 3), else `--unix PATH`, else 0.0.0.0:$PORT (8080).
int Run(int argc, char** argv, const char* name, Factory make, Limits limits);

}  // namespace rt
