// The thread that makes happen what must happen by itself. One node at a time fires a county's
// timers: whoever holds its lease.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "desk/desk.hpp"

namespace oneseal::desk {

// Where the evidence lies beside the database.
struct Evidence {
    std::string key{};      // the file of the key that signs anchors
    std::string anchors{};  // the folder of their copies
};

class TimerLoop {
  public:
    // Looks for due timers a few times a second, and anchors each county's journal once a day.
    // Starts at once.
    TimerLoop(Desk& desk, std::string node, Evidence evidence);
    // Finishes what it is firing, then ends.
    ~TimerLoop();
    TimerLoop(const TimerLoop&) = delete;
    TimerLoop& operator=(const TimerLoop&) = delete;

  private:
    void run();
    void look();
    bool holds_lease(const std::string& county, Instant now);
    void anchor_daily(const std::string& county, Instant now);
    Result<void> anchor(const std::string& county, Instant now);

    Desk& desk_;
    const std::string node_;
    const Evidence evidence_;
    std::map<std::string, Instant> next_anchors_{};
    std::map<std::string, Instant> leases_{};  // until when this node holds a county's
    std::mutex mutex_{};
    std::condition_variable wake_{};
    bool ending_ = false;
    std::thread thread_{};
};

}  // namespace oneseal::desk
