// The HTTP/1.1 server: one io_context a thread, every connection stays on the thread it was given
// to. Bad bytes, slow clients and handlers that throw cost their connection, never the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

namespace boost::asio {
class io_context;
}

namespace oneseal::http {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free port, told by Server::port()
    // Addresses and networks of the proxies whose X-Forwarded-For and X-Forwarded-Proto count.
    std::vector<std::string> trusted_proxies{};
    std::size_t io_threads = 2;
    std::size_t header_bytes = 16 << 10;
    std::size_t body_bytes = 1 << 20;
    std::uint64_t upload_bytes = 64 << 20;
    // Made where missing. On the blob store's file system, so that a rename moves a file there.
    std::filesystem::path upload_directory{};
    std::size_t max_connections = 10'000;
    // A request's head must be complete this long after its first byte; a body may take as long,
    // and a second more for each 4 KiB received; a client must take 64 KiB in this time.
    std::chrono::milliseconds read_timeout{15'000};
    std::chrono::milliseconds idle_timeout{75'000};  // between two requests
    // How long stop() waits for the requests in flight.
    std::chrono::milliseconds stop_timeout{10'000};
};

class Server {
  public:
    // Makes the contexts, so that plugin channels can be put on them; opens nothing yet.
    explicit Server(Options options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Binds and begins to answer. Fails as `unavailable` (HTTP_BIND_FAILED, HTTP_UPLOAD_DIRECTORY)
    // and as Networks::read() does.
    // REQUIRES: called at most once.
    Result<void> start(Router router);

    // Refuses new connections, answers the requests in flight, closes the rest after
    // `stop_timeout`, and ends the threads. Called by the destructor. [not from an I/O thread]
    void stop();

    // The port that is listened on; 0 before start().
    std::uint16_t port() const;

    // Runs `work` soon on that I/O thread; drops it after the end of the server. [any thread]
    void run_on(std::size_t io_thread, std::function<void()> work);

    // One a thread, run only by it from start() to stop(); they live as long as the server.
    std::vector<boost::asio::io_context*> contexts() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::http
