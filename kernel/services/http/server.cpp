#include "http/server.hpp"

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <cerrno>
#include <new>
#include <optional>
#include <thread>

#include "http/connection.hpp"
#include "http/errors.hpp"
#include "http/lane.hpp"
#include "log/log.hpp"
#include "log/seldom.hpp"

namespace oneseal::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

constexpr Message listening{"HTTP_LISTENING", Level::info, "Listening on {} port {}.", ""};
constexpr Message accept_failed{"HTTP_ACCEPT_FAILED",
                                Level::warning,
                                "A connection could not be accepted: error {}.",
                                "If it is 24, raise the limit of open files (LimitNOFILE)."};
constexpr Message too_many{
    "HTTP_TOO_MANY_CONNECTIONS",
    Level::warning,
    "All {} connections are in use; {} were sent away since this was last told.",
    "Raise http.max_connections, or find out who holds so many."};

// A crash leaves the uploads behind that were under way; nothing names them.
Result<void> prepare_uploads(const std::filesystem::path& directory) {
    if (directory.empty()) return {};
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (!error) {
        for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
            if (entry.path().extension() == ".upload") std::filesystem::remove(entry, error);
        }
    }
    if (!error) return {};
    return errors::http_upload_directory(directory.string());
}

}  // namespace

struct Server::State {
    std::shared_ptr<Common> common = std::make_shared<Common>();
    std::vector<std::shared_ptr<Lane>> lanes{};
    std::vector<std::thread> threads{};
    std::optional<Acceptor> acceptor{};
    std::weak_ptr<void> waiting{};  // held by the handler that waits for the next connection
    std::uint16_t port = 0;
    std::size_t next_lane = 0;
    Seldom sent_away{};

    Result<void> bind();
    void accept();
    void keep_accepting();
    void welcome(Socket socket, const std::shared_ptr<Lane>& lane);
};

Result<void> Server::State::bind() {
    const Options& options = common->options;
    error_code error;
    const tcp::endpoint endpoint{asio::ip::make_address(options.address, error), options.port};
    acceptor.emplace(lanes[0]->context());
    if (!error) acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (!error) port = acceptor->local_endpoint(error).port();
    if (!error) return {};
    const std::string where = options.address + ":" + std::to_string(options.port);
    return errors::http_bind_failed(where, error.message());
}

// In turn over all lanes, so that few clients use all threads alike.
void Server::State::accept() {
    const std::shared_ptr<Lane> lane = lanes[next_lane++ % lanes.size()];
    const auto waits = std::make_shared<char>();
    waiting = waits;
    acceptor->async_accept(lane->context(),
                           [this, lane, waits](const error_code& error, Socket socket) {
                               if (!acceptor->is_open()) return;
                               // The next tick tries again.
                               if (error) return log(accept_failed, error.value());
                               try {
                                   welcome(std::move(socket), lane);
                               } catch (const std::bad_alloc&) {
                                   // Short of memory: this client is sent away, and the next one is
                                   // taken.
                                   log(accept_failed, ENOMEM);
                               }
                               accept();
                           });
}

// Where memory is short, even the waiting for a connection may be lost, with nobody told.
void Server::State::keep_accepting() {
    if (acceptor->is_open() && waiting.expired()) accept();
}

void Server::State::welcome(Socket socket, const std::shared_ptr<Lane>& lane) {
    if (common->connections >= common->options.max_connections) {
        static constexpr std::string_view answer =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
            "Connection: close\r\n\r\n";
        if (const auto times = sent_away.happened()) {
            log(too_many, common->options.max_connections, times);
        }
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(answer.data(), answer.size()), ignored);
        return;
    }
    auto connection = std::make_shared<Connection>(std::move(socket), lane);
    lane->run_here([connection] { connection->start(); });
}

Server::Server(Options options) : state_(std::make_unique<State>()) {
    state_->common->options = std::move(options);
    const std::size_t count = std::max<std::size_t>(1, state_->common->options.io_threads);
    for (std::size_t i = 0; i < count; ++i) {
        state_->lanes.push_back(std::make_shared<Lane>(i, state_->common));
    }
}

Server::~Server() {
    stop();
    state_->acceptor.reset();
    for (const auto& lane : state_->lanes) lane->close();
}

Result<void> Server::start(Router router) {
    if (auto prepared = prepare_uploads(state_->common->options.upload_directory); !prepared) {
        return prepared;
    }
    auto proxies = Networks::read(state_->common->options.trusted_proxies);
    if (!proxies) return proxies.error();
    state_->common->proxies = std::move(*proxies);
    if (auto bound = state_->bind(); !bound) return bound;
    state_->common->router = std::move(router);
    state_->common->keep_accepting = [state = state_.get()] { state->keep_accepting(); };
    for (const auto& lane : state_->lanes) {
        state_->threads.emplace_back([lane] { lane->run(); });
    }
    log(listening, state_->common->options.address, state_->port);
    return {};
}

void Server::stop() {
    if (state_->threads.empty()) return;
    Common& common = *state_->common;
    common.stop_at = std::chrono::steady_clock::now() + common.options.stop_timeout;
    common.stopping = true;
    state_->lanes[0]->run_here([this] {
        error_code ignored;
        state_->acceptor->close(ignored);
    });
    for (const auto& lane : state_->lanes) lane->run_here([lane] { lane->tick(); });
    for (std::thread& thread : state_->threads) thread.join();
    state_->threads.clear();
}

std::uint16_t Server::port() const {
    return state_->port;
}

void Server::run_on(std::size_t io_thread, std::function<void()> work) {
    state_->lanes.at(io_thread)->run_here(std::move(work));
}

std::vector<asio::io_context*> Server::contexts() const {
    std::vector<asio::io_context*> contexts;
    for (const auto& lane : state_->lanes) contexts.push_back(&lane->context());
    return contexts;
}

}  // namespace oneseal::http
