#include "host/channel.hpp"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <typeinfo>

#include "host/answers.hpp"
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
    "Plugin {} {} gave no answer in {} ms; its process was ended.",
    "Tell the vendor, or roll the package back; filings are taken and wait for their verdict."};

constexpr Message answer_threw{"HOST_ANSWER_THREW",
                               Level::error,
                               "What was to follow an answer of plugin {} threw {}.",
                               "Give the program more memory; if it stays so, report this line."};

}  // namespace

namespace asio = boost::asio;
using boost::system::error_code;

Channel::Channel(Host& host, asio::io_context& io, std::size_t index)
    : host_(host), io_(io), index_(index), socket_(io), timer_(io) {}

template <typename Handler>
auto Channel::keeping_alive(Handler handler) {
    return [host = host_.shared_from_this(),
            handler = std::move(handler)](auto... arguments) mutable { handler(arguments...); };
}

void Channel::evaluate(std::shared_ptr<const Context> context, std::string input, Done done) {
    std::optional<Error> refusal;
    if (const auto pause = host_.circuit.refuse()) {
        refusal = unavailable_error(host_.id, *pause);
    } else if (calls_.size() >= host_.options.most_waiting ||
               waiting_bytes_ + input.size() > host_.options.most_waiting_bytes) {
        refusal = busy_error(host_.id);
    } else if (input.size() > largest_payload) {
        refusal = input_too_large_error();
    }
    if (refusal) {
        asio::post(io_, [done = std::move(done), error = std::move(*refusal)] { done(error); });
        return;
    }
    accepted_.store(accepted_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    waiting_bytes_ += input.size();
    calls_.push_back({std::move(context), std::move(input), std::move(done), 0});
    if (process_) {
        flush_soon();
    } else if (host_.circuit.is_open()) {
        // A probe; otherwise the next process is on its way already.
        host_.keeper->wake();
    }
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

void Channel::refuse_waiting(std::chrono::milliseconds pause) {
    asio::post(io_, keeping_alive([this, pause] {
                   lose_process();
                   fail_all(unavailable_error(host_.id, pause));
               }));
}

void Channel::abandon() {
    sent_ = 0;
    calls_.clear();
    waiting_bytes_ = 0;
    lose_process();
}

// After the handlers that are ready now: their calls travel together.
void Channel::flush_soon() {
    if (flush_posted_ || writing_) return;
    flush_posted_ = true;
    asio::defer(io_, keeping_alive([this] {
                    flush_posted_ = false;
                    flush();
                }));
}

void Channel::flush() {
    if (!process_ || writing_) return;
    send(std::chrono::steady_clock::now());
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
}

// Puts the waiting calls into the buffer, as many as may be under way.
void Channel::send(SteadyTime now) {
    const std::size_t most = std::min(calls_.size(), host_.options.most_in_flight);
    if (sent_ >= most) return;
    if (sent_ == 0) busy_since_ = now;
    for (; sent_ < most; ++sent_) {
        const Call& call = calls_[sent_];
        const std::size_t begin = begin_frame(out_);
        append_number(out_, call.context->number);
        out_ += call.input;
        finish_frame(
            out_, begin, FrameType::evaluate, first_number_ + static_cast<std::uint32_t>(sent_));
    }
    if (!timer_set_) watch_deadline(now + host_.options.call_deadline);
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
            error ? lose_process() : received(bytes);
        }));
}

void Channel::received(std::size_t bytes) {
    reader_.filled(bytes);
    process_->progressed(std::chrono::steady_clock::now());
    bool holds = true;
    while (holds) {
        const auto frame = reader_.next();
        if (!frame) break;
        holds = answer(*frame);
    }
    if (!holds || reader_.broken()) {
        log(protocol_broken, host_.id, host_.version);
        process_->kill();
        lose_process();
        return;
    }
    flush();
    read();
}

// Returns false where the frame is none that the host may send now.
bool Channel::answer(const Frame& frame) {
    if (frame.type == FrameType::log && !frame.payload.empty()) {
        host_.log_line(frame.payload[0], frame.payload.substr(1));
        return true;
    }
    if (sent_ == 0 || frame.number != first_number_) return false;
    switch (frame.type) {
        case FrameType::verdict:
            if (!is_json_object(frame.payload)) {
                broke_contract("its verdict is no JSON object");
                return true;
            }
            host_.circuit.succeeded();
            finish_call(std::string(frame.payload));
            return true;
        case FrameType::input_error:
            if (auto error = read_input_error(frame.payload)) {
                host_.circuit.succeeded();
                finish_call(std::move(*error));
            } else {
                broke_contract("its error document cannot be read");
            }
            return true;
        case FrameType::fault:
            broke_contract(frame.payload);
            return true;
        default:
            return false;
    }
}

void Channel::finish_call(Result<std::string> result) {
    Done done = std::move(calls_.front().done);
    waiting_bytes_ -= calls_.front().input.size();
    calls_.pop_front();
    --sent_;
    ++first_number_;
    try {
        done(std::move(result));
    } catch (const std::exception& failed) {
        // It costs that call its answer, never the others their channel.
        log(answer_threw, host_.id, typeid(failed).name());
    }
}

void Channel::broke_contract(std::string_view how) {
    host_.failed();
    log(contract_broken, host_.id, host_.version, clean_text(how));
    finish_call(contract_error(host_.id, how));
}

// The call that the host died in has died once more; the others wait for the next process as if
// they had not been sent.
void Channel::lose_process() {
    if (!process_) return;
    const std::uint64_t deadly = process_->executing();
    error_code ignored;
    socket_.close(ignored);
    process_.reset();
    ++generation_;
    reader_ = FrameReader(largest_payload);
    out_.clear();
    out_sent_ = 0;
    writing_ = false;
    const std::size_t were_sent = std::exchange(sent_, 0);
    for (std::size_t i = 0; i < were_sent; ++i) {
        if (deadly != Progress::call(index_, first_number_ + static_cast<std::uint32_t>(i)))
            continue;
        if (++calls_[i].deaths < 2) return;
        Done done = std::move(calls_[i].done);
        waiting_bytes_ -= calls_[i].input.size();
        calls_.erase(calls_.begin() + static_cast<std::ptrdiff_t>(i));
        done(call_died_error(host_.id));
        return;
    }
}

void Channel::fail_all(const Error& error) {
    std::deque<Call> calls;
    calls.swap(calls_);
    waiting_bytes_ = 0;
    for (Call& call : calls) call.done(error);
}

void Channel::watch_deadline(SteadyTime at) {
    timer_set_ = true;
    timer_.expires_at(at);
    timer_.async_wait(keeping_alive([this](error_code error) {
        if (!error) deadline_passed();
    }));
}

// One timer serves all calls: set when the channel becomes busy, and moved on when it fires while
// the host shows life.
void Channel::deadline_passed() {
    timer_set_ = false;
    if (!process_ || sent_ == 0) return;
    const SteadyTime now = std::chrono::steady_clock::now();
    const SteadyTime alive = std::max(busy_since_, process_->last_progress());
    const SteadyTime due = (process_->opening() ? now : alive) + host_.options.call_deadline;
    if (now < due) {
        watch_deadline(due);
        return;
    }
    log(deadline_missed, host_.id, host_.version, host_.options.call_deadline.count());
    process_->kill();
    lose_process();
}

}  // namespace oneseal::host
