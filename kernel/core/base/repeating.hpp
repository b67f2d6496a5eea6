// A thread that does something again and again, with a pause between.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace oneseal {

class Repeating {
  public:
    // For the first time after `first`. What `work` throws is told to `failed` by its type, for its
    // text may hold what a person filed; the next time comes all the same.
    Repeating(std::chrono::milliseconds first,
              std::chrono::milliseconds pause,
              std::function<void()> work,
              std::function<void(const char* type)> failed);
    // The end waits for the work that is under way.

  private:
    std::jthread thread_;
};

}  // namespace oneseal
