// A fixed number of threads for work that would block an I/O thread: reads of the database,
// passwords, files.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace oneseal {

class WorkPool {
  public:
    // REQUIRES: both above 0.
    WorkPool(std::size_t threads, std::size_t queue_limit);
    // Does what is queued, then ends the threads. [not from one of them]
    ~WorkPool();
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

    // False where the queue is full or the pool is ending; then `work` is destroyed unrun, and the
    // caller answers `unavailable`. What `work` throws ends it, and nothing else.
    // [any thread]
    [[nodiscard]] bool post(std::function<void()> work);

    // How many wait for a thread.
    std::size_t waiting() const;

  private:
    void run();

    const std::size_t queue_limit_;
    mutable std::mutex mutex_{};
    std::condition_variable wake_{};
    std::deque<std::function<void()>> queue_{};
    bool ending_ = false;
    std::vector<std::thread> threads_{};
};

}  // namespace oneseal
