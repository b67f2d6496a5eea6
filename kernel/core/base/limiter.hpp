// What one account or one address may take in a while: a bucket of tokens for each key, which fills
// again at a steady rate. The memory is bounded: who came longest ago is forgotten first.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"

namespace oneseal {

struct Allowance {
    double most = 1;                  // at once, after a quiet time
    std::chrono::seconds refill{60};  // in which an empty bucket is full again
};

class Limiter {
  public:
    // `clock` outlives the limiter.
    Limiter(const Clock& clock, Allowance allowance, std::size_t most_keys = 100'000);

    // Takes the amount, or nothing and answers after how many seconds it is there; 0: taken. What
    // is more than the bucket holds takes a full one. [any thread]
    int take(const std::string& key, double amount = 1);
    // Of what turned out not to count, and of all that was taken.
    void give_back(const std::string& key, double amount = 1);
    void forget(const std::string& key);

    std::size_t size() const;

  private:
    struct Bucket {
        std::string key{};
        double left = 0;
        Instant last{};
    };
    using Buckets = std::list<Bucket>;
    Bucket& bucket_of(const std::string& key);

    const Clock& clock_;
    const Allowance allowance_;
    const std::size_t most_keys_;
    mutable std::mutex mutex_{};
    Buckets buckets_{};  // who came last stands first
    std::unordered_map<std::string, Buckets::iterator> by_key_{};
};

}  // namespace oneseal
