#include "base/repeating.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <typeinfo>

namespace oneseal {

Repeating::Repeating(std::chrono::milliseconds first,
                     std::chrono::milliseconds pause,
                     std::function<void()> work,
                     std::function<void(const char* type)> failed)
    : thread_([=](const std::stop_token& stop) {
          std::mutex mutex;  // nobody shares it: it is only what a wait needs
          std::condition_variable_any wake;
          // cppcheck-suppress localMutex
          std::unique_lock lock(mutex);
          const auto stopped = [&] { return stop.stop_requested(); };
          for (auto wait = first; !wake.wait_for(lock, stop, wait, stopped); wait = pause) {
              try {
                  work();
              } catch (const std::exception& thrown) {
                  failed(typeid(thrown).name());
              }
          }
      }) {}

}  // namespace oneseal
