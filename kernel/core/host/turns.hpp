// So many threads at once and no more. [any thread]
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace oneseal::host {

class Turns {
  public:
    explicit Turns(std::size_t most) : left_(most) {}

    // Whether a turn came in this time. REQUIRES: give_back() follows where it did.
    bool take(std::chrono::milliseconds within) {
        std::unique_lock lock(mutex_);
        if (!given_back_.wait_for(lock, within, [this] { return left_ > 0; })) return false;
        --left_;
        return true;
    }
    void give_back() {
        const std::lock_guard lock(mutex_);
        ++left_;
        given_back_.notify_one();
    }

  private:
    std::mutex mutex_{};
    std::condition_variable given_back_{};
    std::size_t left_;
};

}  // namespace oneseal::host
