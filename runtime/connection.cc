#include "runtime/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace rt {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::seconds kSilence{20};  // between two pieces of a body, or of an answer
constexpr std::chrono::seconds kLinger{2};

}  // namespace

Connection::Connection(int fd, std::string received)
    : fd_(fd), received_(std::move(received)), read_deadline_(steady_clock::now() + kSilence) {}

Connection::~Connection() { ::close(fd_); }

bool Connection::Wait(short events, SteadyTime deadline) const {
  while (true) {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd wait{fd_, events, 0};
    int ready = ::poll(&wait, 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

std::size_t Connection::Read(char* buffer, std::size_t size) {
  if (taken_ < received_.size()) {
    auto count = received_.copy(buffer, size, taken_);
    taken_ += count;
    return count;
  }
  while (true) {
    auto count = ::recv(fd_, buffer, size, 0);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return 0;
    if (!Wait(POLLIN, std::min(read_deadline_, steady_clock::now() + kSilence))) return 0;
  }
}

bool Connection::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      if (!Wait(POLLOUT, steady_clock::now() + kSilence)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

void Connection::Linger() {
  if (::shutdown(fd_, SHUT_WR)) return;
  auto deadline = steady_clock::now() + kLinger;
  char thrown_away[16 * 1024];
  ReadUntil(deadline);
  while (steady_clock::now() < deadline && Read(thrown_away, sizeof thrown_away) > 0) {
  }
}

}  // namespace rt
