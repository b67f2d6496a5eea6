#include "base/limiter.hpp"

#include <algorithm>
#include <cmath>

namespace oneseal {

using Seconds = std::chrono::duration<double>;

Limiter::Limiter(const Clock& clock, Allowance allowance, std::size_t most_keys)
    : clock_(clock), allowance_(allowance), most_keys_(std::max<std::size_t>(most_keys, 1)) {}

// The key's bucket, filled up to this instant. REQUIRES: the mutex is held.
Limiter::Bucket& Limiter::bucket_of(const std::string& key) {
    const Instant now = clock_.now();
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        if (buckets_.size() >= most_keys_) {
            by_key_.erase(buckets_.back().key);
            buckets_.pop_back();
        }
        buckets_.push_front({key, allowance_.most, now});
        by_key_[key] = buckets_.begin();
        return buckets_.front();
    }
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    Bucket& bucket = buckets_.front();
    // A clock that was put back gives nothing, and does not stop the bucket from filling.
    const double passed = std::max(0.0, Seconds(now - bucket.last).count());
    const double gained = passed * allowance_.most / Seconds(allowance_.refill).count();
    bucket.left = std::min(allowance_.most, bucket.left + gained);
    bucket.last = now;
    return bucket;
}

int Limiter::take(const std::string& key, double amount) {
    const std::lock_guard lock(mutex_);
    Bucket& bucket = bucket_of(key);
    const double wanted = std::min(amount, allowance_.most);
    // What is there but for the rounding of many small gains is there.
    constexpr double rounding = 1e-6;
    const double missing = wanted - bucket.left;
    if (missing > rounding * allowance_.most) {
        const double wait = missing * Seconds(allowance_.refill).count() / allowance_.most;
        return std::max(1, static_cast<int>(std::ceil(wait - rounding)));
    }
    bucket.left = std::max(0.0, bucket.left - wanted);
    return 0;
}

void Limiter::give_back(const std::string& key, double amount) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    found->second->left = std::min(allowance_.most, found->second->left + amount);
}

void Limiter::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    buckets_.erase(found->second);
    by_key_.erase(found);
}

std::size_t Limiter::size() const {
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

}  // namespace oneseal
