// Threads that serve visits, one at a time each. They begin when they are needed: an idle process has none.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/connection.h"
#include "runtime/head.h"

namespace rt {

struct Visit {
  Connection connection;
  Head head;
  bool whole = false;  // the whole request was received: nothing of it is still on its way
  // Set by a host for what takes as long as the other side likes, such as sending a file: called once, by a
  // patient worker. Must not throw.
  std::function<void(Visit&)> rest = {};
};
// Called by several threads at once. Must not throw.
using Host = std::function<void(Visit&)>;

class Workers {
 public:
  // At most `count` threads. As long as visits are served quickly, no more than `eager` of them work: more
  // would only stand in each other's way. What a visit leaves as its rest is for `patient`; without it, done
  // at once.
  Workers(std::size_t count, std::size_t eager, const Host& host, Workers* patient = nullptr);
  ~Workers();  // as Finish(), without waiting for anyone
  void Take(std::unique_ptr<Visit> visit);
  // Lets one more thread work when someone has waited for 20 ms: those at work are held up. To be called
  // every 20 ms while visits wait.
  void Hurry();
  std::size_t Waiting() const;
  bool Busy() const;  // someone waits or is being served
  // Serves what was taken, then ends. Connections still open at `end` are cut.
  void Finish(SteadyTime end);

 private:
  struct Waiter {
    SteadyTime since;
    std::unique_ptr<Visit> visit;
  };
  void Work();
  std::unique_ptr<Visit> Next();
  void Leave(std::unique_ptr<Visit> visit);
  void WakeOne(std::unique_lock<std::mutex> lock);
  bool HasHeldUp() const;

  const std::size_t count_, eager_;
  const Host& host_;
  Workers* const patient_;
  mutable std::mutex mutex_;
  std::condition_variable work_, idle_;
  std::deque<Waiter> queue_;
  std::vector<int> open_;  // connections being served
  std::size_t awake_ = 0;  // threads that serve, or are about to
  std::size_t calls_ = 0;  // threads that were woken and have not noticed yet
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace rt
