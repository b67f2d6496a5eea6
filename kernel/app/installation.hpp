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

namespace access {
class Access;
}
namespace desk {
class Desk;
}
namespace storage {
class BlobStore;
}

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
    // The same behind closed doors, for whoever works at the desk inside this process: no route is
    // served, no timer fires by itself, and what is written is on the disk at the end only.
    static Result<std::unique_ptr<Installation>> start_closed(const Settings& settings,
                                                              const std::string& plugin_host,
                                                              const Clock& clock);
    ~Installation();

    // Puts in force, without a request that fails, what the files say now: counties with their
    // people, laws, calendars, packages that have come, changed places or gone. Address, database
    // and folders stay as they were at the start. Fails as start() does; then what was in force
    // stays so. [blocks]
    Result<void> reload(const Settings& settings);

    std::uint16_t port() const;
    desk::Desk desk() const;
    access::Access& access();
    const storage::BlobStore& blobs() const;

  private:
    struct State;
    explicit Installation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace oneseal
