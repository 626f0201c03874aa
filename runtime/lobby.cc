#include "runtime/lobby.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <list>
#include <memory>
#include <stdexcept>
#include <vector>

#include "runtime/workers.h"

namespace rt {
namespace {

using std::chrono::steady_clock;
constexpr std::size_t kThreads = 32;
constexpr std::size_t kGuests = 256;  // heads still coming; one more sends the oldest away
constexpr std::size_t kQueue = 512;   // complete heads that wait for a worker; more stay in the listener
constexpr std::chrono::seconds kHeadTime{10};
constexpr std::chrono::seconds kLastHeads{1};
constexpr std::chrono::seconds kLastAnswers{10};

class Lobby {
 public:
  Lobby(const Listener& listener, int stop, const Host& host)
      : listener_(listener), stop_(stop), workers_(kThreads, host) {}

  void Run() {
    while (!stopping_) Turn();
    if (!listener_.inherited) Accept();
    auto end = steady_clock::now() + kLastHeads;
    while (!guests_.empty() && steady_clock::now() < end) Turn();
    for (const auto& guest : guests_) ::close(guest.fd);
    workers_.Finish(kLastAnswers);
  }

 private:
  struct Guest {
    int fd;
    SteadyTime deadline;
    std::string received;
  };

  // Waits until something happens, and does what follows from it.
  void Turn() {
    std::vector<pollfd> watched{{stop_, POLLIN, 0}, {listener_.fd, POLLIN, 0}};
    bool full = workers_.Waiting() >= kQueue;
    if (stopping_ || full) watched[1].fd = -1;
    if (stopping_) watched[0].fd = -1;
    for (const auto& guest : guests_) watched.push_back({guest.fd, POLLIN, 0});
    if (::poll(watched.data(), watched.size(), Patience(full)) < 0 && errno != EINTR) {
      throw std::runtime_error("poll");
    }
    std::size_t i = 2;
    auto now = steady_clock::now();
    for (auto guest = guests_.begin(); guest != guests_.end(); ++i) {
      bool leaves = watched[i].revents ? Hear(*guest) : false;
      if (!leaves && guest->deadline <= now) {
        ::close(guest->fd);
        leaves = true;
      }
      guest = leaves ? guests_.erase(guest) : std::next(guest);
    }
    if (watched[1].revents) Accept();
    if (watched[0].revents) stopping_ = true;
  }

  int Patience(bool full) const {
    if (full || stopping_) return 20;
    if (guests_.empty()) return -1;
    auto left = guests_.front().deadline - steady_clock::now();
    return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
  }

  void Accept() {
    while (workers_.Waiting() < kQueue) {
      int fd = ::accept4(listener_.fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE) ::usleep(10'000);
        return;
      }
      if (guests_.size() >= kGuests) {
        ::close(guests_.front().fd);
        guests_.pop_front();
      }
      guests_.push_back({fd, steady_clock::now() + kHeadTime, {}});
      if (Hear(guests_.back())) guests_.pop_back();
    }
  }

  // Reads what came. True when the guest has left: to a worker, or away.
  bool Hear(Guest& guest) {
    char buffer[kHeadBytes];
    auto count = ::recv(guest.fd, buffer, sizeof buffer, 0);
    if (count < 0) {
      if (errno == EAGAIN || errno == EINTR) return false;
    }
    if (count <= 0) {
      ::close(guest.fd);
      return true;
    }
    guest.received.append(buffer, static_cast<std::size_t>(count));
    auto state = FindHead(guest.received);
    if (!state.size && !state.refused) return false;
    Head head;
    if (state.refused) {
      head.refused = state.refused;
    } else {
      head = ParseHead(std::string_view(guest.received).substr(0, state.size));
      guest.received.erase(0, state.size);
    }
    workers_.Take(std::unique_ptr<Visit>(new Visit{{guest.fd, std::move(guest.received)}, std::move(head)}));
    return true;
  }

  const Listener& listener_;
  int stop_;
  bool stopping_ = false;
  std::list<Guest> guests_;  // oldest first
  Workers workers_;
};

}  // namespace

void Receive(const Listener& listener, const Host& host) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  int fd = ::pthread_sigmask(SIG_BLOCK, &stop, nullptr) ? -1 : ::signalfd(-1, &stop, SFD_CLOEXEC);
  if (fd < 0) throw std::runtime_error("signalfd");
  Lobby(listener, fd, host).Run();
  ::close(fd);
}

}  // namespace rt
