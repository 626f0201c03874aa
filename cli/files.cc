#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

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

std::string Hex(std::string_view bytes) {
  std::string out;
  char two[3];
  for (const unsigned char byte : bytes) {
    std::snprintf(two, sizeof two, "%02x", byte);
    out += two;
  }
  return out;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return out;
}

}  // namespace cli
