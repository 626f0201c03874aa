#include "runtime/listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace rt {
namespace {

constexpr int kBacklog = 511;  // a burst waits here instead of being refused
constexpr int kFirstPassedFd = 3;

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error(what + " : " + std::generic_category().message(errno));
}

int Open(int family) {
  int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) Fail("impossible de créer une prise réseau");
  return fd;
}

int NumberIn(const char* text, int low, int high) {
  int value = -1;
  std::string_view view = text ? text : "";
  auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
  return error == std::errc() && end == view.data() + view.size() && value >= low && value <= high ? value
                                                                                                   : -1;
}

// Several processes share the file description: O_NONBLOCK lets the loser of a race for one connection go on.
void Adopt(int fd) {
  int listening = 0;
  socklen_t size = sizeof listening;
  if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) || !listening) {
    throw std::runtime_error("LISTEN_FDS : le descripteur 3 n'est pas une prise qui écoute");
  }
  int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) || ::fcntl(fd, F_SETFD, FD_CLOEXEC)) {
    Fail("la prise reçue de systemd est inutilisable");
  }
}

int OnPath(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    throw std::runtime_error("--unix : chemin vide ou trop long (107 octets au plus) : " + path);
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  struct stat seen {};
  if (::lstat(path.c_str(), &seen) == 0) {
    if (!S_ISSOCK(seen.st_mode))
      throw std::runtime_error("--unix : " + path + " existe et n'est pas une prise");
    ::unlink(path.c_str());
  }
  int fd = Open(AF_UNIX);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) || ::chmod(path.c_str(), 0660) ||
      ::listen(fd, kBacklog)) {
    Fail("impossible d'écouter sur " + path);
  }
  return fd;
}

int OnPort(int port) {
  int fd = Open(AF_INET);
  int one = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) || ::listen(fd, kBacklog)) {
    Fail("impossible d'écouter sur le port " + std::to_string(port));
  }
  return fd;
}

}  // namespace

Listener OpenListener(int argc, char** argv) {
  if (NumberIn(std::getenv("LISTEN_PID"), 1, INT32_MAX) == ::getpid()) {
    if (NumberIn(std::getenv("LISTEN_FDS"), 1, 1) != 1) throw std::runtime_error("LISTEN_FDS doit valoir 1");
    Adopt(kFirstPassedFd);
    return {kFirstPassedFd, true};
  }
  if (argc == 3 && std::string_view(argv[1]) == "--unix") return {OnPath(argv[2]), false};
  if (argc != 1) throw std::runtime_error(std::string("usage : ") + argv[0] + " [--unix CHEMIN]");
  const char* text = std::getenv("PORT");
  int port = text ? NumberIn(text, 1, 65535) : 8080;
  if (port < 0)
    throw std::runtime_error(std::string("PORT doit être un nombre de 1 à 65535, pas « ") + text + " »");
  return {OnPort(port), false};
}

}  // namespace rt
