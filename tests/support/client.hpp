// A small blocking HTTP/1.1 client over one kept-alive connection.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace oneseal::http {

class Client {
  public:
    // Connects at the first request, and again where the server has closed the connection.
    // `timeout` holds for each send and each receive.
    Client(std::string host,
           std::uint16_t port,
           std::chrono::milliseconds timeout = std::chrono::seconds{30});
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;

    // Fails as `unavailable` (HTTP_CLIENT_FAILED) where no complete answer came: then the request
    // may or may not have been carried out. A status of 400 and above is an answer like any other.
    Result<Response> send(std::string_view method,
                          std::string_view target,
                          std::string body = {},
                          Fields headers = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::http
