#include "http/connection.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/core/demangle.hpp>
#include <exception>
#include <new>
#include <typeinfo>
#include <utility>

#include "http/faults.hpp"
#include "http/promise.hpp"
#include "http/response_head.hpp"
#include "log/log.hpp"

namespace oneseal::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::size_t head_read_bytes = 4 << 10;
constexpr std::size_t slice_bytes = 64 << 10;
// What a body must bring in a second once its first allowance is used up.
constexpr std::uint64_t slowest_body_bytes = 4 << 10;
constexpr seconds drain_time{2};

constexpr Message handler_threw{"HTTP_HANDLER_THREW",
                                Level::error,
                                "The handler of {} {} threw {}; request {} was answered with 500.",
                                "Report this to OneSeal's maintainers; no data was lost."};

// A handler waits for the disk and for plugins, each with a limit of its own; this is far beyond.
constexpr std::chrono::minutes longest_handling{10};

}  // namespace

Connection::Connection(Socket socket, std::shared_ptr<Lane> lane)
    : socket_(std::move(socket)),
      lane_(std::move(lane)),
      options_(lane_->common().options),
      reader_(options_.header_bytes) {
    ++lane_->common().connections;
}

Connection::~Connection() {
    --lane_->common().connections;
    if (file_ >= 0) ::close(file_);
}

void Connection::start() {
    error_code error;
    socket_.set_option(asio::ip::tcp::no_delay{true}, error);
    const auto remote = socket_.remote_endpoint(error);
    if (error) return;
    remote_address_ = remote.address().to_string();
    by_trusted_proxy_ = lane_->common().proxies.contains(remote_address_);
    lane_->add(shared_from_this());
    deadline_ = steady_clock::now() + options_.read_timeout;
    read();
}

void Connection::read() {
    const std::size_t filled = input_.size();
    const bool many = phase_ == Phase::body || phase_ == Phase::draining;
    input_.resize(filled + (many ? slice_bytes : head_read_bytes));
    socket_.async_read_some(
        asio::buffer(input_.data() + filled, input_.size() - filled),
        [self = shared_from_this(), filled](const error_code& error, std::size_t count) {
            self->input_.resize(filled + count);
            try {
                self->on_read(error, count);
            } catch (const std::bad_alloc&) {
                self->out_of_memory();
            }
        });
}

void Connection::on_read(const error_code& error, std::size_t count) {
    if (error || phase_ == Phase::closed) return close();
    if (phase_ == Phase::draining) {
        input_.clear();
        return read();
    }
    if (phase_ == Phase::idle) {
        phase_ = Phase::head;
        deadline_ = steady_clock::now() + options_.read_timeout;
    }
    if (phase_ == Phase::body) {
        body_received_ += count;
        deadline_ = body_deadline();
    }
    advance();
}

SteadyTime Connection::body_deadline() const {
    return body_began_ + options_.read_timeout + seconds{body_received_ / slowest_body_bytes};
}

// Goes as far as the bytes that are here allow.
void Connection::advance() {
    while (true) {
        const auto progress = reader_.put(input_);
        input_.erase(0, progress.used);
        switch (progress.state) {
            case RequestReader::State::needs_more:
                // Only the framing of chunks can grow so far; the rest has limits of its own.
                if (input_.size() > options_.header_bytes + slice_bytes) {
                    return refuse(faults::head_too_large(options_.header_bytes));
                }
                return read();
            case RequestReader::State::failed:
                return refuse(reader_.fault());
            case RequestReader::State::head:
                if (const auto fault = admit()) return refuse(*fault);
                if (phase_ == Phase::admitting) {
                    return ask(route_->admission, reader_.request());
                }
                if (client_waits_for_continue()) return say_continue();
                break;
            case RequestReader::State::complete:
                return handle();
        }
    }
}

// The head is here: finds the route and where the body goes, or why the request is refused.
std::optional<Fault> Connection::admit() {
    const Request& request = reader_.request();
    phase_ = Phase::body;
    body_began_ = steady_clock::now();
    body_received_ = 0;
    deadline_ = body_deadline();
    head_only_ = request.method == "HEAD";
    keep_alive_ = reader_.keep_alive();
    language_ = language_of(request);
    auto match = lane_->common().router.match(request.method, request.path);
    if (match.malformed) return faults::bad_target();
    if (!match.allowed.empty()) return faults::method_not_allowed(match.allowed);
    if (match.route == nullptr) return faults::no_route();
    route_ = match.route;
    parameters_ = std::move(match.parameters);
    if (!reader_.has_body()) return {};
    switch (route_->body) {
        case Body::none:
            return faults::body_not_expected();
        case Body::json:
            return collect_json();
        case Body::upload:
            return announce_upload();
    }
    return {};
}

std::optional<Fault> Connection::collect_json() {
    Request& request = reader_.request();
    if (!is_json(request.header("Content-Type"))) return faults::not_json();
    reader_.body_into(
        [&body = request.body](std::string_view bytes) {
            body.append(bytes);
            return std::optional<Fault>{};
        },
        options_.body_bytes);
    return {};
}

std::optional<Fault> Connection::announce_upload() {
    reader_.body_into([this](std::string_view bytes) { return upload_->write(bytes); },
                      options_.upload_bytes);
    if (!reader_.fault().error.id.empty()) return reader_.fault();
    phase_ = Phase::admitting;
    return {};
}

// The route has let the file in.
void Connection::take_upload() {
    int error_number = 0;
    upload_ = UploadFile::create(options_.upload_directory, error_number);
    if (!upload_) return refuse(faults::upload_failed(error_number));
    phase_ = Phase::body;
    body_began_ = steady_clock::now();
    deadline_ = body_deadline();
    client_waits_for_continue() ? say_continue() : advance();
}

// Not where the body is already here, or will be refused.
bool Connection::client_waits_for_continue() const {
    return reader_.expects_continue() && reader_.has_body() && input_.empty() &&
           reader_.fault().error.id.empty();
}

void Connection::say_continue() {
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_,
                      asio::buffer(text.data(), text.size()),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                          if (error || self->phase_ == Phase::closed) return self->close();
                          self->read();
                      });
}

void Connection::handle() {
    Request request = std::move(reader_.request());
    if (upload_) request.upload = upload_->finish(request.header("Content-Type"));
    upload_.reset();
    phase_ = Phase::handling;
    ask(route_->handler, std::move(request));
}

void Connection::ask(const Handler& handler, Request request) {
    request.parameters = parameters_;
    request.io_thread = lane_->index();
    request.remote_address = remote_address_;
    request.by_trusted_proxy = by_trusted_proxy_;
    request.request_id = request_id_ = lane_->next_request_id();
    deadline_ = steady_clock::now() + longest_handling;
    const auto promise =
        std::make_shared<Promise>(lane_, weak_from_this(), broken_, language_, request.request_id);
    const Route& route = *route_;
    try {
        handler(std::move(request),
                [promise](Response response) { promise->keep(std::move(response)); });
    } catch (const std::bad_alloc&) {
        const Fault fault = faults::out_of_memory();
        promise->keep(problem(fault.status, fault.error, language_));
    } catch (const std::exception& error) {
        // Its text may hold what a person filed; its type does not.
        log(handler_threw,
            route.method,
            route.pattern,
            boost::core::demangle(typeid(error).name()),
            request_id_);
        const Fault fault = faults::unanswered();
        promise->keep(problem(fault.status, fault.error, language_));
    }
}

void Connection::refuse(const Fault& fault) {
    const bool unread = reader_.has_body() || !reader_.fault().error.id.empty();
    if (unread) keep_alive_ = false;
    refused_ = unread;
    upload_.reset();
    request_id_ = lane_->next_request_id();
    Response response = problem(fault.status, fault.error, language_of(reader_.request()));
    for (const auto& field : fault.headers) response.headers.push_back(field);
    phase_ = Phase::handling;
    answer(std::move(response));
}

// Whatever was being done for this client is given up; the others notice nothing.
void Connection::out_of_memory() {
    const bool was_reading = phase_ == Phase::head || phase_ == Phase::body;
    try {
        keep_alive_ = false;
        input_ = {};
        if (was_reading) return refuse(faults::out_of_memory());
    } catch (const std::bad_alloc&) {
        // Not even for the answer.
    }
    close();
}

// Half an answer is of no use: where the memory for it is not to be had, the connection ends.
void Connection::answer(Response response) {
    try {
        send_answer(std::move(response));
    } catch (const std::bad_alloc&) {
        close();
    }
}

void Connection::send_answer(Response response) {
    if (phase_ == Phase::admitting) {
        if (response.status == 100) return take_upload();
        keep_alive_ = false;
        refused_ = true;
    } else if (phase_ != Phase::handling) {
        return;
    }
    phase_ = Phase::writing;
    if (response.file && !open_file(response)) {
        const Fault fault = faults::no_route();
        response = problem(fault.status, fault.error, language_);
    }
    if (lane_->common().stopping) keep_alive_ = false;
    response_ = std::move(response);
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

bool Connection::open_file(Response& response) {
    file_ = ::open(response.file->c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file_ >= 0 && ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode)) {
        file_remaining_ = static_cast<std::uint64_t>(status.st_size);
        return true;
    }
    if (file_ >= 0) ::close(file_);
    file_ = -1;
    return false;
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

void Connection::next_request() {
    response_ = {};
    if (file_ >= 0) ::close(std::exchange(file_, -1));
    if (refused_) return drain();
    if (!keep_alive_) return close();
    reader_.reset();
    head_only_ = false;
    phase_ = input_.empty() ? Phase::idle : Phase::head;
    const bool idle = phase_ == Phase::idle;
    deadline_ = steady_clock::now() + (idle ? options_.idle_timeout : options_.read_timeout);
    if (!idle) return advance();
    // Thousands of idle connections must not keep the buffers of their largest bodies.
    if (input_.capacity() > 2 * head_read_bytes) input_ = {};
    output_ = {};
    read();
}

// Closing with unread bytes would reset the connection, and the client might never see the answer.
void Connection::drain() {
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    phase_ = Phase::draining;
    deadline_ = steady_clock::now() + drain_time;
    input_.clear();
    read();
}

void Connection::check(SteadyTime now) {
    if (phase_ == Phase::idle && lane_->common().stopping) return close();
    if (now < deadline_ && !*broken_) return;
    if (phase_ == Phase::head || phase_ == Phase::body) give_up_slow_client();
    close();
}

// A read is under way, so the answer is put into the socket's buffer at once, or not at all.
void Connection::give_up_slow_client() {
    const Fault fault = faults::too_slow();
    const Response response = problem(fault.status, fault.error, language_of(reader_.request()));
    const std::string head = response_head(
        response, {response.body.size(), false, lane_->date(), lane_->next_request_id()});
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.write_some(asio::buffer(head + response.body), ignored);
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    error_code ignored;
    socket_.close(ignored);
    upload_.reset();
    lane_->remove(shared_from_this());
}

}  // namespace oneseal::http
