// The calls of one thread to one host. Everything here happens on that thread, without locks; the
// supervisor's messages arrive as posts. Not for other folders.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "host/call_queue.hpp"
#include "host/hosts.hpp"
#include "host/process.hpp"
#include "host/protocol.hpp"

namespace oneseal::host {

struct Host;

class Channel {
  public:
    Channel(Host& host, boost::asio::io_context& io, std::size_t index);

    // [the channel's thread]
    void evaluate(std::shared_ptr<const Instance> instance,
                  std::string input,
                  Done done,
                  Urgency urgency);

    // A fresh process that has opened its contexts. [any thread]
    void attach(std::shared_ptr<Process> process, Fd socket);
    // There is no process and none comes soon: whoever waits is told so. [any thread]
    void refuse_all(std::chrono::milliseconds pause);
    // Calls of this urgency that are not with the host. [any thread]
    void refuse_waiting(Urgency urgency, std::chrono::milliseconds pause);
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

    // Keeps the host, and so this channel, alive until a handler has run, and going where that
    // found no memory.
    template <typename Handler>
    auto keeping_alive(Handler handler);
    void ran_out_of_memory();

    std::optional<Error> refusal(const Instance& instance,
                                 const std::string& input,
                                 Urgency urgency);
    bool is_full(std::size_t bytes, Urgency urgency) const;
    void flush_soon();
    void flush();
    void send(SteadyTime now);
    std::size_t most_ahead() const;
    void wait_writable();
    void read();
    void received(std::size_t bytes);
    bool answer_all();
    bool answer(const Frame& frame);
    void measure(std::size_t answers, SteadyTime now);
    void finish_call(Result<std::string> result);
    void fail_call(const Error& error);
    void broke_contract(std::string_view how);
    void give_up_process();
    // Whether the call that it was in may have brought it down.
    enum class Blame { its_call, nobody };
    void lose_process(Blame blame = Blame::its_call);
    void tell(std::vector<Done> callers, const Error& error);
    void watch(SteadyTime now);
    void look();
    bool is_stuck(SteadyTime now);

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
    CallQueue calls_{};
    SteadyTime busy_since_{};
    // How long an answer takes, as it was lately; zero where that is not known.
    std::chrono::nanoseconds pace_{0};
    SteadyTime measured_{};
    // The processor's time when the last answer but none since was there.
    SteadyTime seen_progress_{};
    std::chrono::nanoseconds seen_cpu_{0};
    bool flush_posted_ = false;
    bool writing_ = false;
    bool timer_set_ = false;
    std::atomic<std::uint64_t> accepted_{0};
};

}  // namespace oneseal::host
