// When a package has failed too often its circuit opens: calls are refused at once instead of
// waiting for another failure. After a while one call is let through as a probe; its success closes
// the circuit, its failure opens it for twice as long. [any thread]
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>

#include "base/clock.hpp"

namespace oneseal::host {

struct CircuitLimits {
    std::size_t failures = 5;                  // so many ...
    std::chrono::milliseconds within{60'000};  // ... in so long a time open it
    std::chrono::milliseconds first_pause{1'000};
    std::chrono::milliseconds longest_pause{60'000};
};

class Circuit {
  public:
    Circuit(CircuitLimits limits, const Clock& clock) : limits_(limits), clock_(clock) {}

    // nullopt where the call may go ahead, otherwise how long the caller should wait. Who is less
    // fit to be the probe is so only where no better one came for a time.
    std::optional<std::chrono::milliseconds> refuse(std::chrono::milliseconds unfit = {}) {
        return open_.load(std::memory_order_relaxed) ? refuse_or_probe(unfit) : std::nullopt;
    }

    void succeeded() {
        if (open_.load(std::memory_order_relaxed)) close();
    }

    // Returns whether the circuit is open now.
    bool failed();

    bool is_open() const { return open_.load(std::memory_order_relaxed); }
    // How many failures within the time count at the moment.
    std::size_t recent_failures() const;
    // When the next probe may go; nullopt while the circuit is closed.
    std::optional<Instant> open_until() const;

  private:
    std::optional<std::chrono::milliseconds> refuse_or_probe(std::chrono::milliseconds unfit);
    void close();

    const CircuitLimits limits_;
    const Clock& clock_;
    std::atomic<bool> open_{false};
    mutable std::mutex mutex_{};
    std::deque<Instant> failures_{};
    std::chrono::milliseconds pause_{0};
    Instant until_{};
    bool probing_ = false;
};

}  // namespace oneseal::host
