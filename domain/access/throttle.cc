#include <algorithm>

#include "domain/access/access.h"

namespace people {
namespace {

constexpr std::chrono::hours kMemory{1};

}  // namespace

std::chrono::seconds Throttle::Try(const std::string& name, core::Instant now) {
  const std::lock_guard lock(mutex_);
  Forget(now);
  Entry& entry = entries_[name];
  // Also when the clock was put back: nobody waits for the hour that it showed before.
  if (entry.until + kMemory <= now || entry.until > now + longest_) entry = {};
  if (entry.until > now) return entry.until - now;
  ++entry.failures;
  const int beyond = std::clamp(entry.failures - free_, 0, 30);
  const std::chrono::seconds wait{beyond == 0 ? 0 : std::int64_t{1} << beyond};
  entry.until = now + std::min(wait, longest_);
  return std::chrono::seconds{0};
}

void Throttle::Succeeded(const std::string& name) {
  const std::lock_guard lock(mutex_);
  entries_.erase(name);
}

// Once a minute, and when there are too many: names made up by the thousand must not fill the memory.
void Throttle::Forget(core::Instant now) {
  if (entries_.size() < kMostNames && now < swept_ + std::chrono::minutes{1} && now >= swept_) return;
  swept_ = now;
  std::erase_if(entries_, [&](const auto& item) { return item.second.until + kMemory <= now; });
  if (entries_.size() < kMostNames) return;
  std::vector<decltype(entries_)::iterator> names;
  for (auto it = entries_.begin(); it != entries_.end(); ++it) names.push_back(it);
  const auto half = names.begin() + kMostNames / 2;
  std::nth_element(names.begin(), half, names.end(),
                   [](const auto& a, const auto& b) { return a->second.until < b->second.until; });
  for (auto it = names.begin(); it != half; ++it) entries_.erase(*it);
}

}  // namespace people
