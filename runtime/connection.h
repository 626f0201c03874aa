// One accepted connection, non-blocking underneath, read and written at a pace.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rt {

using SteadyTime = std::chrono::steady_clock::time_point;

// How slow the other side may be. Bytes may stop for `silence`. After `grace` their average must have reached
// `slowest` bytes a second: a file of 50 MB still comes through a line of 64 kbit/s, and a byte now and then
// holds nobody up.
struct Patience {
  std::chrono::milliseconds silence{20'000};
  std::chrono::milliseconds grace{30'000};
  std::size_t slowest = 8UL * 1024;
  std::chrono::milliseconds linger{2'000};
};

// How fast it goes in one direction, since its first byte was waited for.
struct Pace {
  SteadyTime begin = std::chrono::steady_clock::now();
  std::size_t bytes = 0;
};

class Connection {
 public:
  // Owns `fd`. `received`: what was read from it before.
  Connection(int fd, std::string received, Patience patience = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Some bytes, at most `size`; 0 when the other side closed or was too slow. Its time runs from the first
  // call.
  std::size_t Read(char* buffer, std::size_t size);
  // True once everything is sent; false when the other side closed or was too slow. Its time runs from the
  // first call.
  bool Write(std::string_view bytes);
  // Says that the body may come.
  void Continue();
  // Ends our side, then throws away, for a short while, what the other side still sends: closing at once
  // could destroy the answer before it is read.
  void Linger();
  int fd() const { return fd_; }

 private:
  SteadyTime Deadline(std::optional<Pace>& pace) const;
  bool Wait(short events, SteadyTime deadline) const;

  int fd_;
  std::string received_;
  std::size_t taken_ = 0;
  Patience patience_;
  std::optional<Pace> reading_, writing_;
};

// Tells a client that waits for it (Expect: 100-continue) to send its body. Never waits.
void SendContinue(int fd);

}  // namespace rt
