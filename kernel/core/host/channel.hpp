// The calls of one thread to one host. Everything here happens on that thread, without locks; the
// supervisor's messages arrive as posts. Not for other folders.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <string>

#include "host/hosts.hpp"
#include "host/process.hpp"
#include "host/protocol.hpp"

namespace oneseal::host {

struct Host;
class Context;

class Channel {
  public:
    Channel(Host& host, boost::asio::io_context& io, std::size_t index);

    // [the channel's thread]
    void evaluate(std::shared_ptr<const Context> context, std::string input, Done done);

    // A fresh process that has opened its contexts. [any thread]
    void attach(std::shared_ptr<Process> process, Fd socket);
    // There is no process and none comes soon: whoever waits is told so. [any thread]
    void refuse_waiting(std::chrono::milliseconds pause);
    // Forgets the calls. REQUIRES: the channel's thread has ended.
    void abandon();

    boost::asio::io_context& io() { return io_; }
    std::uint64_t calls() const { return accepted_.load(std::memory_order_relaxed); }

  private:
    using Executor = boost::asio::io_context::executor_type;
    using Socket = boost::asio::basic_stream_socket<boost::asio::local::stream_protocol, Executor>;
    using Timer =
        boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                          boost::asio::wait_traits<std::chrono::steady_clock>,
                                          Executor>;
    using SteadyTime = Process::SteadyTime;

    struct Call {
        std::shared_ptr<const Context> context;
        std::string input;
        Done done;
        int deaths = 0;
    };

    // Keeps the host, and so this channel, alive until a handler has run.
    template <typename Handler>
    auto keeping_alive(Handler handler);

    void flush_soon();
    void flush();
    void send(SteadyTime now);
    void wait_writable();
    void read();
    void received(std::size_t bytes);
    bool answer(const Frame& frame);
    void finish_call(Result<std::string> result);
    void broke_contract(std::string_view how);
    void lose_process();
    void fail_all(const Error& error);
    void watch_deadline(SteadyTime at);
    void deadline_passed();

    Host& host_;
    boost::asio::io_context& io_;
    const std::size_t index_;
    Socket socket_;
    Timer timer_;
    std::shared_ptr<Process> process_{};
    std::uint64_t generation_ = 0;  // counts the processes lost
    FrameReader reader_{largest_payload};
    std::string out_{};
    std::size_t out_sent_ = 0;
    // Calls in the order they came; the first `sent_` of them are with the host, numbered from
    // first_number_ on. The host answers in this order.
    std::deque<Call> calls_{};
    std::size_t waiting_bytes_ = 0;  // of their inputs
    std::size_t sent_ = 0;
    std::uint32_t first_number_ = 0;
    SteadyTime busy_since_{};
    bool flush_posted_ = false;
    bool writing_ = false;
    bool timer_set_ = false;
    std::atomic<std::uint64_t> accepted_{0};
};

}  // namespace oneseal::host
