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
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace rt {
namespace {

using std::chrono::steady_clock;
constexpr std::size_t kReadyThreads = 16, kEagerThreads = 1, kPatientThreads = 32;
constexpr int kHurryTime = 20;              // milliseconds
constexpr std::size_t kReadyQueue = 256;    // more stay in the listener
constexpr std::size_t kPatientQueue = 128;  // more are sent away: they must not keep others out
constexpr std::size_t kGuests = 256;
constexpr std::size_t kBodyHere = 64UL * 1024;
constexpr std::chrono::seconds kGuestTime{10};  // for the head, then for a short body
constexpr std::chrono::seconds kWelcome{1};     // before that, nobody is sent away for a newcomer
constexpr std::chrono::seconds kLastRequests{1};
constexpr std::chrono::seconds kLastAnswers{10};

struct Guest {
  int fd;
  SteadyTime since;
  std::string received;
  std::optional<Head> head;  // once it is complete
};

class Lobby {
 public:
  Lobby(const Listener& listener, int stop, const Host& host)
      : listener_(listener),
        stop_(stop),
        patient_(kPatientThreads, kPatientThreads, host),
        ready_(kReadyThreads, kEagerThreads, host, &patient_) {}

  void Run() {
    while (!stopping_) Turn();
    if (!listener_.inherited) {
      while (AcceptOne()) {
      }
      ::close(listener_.fd);  // who comes now learns at once that nobody is here
    }
    auto end = steady_clock::now() + kLastRequests;
    while (!guests_.empty() && steady_clock::now() < end) Turn();
    while (!guests_.empty()) SendOldestAway();
    end = steady_clock::now() + kLastAnswers;
    ready_.Finish(end);
    patient_.Finish(end);
  }

 private:
  using Guests = std::list<Guest>;  // the one that came, or whose head came, first stands first

  // Waits until something happens, and does what follows from it.
  void Turn() {
    bool closed = stopping_ || IsFull();
    std::vector<pollfd> watched{{stopping_ ? -1 : stop_, POLLIN, 0}, {closed ? -1 : listener_.fd, POLLIN, 0}};
    std::vector<Guests::iterator> order;
    for (auto guest = guests_.begin(); guest != guests_.end(); ++guest) {
      watched.push_back({guest->fd, POLLIN, 0});
      order.push_back(guest);
    }
    int events = ::poll(watched.data(), watched.size(), PollTime(closed));
    if (events < 0) {
      if (errno != EINTR) throw std::runtime_error("poll");
      return;
    }
    if (events > 0) last_event_ = steady_clock::now();
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (watched[i + 2].revents && Hear(order[i])) guests_.erase(order[i]);
    }
    while (!guests_.empty() && guests_.front().since + kGuestTime <= steady_clock::now()) SendOldestAway();
    if (watched[1].revents) {
      while (!IsFull() && AcceptOne()) {
      }
    }
    if (watched[0].revents || MayRest()) stopping_ = true;
    ready_.Hurry();
  }

  bool IsFull() const {
    if (ready_.Waiting() >= kReadyQueue) return true;
    return guests_.size() >= kGuests && steady_clock::now() < guests_.front().since + kWelcome;
  }

  int PollTime(bool closed) const {
    if (closed || ready_.Waiting() > 0) return kHurryTime;
    if (guests_.empty() && !listener_.inherited) return -1;
    if (guests_.empty()) return std::max(kHurryTime, Until(last_event_ + listener_.rest));
    return std::max(0, Until(guests_.front().since + kGuestTime));
  }

  static int Until(SteadyTime end) {
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now()).count());
  }

  bool MayRest() const {
    return listener_.inherited && guests_.empty() && steady_clock::now() >= last_event_ + listener_.rest &&
           !ready_.Busy() && !patient_.Busy();
  }

  void SendOldestAway() {
    ::close(guests_.front().fd);
    guests_.pop_front();
  }

  // False when nobody waits in the listener, or nobody can be let in.
  bool AcceptOne() {
    int fd = ::accept4(listener_.fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
      bool passing = errno == EINTR || errno == ECONNABORTED || errno == EPROTO;
      bool short_of = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      if (!passing && !short_of && errno != EAGAIN) throw std::runtime_error("accept");
      if (short_of) ::usleep(10'000);
      return passing;
    }
    if (guests_.size() >= kGuests && !stopping_) SendOldestAway();
    auto guest = guests_.insert(guests_.end(), {fd, steady_clock::now(), {}, {}});
    if (Hear(guest)) guests_.erase(guest);
    return true;
  }

  // Reads what came. True when the guest has left: to a worker, or away.
  bool Hear(Guests::iterator guest) {
    char buffer[kHeadBytes];
    auto count = ::recv(guest->fd, buffer, sizeof buffer, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return false;
    if (count <= 0) {
      ::close(guest->fd);
      return true;
    }
    guest->received.append(buffer, static_cast<std::size_t>(count));
    if (!guest->head && !TakeHead(guest)) return false;
    bool whole = !guest->head->refused && guest->received.size() >= guest->head->length;
    if (!whole && !guest->head->refused && guest->head->length <= kBodyHere) return false;
    Admit(*guest, whole);
    return true;
  }

  // True when the head is there, or is refused already.
  bool TakeHead(Guests::iterator guest) {
    auto state = FindHead(guest->received);
    if (!state.size && !state.refused) return false;
    auto text = std::string_view(guest->received).substr(0, state.size);
    guest->head = ParseHead(text);
    if (state.refused) guest->head->refused = state.refused;
    guest->received.erase(0, state.size);
    guest->since = steady_clock::now();
    guests_.splice(guests_.end(), guests_, guest);
    auto& head = *guest->head;
    if (head.expects_continue && !head.refused && head.length <= kBodyHere) {
      SendContinue(guest->fd);
      head.expects_continue = false;
    }
    return true;
  }

  void Admit(Guest& guest, bool whole) {
    std::unique_ptr<Visit> visit(
        new Visit{{guest.fd, std::move(guest.received)}, std::move(*guest.head), whole});
    if (whole) {
      ready_.Take(std::move(visit));
    } else if (patient_.Waiting() < kPatientQueue) {
      patient_.Take(std::move(visit));
    }
  }

  const Listener& listener_;
  int stop_;
  bool stopping_ = false;
  SteadyTime last_event_ = steady_clock::now();
  Guests guests_;
  Workers patient_, ready_;  // the ready ones end first
};

}  // namespace

int OpenStopSignal() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  int fd = ::pthread_sigmask(SIG_BLOCK, &stop, nullptr) ? -1 : ::signalfd(-1, &stop, SFD_CLOEXEC);
  if (fd < 0) throw std::runtime_error("signalfd");
  return fd;
}

void Receive(const Listener& listener, int stop, const Host& host) { Lobby(listener, stop, host).Run(); }

}  // namespace rt
