#include "http/lane.hpp"

#include <algorithm>
#include <boost/core/demangle.hpp>
#include <ctime>
#include <exception>
#include <typeinfo>
#include <vector>

#include "base/ids.hpp"
#include "http/connection.hpp"
#include "log/log.hpp"

namespace oneseal::http {
namespace {

using std::chrono::milliseconds;

constexpr Message thread_threw{"HTTP_IO_THREAD_THREW",
                               Level::error,
                               "An exception ({}) reached an I/O thread, which goes on.",
                               "Report this to OneSeal's maintainers."};

// Often enough for the shortest time limit, seldom enough to cost nothing.
milliseconds tick_interval(const Options& options) {
    const milliseconds shortest = std::min(options.read_timeout, options.idle_timeout);
    return std::clamp(shortest / 4, milliseconds{5}, milliseconds{500});
}

std::string http_date(std::time_t second) {
    std::tm utc{};
    gmtime_r(&second, &utc);
    char text[40];
    // The C locale: the program never sets another one.
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

}  // namespace

Lane::Lane(std::size_t index, std::shared_ptr<Common> common)
    : index_(index),
      common_(std::move(common)),
      id_prefix_(random_id().substr(0, 16) + "-"),
      context_(std::make_unique<boost::asio::io_context>(1)),
      timer_(std::make_unique<boost::asio::steady_timer>(*context_)) {}

Lane::~Lane() = default;

void Lane::run() {
    thread_ = std::this_thread::get_id();
    tick();
    while (true) {
        try {
            // Anew after an exception, which may have come in the middle of a tick.
            wait_for_tick();
            context_->run();
            break;
        } catch (const std::exception& error) {
            // Only what was being done is lost: its connection closes when its time is over.
            log(thread_threw, boost::core::demangle(typeid(error).name()));
        }
    }
    // The system may give the id to another thread.
    thread_ = std::thread::id{};
}

void Lane::tick() {
    const auto now = std::chrono::steady_clock::now();
    if (const std::time_t second = std::time(nullptr); second != date_second_) {
        date_second_ = second;
        date_ = http_date(second);
    }
    // A copy, because what closes itself leaves the set.
    const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
    for (const auto& connection : all) connection->check(now);
    if (common_->stopping && (connections_.empty() || now >= common_->stop_at)) {
        context_->stop();
        return;
    }
    if (index_ == 0) common_->keep_accepting();
    wait_for_tick();
}

void Lane::wait_for_tick() {
    timer_->expires_after(tick_interval(common_->options));
    timer_->async_wait([this](const boost::system::error_code& error) {
        if (!error) tick();
    });
}

void Lane::add(std::shared_ptr<Connection> connection) {
    connections_.insert(std::move(connection));
}

void Lane::remove(const std::shared_ptr<Connection>& connection) {
    connections_.erase(connection);
    if (common_->stopping && connections_.empty()) context_->stop();
}

std::string Lane::next_request_id() {
    return id_prefix_ + std::to_string(++next_id_);
}

void Lane::close() {
    std::unique_ptr<boost::asio::io_context> ending;
    {
        const std::lock_guard lock(gate_);
        ending = std::move(context_);
    }
    timer_.reset();
    connections_.clear();
}

}  // namespace oneseal::http
