// The generation in force, and how another takes its place while requests flow: whoever asks for
// the desk from then on gets the new one, and the old one ends with the last request that holds on
// to it.
#pragma once

#include <atomic>
#include <memory>

#include "desk/desk.hpp"

namespace oneseal::desk {

class Generations {
  public:
    // What lasts outlives this object.
    explicit Generations(Lasting& lasting) : lasting_(lasting) {}
    Generations(const Generations&) = delete;
    Generations& operator=(const Generations&) = delete;

    // The desk of the generation in force. REQUIRES: put() has succeeded once. [any thread]
    Desk desk() const { return {in_force_.load(), lasting_}; }

    // Puts it in force once its counties are on record. Fails as Desk::prepare() does; then what
    // was in force stays so. [blocks; one thread at a time]
    Result<void> put(Generation next);

    // How many are held on to, the one in force among them. [any thread]
    std::size_t alive() const { return *alive_; }

  private:
    Lasting& lasting_;
    unsigned long long last_ = 0;
    // Outlives this object in the hands of the last that holds on to a generation.
    std::shared_ptr<std::atomic<std::size_t>> alive_ =
        std::make_shared<std::atomic<std::size_t>>(0);
    std::atomic<GenerationPointer> in_force_{};
};

}  // namespace oneseal::desk
