#include "runtime/workers.h"

#include <sys/socket.h>

#include <system_error>
#include <utility>

namespace rt {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::milliseconds kHeldUp{20};

}  // namespace

Workers::Workers(std::size_t count, std::size_t eager, const Host& host, Workers* patient)
    : count_(count), eager_(eager), host_(host), patient_(patient) {}

Workers::~Workers() { Finish(steady_clock::now()); }

void Workers::Take(std::unique_ptr<Visit> visit) {
  std::unique_lock lock(mutex_);
  queue_.push_back({steady_clock::now(), std::move(visit)});
  if (awake_ < eager_) WakeOne(std::move(lock));
}

void Workers::Hurry() {
  std::unique_lock lock(mutex_);
  if (HasHeldUp()) WakeOne(std::move(lock));
}

std::size_t Workers::Waiting() const {
  std::lock_guard lock(mutex_);
  return queue_.size();
}

bool Workers::Busy() const {
  std::lock_guard lock(mutex_);
  return !queue_.empty() || !open_.empty();
}

bool Workers::HasHeldUp() const {
  return !queue_.empty() && queue_.front().since + kHeldUp <= steady_clock::now();
}

void Workers::WakeOne(std::unique_lock<std::mutex> lock) {
  if (awake_ < threads_.size()) {
    ++calls_;
    ++awake_;
    lock.unlock();  // or the one that is woken would wait for it at once
    work_.notify_one();
  } else if (threads_.size() < count_) {
    try {
      threads_.emplace_back([this] { Work(); });
    } catch (
        const std::system_error&) {  // the system gives no more threads: those that are there do the work
      if (threads_.empty()) throw;
      return;
    }
    ++awake_;
  }
}

void Workers::Work() {
  while (auto visit = Next()) {
    if (!visit->rest) host_(*visit);
    if (visit->rest && !patient_) std::exchange(visit->rest, nullptr)(*visit);
    Leave(std::move(visit));
  }
}

// Waits for one, as one of those that work; none at the end.
std::unique_ptr<Visit> Workers::Next() {
  std::unique_lock lock(mutex_);
  while (!closing_ && (queue_.empty() || (awake_ > eager_ && !HasHeldUp()))) {
    --awake_;
    work_.wait(lock, [this] { return closing_ || calls_ > 0; });
    if (calls_ > 0) --calls_;
  }
  if (queue_.empty()) return nullptr;
  auto visit = std::move(queue_.front().visit);
  queue_.pop_front();
  open_.push_back(visit->connection.fd());
  return visit;
}

void Workers::Leave(std::unique_ptr<Visit> visit) {
  {
    std::lock_guard lock(mutex_);
    std::erase(open_,
               visit->connection.fd());  // before it is closed: the number may be another's right after
  }
  if (visit->rest) {
    patient_->Take(std::move(visit));
  } else {
    visit.reset();
  }
  idle_.notify_one();
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
