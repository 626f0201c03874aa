// One accepted connection, non-blocking underneath, read and written with deadlines.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace rt {

using SteadyTime = std::chrono::steady_clock::time_point;

class Connection {
 public:
  // Owns `fd`. `received`: what was read from it before.
  Connection(int fd, std::string received);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Some bytes, at most `size`; 0 when the other side closed, was silent for too long, or the deadline passed.
  std::size_t Read(char* buffer, std::size_t size);
  // True once everything is sent.
  bool Write(std::string_view bytes);
  // Reads take no longer than until then.
  void ReadUntil(SteadyTime deadline) { read_deadline_ = deadline; }
  // Ends our side, then throws away, for a short while, what the other side still sends: closing at once could destroy the answer
  // before it is read.
  void Linger();
  int fd() const { return fd_; }

 private:
  bool Wait(short events, SteadyTime deadline) const;
  int fd_;
  std::string received_;
  std::size_t taken_ = 0;
  SteadyTime read_deadline_;
};

}  // namespace rt
