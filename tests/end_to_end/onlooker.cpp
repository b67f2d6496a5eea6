#include "end_to_end/onlooker.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace oneseal {

Onlooker::Onlooker(std::uint16_t port, const Visitor& visitor, const std::string& last_event_id) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return;
    std::string head =
        "GET /api/v1/counties/511102/changes HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Accept: text/event-stream\r\nAuthorization: Bearer " +
        visitor.token() + "\r\n";
    if (!last_event_id.empty()) head += "Last-Event-ID: " + last_event_id + "\r\n";
    head += "\r\n";
    [[maybe_unused]] const auto sent = ::send(socket_, head.data(), head.size(), MSG_NOSIGNAL);
}

Onlooker::~Onlooker() {
    ::close(socket_);
}

bool Onlooker::read_more() {
    pollfd waits{socket_, POLLIN, 0};
    if (::poll(&waits, 1, 60'000) != 1) return false;
    char bytes[4096];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    heard_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

bool Onlooker::hears(const std::string& text) {
    while (heard_.find(text) == std::string::npos) {
        if (!read_more()) return false;
    }
    return true;
}

bool Onlooker::is_let_go() {
    pollfd waits{socket_, POLLIN, 0};
    while (::poll(&waits, 1, 60'000) == 1) {
        if (!read_more()) return true;
    }
    return false;
}

std::string Onlooker::last_event_id() const {
    const auto begin = heard_.rfind("id: ");
    if (begin == std::string::npos) return "";
    return heard_.substr(begin + 4, heard_.find('\n', begin) - begin - 4);
}

}  // namespace oneseal
