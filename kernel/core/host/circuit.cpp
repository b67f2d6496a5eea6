#include "host/circuit.hpp"

#include <algorithm>

namespace oneseal::host {

std::optional<std::chrono::milliseconds> Circuit::refuse_or_probe(std::chrono::milliseconds unfit) {
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    if (now < until_ + unfit) return until_ + unfit - now;
    // A probe that is never answered must not keep the circuit open for ever: the next follows
    // after another pause.
    probing_ = true;
    until_ = now + pause_;
    return std::nullopt;
}

void Circuit::close() {
    const std::lock_guard lock(mutex_);
    // Calls from before the circuit opened may still succeed; only a probe says that all is well.
    if (!probing_) return;
    probing_ = false;
    failures_.clear();
    open_.store(false, std::memory_order_relaxed);
}

bool Circuit::failed() {
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    if (open_.load(std::memory_order_relaxed)) {
        // Nor do the failures of calls from before count again.
        if (!probing_) return true;
        probing_ = false;
        pause_ = std::min(2 * pause_, limits_.longest_pause);
        until_ = now + pause_;
        return true;
    }
    failures_.push_back(now);
    while (failures_.front() <= now - limits_.within) failures_.pop_front();
    if (failures_.size() < limits_.failures) return false;
    pause_ = limits_.first_pause;
    until_ = now + pause_;
    open_.store(true, std::memory_order_relaxed);
    return true;
}

std::size_t Circuit::recent_failures() const {
    const std::lock_guard lock(mutex_);
    return failures_.size();
}

std::optional<Instant> Circuit::open_until() const {
    const std::lock_guard lock(mutex_);
    if (!open_.load(std::memory_order_relaxed)) return std::nullopt;
    return until_;
}

}  // namespace oneseal::host
