// Inputs that were too much for their plugin: the answer was too large or came too late, or the
// process died of them twice. That is held against the input and not against its department: for a
// while the input is answered with its error and not given to the process again. [any thread]
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace oneseal::host {

class BadInputs {
  public:
    explicit BadInputs(const Clock& clock) : clock_(clock) {}

    // What this input is answered with under the context of this number; nothing where it is not
    // known. Reads nothing of the input while no input is held.
    std::optional<Error> find(std::uint32_t context, std::string_view input) {
        if (held_.load(std::memory_order_relaxed) == 0) return std::nullopt;
        return find_held(context, input);
    }

    // Returns whether it was unknown until now.
    bool hold(std::uint32_t context, std::string_view input, Error error);

  private:
    using Key = std::pair<std::uint32_t, std::string>;  // context, digest of the input
    struct Held {
        Error error{};
        Instant until{};
    };

    std::optional<Error> find_held(std::uint32_t context, std::string_view input);
    void forget_old(Instant now);

    const Clock& clock_;
    std::mutex mutex_{};
    std::map<Key, Held> inputs_{};
    std::deque<Key> order_{};  // as they came, which is also how they are let go
    std::atomic<std::size_t> held_{0};
};

}  // namespace oneseal::host
