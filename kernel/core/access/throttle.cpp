#include "access/throttle.hpp"

#include <algorithm>

namespace oneseal::access {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;

// Attempts older than this no longer count.
constexpr std::chrono::minutes memory{15};
// Looking through all of them at every attempt would be the worse flood.
constexpr std::chrono::minutes purge_interval{1};
constexpr std::size_t most_keys = 100'000;

}  // namespace

Throttle::Throttle(const Clock& clock, int free_attempts, seconds longest_wait)
    : clock_(clock), free_attempts_(free_attempts), longest_wait_(longest_wait) {}

int Throttle::begin(const std::string& key) {
    const Instant now = clock_.now();
    const std::lock_guard lock(mutex_);
    if (attempts_.size() >= most_keys) make_room(now);
    Attempts& attempts = attempts_[key];
    if (now < attempts.blocked_until) {
        return static_cast<int>(ceil<seconds>(attempts.blocked_until - now).count());
    }
    if (now - attempts.last > memory) attempts.count = 0;
    attempts.last = now;
    if (++attempts.count >= free_attempts_) {
        const int doublings = std::min(attempts.count - free_attempts_, 20);
        attempts.blocked_until = now + std::min(seconds{1 << doublings}, longest_wait_);
    }
    return 0;
}

void Throttle::take_back(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto it = attempts_.find(key);
    if (it == attempts_.end()) return;
    it->second.blocked_until = {};
    if (--it->second.count <= 0) attempts_.erase(it);
}

void Throttle::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    attempts_.erase(key);
}

std::size_t Throttle::size() const {
    const std::lock_guard lock(mutex_);
    return attempts_.size();
}

// A flood of names must not fill the memory; what is still counted is given up last.
void Throttle::make_room(Instant now) {
    if (now - last_purge_ > purge_interval) {
        last_purge_ = now;
        std::erase_if(attempts_, [&](const auto& each) { return now - each.second.last > memory; });
    }
    if (attempts_.size() >= most_keys) attempts_.erase(attempts_.begin());
}

}  // namespace oneseal::access
