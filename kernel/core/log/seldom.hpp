// What a client can make happen a thousand times a second is counted, and logged once a minute: a
// flood must not fill the disk with lines about itself.
#pragma once

#include <chrono>
#include <mutex>

namespace oneseal {

class Seldom {
  public:
    using Time = std::chrono::steady_clock::time_point;

    // It has happened once more. Answers how often since it was last told, this time included; 0:
    // not to be told again yet. [any thread]
    unsigned long long happened(Time now = std::chrono::steady_clock::now()) {
        const std::lock_guard lock(mutex_);
        ++count_;
        if (told_ && now - last_ < std::chrono::minutes{1}) return 0;
        told_ = true;
        last_ = now;
        const unsigned long long count = count_;
        count_ = 0;
        return count;
    }

  private:
    std::mutex mutex_{};
    bool told_ = false;
    Time last_{};
    unsigned long long count_ = 0;
};

}  // namespace oneseal
