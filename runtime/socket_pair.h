// For the runtime's tests: both ends of a connection.
#pragma once
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace rt {

class SocketPair {
 public:
  SocketPair() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds_)) throw std::runtime_error("socketpair");
    ::fcntl(fds_[1], F_SETFL, O_NONBLOCK);
  }
  ~SocketPair() {
    Close();
    if (fds_[1] >= 0) ::close(fds_[1]);
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;

  // The server's end, non-blocking; the caller closes it.
  int TakeServer() { return std::exchange(fds_[1], -1); }

  // The visitor's end.
  void Say(std::string_view text) const {
    while (!text.empty()) {
      auto count = ::send(fds_[0], text.data(), text.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  // All that comes until the other side ends.
  std::string Hear() const {
    std::string all;
    char buffer[4096];
    for (ssize_t count; (count = ::recv(fds_[0], buffer, sizeof buffer, 0)) > 0;) all.append(buffer, count);
    return all;
  }
  void EndSpeech() const { ::shutdown(fds_[0], SHUT_WR); }
  void Close() {
    if (fds_[0] >= 0) ::close(std::exchange(fds_[0], -1));
  }

 private:
  int fds_[2];
};

}  // namespace rt
