// A fixed number of threads that serve visits, one at a time each.
#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "runtime/lobby.h"

namespace rt {

class Workers {
 public:
  Workers(std::size_t count, Host host);
  ~Workers();  // as Finish(), without waiting for anyone
  void Take(std::unique_ptr<Visit> visit);
  std::size_t Waiting() const;
  // Serves what was taken, then ends. Connections still open after `patience` are cut.
  void Finish(std::chrono::milliseconds patience);

 private:
  void Work();
  Host host_;
  mutable std::mutex mutex_;
  std::condition_variable work_, idle_;
  std::deque<std::unique_ptr<Visit>> queue_;
  std::set<int> open_;  // connections being served
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace rt
