// A running installation: everything wired together, in the order in which it comes up and, the
// other way round, goes down. The clock is given by whoever makes it; only test programs give one
// that can be set.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace oneseal {

struct Settings;

class Installation {
  public:
    // Opens database, packages, plugin processes and the bureau, then serves. A package that does
    // not hold is left out and logged, with file, line and column of what does not compile: the
    // counter of the other departments stays open. Fails with the first other thing that is wrong:
    // settings, a calendar, two packages between which somebody has to choose, a port that is
    // taken.
    static Result<std::unique_ptr<Installation>> start(const Settings& settings,
                                                       const std::string& plugin_host,
                                                       const Clock& clock);
    ~Installation();

    std::uint16_t port() const;

  private:
    struct State;
    explicit Installation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace oneseal
