#include "runtime/workers.h"

#include <sys/socket.h>

#include <system_error>
#include <utility>

namespace rt {

Workers::Workers(std::size_t count, const Host& host, Workers* patient)
    : count_(count), host_(host), patient_(patient) {}

Workers::~Workers() { Finish(std::chrono::steady_clock::now()); }

void Workers::Take(std::unique_ptr<Visit> visit) {
  std::lock_guard lock(mutex_);
  queue_.push_back(std::move(visit));
  if (queue_.size() > free_ && threads_.size() < count_) {
    try {
      threads_.emplace_back([this] { Work(); });
      return;
    } catch (
        const std::system_error&) {  // the system gives no more threads: those that are there do the work
      if (threads_.empty()) throw;
    }
  }
  work_.notify_one();
}

std::size_t Workers::Waiting() const {
  std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::Work() {
  while (true) {
    std::unique_ptr<Visit> visit;
    {
      std::unique_lock lock(mutex_);
      ++free_;
      work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      --free_;
      if (queue_.empty()) return;
      visit = std::move(queue_.front());
      queue_.pop_front();
      open_.insert(visit->connection.fd());
    }
    if (!visit->rest) host_(*visit);
    if (visit->rest && !patient_) std::exchange(visit->rest, nullptr)(*visit);
    {
      std::lock_guard lock(mutex_);
      open_.erase(visit->connection.fd());  // before it is closed: the number may be another's right after
    }
    if (visit->rest) {
      patient_->Take(std::move(visit));
    } else {
      visit.reset();
    }
    idle_.notify_one();
  }
}

void Workers::Finish(SteadyTime end) {
  {
    std::unique_lock lock(mutex_);
    closing_ = true;
    work_.notify_all();
    idle_.wait_until(lock, end, [this] { return queue_.empty() && open_.empty(); });
    queue_.clear();
    for (int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  threads_.clear();  // joins
}

}  // namespace rt
