// Reading one case against a bare Beast server that answers the same bytes.
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/ids.hpp"
#include "bench/bench.hpp"
#include "support/client.hpp"

namespace oneseal::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr int clients = 64;
constexpr double seconds = 5;

double requests_per_second(std::uint16_t port,
                           const std::string& target,
                           const http::Fields& headers) {
    std::atomic<bool> end{false};
    std::atomic<long> answered{0};
    const auto client = [&] {
        http::Client connection("127.0.0.1", port);
        while (!end) {
            const auto answer = connection.send("GET", target, {}, headers);
            if (answer && answer->status == 200) ++answered;
        }
    };
    const double start = now_s();
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i) threads.emplace_back(client);
    while (now_s() - start < seconds) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const double rate = static_cast<double>(answered) / (now_s() - start);
    end = true;
    for (std::thread& thread : threads) thread.join();
    return rate;
}

// One connection: reads a request, writes the same answer, again and again.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(asio::ip::tcp::socket socket, const std::string& body)
        : stream_(std::move(socket)), body_(body) {}

    void read() {
        request_ = {};
        beast::http::async_read(
            stream_, buffer_, request_, [self = shared_from_this()](auto error, auto) {
                if (!error) self->write();
            });
    }

  private:
    void write() {
        response_ = {};
        response_.version(11);
        response_.set(beast::http::field::content_type, "application/json");
        response_.body() = body_;
        response_.prepare_payload();
        beast::http::async_write(stream_, response_, [self = shared_from_this()](auto error, auto) {
            if (!error) self->read();
        });
    }

    beast::tcp_stream stream_;
    const std::string& body_;
    beast::flat_buffer buffer_{};
    beast::http::request<beast::http::string_body> request_{};
    beast::http::response<beast::http::string_body> response_{};
};

// On two threads with a context each, as the program has by default.
double bare_server(const std::string& body) {
    asio::io_context contexts[2];
    asio::ip::tcp::acceptor acceptor(contexts[0], {asio::ip::address_v4::loopback(), 0});
    std::size_t next = 0;
    std::function<void()> accept = [&] {
        asio::io_context& context = contexts[next++ % 2];
        acceptor.async_accept(context, [&](auto error, asio::ip::tcp::socket socket) {
            if (error) return;
            socket.set_option(asio::ip::tcp::no_delay(true));
            asio::post(context, [session = std::make_shared<Session>(std::move(socket), body)] {
                session->read();
            });
            accept();
        });
    };
    accept();
    const auto work = asio::make_work_guard(contexts[1]);
    std::vector<std::thread> threads;
    for (asio::io_context& context : contexts) threads.emplace_back([&context] { context.run(); });
    const double rate = requests_per_second(acceptor.local_endpoint().port(), "/", {});
    for (asio::io_context& context : contexts) context.stop();
    for (std::thread& thread : threads) thread.join();
    return rate;
}

}  // namespace

void measure_reading(const Paths& paths) {
    const Server server(paths, paths.directory + "/reading");
    const std::string token = sign_in(server.port());
    http::Client client("127.0.0.1", server.port());
    const http::Fields headers{{"Authorization", "Bearer " + token}};
    auto filing = headers;
    filing.emplace_back("Content-Type", "application/json");
    filing.emplace_back("Idempotency-Key", random_id());
    const auto filed = client.send("POST", "/api/v1/counties/511102/cases", filing_body(), filing);
    if (!filed || filed->status != 201) return;
    const std::string target =
        "/api/v1/counties/511102/cases/" + nlohmann::json::parse(filed->body).value("number", "");
    const auto read = client.send("GET", target, {}, headers);
    if (!read || read->status != 200) return;
    const double ours = requests_per_second(server.port(), target, headers);
    print({"reading one case, 64 clients",
           ours,
           bare_server(read->body),
           "a second",
           0.5,
           false,
           "the same " + std::to_string(read->body.size()) +
               " bytes from a bare Beast server on two threads, the same clients"});
}

}  // namespace oneseal::bench
