// The plugins' processes as the rest of the kernel sees them: contexts are opened, inputs become
// verdicts, and what dies is started again. A package runs in a process of its own, one for each
// version, and holds one instance for each open context; the kernel never maps vendor code.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "host/circuit.hpp"
#include "host/package.hpp"

namespace boost::asio {
class io_context;
}

namespace oneseal::host {

enum class HostState {
    stopped,   // no process; the next probe starts one
    starting,  // opening its contexts
    running,
    pausing  // died; started again in a moment
};

// Whose call it is. What people of the bureau do and what is filed comes first; mere checks, which
// anybody may send, never take a department away from it.
enum class Urgency { case_work, check };

// What stands around a process beside its limits.
struct Fence {
    bool stands = false;         // nothing is known without a process
    bool seccomp = false;        // false only in the sanitizers' builds
    std::uint16_t landlock = 0;  // the version of Landlock that denies it all paths; 0: none does
};

struct HostStatus {
    std::string package{};
    std::string version{};
    std::string digest{};
    pid_t pid = 0;  // 0 without a process
    HostState state = HostState::stopped;
    std::size_t contexts = 0;
    std::uint64_t restarts = 0;
    std::uint64_t calls = 0;     // that were accepted
    std::uint64_t failures = 0;  // deaths of the process and answers against the contract
    std::optional<Instant> circuit_open_until{};
    std::optional<Instant> checks_refused_until{};
    // The id of the last error that was held against an input, and when; empty before the first.
    std::string last_error{};
    std::optional<Instant> last_error_at{};
    Fence fence{};
};

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t usual_memory_limit = 2048u << 20;  // the sanitizer keeps what was freed
constexpr std::chrono::milliseconds usual_cpu_limit{3'000};
#else
constexpr std::size_t usual_memory_limit = 512u << 20;
constexpr std::chrono::milliseconds usual_cpu_limit{1'000};
#endif

struct HostOptions {
    std::string program{};  // path of oneseal-plugin-host
    // What one call may take: of the clock, and of the processor.
    std::chrono::milliseconds call_deadline{3'000};
    std::chrono::milliseconds call_cpu = usual_cpu_limit;
    // How long a caller waits, with all that is before its call.
    std::chrono::milliseconds longest_wait{5'000};
    std::chrono::milliseconds open_deadline{10'000};
    std::size_t memory_limit = usual_memory_limit;  // resident; beyond it a process is ended
    // Where the system has no Landlock, plugins are refused: no signature says yet whose they are.
    bool without_landlock = false;
    // The first death in a while is followed by a start at once, the next ones by this pause,
    // doubled each time.
    std::chrono::milliseconds restart_pause{50};
    CircuitLimits circuit{};
    std::size_t most_in_flight = 64;  // calls sent and not answered, a channel
    // What is sent ahead to the host is no more than it answers in this time, so that an urgent
    // call need not wait for what is not.
    std::chrono::milliseconds most_ahead{50};
    std::size_t most_waiting = 4096;             // calls accepted and not answered, a channel
    std::size_t most_waiting_bytes = 64u << 20;  // of their inputs; checks have a quarter of both
    // Threads that wait in evaluate_and_wait() for one package, so that a slow one leaves threads
    // for the others; how long one more waits for its turn.
    std::size_t most_blocked = 4;
    std::chrono::milliseconds turn{100};
    // Takes the lines that plugins log or print to standard error: level as in oneseal_log_level,
    // text cleaned and cut. At most most_log_lines a minute and package. [any thread]
    std::function<void(std::string_view package, int level, std::string_view text)> plugin_log{};
    std::size_t most_log_lines = 600;
};

using Done = std::function<void(Result<std::string>)>;

// Whether a call failed because of what was asked, not because of how the plugin is: no use in
// asking again soon, and the plugin answers others.
bool is_held_against_input(const Error& error);

class Hosts {
  public:
    // One channel for each io_context; each runs on one thread, the channel's thread. The contexts
    // and the clock outlive this object.
    Hosts(HostOptions options, std::vector<boost::asio::io_context*> contexts, const Clock& clock);
    // Ends all processes. Calls not answered yet never are.
    // REQUIRES: no thread runs the io_contexts, now or later.
    ~Hosts();
    Hosts(const Hosts&) = delete;
    Hosts& operator=(const Hosts&) = delete;

    // Opens a package with a context document; starts its process if there is none. Opening what is
    // open already succeeds. Fails as `invalid_input` (PLUGIN_DOCUMENTS_INVALID, a finding for each
    // place: pointer is file#pointer, the message begins with line and column; PLUGIN_CANNOT_LOAD),
    // as `unavailable` (PLUGIN_OPEN_FAILED: died or took too long; PLUGIN_NOT_FENCED).
    // Blocks. [any thread but a channel's]
    Result<void> open(const Package& package,
                      const std::string& context_digest,
                      const std::string& context_json);

    // No new calls with this context; those under way are answered, then the instance is closed,
    // and after the package's last context its process ends. [any thread]
    void close_context(std::string_view package_digest, std::string_view context_digest);

    // Evaluates one input document. `done` is called once, on the channel's thread, never before
    // this returns: with the verdict's bytes (one JSON object in UTF-8), or
    //   invalid_input: the plugin cannot evaluate this input; id, message and the finding's pointer
    //     are the plugin's;
    //   unavailable with retry_after_s, held against this input (is_held_against_input()):
    //     PLUGIN_CALL_DIED (the process died twice in this call), PLUGIN_TOO_SLOW (was ended twice
    //     in it), PLUGIN_ANSWER_TOO_LARGE, PLUGIN_BROKE_CONTRACT (the answer is no JSON object, or
    //     a status that means a fault). For ten minutes the same input gets the same answer at
    //     once;
    //   unavailable with retry_after_s: PLUGIN_UNAVAILABLE (the circuit is open, after failures of
    //     as many different inputs), PLUGIN_BUSY (too many or too long before it);
    //   not_found: PLUGIN_NOT_OPEN; too_large: an input beyond 4 MiB.
    // Checks have a circuit of their own: their failures refuse checks only.
    // A call that dies with the process is repeated once on a fresh one. [the channel's thread]
    void evaluate(std::size_t channel,
                  std::string_view package_digest,
                  std::string_view context_digest,
                  std::string input,
                  Done done,
                  Urgency urgency = Urgency::case_work);

    // The same for a thread that runs no channel; blocks, at most for longest_wait and only where
    // not too many threads wait for the same package already (PLUGIN_BUSY). REQUIRES: the channels
    // are running.
    Result<std::string> evaluate_and_wait(std::string_view package_digest,
                                          std::string_view context_digest,
                                          std::string input);

    // One for each open package, in the order of id and version. [any thread]
    std::vector<HostStatus> status() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::host
