#include "host/channel.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <new>

#include "host/answers.hpp"
#include "host/errors.hpp"
#include "host/host.hpp"
#include "host/json_check.hpp"
#include "host/keeper.hpp"
#include "log/log.hpp"

namespace oneseal::host {
namespace {

constexpr Message protocol_broken{
    "HOST_PROTOCOL_BROKEN",
    Level::error,
    "The process of plugin {} {} broke the protocol and was ended.",
    "Tell the vendor; the package's other calls are repeated on a fresh process."};
constexpr Message contract_broken{
    "HOST_CONTRACT_BROKEN",
    Level::error,
    "Plugin {} {} broke its contract: {}.",
    "Tell the vendor, or roll the package back; filings are taken and wait for their verdict."};
constexpr Message deadline_missed{
    "HOST_DEADLINE_MISSED",
    Level::error,
    "Plugin {} {} took too long over one call; its process was ended.",
    "Tell the vendor, or roll the package back; filings are taken and wait for their verdict."};
constexpr Message out_of_memory{"HOST_OUT_OF_MEMORY",
                                Level::error,
                                "There is no memory for the calls of plugin {} {}.",
                                "Give the machine more memory; what was not answered is repeated."};

// A buffer beyond this is not kept for the next calls.
constexpr std::size_t most_buffered = 1u << 20;
constexpr std::size_t share_of_checks = 4;
// As long as nobody knows how fast it is.
constexpr std::size_t first_ahead = 2;
// They may turn out to be slow, and whoever comes first among those that wait has to wait for them.
constexpr std::size_t most_checks_ahead = 4;

}  // namespace

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

Result<std::string> copy_of(std::string_view verdict, const std::string& package) {
    try {
        return std::string(verdict);
    } catch (const std::bad_alloc&) {
        return errors::plugin_busy(package);
    }
}

}  // namespace

Channel::Channel(Host& host, asio::io_context& io, std::size_t index)
    : host_(host), io_(io), index_(index), socket_(io), timer_(io) {}

template <typename Handler>
auto Channel::keeping_alive(Handler handler) {
    return [this, host = host_.shared_from_this(), handler = std::move(handler)](
               auto... arguments) mutable {
        try {
            handler(arguments...);
        } catch (const std::bad_alloc&) {
            ran_out_of_memory();
        }
    };
}

// Nobody knows how far the handler came, and whether anything is still read or written: the host
// begins anew with a fresh process, and the timer sees to calls that are not answered.
void Channel::ran_out_of_memory() {
    log(out_of_memory, host_.id, host_.version);
    if (calls_.size() > 0 && !timer_set_) watch(std::chrono::steady_clock::now());
    if (!process_) return;
    process_->kill();
    lose_process(Blame::nobody);
}

void Channel::evaluate(std::shared_ptr<const Instance> instance,
                       std::string input,
                       Done done,
                       Urgency urgency) {
    if (auto error = refusal(*instance, input, urgency)) {
        asio::post(io_, [done = std::move(done), error = std::move(*error)] { done(error); });
        return;
    }
    accepted_.store(accepted_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    const SteadyTime now = std::chrono::steady_clock::now();
    calls_.add({std::move(instance), std::move(input), std::move(done), urgency, now});
    if (!timer_set_) watch(now);
    if (process_) {
        flush_soon();
    } else if (host_.circuit.is_open()) {
        // A probe; otherwise the next process is on its way already.
        host_.keeper->wake();
    }
}

// The circuits come last: who is their probe must not be refused for another reason.
std::optional<Error> Channel::refusal(const Instance& instance,
                                      const std::string& input,
                                      Urgency urgency) {
    if (input.size() > largest_payload) return errors::plugin_input_too_large();
    if (auto held = host_.bad_inputs.find(instance.number, input)) return held;
    if (is_full(input.size(), urgency)) return errors::plugin_busy(host_.id);
    return host_.refuse(urgency);
}

// Full is also where the caller would wait too long, as far as one can tell.
bool Channel::is_full(std::size_t bytes, Urgency urgency) const {
    const std::size_t share = urgency == Urgency::check ? share_of_checks : 1;
    if (calls_.size(urgency) >= host_.options.most_waiting / share) return true;
    if (calls_.bytes(urgency) + bytes > host_.options.most_waiting_bytes / share) return true;
    return pace_ * static_cast<std::int64_t>(calls_.before(urgency)) > host_.options.longest_wait;
}

void Channel::attach(std::shared_ptr<Process> process, Fd socket) {
    asio::post(
        io_,
        keeping_alive([this, process = std::move(process), socket = std::move(socket)]() mutable {
            lose_process();
            process_ = std::move(process);
            socket_.assign(asio::local::stream_protocol(), socket.release());
            read();
            flush();
        }));
}

void Channel::refuse_all(std::chrono::milliseconds pause) {
    asio::post(io_, keeping_alive([this, pause] {
                   lose_process();
                   const Error error = unavailable_error(host_.id, pause);
                   tell(calls_.take_waiting(Urgency::case_work), error);
                   tell(calls_.take_waiting(Urgency::check), error);
               }));
}

// Where the bureau's own work is refused, so are checks.
void Channel::refuse_waiting(Urgency urgency, std::chrono::milliseconds pause) {
    asio::post(io_, keeping_alive([this, urgency, pause] {
                   const Error error = unavailable_error(host_.id, pause);
                   if (urgency == Urgency::case_work) tell(calls_.take_waiting(urgency), error);
                   tell(calls_.take_waiting(Urgency::check), error);
               }));
}

void Channel::abandon() {
    calls_ = {};
    lose_process();
}

void Channel::tell(std::vector<Done> callers, const Error& error) {
    for (const Done& done : callers) done(error);
}

// After the handlers that are ready now: their calls travel together.
void Channel::flush_soon() {
    if (flush_posted_ || writing_) return;
    asio::defer(io_, keeping_alive([this] {
                    flush_posted_ = false;
                    flush();
                }));
    flush_posted_ = true;
}

void Channel::flush() {
    if (!process_ || writing_) return;
    for (send(std::chrono::steady_clock::now()); !out_.empty();
         send(std::chrono::steady_clock::now())) {
        while (out_sent_ < out_.size()) {
            const ssize_t put = ::send(socket_.native_handle(),
                                       out_.data() + out_sent_,
                                       out_.size() - out_sent_,
                                       MSG_NOSIGNAL | MSG_DONTWAIT);
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) {
                // Any other error is the process's end, which the reader sees as well.
                if (errno == EAGAIN) wait_writable();
                return;
            }
            out_sent_ += static_cast<std::size_t>(put);
        }
        out_.clear();
        out_sent_ = 0;
        if (out_.capacity() > most_buffered) out_ = {};
    }
}

// Puts the waiting calls into the buffer, as many as may be under way.
void Channel::send(SteadyTime now) {
    const std::size_t most = most_ahead();
    while (calls_.may_send(most, most_checks_ahead) && out_.size() < most_buffered) {
        if (calls_.sent() == 0) busy_since_ = measured_ = now;
        const Call& call = calls_.send_next();
        const std::size_t begin = begin_frame(out_);
        append_number(out_, call.instance->number);
        out_ += call.input;
        finish_frame(out_, begin, FrameType::evaluate, calls_.last_number());
    }
}

std::size_t Channel::most_ahead() const {
    const std::size_t most = host_.options.most_in_flight;
    if (pace_.count() == 0) return std::min(first_ahead, most);
    const auto fit = std::chrono::nanoseconds(host_.options.most_ahead) / pace_;
    return std::clamp<std::size_t>(static_cast<std::size_t>(fit), 1, most);
}

void Channel::wait_writable() {
    writing_ = true;
    socket_.async_wait(Socket::wait_write,
                       keeping_alive([this, generation = generation_](error_code) {
                           if (generation != generation_) return;
                           writing_ = false;
                           flush();
                       }));
}

void Channel::read() {
    char* room = reader_.room();
    socket_.async_read_some(
        asio::buffer(room, reader_.room_size()),
        keeping_alive([this, generation = generation_](error_code error, std::size_t bytes) {
            // What a lost process still had to say counts no more.
            if (generation != generation_) return;
            // A plugin may have closed its end and live on: then it is ended.
            error ? give_up_process() : received(bytes);
        }));
}

void Channel::received(std::size_t bytes) {
    reader_.filled(bytes);
    const SteadyTime now = std::chrono::steady_clock::now();
    const std::uint32_t before = calls_.first_number();
    const bool holds = answer_all();
    const std::uint32_t answers = calls_.first_number() - before;
    // Lines of its log are no sign that it comes to an end.
    if (answers > 0) process_->progressed(now);
    measure(answers, now);
    if (!holds || reader_.broken()) {
        log(protocol_broken, host_.id, host_.version);
        give_up_process();
        return;
    }
    flush();
    read();
}

bool Channel::answer_all() {
    while (const auto frame = reader_.next()) {
        if (!answer(*frame)) return false;
    }
    return true;
}

// Quick to notice that it has become slow or fast.
void Channel::measure(std::size_t answers, SteadyTime now) {
    if (answers == 0) return;
    const std::chrono::nanoseconds each = (now - measured_) / static_cast<std::int64_t>(answers);
    pace_ =
        std::max((pace_.count() == 0 ? each : (3 * pace_ + each) / 4), std::chrono::nanoseconds{1});
    measured_ = now;
}

// Returns false where the frame is none that the host may send now.
bool Channel::answer(const Frame& frame) {
    if (frame.type == FrameType::log && !frame.payload.empty()) {
        host_.log_line(frame.payload[0], frame.payload.substr(1));
        return true;
    }
    if (calls_.sent() == 0 || frame.number != calls_.first_number()) return false;
    switch (frame.type) {
        case FrameType::verdict:
            if (is_json_object(frame.payload)) {
                finish_call(copy_of(frame.payload, host_.id));
            } else {
                broke_contract("its verdict is no JSON object");
            }
            return true;
        case FrameType::input_error:
            if (auto error = read_input_error(frame.payload)) {
                finish_call(std::move(*error));
            } else {
                broke_contract("its error document cannot be read");
            }
            return true;
        case FrameType::too_large:
            fail_call(errors::plugin_answer_too_large(host_.id));
            return true;
        case FrameType::fault:
            broke_contract(frame.payload);
            return true;
        default:
            return false;
    }
}

void Channel::finish_call(Result<std::string> result) {
    Call call = calls_.take_answered();
    host_.succeeded(call.urgency);
    if (!call.done) return;
    try {
        call.done(std::move(result));
    } catch (const std::bad_alloc&) {
        log(out_of_memory, host_.id, host_.version);
    }
}

void Channel::fail_call(const Error& error) {
    const Call call = calls_.take_answered();
    ++host_.failures;
    host_.hold_against(call, error);
    if (call.done) call.done(error);
}

void Channel::broke_contract(std::string_view how) {
    log(contract_broken, host_.id, host_.version, clean_text(how));
    fail_call(errors::plugin_broke_contract(host_.id, clean_text(how)));
}

void Channel::give_up_process() {
    process_->kill();
    lose_process();
}

// The call that the host died in has died once more; the others wait for the next process as if
// they had not been sent.
void Channel::lose_process(Blame blame) {
    if (!process_) return;
    const std::uint64_t deadly = process_->executing();
    const bool slow = process_->too_slow();
    error_code ignored;
    socket_.close(ignored);
    process_.reset();
    ++generation_;
    reader_ = FrameReader(largest_payload);
    out_ = {};
    out_sent_ = 0;
    writing_ = false;
    const auto dead = calls_.take_back(
        blame == Blame::its_call ? Progress::number_on(index_, deadly) : std::nullopt);
    if (!dead) return;
    const Error error =
        slow ? errors::plugin_too_slow(host_.id) : errors::plugin_call_died(host_.id);
    host_.hold_against(*dead, error);
    if (dead->done) dead->done(error);
}

// One timer serves all calls, and runs while there are any.
void Channel::watch(SteadyTime now) {
    const HostOptions& options = host_.options;
    const auto shortest = std::min({options.call_deadline, options.call_cpu, options.longest_wait});
    timer_.expires_at(now + std::max(shortest / 4, std::chrono::milliseconds{5}));
    timer_.async_wait(keeping_alive([this](error_code error) {
        if (!error) look();
    }));
    timer_set_ = true;
}

void Channel::look() {
    timer_set_ = false;
    const SteadyTime now = std::chrono::steady_clock::now();
    tell(calls_.take_late(now - host_.options.longest_wait), errors::plugin_busy(host_.id));
    if (process_ && calls_.sent() > 0 && is_stuck(now)) {
        log(deadline_missed, host_.id, host_.version);
        process_->set_too_slow();
        give_up_process();
    }
    if (calls_.size() > 0 && !timer_set_) watch(now);
}

// The host answers one call after the other, so since its last answer it has been in one call. What
// has been answered and not read yet is no fault of the plugin's.
bool Channel::is_stuck(SteadyTime now) {
    const SteadyTime progress = process_->last_progress();
    if (process_->opening() || progress != seen_progress_) {
        seen_progress_ = progress;
        seen_cpu_ = process_->cpu_time();
    }
    if (process_->opening()) return false;
    const bool silent = now - std::max(busy_since_, progress) >= host_.options.call_deadline;
    const bool busy = process_->cpu_time() - seen_cpu_ >= host_.options.call_cpu;
    error_code ignored;
    return (silent || busy) && socket_.available(ignored) == 0;
}

}  // namespace oneseal::host
