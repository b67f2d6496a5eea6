#include "bench/load.hpp"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <thread>

#include "bench/bench.hpp"

namespace oneseal::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr int clients = 64;
constexpr double seconds = 5;

// One connection: reads a request, writes the same answer, again and again.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(asio::ip::tcp::socket socket, const Answering& answering)
        : stream_(std::move(socket)), answering_(answering) {}

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
        response_.body() = answering_();
        response_.prepare_payload();
        beast::http::async_write(stream_, response_, [self = shared_from_this()](auto error, auto) {
            if (!error) self->read();
        });
    }

    beast::tcp_stream stream_;
    const Answering& answering_;
    beast::flat_buffer buffer_{};
    beast::http::request<beast::http::string_body> request_{};
    beast::http::response<beast::http::string_body> response_{};
};

}  // namespace

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

double bare_server(const std::function<Answering()>& on_a_thread) {
    asio::io_context contexts[2];
    const Answering answering[2] = {on_a_thread(), on_a_thread()};
    asio::ip::tcp::acceptor acceptor(contexts[0], {asio::ip::address_v4::loopback(), 0});
    std::size_t next = 0;
    std::function<void()> accept = [&] {
        const std::size_t thread = next++ % 2;
        asio::io_context& context = contexts[thread];
        acceptor.async_accept(context, [&, thread](auto error, asio::ip::tcp::socket socket) {
            if (error) return;
            socket.set_option(asio::ip::tcp::no_delay(true));
            auto session = std::make_shared<Session>(std::move(socket), answering[thread]);
            asio::post(contexts[thread], [session] { session->read(); });
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

}  // namespace oneseal::bench
