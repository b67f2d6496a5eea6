#include "host/keeper.hpp"

#include <fcntl.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "host/answers.hpp"
#include "host/host.hpp"
#include "log/log.hpp"

namespace oneseal::host {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr Message process_ended{
    "HOST_PROCESS_ENDED",
    Level::error,
    "The process of plugin {} {} ended: {}.",
    "With open contexts it is started again. If that repeats, tell the vendor or roll the package "
    "back."};

}  // namespace

Keeper::Keeper(Host& host, std::string documents, asio::io_context& io)
    : host_(host),
      io_(io),
      documents_(std::move(documents)),
      control_(io),
      exit_(io),
      errors_(io),
      timer_(io),
      memory_timer_(io) {}

// A channel that never ran may hold the process longer.
Keeper::~Keeper() {
    if (!process_) return;
    process_->kill();
    process_->reap();
}

// Keeps the host, and so this keeper, alive until a handler has run.
template <typename Handler>
auto Keeper::keeping_alive(Handler handler) {
    return [host = host_.shared_from_this(),
            handler = std::move(handler)](auto... arguments) mutable { handler(arguments...); };
}

void Keeper::open(std::uint32_t number, std::string context_json, Opened opened) {
    asio::post(io_,
               keeping_alive([this,
                              number,
                              context_json = std::move(context_json),
                              opened = std::move(opened)]() mutable {
                   Entry& entry = contexts_[number];
                   entry = {std::move(context_json), std::move(opened)};
                   if (process_ && !ending_) {
                       send_open(number, entry.context_json);
                       write();
                   } else if (host_.state == HostState::stopped) {
                       start();
                   }
               }));
}

void Keeper::close(std::uint32_t number) {
    asio::post(io_, keeping_alive([this, number] {
                   contexts_.erase(number);
                   if (contexts_.empty()) {
                       end();
                   } else if (process_ && !ending_) {
                       append_frame(out_, FrameType::close, number, "");
                       write();
                   }
               }));
}

void Keeper::wake() {
    asio::post(io_, keeping_alive([this] {
                   if (host_.state == HostState::stopped) start();
               }));
}

void Keeper::start() {
    if (process_ || contexts_.empty()) return;
    why_.clear();
    open_error_.reset();
    const HostOptions& options = host_.options;
    auto started = Process::start(options.program,
                                  host_.library->get(),
                                  host_.channels.size(),
                                  {options.memory_limit, !options.without_landlock});
    if (!started) {
        open_error_ = started.error();
        log(process_ended, host_.id, host_.version, open_error_->message.en);
        failed();
        return;
    }
    process_ = std::move(*started);
    host_.pid = process_->pid();
    host_.state = HostState::starting;
    control_.assign(asio::local::stream_protocol(), process_->take_control().release());
    errors_.assign(process_->take_errors().release());
    // What a plugin has forked may hold the other ends for ever: nothing here waits for their end.
    control_.non_blocking(true);
    errors_.non_blocking(true);
    watch_exit();
    watch_memory();
    read();
    read_errors();
    for (const auto& [number, entry] : contexts_) send_open(number, entry.context_json);
    write();
}

void Keeper::watch_exit() {
    exit_.assign(::fcntl(process_->pidfd(), F_DUPFD_CLOEXEC, 0));
    exit_.async_wait(asio::posix::stream_descriptor::wait_read,
                     keeping_alive([this, generation = generation_](error_code) {
                         if (generation == generation_) ended();
                     }));
}

// A plugin that grows is ended before the others feel it.
void Keeper::watch_memory() {
    memory_timer_.expires_after(std::chrono::milliseconds{100});
    memory_timer_.async_wait(keeping_alive([this, generation = generation_](error_code error) {
        if (error || generation != generation_) return;
        const std::size_t limit = host_.options.memory_limit;
        if (process_->resident_bytes() <= limit) return watch_memory();
        why_ = "it took more than " + std::to_string(limit >> 20) + " MiB of memory";
        process_->kill();
    }));
}

void Keeper::send_open(std::uint32_t number, const std::string& context_json) {
    const std::size_t begin = begin_frame(out_);
    append_number(out_, static_cast<std::uint32_t>(documents_.size()));
    out_ += documents_;
    out_ += context_json;
    finish_frame(out_, begin, FrameType::open, number);
    ++opens_under_way_;
    process_->set_opening(true);
    after(host_.options.open_deadline, &Keeper::open_deadline_passed);
}

void Keeper::write() {
    if (!sending_.empty() || out_.empty()) return;
    sending_.swap(out_);
    asio::async_write(
        control_,
        asio::buffer(sending_),
        keeping_alive([this, generation = generation_](error_code error, std::size_t) {
            // An error is the process's end, which its pidfd tells.
            if (generation != generation_ || error) return;
            sending_.clear();
            write();
        }));
}

void Keeper::read() {
    char* room = reader_.room();
    control_.async_read_some(
        asio::buffer(room, reader_.room_size()),
        keeping_alive([this, generation = generation_](error_code error, std::size_t bytes) {
            if (generation != generation_) return;
            if (error) {
                process_->kill();
                return;
            }
            received(bytes);
            read();
        }));
}

void Keeper::received(std::size_t bytes) {
    reader_.filled(bytes);
    while (const auto frame = reader_.next()) answer(*frame);
    if (reader_.broken()) process_->kill();
}

void Keeper::open_deadline_passed() {
    why_ =
        "its open took longer than " + std::to_string(host_.options.open_deadline.count()) + " ms";
    process_->kill();
}

// Nobody needs the process any more; ended() follows, unless there is none.
void Keeper::end() {
    if (process_) {
        ending_ = true;
        process_->kill();
    } else {
        stop_timer();
        host_.state = HostState::stopped;
    }
}

void Keeper::ended() {
    read_rest();
    std::string how = process_->reap();
    const std::uint64_t executing = process_->executing();
    if (executing == Progress::loading) {
        how = "it died while its library was loaded (a static constructor?): " + how;
    }
    const bool wanted = ending_;
    forget_process();
    if (wanted) {
        host_.state = HostState::stopped;
        start();
        return;
    }
    if (why_.empty()) why_ = how;
    if (!open_error_) open_error_ = open_failed_error(host_.id, why_);
    log(process_ended, host_.id, host_.version, why_);
    executing >= Progress::first_call ? died_in_call() : failed();
}

// Its channel holds the second death in one call against the call's input. A probe that died shows
// that the circuit was open for a reason.
void Keeper::died_in_call() {
    if (host_.circuit.is_open()) return failed();
    fail_waiting_opens(*open_error_);
    ++host_.failures;
    const auto since = host_.clock.now() - std::exchange(last_death_, host_.clock.now());
    restart(since < std::chrono::seconds{1} ? 1 : 0);
}

void Keeper::restart(std::size_t doublings) {
    host_.state = contexts_.empty() ? HostState::stopped : HostState::pausing;
    if (contexts_.empty()) return;
    ++host_.restarts;
    const int times = 1 << std::min<std::size_t>(doublings, 11) >> 1;
    after(host_.options.restart_pause * times, &Keeper::start);
}

// Whatever a plugin, or a library under it, prints: a line of its log, within the limits of that.
void Keeper::read_errors() {
    errors_.async_read_some(
        asio::buffer(error_bytes_),
        keeping_alive([this, generation = generation_](error_code error, std::size_t bytes) {
            if (generation != generation_ || error) return;
            host_.log_printed({error_bytes_.data(), bytes}, error_line_);
            read_errors();
        }));
}

// The process may have said why it ends.
void Keeper::read_rest() {
    error_code nothing_more;
    const auto printed = errors_.read_some(asio::buffer(error_bytes_), nothing_more);
    host_.log_printed({error_bytes_.data(), printed}, error_line_);
    while (!reader_.broken()) {
        error_code error;
        char* room = reader_.room();
        const std::size_t bytes =
            control_.read_some(asio::buffer(room, reader_.room_size()), error);
        if (error) return;
        received(bytes);
    }
}

void Keeper::forget_process() {
    error_code ignored;
    control_.close(ignored);
    exit_.close(ignored);
    errors_.close(ignored);
    error_line_.clear();
    stop_timer();
    memory_timer_.cancel();
    ++generation_;
    process_.reset();
    host_.pid = 0;
    host_.fence = Fence{};
    reader_ = FrameReader(largest_payload);
    out_.clear();
    sending_.clear();
    opens_under_way_ = 0;
    attached_ = false;
    ending_ = false;
}

void Keeper::fail_waiting_opens(const Error& error) {
    for (auto& [number, entry] : contexts_) {
        if (entry.opened) entry.opened->set_value(error);
    }
    std::erase_if(contexts_, [](const auto& one) { return one.second.opened.has_value(); });
}

// A context that never opened has no calls that could suffer; the ones before it have.
void Keeper::failed() {
    fail_waiting_opens(*open_error_);
    if (contexts_.empty()) {
        host_.state = HostState::stopped;
        return;
    }
    ++host_.failures;
    if (host_.failed(Urgency::case_work)) {
        const auto until = host_.circuit.open_until().value_or(Instant{});
        const auto pause = std::max(until - host_.clock.now(), std::chrono::milliseconds{0});
        for (const auto& channel : host_.channels) channel->refuse_all(pause);
        host_.state = HostState::stopped;
        return;
    }
    const std::size_t recent = host_.circuit.recent_failures();
    restart(recent < 2 ? 0 : recent - 1);
}

void Keeper::after(std::chrono::milliseconds delay, void (Keeper::*action)()) {
    const std::uint64_t ticket = ++timer_ticket_;
    timer_.expires_after(delay);
    timer_.async_wait(keeping_alive([this, ticket, action](error_code error) {
        if (!error && ticket == timer_ticket_) (this->*action)();
    }));
}

void Keeper::stop_timer() {
    ++timer_ticket_;
    timer_.cancel();
}

}  // namespace oneseal::host
