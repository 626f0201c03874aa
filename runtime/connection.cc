#include "runtime/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace rt {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Connection::Connection(int fd, std::string received, Patience patience)
    : fd_(fd), received_(std::move(received)), patience_(patience) {}

Connection::~Connection() { ::close(fd_); }

SteadyTime Connection::Deadline(std::optional<Pace>& pace) const {
  if (!pace) pace.emplace();
  auto earned = milliseconds(pace->bytes * 1000 / patience_.slowest);
  return std::min(pace->begin + patience_.grace + earned, steady_clock::now() + patience_.silence);
}

bool Connection::Wait(short events, SteadyTime deadline) const {
  while (true) {
    auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now()).count();
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
    auto deadline = Deadline(reading_);
    auto count = ::recv(fd_, buffer, size, 0);
    if (count >= 0) {
      reading_->bytes += static_cast<std::size_t>(count);
      return static_cast<std::size_t>(count);
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN || !Wait(POLLIN, deadline)) return 0;
  }
}

bool Connection::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto deadline = Deadline(writing_);
    auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
      writing_->bytes += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      if (!Wait(POLLOUT, deadline)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

void Connection::Continue() { SendContinue(fd_); }

void Connection::Linger() {
  if (::shutdown(fd_, SHUT_WR)) return;
  auto deadline = steady_clock::now() + patience_.linger;
  char thrown_away[16 * 1024];
  while (steady_clock::now() < deadline) {
    auto count = ::recv(fd_, thrown_away, sizeof thrown_away, 0);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return;
    if (count < 0 && !Wait(POLLIN, deadline)) return;
  }
}

void SendContinue(int fd) {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  static_cast<void>(::send(fd, kContinue.data(), kContinue.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

}  // namespace rt
