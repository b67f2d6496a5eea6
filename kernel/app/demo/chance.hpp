// The filler's dice: the same seed throws the same on every machine. (The distributions of the
// standard library do not.)
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>

#include "base/json.hpp"

namespace oneseal::demo {

class Chance {
  public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    // 0 … n - 1. REQUIRES: n > 0.
    int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
    // REQUIRES: from <= to.
    int between(int from, int to) { return from + below(to - from + 1); }
    // REQUIRES: [from, to].
    int between(const Json& range) { return between(range[0].get<int>(), range[1].get<int>()); }
    // REQUIRES: a list that is not empty.
    const Json& one_of(const Json& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }
    std::uint64_t seed() { return engine_(); }

  private:
    std::mt19937_64 engine_;
};

}  // namespace oneseal::demo
