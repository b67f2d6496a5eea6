#include "host/bad_inputs.hpp"

#include "crypto/digest.hpp"

namespace oneseal::host {
namespace {

constexpr std::chrono::minutes held_for{10};
// Whoever sends more of them only makes the oldest ones be tried again.
constexpr std::size_t most_held = 1000;

}  // namespace

std::optional<Error> BadInputs::find_held(std::uint32_t context, std::string_view input) {
    const Key key{context, crypto::sha256_bytes(input)};
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    forget_old(now);
    const auto found = inputs_.find(key);
    if (found == inputs_.end()) return std::nullopt;
    Error error = found->second.error;
    const auto left = std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
    error.retry_after_s = static_cast<int>(left.count());
    return error;
}

bool BadInputs::hold(std::uint32_t context, std::string_view input, Error error) {
    Key key{context, crypto::sha256_bytes(input)};
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    forget_old(now);
    if (!inputs_.try_emplace(key, Held{std::move(error), now + held_for}).second) return false;
    order_.push_back(std::move(key));
    if (order_.size() > most_held) {
        inputs_.erase(order_.front());
        order_.pop_front();
    }
    held_.store(order_.size(), std::memory_order_relaxed);
    return true;
}

// REQUIRES: the mutex is held.
void BadInputs::forget_old(Instant now) {
    while (!order_.empty() && inputs_.at(order_.front()).until <= now) {
        inputs_.erase(order_.front());
        order_.pop_front();
    }
    held_.store(order_.size(), std::memory_order_relaxed);
}

}  // namespace oneseal::host
