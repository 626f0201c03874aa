#include "runtime/workers.h"

#include <sys/socket.h>

#include <utility>

namespace rt {

Workers::Workers(std::size_t count, Host host) : host_(std::move(host)) {
  for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { Work(); });
}

Workers::~Workers() { Finish(std::chrono::milliseconds{0}); }

void Workers::Take(std::unique_ptr<Visit> visit) {
  {
    std::lock_guard lock(mutex_);
    queue_.push_back(std::move(visit));
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
      work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      visit = std::move(queue_.front());
      queue_.pop_front();
      open_.insert(visit->connection.fd());
    }
    host_(*visit);
    {
      std::lock_guard lock(mutex_);
      open_.erase(visit->connection.fd());  // before it is closed: the number may be another connection's right after
    }
    visit.reset();
    idle_.notify_one();
  }
}

void Workers::Finish(std::chrono::milliseconds patience) {
  {
    std::unique_lock lock(mutex_);
    closing_ = true;
    work_.notify_all();
    idle_.wait_for(lock, patience, [this] { return queue_.empty() && open_.empty(); });
    queue_.clear();
    for (int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  threads_.clear();  // joins
}

}  // namespace rt
