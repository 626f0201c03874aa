#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"

namespace cli {

void WriteNew(const std::string& path, std::string_view line, mode_t mode) {
  const auto bytes = std::string(line) + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " existe déjà, ou ne peut pas être créé");
  const bool written = ::fchmod(file, mode) == 0 &&
                       ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fsync(file) == 0;
  ::close(file);
  if (written) return;
  ::unlink(path.c_str());
  throw std::runtime_error(path + " ne peut pas être écrit");
}

}  // namespace cli
