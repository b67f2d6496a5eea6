// Keeps one package's process alive: starts it, opens its contexts, hands its sockets to the
// channels, and begins again when it has died. Everything here happens on the supervisor's thread.
// Not for other folders.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "host/process.hpp"
#include "host/protocol.hpp"

namespace oneseal::host {

struct Host;

class Keeper {
  public:
    using Opened = std::promise<Result<void>>;

    // `documents`: as the plugin's open takes them.
    Keeper(Host& host, std::string documents, boost::asio::io_context& io);
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    // [any thread]
    void open(std::uint32_t number, std::string context_json, Opened opened);
    // After the last context the process ends. [any thread]
    void close(std::uint32_t number);
    // A probe waits for a process. [any thread]
    void wake();

  private:
    struct Entry {
        std::string context_json;
        std::optional<Opened> opened;  // set until the first answer
    };

    template <typename Handler>
    auto keeping_alive(Handler handler);

    void start();
    void watch_exit();
    void watch_memory();
    void send_open(std::uint32_t number, const std::string& context_json);
    void write();
    void read();
    void received(std::size_t bytes);
    void answer(const Frame& frame);
    void fenced(const Frame& frame);
    void opened(std::uint32_t number);
    void open_refused(std::uint32_t number, const Error& error);
    void open_answered();
    void attach_channels();
    void open_deadline_passed();
    void end();
    void ended();
    void read_errors();
    void read_rest();
    void forget_process();
    void fail_waiting_opens(const Error& error);
    void failed();
    void died_in_call();
    void restart(std::size_t doublings);
    void after(std::chrono::milliseconds delay, void (Keeper::*action)());
    void stop_timer();

    Host& host_;
    boost::asio::io_context& io_;
    const std::string documents_;
    boost::asio::local::stream_protocol::socket control_;
    boost::asio::posix::stream_descriptor exit_;
    boost::asio::posix::stream_descriptor errors_;  // the process's standard error
    boost::asio::steady_timer timer_;               // of an open, or of a pause
    boost::asio::steady_timer memory_timer_;        // of the next look at the memory
    std::shared_ptr<Process> process_{};
    FrameReader reader_{largest_payload};
    std::array<char, 64 << 10> error_bytes_{};  // as much as the pipe holds
    std::string error_line_{};                  // not yet complete
    std::string out_{};                         // waits
    std::string sending_{};                     // on its way
    std::map<std::uint32_t, Entry> contexts_{};
    std::size_t opens_under_way_ = 0;
    bool attached_ = false;
    bool ending_ = false;             // its end is wanted
    std::uint64_t generation_ = 0;    // counts the processes that ended
    std::uint64_t timer_ticket_ = 0;  // tells the timer's last setting from older ones
    Instant last_death_{};            // in a call
    // Why the process ends, where more is known than its exit status: for the log, and for those
    // who wait for an open.
    std::string why_{};
    std::optional<Error> open_error_{};
};

}  // namespace oneseal::host
