// The thread that makes happen what must happen by itself. One node at a time fires a county's
// timers: whoever holds its lease.
#pragma once

#include <map>
#include <string>

#include "base/repeating.hpp"
#include "desk/generations.hpp"

namespace oneseal::desk {

// Where the evidence lies beside the database.
struct Evidence {
    std::string key{};      // the file of the key that signs anchors
    std::string anchors{};  // the folder of their copies
};

// Signs the state of a county's journal, unless that was done on this day, and keeps its copy.
Result<void> anchor_of_the_day(storage::Database& database,
                               const std::string& county,
                               const Evidence& evidence,
                               Instant now);

class TimerLoop {
  public:
    // Looks for due timers a few times a second, and anchors each county's journal once a day.
    // Starts at once; its end waits for what it is firing. The
    // generations outlive it.
    TimerLoop(const Generations& generations, std::string node, Evidence evidence);
    TimerLoop(const TimerLoop&) = delete;
    TimerLoop& operator=(const TimerLoop&) = delete;

  private:
    void look();
    bool holds_lease(const Desk& desk, const std::string& county, Instant now);
    void anchor_daily(const Desk& desk, const std::string& county, Instant now);

    const Generations& generations_;
    const std::string node_;
    const Evidence evidence_;
    std::map<std::string, Instant> next_anchors_{};
    std::map<std::string, Instant> leases_{};  // until when this node holds a county's
    Repeating thread_;                         // last: it uses the others
};

}  // namespace oneseal::desk
