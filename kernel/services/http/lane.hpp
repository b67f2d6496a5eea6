// One I/O thread of the server with its connections. Everything but run_here() happens on that
// thread.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>

#include "http/address.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace oneseal::http {

class Connection;
using SteadyTime = std::chrono::steady_clock::time_point;

// What the lanes of one server share.
struct Common {
    Options options{};
    Router router{};
    Networks proxies{};
    // Lets new connections in where nothing waits for them; called on the first lane again and
    // again.
    std::function<void()> keep_accepting{};
    std::atomic<std::size_t> connections{0};
    std::atomic<bool> stopping{false};
    // Set before `stopping`.
    SteadyTime stop_at{};
};

class Lane {
  public:
    Lane(std::size_t index, std::shared_ptr<Common> common);
    ~Lane();

    std::size_t index() const { return index_; }
    Common& common() { return *common_; }
    boost::asio::io_context& context() { return *context_; }

    // The thread's body; returns after the server's stop.
    void run();

    // Closes what took too long, or is idle while the server stops; then again after a while.
    void tick();

    // Takes over an accepted connection, and lets it go.
    void add(std::shared_ptr<Connection> connection);
    void remove(const std::shared_ptr<Connection>& connection);

    std::string_view date() const { return date_; }
    std::string next_request_id();

    // Runs `work` at once where this is the lane's thread, otherwise soon on it; drops it once the
    // lane is closed. [any thread]
    template <typename Work>
    void run_here(Work work) {
        if (std::this_thread::get_id() == thread_.load()) return work();
        const std::lock_guard lock(gate_);
        if (context_) boost::asio::post(*context_, std::move(work));
    }

    // Ends the context with all that waits in it. A Respond may still hold the lane afterwards.
    // [after the thread has ended]
    void close();

  private:
    void wait_for_tick();

    const std::size_t index_;
    const std::shared_ptr<Common> common_;
    const std::string id_prefix_;
    std::uint64_t next_id_ = 0;
    std::string date_{};
    std::time_t date_second_ = 0;
    std::atomic<std::thread::id> thread_{};
    std::mutex gate_{};
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<boost::asio::steady_timer> timer_;
    std::unordered_set<std::shared_ptr<Connection>> connections_{};
};

}  // namespace oneseal::http
