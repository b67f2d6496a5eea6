// One running oneseal-plugin-host and the kernel's ends of its sockets.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "host/fd.hpp"
#include "host/protocol.hpp"

namespace oneseal::host {

class Process {
  public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct Limits {
        std::size_t memory = 0;  // bytes
        bool needs_landlock = true;
    };

    // Starts `program` with the library behind `library_fd` and `channels` call channels. Fails as
    // `unavailable` (PLUGIN_HOST_CANNOT_START). Called from one thread that lives as long as the
    // kernel: the host dies with the thread that started it.
    static Result<std::shared_ptr<Process>> start(const std::string& program,
                                                  int library_fd,
                                                  std::size_t channels,
                                                  const Limits& limits);
    // Kills the process and waits for its end.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const { return pid_; }
    // Readable once the process has ended.
    int pidfd() const { return pidfd_.get(); }
    // Non-blocking; whoever takes one owns it.
    Fd take_control() { return std::move(control_); }
    Fd take_channel(std::size_t index) { return std::move(channels_[index]); }
    // What it writes to its standard error comes out here.
    Fd take_errors() { return std::move(errors_); }

    // Of its memory what lies in RAM; 0 where it has ended. [any thread]
    std::size_t resident_bytes() const;

    void kill();  // [any thread]
    // How it ended, for people: "signal 9 (Killed)". REQUIRES: it has ended. One thread.
    std::string reap();

    // The call that the host was in, as Progress::call(). Final once the process has ended.
    // [any thread]
    std::uint64_t executing() const;

    // The processor's time that it has taken so far; 0 where it has ended. [any thread]
    std::chrono::nanoseconds cpu_time() const;

    // It is ended because one call took too long. [any thread]
    void set_too_slow() { too_slow_.store(true, std::memory_order_relaxed); }
    bool too_slow() const { return too_slow_.load(std::memory_order_relaxed); }

    // The last sign of life: an answer on any channel. [any thread]
    void progressed(SteadyTime now) {
        last_progress_.store(now.time_since_epoch(), std::memory_order_relaxed);
    }
    SteadyTime last_progress() const {
        return SteadyTime(last_progress_.load(std::memory_order_relaxed));
    }

    // While it opens a context it answers no calls, and their deadline does not run. [any thread]
    void set_opening(bool opening) { opening_.store(opening, std::memory_order_relaxed); }
    bool opening() const { return opening_.load(std::memory_order_relaxed); }

  private:
    Process() = default;
    bool prepare(std::size_t channels, std::vector<Fd>& theirs);
    bool spawn(const std::string& program, const Limits& limits, const std::vector<Fd>& theirs);

    pid_t pid_ = -1;
    bool reaped_ = false;
    Fd pidfd_{};
    Fd control_{};
    std::vector<Fd> channels_{};
    Fd errors_{};
    Fd progress_{};
    clockid_t cpu_clock_ = 0;
    std::atomic<std::chrono::steady_clock::duration> last_progress_{};
    std::atomic<bool> opening_{false};
    std::atomic<bool> too_slow_{false};
};

}  // namespace oneseal::host
