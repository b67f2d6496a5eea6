// Slows down whoever guesses passwords: after some free attempts each further one must wait twice
// as long as the one before.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"

namespace oneseal::access {

class Throttle {
  public:
    // `clock` outlives the throttle.
    Throttle(const Clock& clock, int free_attempts, std::chrono::seconds longest_wait);

    // Counts an attempt before it is made, so that attempts at the same time count too. Answers how
    // many seconds it must wait; 0: go on. What must wait is not counted. [any thread]
    int begin(const std::string& key);
    // The attempt was right: takes back its count, or forgets all of them.
    void take_back(const std::string& key);
    void forget(const std::string& key);

    std::size_t size() const;

  private:
    struct Attempts {
        int count = 0;
        Instant blocked_until{};
        Instant last{};
    };
    void make_room(Instant now);

    const Clock& clock_;
    const int free_attempts_;
    const std::chrono::seconds longest_wait_;
    mutable std::mutex mutex_{};
    std::unordered_map<std::string, Attempts> attempts_{};
    Instant last_purge_{};
};

}  // namespace oneseal::access
