#include "support/client.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <optional>

namespace oneseal::http {
namespace {

namespace beast = boost::beast;
using Parser = beast::http::response_parser<beast::http::string_body>;

constexpr std::uint64_t longest_body = 256 << 20;

timeval to_timeval(std::chrono::milliseconds time) {
    return {time.count() / 1000, (time.count() % 1000) * 1000};
}

Response to_response(const beast::http::response<beast::http::string_body>& message) {
    Response response;
    response.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        response.headers.emplace_back(std::string{field.name_string()}, std::string{field.value()});
    }
    response.body = message.body();
    return response;
}

Error failed() {
    return {ErrorCode::unavailable, "HTTP_CLIENT_FAILED", {"", "No complete answer came."}};
}

}  // namespace

struct Client::State {
    std::string host{};
    std::uint16_t port = 0;
    std::chrono::milliseconds timeout{};
    int fd = -1;
    std::string input{};

    ~State() { disconnect(); }
    void disconnect() {
        if (fd >= 0) ::close(fd);
        fd = -1;
        input.clear();
    }
    bool connect();
    bool send_all(std::string_view bytes) const;
    // Reads one response; `touched` tells whether any byte of it came.
    std::optional<Response> receive(bool head_only, bool& touched);
};

bool Client::State::connect() {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
        return false;
    }
    const timeval wait = to_timeval(timeout);
    const int yes = 1;
    for (const addrinfo* at = found; at != nullptr && fd < 0; at = at->ai_next) {
        fd = ::socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
        if (fd < 0) continue;
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (::connect(fd, at->ai_addr, at->ai_addrlen) != 0) disconnect();
    }
    ::freeaddrinfo(found);
    return fd >= 0;
}

bool Client::State::send_all(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<Response> Client::State::receive(bool head_only, bool& touched) {
    Parser parser;
    parser.body_limit(longest_body);
    parser.eager(true);
    parser.skip(head_only);
    std::array<char, 16384> part;
    while (!parser.is_done()) {
        beast::error_code error;
        input.erase(0, parser.put(boost::asio::buffer(input), error));
        if (parser.is_done()) break;
        if (error && error != beast::http::error::need_more) return {};
        const ssize_t got = ::recv(fd, part.data(), part.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return {};
        if (got == 0) {
            if (!parser.got_some()) return {};
            error = {};
            parser.put_eof(error);
            if (error) return {};
            break;
        }
        touched = true;
        input.append(part.data(), static_cast<std::size_t>(got));
    }
    const bool keep_alive = parser.keep_alive();
    Response response = to_response(parser.get());
    if (!keep_alive) disconnect();
    return response;
}

Client::Client(std::string host, std::uint16_t port, std::chrono::milliseconds timeout)
    : state_(std::make_unique<State>()) {
    state_->host = std::move(host);
    state_->port = port;
    state_->timeout = timeout;
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Result<Response> Client::send(std::string_view method,
                              std::string_view target,
                              std::string body,
                              Fields headers) {
    std::string text = std::string{method} + " " + std::string{target} +
                       " HTTP/1.1\r\nHost: " + state_->host + ":" + std::to_string(state_->port) +
                       "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PUT") {
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    text += "\r\n" + body;
    const bool kept = state_->fd >= 0;
    // A kept connection may have been closed meanwhile; only what got no byte of an answer there
    // is sent again, once, on a new one.
    for (int attempt = 0; attempt < (kept ? 2 : 1); ++attempt) {
        if (state_->fd < 0 && !state_->connect()) return failed();
        bool touched = false;
        if (state_->send_all(text)) {
            if (auto response = state_->receive(method == "HEAD", touched)) {
                return std::move(*response);
            }
        }
        state_->disconnect();
        if (touched) break;
    }
    return failed();
}

}  // namespace oneseal::http
