// How a connection sends: a body, a file, or a stream.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <new>

#include "http/connection.hpp"
#include "http/faults.hpp"
#include "http/range.hpp"
#include "http/response_head.hpp"

namespace oneseal::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t slice_bytes = 64 << 10;
constexpr std::size_t ignored_bytes = 1 << 10;
// What may wait for a client of a stream.
constexpr std::size_t most_waiting_bytes = 64 << 10;

class ConnectionStream : public Stream {
  public:
    ConnectionStream(std::shared_ptr<Lane> lane,
                     std::weak_ptr<Connection> connection,
                     std::shared_ptr<std::atomic<std::size_t>> waits)
        : lane_(std::move(lane)), connection_(std::move(connection)), waits_(std::move(waits)) {}
    ~ConnectionStream() override {
        try {
            ConnectionStream::end();
        } catch (const std::bad_alloc&) {
            // The connection ends when the server does, or its client.
        }
    }
    ConnectionStream(const ConnectionStream&) = delete;
    ConnectionStream& operator=(const ConnectionStream&) = delete;

    bool put(std::string text) override {
        if (connection_.expired()) return false;
        if (waits_->fetch_add(text.size()) + text.size() > most_waiting_bytes) {
            lane_->run_here([connection = connection_] {
                if (const auto alive = connection.lock()) alive->close();
            });
            return false;
        }
        lane_->run_here([connection = connection_, text = std::move(text)]() mutable {
            if (const auto alive = connection.lock()) alive->put(std::move(text));
        });
        return true;
    }

    bool is_open() const override { return !connection_.expired(); }

    void end() override {
        if (connection_.expired()) return;
        lane_->run_here([connection = connection_] {
            if (const auto alive = connection.lock()) alive->end_stream();
        });
    }

  private:
    const std::shared_ptr<Lane> lane_;
    const std::weak_ptr<Connection> connection_;
    const std::shared_ptr<std::atomic<std::size_t>> waits_;
};

}  // namespace

void Connection::send_answer(Response response) {
    if (phase_ == Phase::admitting) {
        if (response.status == 100) return take_upload();
        keep_alive_ = false;
        refused_ = true;
    } else if (phase_ != Phase::handling) {
        return;
    }
    phase_ = Phase::writing;
    if (response.file) open_file(response);
    if (lane_->common().stopping) keep_alive_ = false;
    response_ = std::move(response);
    if (response_.stream && !head_only_) return begin_stream();
    output_ = response_head(response_,
                            {file_ >= 0 ? file_remaining_ : response_.content().size(),
                             keep_alive_,
                             lane_->date(),
                             request_id_});
    body_sent_ = 0;
    if (head_only_ || response_.status == 204 || response_.status == 304) {
        response_.body.clear();
        response_.shared.reset();
        file_remaining_ = 0;
    }
    write_slice();
}

// What cannot be sent of it becomes a problem.
void Connection::open_file(Response& response) {
    file_ = ::open(response.file->c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    const bool opened = file_ >= 0 && ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const auto part = part_of(response.range, size);
    if (opened && part && ::lseek(file_, static_cast<off_t>(part->first), SEEK_SET) >= 0) {
        file_remaining_ = part->size;
        response.headers.emplace_back("Accept-Ranges", "bytes");
        if (part->size == size) return;
        response.status = 206;
        const std::uint64_t last = part->first + part->size - 1;
        response.headers.emplace_back("Content-Range",
                                      "bytes " + std::to_string(part->first) + "-" +
                                          std::to_string(last) + "/" + std::to_string(size));
        return;
    }
    if (file_ >= 0) ::close(file_);
    file_ = -1;
    const Fault fault = opened ? faults::range_behind_the_end(size) : faults::no_route();
    response = problem(fault.status, fault.error, language_);
    for (const auto& header : fault.headers) response.headers.push_back(header);
}

// Writes the head or a part of the file, and a part of the body; then itself again until all is
// written.
void Connection::write_slice() {
    if (output_.empty() && file_remaining_ > 0) {
        output_.resize(std::min<std::uint64_t>(slice_bytes, file_remaining_));
        const ssize_t got = ::read(file_, output_.data(), output_.size());
        // A file that became shorter breaks the promised length: only closing tells the client.
        if (got <= 0) return close();
        output_.resize(static_cast<std::size_t>(got));
        file_remaining_ -= static_cast<std::uint64_t>(got);
    }
    const std::string& content = response_.content();
    const std::size_t part = std::min(slice_bytes, content.size() - body_sent_);
    if (output_.empty() && part == 0) return next_request();
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(output_), asio::buffer(content.data() + body_sent_, part)};
    body_sent_ += part;
    deadline_ = steady_clock::now() + options_.read_timeout;
    asio::async_write(
        socket_, buffers, [self = shared_from_this()](const error_code& error, std::size_t) {
            if (error || self->phase_ == Phase::closed) return self->close();
            self->output_.clear();
            self->write_slice();
        });
}

void Connection::begin_stream() {
    keep_alive_ = false;
    phase_ = Phase::streaming;
    output_ = response_head(response_, {std::nullopt, false, lane_->date(), request_id_});
    stream_waits_ = std::make_shared<std::atomic<std::size_t>>(output_.size());
    write_stream();
    watch_for_close();
    response_.stream(std::make_shared<ConnectionStream>(lane_, weak_from_this(), stream_waits_));
}

void Connection::put(std::string text) {
    if (phase_ != Phase::streaming) return;
    to_stream_ += text;
    if (stream_writes_) return;
    output_ = std::exchange(to_stream_, {});
    write_stream();
}

void Connection::end_stream() {
    stream_ends_ = true;
    if (phase_ == Phase::streaming && !stream_writes_) close();
}

void Connection::write_stream() {
    stream_writes_ = true;
    deadline_ = steady_clock::now() + options_.read_timeout;
    asio::async_write(socket_,
                      asio::buffer(output_),
                      [self = shared_from_this()](const error_code& error, std::size_t count) {
                          if (error || self->phase_ != Phase::streaming) return self->close();
                          *self->stream_waits_ -= count;
                          self->stream_writes_ = false;
                          // Nothing is due until something is put.
                          self->deadline_ = SteadyTime::max();
                          self->output_ = std::exchange(self->to_stream_, {});
                          if (!self->output_.empty()) return self->write_stream();
                          if (self->stream_ends_) self->close();
                      });
}

// The client sends nothing any more but its end.
void Connection::watch_for_close() {
    input_.resize(ignored_bytes);
    socket_.async_read_some(asio::buffer(input_),
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                                if (error || self->phase_ != Phase::streaming) return self->close();
                                self->watch_for_close();
                            });
}

}  // namespace oneseal::http
