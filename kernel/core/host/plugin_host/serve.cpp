#include "serve.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>
#include <vector>

#include "calls.hpp"

namespace oneseal::plugin_host {
namespace {

using host::FrameType;

// Answers wait for each other so that one write carries many, but no longer than this: an answer
// that is ready tells the kernel that the plugin has not hung.
constexpr std::chrono::milliseconds longest_wait{5};
// A channel whose kernel thread does not read is not read either.
constexpr std::size_t most_unsent = 8u << 20;

class Channel {
  public:
    Channel(int fd, std::size_t largest) : fd_(fd), reader_(largest) {}

    int fd() const { return fd_; }
    bool closed() const { return fd_ < 0; }
    std::string& out() { return out_; }
    host::FrameReader& reader() { return reader_; }

    short wanted_events() const {
        const bool reads = out_.size() - sent_ < most_unsent;
        return static_cast<short>((reads ? POLLIN : 0) | (out_.empty() ? 0 : POLLOUT));
    }

    // One read, as much as is there up to the room.
    void read_some() {
        char* room = reader_.room();
        const ssize_t got = retry([&] { return ::read(fd_, room, reader_.room_size()); });
        if (got > 0) {
            reader_.filled(static_cast<std::size_t>(got));
        } else if (got == 0 || errno != EAGAIN) {
            close();
        }
    }

    void flush() {
        while (!closed() && sent_ < out_.size()) {
            const ssize_t put =
                retry([&] { return ::write(fd_, out_.data() + sent_, out_.size() - sent_); });
            if (put < 0) {
                if (errno != EAGAIN) close();
                return;
            }
            sent_ += static_cast<std::size_t>(put);
        }
        out_.clear();
        sent_ = 0;
    }

    void close() {
        ::close(fd_);
        fd_ = -1;
    }

  private:
    template <typename Call>
    static ssize_t retry(Call call) {
        ssize_t result = 0;
        do {
            result = call();
        } while (result < 0 && errno == EINTR);
        return result;
    }

    int fd_;
    host::FrameReader reader_;
    std::string out_{};
    std::size_t sent_ = 0;
};

class Server {
  public:
    Server(const oneseal_department_1& department, std::size_t channels, host::Progress& progress)
        : calls_(department), progress_(progress) {
        channels_.emplace_back(host::control_fd, host::largest_open);
        for (std::size_t i = 0; i < channels; ++i) {
            channels_.emplace_back(host::first_channel_fd + static_cast<int>(i),
                                   host::largest_payload + 4);
        }
        polled_.resize(channels_.size());
    }

    void run() {
        while (!channels_[0].closed() && any_call_channel()) {
            for (std::size_t i = 0; i < channels_.size(); ++i) {
                polled_[i] = {channels_[i].fd(), channels_[i].wanted_events(), 0};
            }
            if (::poll(polled_.data(), polled_.size(), -1) < 0) continue;  // EINTR
            for (std::size_t i = 0; i < channels_.size(); ++i) turn(i, polled_[i].revents);
        }
    }

  private:
    bool any_call_channel() const {
        return std::any_of(
            channels_.begin() + 1, channels_.end(), [](const Channel& c) { return !c.closed(); });
    }

    // Each channel gets one read's worth of calls a round, so none starves another.
    void turn(std::size_t index, short events) {
        Channel& channel = channels_[index];
        if (events == 0 || channel.closed()) return;
        if ((events & POLLOUT) != 0) channel.flush();
        if (!channel.closed() && (events & (POLLIN | POLLHUP | POLLERR)) != 0) {
            channel.read_some();
            answer_all(index);
        }
        channel.flush();
        if (channel.reader().broken() && !channel.closed()) channel.close();
    }

    void answer_all(std::size_t index) {
        Channel& channel = channels_[index];
        auto flushed = std::chrono::steady_clock::now();
        while (const auto frame = channel.reader().next()) {
            answer(index, *frame);
            const auto now = std::chrono::steady_clock::now();
            if (now - flushed < longest_wait) continue;
            channel.flush();
            flushed = now;
        }
    }

    void answer(std::size_t index, const host::Frame& frame) {
        std::string& out = channels_[index].out();
        if (index == 0) {
            if (frame.type == FrameType::open) calls_.open(frame.number, frame.payload, out);
            if (frame.type == FrameType::close) calls_.close(frame.number, out);
            return;
        }
        progress_.executing.store(host::Progress::call(index - 1, frame.number),
                                  std::memory_order_release);
        calls_.evaluate(frame.number, frame.payload, out);
        progress_.executing.store(host::Progress::idle, std::memory_order_release);
    }

    Calls calls_;
    host::Progress& progress_;
    std::vector<Channel> channels_{};
    std::vector<pollfd> polled_{};
};

}  // namespace

void serve(const oneseal_department_1& department, std::size_t channels, host::Progress& progress) {
    Server(department, channels, progress).run();
}

}  // namespace oneseal::plugin_host
