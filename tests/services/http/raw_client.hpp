// A bare socket, for bytes that no proper client would send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace oneseal::http {

class RawClient {
  public:
    explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error("connect");
        }
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

    RawClient& send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) break;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return *this;
    }

    // Everything up to and including `end`; what came before the connection's end otherwise.
    std::string read_until(std::string_view end) {
        while (input_.find(end) == std::string::npos && receive()) {
        }
        const std::size_t at = input_.find(end);
        const std::size_t size = at == std::string::npos ? input_.size() : at + end.size();
        std::string text = input_.substr(0, size);
        input_.erase(0, size);
        return text;
    }

    std::string read_to_end() {
        while (receive()) {
        }
        return std::move(input_);
    }

  private:
    bool receive() {
        char part[65536];
        const ssize_t got = ::recv(fd_, part, sizeof part, 0);
        if (got <= 0) return false;
        input_.append(part, static_cast<std::size_t>(got));
        return true;
    }

    int fd_;
    std::string input_{};
};

}  // namespace oneseal::http
