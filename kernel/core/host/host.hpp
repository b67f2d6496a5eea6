// One package's process as its parts share it: the channels on their threads, the keeper on the
// supervisor's. Not for other folders.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/bad_inputs.hpp"
#include "host/channel.hpp"
#include "host/circuit.hpp"
#include "host/hosts.hpp"
#include "host/turns.hpp"

namespace oneseal::host {

class Keeper;

struct Host : std::enable_shared_from_this<Host> {
    Host(const Package& package, const HostOptions& options, const Clock& clock);
    ~Host();

    // Passes a line of the plugin on, within its limits. [any thread]
    void log_line(int level, std::string_view text);
    // The same for what it prints: each line that ends in `bytes`; `begun` holds the last one's
    // beginning.
    void log_printed(std::string_view bytes, std::string& begun);
    // Why a call of this kind is not taken; nothing where it is. [any thread]
    std::optional<Error> refuse(Urgency urgency);
    void succeeded(Urgency urgency);
    // A failure for its circuit; returns whether its circuit is open now. Where it has just opened,
    // who waits is refused. [any thread]
    bool failed(Urgency urgency);
    // The last error held against an input. [any thread]
    std::pair<std::string, std::optional<Instant>> last_error() const;
    // What a call did to the plugin is held against its input; each input counts once. [any thread]
    void hold_against(const Call& call, const Error& error);

    const std::string id;
    const std::string version;
    const std::string digest;
    const std::shared_ptr<const Fd> library;
    const HostOptions& options;
    const Clock& clock;
    Circuit circuit;
    Circuit checks;  // what checks fail of refuses checks only
    BadInputs bad_inputs;
    Turns turns;
    std::vector<std::unique_ptr<Channel>> channels{};
    std::unique_ptr<Keeper> keeper{};  // set once, before any other thread sees the host

    std::atomic<HostState> state{HostState::stopped};
    std::atomic<pid_t> pid{0};
    std::atomic<Fence> fence{};
    std::atomic<std::uint64_t> restarts{0};
    std::atomic<std::uint64_t> failures{0};

  private:
    std::atomic<std::int64_t> log_minute_{0};
    std::atomic<std::size_t> log_lines_{0};
    mutable std::mutex error_mutex_{};
    std::string error_{};
    std::optional<Instant> error_at_{};
};

// An open context. Its calls under way share it; the last one to go closes the instance.
class Instance {
  public:
    Instance(std::shared_ptr<Host> its_host, std::uint32_t its_number)
        : host(std::move(its_host)), number(its_number) {}
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const std::shared_ptr<Host> host;
    const std::uint32_t number;
};

}  // namespace oneseal::host
